#include "ledger/record/json.hpp"

#include "ledger/record/codec.hpp"
#include "tests/record/sample_events.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// The message with which the decision's JSON is refused after one replacement.
std::string refusal(std::string_view from, std::string_view to) {
  const auto event = from_json(replaced(to_json(decision_event(), sample_shapes()), from, to), sample_shapes());
  return event ? "accepted" : event.error().message;
}

}  // namespace

TEST_CASE("json: an event comes back from its JSON", "[record][json]") {
  for (const NamedEvent& sample : sample_events()) {
    INFO(sample.name);
    const auto event = from_json(to_json(sample.event, sample_shapes()), sample_shapes());
    REQUIRE(event.has_value());
    CHECK(*event == sample.event);
  }
}

TEST_CASE("json: random events come back, and other events have other JSON", "[record][json]") {
  std::mt19937_64 random(64);
  std::string before;
  for (int i = 0; i < 500; ++i) {
    INFO("event " << i << " of seed 64");
    const Event event = random_event(random);
    const std::string json = to_json(event, sample_shapes());
    CHECK(json != before);
    before = json;
    const auto again = from_json(json, sample_shapes());
    REQUIRE(again.has_value());
    REQUIRE(*again == event);
    REQUIRE(to_json(*again, sample_shapes()) == json);
  }
}

TEST_CASE("json: order of members, white space and escapes do not matter", "[record][json]") {
  const Event event = minimal_event();
  const std::string json = R"( { "holder":"DEFINITIF", "office":"PPK_ASN\u0040prov:64", "zone":"WITA",
    "legal_date":"2020-07-18", "revision":0, "stream":"case-64.2020.0001", "type":"ReportReceived",
    "origin":"simulated.jejak.example\/tiny", "id":")" +
                           print(event.id) + "\"}\n";
  const auto read = from_json(json, sample_shapes());
  REQUIRE(read.has_value());
  CHECK(*read == event);
}

TEST_CASE("json: codes are a set: any order is read, none twice", "[record][json]") {
  CHECK(refusal(R"(["V05","V07"])", R"(["V07","V05"])") == "accepted");
  CHECK(refusal(R"(["V05","V07"])", R"(["V05","V05"])") == "fields.violation_codes: names a code twice");
  CHECK(refusal(R"(["V05","V07"])", R"([])") == "fields.violation_codes: a list of codes is never empty");
}

TEST_CASE("json: errors name the member and the rule", "[record][json]") {
  CHECK(refusal("\"2020-09-23\"", "\"2020-13-01\"") == "fields.determination_date: \"2020-13-01\" is not a date");
  CHECK(refusal("\"P53-9\"", "\"P 53\"") ==
        "fields.sanction: must be 1 to 80 characters of A-Z a-z 0-9 : . _ / ( ) @ + -");
  CHECK(refusal("-12", "1.5") == "fields.months: must be a whole number between -2^63 and 2^63-1");
  CHECK(refusal("-12", "9223372036854775808") == "fields.months: must be a whole number between -2^63 and 2^63-1");
  CHECK(refusal("-12", "\"12\"") == "fields.months: must be a whole number between -2^63 and 2^63-1");
  CHECK(refusal("\"approval-64.2020.0001\"", "\"nowhere\"").starts_with("fields.approval: "));
  CHECK(refusal("\"09:30\"", "\"24:00\"") == "legal_time: \"24:00\" is not a time such as 09:30");
  CHECK(refusal("\"09:30\"", "\"9:30\"") == "legal_time: \"9:30\" is not a time such as 09:30");
  CHECK(refusal("\"Plt\"", "\"plt\"") == "holder: \"plt\" is not DEFINITIF, Pj, Pjs, Plt or Plh");
  CHECK(refusal("\"WITA\"", "\"WIBB\"") == "zone: \"WIBB\" is not WIB, WITA or WIT");
  CHECK(refusal("\"number\":\"7\"", "\"number\":7") == "documents[1].number: must be a text");
  CHECK(refusal("\"number\":\"7\",", "") == "documents[1].number: is missing");
  CHECK(refusal("\"revision\":7", "\"revision\":-1") == "revision: must not be negative");
  CHECK(refusal("\"revision\":7", "\"revision\":0") ==
        "previous: must be absent when revision is 0 and present otherwise");
  CHECK(refusal("\"zone\":\"WITA\",", "") == "zone: is missing");
  CHECK(refusal("\"sanction\":\"P53-9\",", "") == "fields.sanction: is missing (Sanction)");
  CHECK(refusal("\"SanctionDecisionIssued\"", "\"SanctionDecided\"") ==
        "type: \"SanctionDecided\" is not an event type");
  CHECK(refusal("\"SanctionDecisionIssued\"", "24") == "type: must be a text");
  CHECK(refusal("\"COURIER\"", "\"\"") == "late_reason: must not be empty; leave the member out");
  CHECK(refusal("\"COURIER\"", "null") == "late_reason: must be a text");
  CHECK(refusal("\"0102ff\"", "\"0102FF\"").starts_with("documents[0].certificate: "));
  CHECK(refusal("\"2020-07-18\"", "\"1899-12-31\"").starts_with("legal_date: "));
}

