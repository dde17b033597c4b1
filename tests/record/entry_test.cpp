#include "ledger/record/entry.hpp"

#include "tests/record/sample_events.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

Entry event_entry() {
  Entry entry;
  entry.recorded_at = Instant{1'595'034'000'000'001};
  entry.verdict = 17;
  entry.stream_revision = 7;
  entry.stream_previous = sha256(view("previous"));
  entry.body = *encode(signed_envelope(minimal_event(), {1}));
  return entry;
}

Entry heads_entry() {
  Entry entry;
  entry.kind = EntryKind::heads;
  entry.recorded_at = Instant{5};
  entry.body = encode(Heads{sha256(view("streams")), 12, sha256(view("state"))});
  return entry;
}

}  // namespace

TEST_CASE("entry: encode and decode undo each other", "[record][entry]") {
  Entry genesis;
  genesis.kind = EntryKind::genesis;
  genesis.body = copy(view("a note"));
  for (const Entry& entry : {event_entry(), heads_entry(), genesis}) {
    const Bytes bytes = encode(entry);
    const auto again = decode_entry(bytes);
    REQUIRE(again.has_value());
    CHECK(*again == entry);
    CHECK(encode(*again) == bytes);
  }
}

TEST_CASE("entry: every single-bit flip is refused or is another entry of the same bytes", "[record][entry]") {
  for (const Entry& entry : {event_entry(), heads_entry()}) {
    const Bytes good = encode(entry);
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
      Bytes flipped = good;
      flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << bit % 8));
      const auto again = decode_entry(flipped);
      if (!again) continue;
      REQUIRE_FALSE(*again == entry);
      REQUIRE(encode(*again) == flipped);
    }
  }
}

TEST_CASE("entry: a head that is cut, a body that is missing and a kind that is unknown are refused",
          "[record][entry]") {
  const Bytes good = encode(event_entry());
  for (std::size_t size = 0; size <= 52; ++size) REQUIRE_FALSE(decode_entry(BytesView(good).first(size)).has_value());
  CHECK(decode_entry(BytesView(good).first(53)).has_value());
  Bytes changed = good;
  changed[1] = 3;
  CHECK(decode_entry(changed).error().message == "entry: byte 1: unknown kind 3");
  changed = good;
  changed[0] = 2;
  CHECK(decode_entry(changed).error().code == Errc::unsupported);
  changed = good;
  changed[2] = 0x80;
  CHECK_FALSE(decode_entry(changed).has_value());
  changed = good;
  changed.resize(entry_bytes_max + 1);
  CHECK(decode_entry(changed).error().code == Errc::too_large);
  changed.resize(entry_bytes_max);
  CHECK(decode_entry(changed).has_value());
}

TEST_CASE("entry: only an event has a verdict and a place in a stream", "[record][entry]") {
  const Bytes good = encode(heads_entry());
  for (const std::size_t byte : {10u, 11u, 12u, 19u, 20u, 51u}) {
    Bytes changed = good;
    changed[byte] = 1;
    CHECK_FALSE(decode_entry(changed).has_value());
    changed[1] = static_cast<std::uint8_t>(EntryKind::genesis);
    CHECK_FALSE(decode_entry(changed).has_value());
    changed[1] = static_cast<std::uint8_t>(EntryKind::event);
    CHECK(decode_entry(changed).has_value());
  }
}

TEST_CASE("entry: heads have 72 bytes, neither more nor fewer", "[record][entry]") {
  const Heads heads{sha256(view("streams")), 12, sha256(view("state"))};
  const Bytes bytes = encode(heads);
  REQUIRE(bytes.size() == 72);
  CHECK(*decode_heads(bytes) == heads);
  for (std::size_t size = 0; size < 72; ++size) REQUIRE_FALSE(decode_heads(BytesView(bytes).first(size)).has_value());
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK_FALSE(decode_heads(longer).has_value());
  Entry entry = heads_entry();
  Bytes entry_bytes = encode(entry);
  entry_bytes.push_back(0);
  CHECK_FALSE(decode_entry(entry_bytes).has_value());
}

TEST_CASE("entry: a stream's head tells all its parts apart", "[record][entry]") {
  const StreamHead head{"case-1", 3, sha256(view("last")), 2};
  CHECK(to_hex(encode(head))
            .starts_with("0006"
                         "636173652d31"
                         "0000000000000003"));
  CHECK(encode(head).size() == 2 + 6 + 8 + 32 + 8);
  CHECK(encode(StreamHead{"case-1", 3, head.last, 3}) != encode(head));
  CHECK(encode(StreamHead{"case-1", 2, head.last, 2}) != encode(head));
}
