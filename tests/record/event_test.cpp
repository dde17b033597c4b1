#include "ledger/base/strong.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/official_number.hpp"
#include "tests/record/sample_events.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// The message with which a changed event is refused, or "accepted".
template <class Change>
std::string refusal(Change change) {
  Event event = decision_event();
  change(event);
  const Outcome checked = check_event(event);
  const auto encoded = encode(event);
  CHECK(encoded.has_value() == checked.has_value());
  return checked ? "accepted" : checked.error().message;
}

bool begins(const std::string& message, std::string_view place) {
  return message.starts_with(std::string(place) + ":");
}

}  // namespace

TEST_CASE("event: an id prints in five groups and only that spelling is read", "[record][event]") {
  const Id id = decision_event().id;
  CHECK(print(id) == "01735f6f-5a80-7abc-8def-010203040502");
  CHECK(parse_id(print(id)) == id);
  for (const char* wrong : {"", "01735f6f-5a80-7abc-8def-01020304050", "01735f6f-5a80-7abc-8def-0102030405022",
                            "01735F6F-5a80-7abc-8def-010203040502", "01735f6f5a80-7abc-8def-0102030405022",
                            "01735f6f-5a80-7abc-8def-01020304050g", "{1735f94-e680-7abc-8def-010203040502"}) {
    CHECK_FALSE(parse_id(wrong).has_value());
  }
}

