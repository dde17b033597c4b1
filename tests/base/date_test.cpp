#include "ledger/base/date.hpp"

#include "ledger/base/clock.hpp"
#include "tests/support/catch.hpp"

namespace jejak {

TEST_CASE("date: every day of four centuries prints and parses back", "[base][date]") {
  for (std::int32_t days = -25567; days < 120'000; days += 13) CHECK(parse_date(print(Date{days})) == Date{days});
  CHECK(print(date_of(2020, 7, 18)) == "2020-07-18");
  CHECK(print(date_min) == "1900-01-01");
  CHECK(print(date_max) == "9999-12-31");
}

TEST_CASE("date: days that do not exist, and other spellings, are refused", "[base][date]") {
  for (const char* bad : {"2019-02-29", "2020-13-01", "2020-00-10", "2020-1-1", "20200718", "2020-07-18 ", "1899-12-31",
                          "2020/07/18", "", "yyyy-mm-dd"}) {
    INFO(bad);
    CHECK_FALSE(parse_date(bad));
  }
}

TEST_CASE("date: adding months clamps to the last day of the month", "[base][date]") {
  CHECK(add_months(date_of(2024, 9, 22), -6) == date_of(2024, 3, 22));
  CHECK(add_months(date_of(2020, 3, 31), 1) == date_of(2020, 4, 30));
  CHECK(add_months(date_of(2019, 8, 31), 6) == date_of(2020, 2, 29));
  CHECK(add_months(date_of(2020, 8, 31), -6) == date_of(2020, 2, 29));
  CHECK(add_months(date_of(2020, 1, 15), -1) == date_of(2019, 12, 15));
}

TEST_CASE("date: a month ends on its last day, leap years and the last month included", "[base][date]") {
  CHECK(end_of_month(date_of(2020, 2, 1)) == date_of(2020, 2, 29));
  CHECK(end_of_month(date_of(2021, 2, 28)) == date_of(2021, 2, 28));
  CHECK(end_of_month(date_of(2020, 12, 31)) == date_of(2020, 12, 31));
  CHECK(end_of_month(date_max) == date_max);
  CHECK(end_of_month(date_min) == date_of(1900, 1, 31));
}

TEST_CASE("date: weekdays follow ISO 8601", "[base][date]") {
  CHECK(weekday_of(date_of(2020, 7, 18)) == 6);  // the governor spoke on a Saturday
  CHECK(weekday_of(date_of(2018, 3, 5)) == 1);
  CHECK(weekday_of(date_of(1970, 1, 1)) == 4);
}

TEST_CASE("date: the local date depends on the zone, also before 1970", "[base][date]") {
  const Instant evening{start_of(date_of(2020, 7, 18), Zone::none).us + 16 * 3'600'000'000LL};  // 16:00 UTC
  CHECK(local_date(evening, Zone::wib) == date_of(2020, 7, 18));
  CHECK(local_date(evening, Zone::wita) == date_of(2020, 7, 19));
  CHECK(local_date(evening, Zone::wit) == date_of(2020, 7, 19));
  CHECK(local_date(Instant{-1}, Zone::none) == date_of(1969, 12, 31));
  CHECK(print_local(evening, Zone::wita) == "2020-07-19 00:00 WITA");
}

TEST_CASE("date: instants print and parse back, with fewer decimals too", "[base][date]") {
  for (const std::int64_t us : {std::int64_t{0}, std::int64_t{1'594'000'000'123'456}, std::int64_t{-1}}) {
    CHECK(parse_instant(print(Instant{us})) == Instant{us});
  }
  CHECK(parse_instant("2020-07-18T01:02:03Z")->us == parse_instant("2020-07-18T01:02:03.000000Z")->us);
  CHECK(parse_instant("2020-07-18T01:02:03.5Z")->us % 1'000'000 == 500'000);
  for (const char* bad : {"2020-07-18T24:00:00Z", "2020-07-18T01:02:03", "2020-07-18 01:02:03Z",
                          "2020-07-18T01:02:03.Z", "2020-07-18T01:02:03.1234567Z", "2020-07-18T01:02:03+08:00"}) {
    INFO(bad);
    CHECK_FALSE(parse_instant(bad));
  }
}

TEST_CASE("date: a simulated clock never goes back", "[base][clock]") {
  SimulatedClock clock(Instant{100});
  clock.advance_to(Instant{50});
  CHECK(clock.now() == Instant{100});
  clock.advance_to(Instant{150});
  CHECK(clock.now() == Instant{150});
}

}  // namespace jejak