TEST_CASE("json: a misspelt member is refused with the nearest name", "[record][json]") {
  CHECK(refusal("\"violation_codes\"", "\"violation_code\"") ==
        "fields.violation_code: no such member; did you mean violation_codes?");
  CHECK(refusal("\"office\"", "\"ofice\"") == "ofice: no such member; did you mean office?");
  CHECK(refusal("\"late_reason\"", "\"zzzzzzzz\"") == "zzzzzzzz: no such member");
  CHECK(refusal("\"system\":\"SBT\"", "\"sistem\":\"SBT\"") ==
        "external_refs[1].sistem: no such member; did you mean system?");
  CHECK(refusal("\"late_reason\"", "\"\\u001b[31m\"").find('\x1b') == std::string::npos);
}

TEST_CASE("json: a member that stands twice is refused, however it is escaped", "[record][json]") {
  CHECK(refusal("\"zone\":\"WITA\"", "\"zone\":\"WITA\",\"zone\":\"WIB\"") == "\"zone\": stands twice");
  CHECK(refusal("\"zone\":\"WITA\"", "\"zone\":\"WITA\",\"z\\u006fne\":\"WIB\"") == "\"zone\": stands twice");
  CHECK(refusal("\"months\":-12", "\"months\":-12,\"months\":-12") == "\"fields.months\": stands twice");
}

TEST_CASE("json: what is not JSON, too deep or too long is refused", "[record][json]") {
  const std::string good = to_json(minimal_event(), sample_shapes());
  for (std::size_t size = 0; size < good.size(); ++size) {
    REQUIRE_FALSE(from_json(std::string_view(good).substr(0, size), sample_shapes()).has_value());
  }
  for (const std::string& wrong :
       {good + "x", good + "{}", "[" + good + "]", std::string("null"), std::string("\"x\""),
        good + std::string(1, '\0'), replaced(good, "WITA", "WIT\xFF"), replaced(good, "{", "{/* */"),
        replaced(good, "}", ",}"), replaced(good, "\"revision\":0", "\"revision\":00"),
        replaced(good, "\"revision\":0", "\"revision\":NaN")}) {
    CHECK_FALSE(from_json(wrong, sample_shapes()).has_value());
  }
  const auto deep = from_json(std::string(10'000, '['), sample_shapes());
  REQUIRE_FALSE(deep.has_value());
  CHECK(deep.error().code == Errc::too_large);
  CHECK(from_json(std::string(json_bytes_max + 1, ' '), sample_shapes()).error().code == Errc::too_large);
  CHECK(from_json(good + std::string(json_bytes_max - good.size(), ' '), sample_shapes()).has_value());
}

TEST_CASE("json: what no row describes is shown by number and not read back", "[record][json]") {
  Event event = decision_event();
  event.fields.clear();
  put(event, 1, Code{"A"});
  put(event, 2, Code{"A"});
  put(event, 99, Hash{});
  const std::string json = to_json(event, sample_shapes());
  CHECK(json.find(R"("fields":{"sanction":"A","#2":{"kind":"code","value":"A"},"#99":{"kind":"hash","value":"00)") !=
        std::string::npos);
  CHECK_FALSE(from_json(json, sample_shapes()).has_value());
  event.type = 777;
  CHECK(to_json(event, sample_shapes()).find("\"type\":777,") != std::string::npos);
  CHECK_FALSE(from_json(to_json(event, sample_shapes()), sample_shapes()).has_value());
}

TEST_CASE("json: an envelope comes back with signatures that hold", "[record][json]") {
  const Envelope envelope = signed_envelope(decision_event(), {1, 2, 3});
  const std::string json = to_json(envelope, decision_event(), sample_shapes());
  const auto again = envelope_from_json(json, sample_shapes());
  REQUIRE(again.has_value());
  CHECK(*again == envelope);
  CHECK(vouch(*encode(*again), decision_event().origin).has_value());
}

TEST_CASE("json: an envelope may wait for its signatures, but not carry broken ones", "[record][json]") {
  const Envelope envelope = signed_envelope(decision_event(), {1, 2});
  const std::string json = to_json(envelope, decision_event(), sample_shapes());
  const auto refused = [](const std::string& text) {
    const auto read = envelope_from_json(text, sample_shapes());
    return read ? std::string("accepted") : read.error().message;
  };
  const std::string event = to_json(decision_event(), sample_shapes());
  CHECK(envelope_from_json("{\"event\":" + event + "}", sample_shapes())->signatures.empty());
  CHECK(envelope_from_json("{\"signatures\":[],\"event\":" + event + "}", sample_shapes())->event == envelope.event);
  CHECK(refused("{}") == "event: is missing");
  CHECK(refused(replaced(json, "ed25519", "rsa")) == "signatures[0].algorithm: must be \"ed25519\"");
  CHECK(refused(replaced(json, "\"WITA\"", "\"WAT\"")) == "event.zone: \"WAT\" is not WIB, WITA or WIT");
  CHECK(refused(replaced(json, "\"RS-2018\"", "\"RS 2018\"")).starts_with("event.rule_set: "));
  CHECK(refused(replaced(json, "\"signature\":\"", "\"signature\":\"AAAA")) ==
        "signatures[0].signature: an Ed25519 signature has 64 bytes");
  const std::string key = to_hex(envelope.signatures[1].key);
  CHECK(refused(replaced(json, key, to_hex(envelope.signatures[0].key))) == "signatures: a key stands twice");
}