TEST_CASE("event: a made UUID carries its millisecond, version 7 and the variant whatever the chance",
          "[record][event]") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 1000; ++i) {
    ByteArray<10> chance;
    for (auto& byte : chance) byte = static_cast<std::uint8_t>(random());
    const Id id = make_uuid_v7(Instant{1'595'034'000'123'456}, chance);
    CHECK(is_uuid_v7(id));
    CHECK(print(id).substr(0, 13) == "01735f6f-5afb");
  }
  Id other = decision_event().id;
  other[6] = 0x4a;
  CHECK_FALSE(is_uuid_v7(other));
  other = decision_event().id;
  other[8] = 0xc0;
  CHECK_FALSE(is_uuid_v7(other));
}

TEST_CASE("event: names of streams and offices have one shape each", "[record][event]") {
  for (const char* good : {"case-1", "ledger", "office-PPK_ASN@prov:64", "a-b", "case_file-(x)"}) {
    CHECK(is_stream_name(good));
  }
  for (const char* bad : {"", "case", "case-", "-1", "Case-1", "case1-1", "case-a b", "a-", "ledgers", "c\xC3\xA9-1"}) {
    CHECK_FALSE(is_stream_name(bad));
  }
  CHECK(is_stream_name("case-" + std::string(75, 'x')));
  CHECK_FALSE(is_stream_name("case-" + std::string(76, 'x')));
  for (const char* good : {"A@b", "PPK_ASN@prov:64"}) CHECK(is_office(good));
  for (const char* bad : {"", "@", "A@", "@b", "A@b@c", "A", "A b@c"}) CHECK_FALSE(is_office(bad));
  CHECK_FALSE(is_office("A@" + std::string(79, 'x')));
}

TEST_CASE("event: an official number is one line of visible NFC text", "[record][event]") {
  for (const char* good : {"1", "800/123/BKD-II/2020", "a b", "N\u00BA 7", "\u547D\u4EE4", "caf\u00E9", "\U0001F600"}) {
    CHECK(is_official_number(good));
  }
  CHECK(is_official_number(std::string(80, 'x')));
  for (const char* bad : {"",
                          " 1",
                          "1 ",
                          "a\tb",
                          "a\nb",
                          "a\x7F",
                          "a\u0085b",
                          "a\u00A0b",
                          "a\u200Bb",
                          "a\u202Eb",
                          "\uFEFFa",
                          "a\u2028b",
                          "cafe\u0301",
                          "a\u3000b",
                          "\uE000",
                          "\uFFFF",
                          "\U0010FFFF",
                          "\u0378",
                          "\xC3",
                          "\xC0\xAF",
                          "\xED\xA0\x80",
                          "\xF5\x80\x80\x80",
                          "\u212B"}) {
    CHECK_FALSE(is_official_number(bad));
  }
  CHECK_FALSE(is_official_number(std::string(81, 'x')));
  CHECK_FALSE(is_official_number(std::string_view("a\0b", 3)));
}

TEST_CASE("event: every broken rule of the header is refused and named", "[record][event]") {
  CHECK(refusal([](Event&) {}) == "accepted");
  CHECK(begins(refusal([](Event& e) { e.id[6] = 0x40; }), "id"));
  CHECK(begins(refusal([](Event& e) { e.origin.clear(); }), "origin"));
  CHECK(begins(refusal([](Event& e) { e.origin = std::string(201, 'x'); }), "origin"));
  CHECK(begins(refusal([](Event& e) { e.origin = "a b"; }), "origin"));
  CHECK(begins(refusal([](Event& e) { e.type = 0; }), "type"));
  CHECK(begins(refusal([](Event& e) { e.stream = "case"; }), "stream"));
  CHECK(begins(refusal([](Event& e) { e.revision = 0; }), "previous"));
  CHECK(begins(refusal([](Event& e) { e.previous.reset(); }), "previous"));
  CHECK(begins(refusal([](Event& e) { e.revision = tree_size_max + 1; }), "revision"));
  CHECK(begins(refusal([](Event& e) { e.legal_date = date_min - 1; }), "legal_date"));
  CHECK(begins(refusal([](Event& e) { e.legal_date = date_max + 1; }), "legal_date"));
  CHECK(begins(refusal([](Event& e) { e.legal_minute = std::uint16_t{1440}; }), "legal_time"));
  CHECK(begins(refusal([](Event& e) { e.zone = Zone::none; }), "zone"));
  CHECK(begins(refusal([](Event& e) { e.zone = static_cast<Zone>(4); }), "zone"));
  CHECK(begins(refusal([](Event& e) { e.received_date = date_max + 1; }), "received_date"));
  CHECK(begins(refusal([](Event& e) { e.office = "PPK_ASN"; }), "office"));
  CHECK(begins(refusal([](Event& e) { e.holder = HolderKind::none; }), "holder"));
  CHECK(begins(refusal([](Event& e) { e.holder = static_cast<HolderKind>(6); }), "holder"));
  CHECK(begins(refusal([](Event& e) { e.on_behalf_of = "x"; }), "on_behalf_of"));
  CHECK(begins(refusal([](Event& e) { e.rule_set = "RS 2018"; }), "rule_set"));
  CHECK(begins(refusal([](Event& e) { e.late_reason = std::string(81, 'A'); }), "late_reason"));
  CHECK(begins(refusal([](Event& e) { e.causation = Id{}; }), "causation"));
}

TEST_CASE("event: every broken rule of lists and documents is refused and named", "[record][event]") {
  CHECK(begins(refusal([](Event& e) { e.legal_bases[1] = ""; }), "legal_bases[1]"));
  CHECK(begins(refusal([](Event& e) { e.legal_bases[1] = e.legal_bases[0]; }), "legal_bases[1]"));
  CHECK(begins(refusal([](Event& e) { e.legal_bases.resize(65, "A"); }), "legal_bases"));
  CHECK(begins(refusal([](Event& e) { e.external_refs[0].system = "a b"; }), "external_refs[0].system"));
  CHECK(begins(refusal([](Event& e) { e.external_refs[1].id = ""; }), "external_refs[1].id"));
  CHECK(begins(refusal([](Event& e) { e.external_refs[1] = e.external_refs[0]; }), "external_refs[1]"));
  CHECK(begins(refusal([](Event& e) { e.external_refs.resize(65, {"A", "b"}); }), "external_refs"));
  CHECK(begins(refusal([](Event& e) { e.documents[1].number = " 7"; }), "documents[1].number"));
  CHECK(begins(refusal([](Event& e) { e.documents[0].date = date_min - 1; }), "documents[0].date"));
  CHECK(begins(refusal([](Event& e) { e.documents[0].certificate.resize(33); }), "documents[0].certificate"));
  CHECK(begins(refusal([](Event& e) { e.documents[0].signed_at = Instant{INT64_MIN}; }), "documents[0].signed_at"));
  CHECK(begins(refusal([](Event& e) { e.documents[0].signed_at = Instant{INT64_MAX}; }), "documents[0].signed_at"));
  CHECK(begins(refusal([](Event& e) { e.documents.resize(33, e.documents[0]); }), "documents"));
}

TEST_CASE("event: every broken rule of fields is refused and named", "[record][event]") {
  CHECK(begins(refusal([](Event& e) { e.fields[0].number = 0; }), "fields[0]"));
  CHECK(begins(refusal([](Event& e) { e.fields[1].number = 1; }), "fields[1]"));
  CHECK(begins(refusal([](Event& e) { std::swap(e.fields[0], e.fields[1]); }), "fields[1]"));
  CHECK(begins(refusal([](Event& e) { e.fields[0].value = Code{}; }), "fields[1]"));
  CHECK(begins(refusal([](Event& e) { e.fields[0].value = Code{"a b"}; }), "fields[1]"));
  CHECK(begins(refusal([](Event& e) { e.fields[1].value = Codes{}; }), "fields[2]"));
  CHECK(begins(refusal([](Event& e) { e.fields[1].value = Codes{{"B"}, {"A"}}; }), "fields[2]"));
  CHECK(begins(refusal([](Event& e) { e.fields[1].value = Codes{{"A"}, {"A"}}; }), "fields[2]"));
  CHECK(begins(refusal([](Event& e) { e.fields[1].value = Codes(513, Code{"A"}); }), "fields[2]"));
  CHECK(begins(refusal([](Event& e) { e.fields[2].value = date_max + 1; }), "fields[3]"));
  CHECK(begins(refusal([](Event& e) { e.fields[6].value = Reference{"nowhere"}; }), "fields[21]"));
  CHECK(begins(refusal([](Event& e) { e.fields[6].value = Bytes{}; }), "fields[21]"));
  CHECK(begins(refusal([](Event& e) { e.fields[6].value = Bytes(table_bytes_max + 1); }), "fields[21]"));
  CHECK(begins(refusal([](Event& e) {
                 e.fields.clear();
                 for (std::uint16_t n = 1; n <= 65; ++n) put(e, n, std::int64_t{0});
               }),
               "fields"));
}

TEST_CASE("event: a field is found by number and by kind", "[record][event]") {
  const Event event = decision_event();
  REQUIRE(event.get<Code>(1) != nullptr);
  CHECK(event.get<Code>(1)->text == "P53-9");
  CHECK(event.get<Date>(1) == nullptr);
  CHECK(event.find(4) == nullptr);
}
