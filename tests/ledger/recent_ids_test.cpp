// Ids that are surely new: against the plain set of all that were ever recorded.
#include "ledger/recent_ids.hpp"

#include "tests/support/catch.hpp"

#include <random>

using namespace jejak;

namespace {

Id id_of(std::uint32_t number) {
  Id id{};
  for (std::size_t i = 0; i < 4; ++i) id[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  return id;
}

}  // namespace

TEST_CASE("recent ids: none that is recorded is ever called new, whatever the order", "[ledger][ids]") {
  std::mt19937 random(20261123);
  for (const std::uint32_t jump : {3U, 40U, 4'000'000U}) {
    std::set<Id> recorded = {id_of(500), id_of(7), id_of(900)};
    RecentIds recent(*recorded.rbegin(), 16);
    std::uint32_t time = 600;
    std::size_t spared = 0;
    for (int round = 0; round < 3'000; ++round) {
      const Id id = id_of(time + static_cast<std::uint32_t>(random()) % jump - std::min(time, jump / 2));
      time += 2;
      if (recent.is_new(id)) {
        REQUIRE_FALSE(recorded.contains(id));
        ++spared;
      }
      for (const Id& known : recorded) REQUIRE_FALSE(recent.is_new(known));
      if (round % 3 != 0) {
        recent.add(id);
        recorded.insert(id);
        if (recorded.size() > 200) recorded.erase(std::next(recorded.begin(), static_cast<int>(random() % 100)));
      }
    }
    if (jump == 3) CHECK(spared > 2'000);  // ids that rise need the store no more
  }
}

TEST_CASE("recent ids: in an empty ledger every id is new once", "[ledger][ids]") {
  RecentIds recent(std::nullopt);
  CHECK(recent.is_new(Id{}));
  recent.add(Id{});
  CHECK_FALSE(recent.is_new(Id{}));
  CHECK(recent.is_new(id_of(1)));
}
