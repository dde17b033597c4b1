#include "projections/timeline_row.hpp"

#include "tests/projections/random_history.hpp"
#include "tests/support/catch.hpp"

#include <set>

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
    TimelineRow row = timeline_row(*entry);
    row.own = {entry->event->stream, StateCode::opened, StateCode::decided};
    row.in_order = i % 2 == 0;
    if (i % 3 == 0) row.touched.push_back({"approval-1", StateCode::granted, StateCode::consumed});
    if (i % 5 == 0) row.overlays.push_back(StateCode::stay_yes);
    if (i % 7 == 0) row.corrected_by = Sequence{i};
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

TEST_CASE("timeline row: no two rows have the same bytes, nor is one the other's beginning",
          "[projections][timeline]") {
  const std::vector<TimelineRow> rows = some_rows(1);
  std::set<std::string> seen;
  for (const TimelineRow& row : rows) {
    const Bytes bytes = encode(row);
    CHECK(seen.insert(std::string(text(bytes))).second);
    TimelineRow other = row;
    other.in_order = !row.in_order;
    CHECK_FALSE(encode(other) == bytes);
    other = row;
    other.contested_by = "key-00";
    CHECK_FALSE(encode(other) == bytes);
    other = row;
    other.corrected_by = Sequence{100'000};
    CHECK_FALSE(encode(other) == bytes);
    other = row;
    other.overlays.push_back(StateCode::hold_yes);
    CHECK_FALSE(encode(other) == bytes);
    if (row.touched.empty()) continue;
    other = row;
    other.touched.pop_back();
    CHECK_FALSE(encode(other) == bytes);
  }
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
