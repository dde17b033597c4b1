#include "projections/timeline_row.hpp"

#include "tests/projections/random_history.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

std::vector<TimelineRow> some_rows(std::uint64_t seed) {
  std::vector<TimelineRow> out;
  const std::vector<Written> history = random_history(seed, 120);
  for (std::size_t i = 0; i < history.size(); ++i) {
    auto entry = projected_entry(Sequence{i}, history[i].entry);
    REQUIRE(entry.has_value());
    if (!entry->event) continue;
    Folded folded;
    folded.own = {entry->event->stream, StateCode::opened, StateCode::decided};
    folded.in_order = i % 2 == 0;
    if (i % 3 == 0) folded.touched.push_back({"approval-1", StateCode::granted, StateCode::consumed});
    out.push_back(timeline_row(*entry, folded));
  }
  return out;
}

}  // namespace

TEST_CASE("timeline row: what is read back is what was written, every field of it", "[projections][timeline]") {
  for (const TimelineRow& row : some_rows(1)) {
    auto read = decode_timeline_row(encode(row));
    REQUIRE(read.has_value());
    CHECK(*read == row);
  }
}

TEST_CASE("timeline row: a row cut anywhere, or with a byte too many, is damage", "[projections][timeline]") {
  for (const TimelineRow& row : some_rows(2)) {
    Bytes bytes = encode(row);
    for (std::size_t length = 0; length < bytes.size(); length += 7) {
      CHECK_FALSE(decode_timeline_row(BytesView(bytes).first(length)).has_value());
    }
    bytes.push_back(0);
    CHECK_FALSE(decode_timeline_row(bytes).has_value());
  }
}

TEST_CASE("timeline row: a flipped bit is damage or another row, never the same one", "[projections][timeline]") {
  const std::vector<TimelineRow> rows = some_rows(3);
  for (std::size_t i = 0; i < rows.size(); i += 25) {
    const Bytes bytes = encode(rows[i]);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      Bytes flipped = bytes;
      flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      auto read = decode_timeline_row(flipped);
      if (read) {
        CHECK_FALSE(*read == rows[i]);
        CHECK(encode(*read) == flipped);
      } else {
        CHECK(read.error().code == Errc::corrupt);
      }
    }
  }
}

TEST_CASE("stream fold: a stream's row is read back or refused", "[projections][fold]") {
  FoldedStream stream;
  stream.state = StateCode::z02;
  stream.events = 7;
  stream.refusals = 2;
  stream.references = {{401, 1, "case-1"}, {410, 3, "approval-2"}};
  const Bytes bytes = encode(stream);
  auto read = decode_folded_stream(bytes);
  REQUIRE(read.has_value());
  CHECK(*read == stream);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CHECK_FALSE(decode_folded_stream(BytesView(bytes).first(length)).has_value());
  }
  Bytes unknown_state = bytes;
  unknown_state[0] = 0xff;
  CHECK_FALSE(decode_folded_stream(unknown_state).has_value());
}

TEST_CASE("projected entry: bytes that are no entry are corrupt, and the position is named", "[projections][entry]") {
  const std::vector<Written> history = random_history(4, 3);
  for (const Written& written : history) {
    for (std::size_t length = 0; length < written.entry.size(); length += 11) {
      auto entry = projected_entry(Sequence{77}, BytesView(written.entry).first(length));
      if (entry) continue;  // a genesis or heads entry's body is not looked into
      CHECK(entry.error().code == Errc::corrupt);
      CHECK(entry.error().message.starts_with("entry 77: "));
    }
  }
}
