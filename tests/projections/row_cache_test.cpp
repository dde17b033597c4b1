#include "projections/row_cache.hpp"

#include "tests/support/catch.hpp"

#include <map>
#include <random>

using namespace jejak;

namespace {

using Plain = std::map<std::string, Bytes>;

Plain rows_of(const ViewReader& view) {
  Plain out;
  REQUIRE(view.scan("",
                    [&out](std::string_view key, BytesView value) -> Outcome {
                      out.emplace(key, copy(value));
                      return {};
                    })
              .has_value());
  return out;
}

}  // namespace

TEST_CASE("row cache: whatever it keeps or forgets, the rows are those of a plain map", "[projections][views]") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    const auto below = [&random](std::uint64_t end) { return random() % end; };
    MemoryViewStore store({"any", 1});
    // From one that forgets at every turn to one that never does.
    RowCache cache(store, std::size_t{1} << (seed % 15));
    Plain expected;
    for (int step = 0; step < 1'500; ++step) {
      const std::string key = "key-" + std::to_string(below(40));
      switch (below(6)) {
        case 0: {
          auto row = cache.read(key);
          REQUIRE(row.has_value());
          CHECK(row->has_value() == expected.contains(key));
          if (*row) CHECK(**row == expected.at(key));
          break;
        }
        case 1:
        case 2: {
          auto row = cache.edit(key);
          REQUIRE(row.has_value());
          CHECK(**row == expected[key]);
          const std::string other = "key-" + std::to_string(below(40));
          REQUIRE(cache.read(other).has_value());  // the row holds meanwhile
          (*row)->push_back(static_cast<std::uint8_t>(step));
          expected[key].push_back(static_cast<std::uint8_t>(step));
          break;
        }
        case 3: {
          const Bytes value(below(4), static_cast<std::uint8_t>(step));
          cache.write(key, value);
          expected[key] = value;
          break;
        }
        case 4: {
          cache.erase(key);
          expected.erase(key);
          break;
        }
        case 5: {
          if (below(4) != 0) break;
          const RowChanges changes = cache.take_changes();
          CHECK(cache.changed_rows() == 0);
          REQUIRE(store.commit(changes, ViewPosition{}).has_value());
          CHECK(rows_of(store) == expected);
          break;
        }
      }
      std::erase_if(expected, [](const auto& row) { return row.second.empty(); });
    }
  }
}

TEST_CASE("row cache: a row changed many times is given out once, one that came and went not at all",
          "[projections][views]") {
  MemoryViewStore store({"any", 1});
  RowCache cache(store, 1'000);
  for (int i = 0; i < 100; ++i) (*cache.edit("a"))->push_back(1);
  (*cache.edit("b"))->push_back(1);
  (*cache.edit("b"))->clear();
  const RowChanges changes = cache.take_changes();
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].first == "a");
  CHECK(changes[0].second->size() == 100);
  REQUIRE(store.commit(changes, ViewPosition{}).has_value());
  CHECK(cache.take_changes().empty());
  cache.erase("a");
  const RowChanges gone = cache.take_changes();
  REQUIRE(gone.size() == 1);
  CHECK_FALSE(gone[0].second.has_value());
}

TEST_CASE("row cache: what was forgotten is read again from below", "[projections][views]") {
  MemoryViewStore store({"any", 1});
  RowCache cache(store, 1'000);
  (*cache.edit("a"))->push_back(1);
  cache.forget();
  CHECK_FALSE(cache.read("a")->has_value());
  CHECK(cache.take_changes().empty());
}
