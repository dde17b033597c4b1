#include "projections/coordinates.hpp"

#include "tests/projections/memory_log.hpp"
#include "tests/projections/random_history.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

TEST_CASE("coordinates: a position or a recorded time is read, and nothing else", "[projections][coordinates]") {
  const auto instant = [](const char* text) {
    const auto parsed = parse_as_of(text);
    return parsed && std::holds_alternative<Instant>(*parsed) ? print(std::get<Instant>(*parsed)) : std::string();
  };
  CHECK(std::get<TreeSize>(*parse_as_of("1464")) == TreeSize{1464});
  CHECK(instant("2020-07-20T01:09:00Z") == "2020-07-20T01:09:00.000000Z");
  CHECK(instant("2020-07-20T01:09Z") == "2020-07-20T01:09:00.000000Z");
  CHECK(instant("2020-07-20T09:09+08:00") == "2020-07-20T01:09:00.000000Z");
  CHECK(instant("2020-07-20T01:09:00.5+09:00") == "2020-07-19T16:09:00.500000Z");
  CHECK(instant("2020-07-19T20:00-05:30") == "2020-07-20T01:30:00.000000Z");
  for (const char* wrong : {"", "-1", "14x", "2020-07-20", "2020-07-20T01:09", "2020-07-20 01:09Z", "2020-13-20T01:09Z",
                            "2020-07-20T25:09Z", "2020-07-20T01:09+8:00", "2020-07-20T01:09+08:61", "Z", "+08:00",
                            "99999999999999999999", "T", "2020-07-20T"}) {
    INFO(wrong);
    CHECK_FALSE(parse_as_of(wrong).has_value());
  }
}

TEST_CASE("coordinates: a recorded time is the entries recorded at or before it", "[projections][coordinates]") {
  const std::vector<Written> history = random_history(80, 120);
  const MemoryLog log(bytes_of(history));
  const TreeSize size{history.size()};
  for (const Written& written : history) {
    for (const std::int64_t near : {-1, 0, 1}) {
      const Instant at{written.recorded_at.us + near};
      std::uint64_t expected = 0;
      while (expected < history.size() && history[expected].recorded_at <= at) ++expected;
      CHECK(*recorded_until(log, size, at) == TreeSize{expected});
    }
  }
}
