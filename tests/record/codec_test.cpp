#include "ledger/record/codec.hpp"

#include "ledger/record/json.hpp"
#include "tests/record/sample_events.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

TEST_CASE("codec: what is encoded is decoded to the same event", "[record][codec]") {
  for (const NamedEvent& sample : sample_events()) {
    INFO(sample.name);
    const auto bytes = encode(sample.event);
    REQUIRE(bytes.has_value());
    CHECK(bytes->size() % 8 == 0);
    const auto event = decode(*bytes);
    REQUIRE(event.has_value());
    CHECK(*event == sample.event);
    CHECK(event_hash(*bytes) == sha256(*bytes));
  }
}

TEST_CASE("codec: random events survive, wherever their bytes lie in memory", "[record][codec]") {
  std::mt19937_64 random(20200718);
  for (int i = 0; i < 500; ++i) {
    INFO("event " << i << " of seed 20200718");
    const Event event = random_event(random);
    const auto bytes = encode(event);
    REQUIRE(bytes.has_value());
    Bytes shifted(1 + bytes->size());
    std::copy(bytes->begin(), bytes->end(), shifted.begin() + 1);
    const auto again = decode(BytesView(shifted).subspan(1));
    REQUIRE(again.has_value());
    REQUIRE(*again == event);
  }
}

TEST_CASE("codec: every single-bit flip of an event is refused or shows in its JSON", "[record][codec][slow]") {
  for (const NamedEvent& sample : sample_events()) {
    const auto bytes = encode(sample.event);
    REQUIRE(bytes.has_value());
    const std::string json = to_json(sample.event, sample_shapes());
    std::size_t accepted = 0;
    for (std::size_t bit = 0; bit < bytes->size() * 8; ++bit) {
      Bytes flipped = *bytes;
      flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << bit % 8));
      const auto event = decode(flipped);
      if (!event) {
        for (const char c : event.error().message) {
          if (c < ' ' || c > '~') FAIL(sample.name << ": bit " << bit << " is told with a byte that is no text");
        }
        continue;
      }
      ++accepted;
      const auto again = encode(*event);
      if (to_json(*event, sample_shapes()) == json || !again || *again != flipped) {
        FAIL(sample.name << ": bit " << bit << " is not part of what is read");
      }
    }
    CHECK(accepted > 100);  // hashes and numbers have many other values
  }
}

TEST_CASE("codec: an event may have 60000 bytes and not one word more", "[record][codec]") {
  Event event = rule_set_event();
  event.fields.clear();
  put(event, 1, Bytes(table_bytes_max, 0x5a));
  put(event, 2, Bytes(11'000, 0xa5));
  const std::size_t room = event_bytes_max - encode(event)->size();
  std::get<Bytes>(event.fields[1].value).resize(11'000 + room, 0xa5);
  const auto full = encode(event);
  REQUIRE(full.has_value());
  CHECK(full->size() == event_bytes_max);
  CHECK(decode(*full).has_value());
  std::get<Bytes>(event.fields[1].value).push_back(0xa5);
  REQUIRE_FALSE(encode(event).has_value());
  CHECK(encode(event).error().code == Errc::too_large);
  Bytes longer = *full;
  longer.resize(event_bytes_max + 8);
  REQUIRE_FALSE(decode(longer).has_value());
  CHECK(decode(longer).error().code == Errc::too_large);
}

TEST_CASE("codec: the largest lists go through", "[record][codec]") {
  Event event = decision_event();
  Codes codes;
  for (int i = 0; i < 512; ++i) codes.push_back(Code{"V" + std::to_string(1000 + i)});
  event.fields.clear();
  put(event, 2, codes);
  for (std::uint16_t n = 3; n <= 65; ++n) put(event, n, std::int64_t{n});
  event.legal_bases.clear();
  event.external_refs.clear();
  for (int i = 0; i < 64; ++i) {
    event.legal_bases.push_back("B" + std::to_string(i));
    event.external_refs.push_back({"S", std::to_string(i)});
  }
  event.documents.resize(32, event.documents[0]);
  const auto bytes = encode(event);
  REQUIRE(bytes.has_value());
  const auto again = decode(*bytes);
  REQUIRE(again.has_value());
  CHECK(*again == event);
}
