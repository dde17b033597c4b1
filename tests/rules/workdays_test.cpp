#include "ledger/rules/workdays.hpp"

#include "ledger/rules/rule_sets.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

struct Vector {
  const char* purpose;
  const char* start;
  int count;
  const char* unit;
  const char* end;
};

// The published examples, and the edges between two years.
constexpr Vector vectors[] = {
    {"effective day", "2026-07-14", 15, "WD", "2026-08-04"},
    {"effective day", "2024-10-07", 15, "WD", "2024-10-28"},
    {"effective day across the voting holiday", "2024-11-20", 15, "WD", "2024-12-12"},
    {"delivery", "2024-10-02", 14, "WD", "2024-10-22"},
    {"objection", "2024-10-07", 14, "WD", "2024-10-25"},
    {"decision on the objection", "2024-10-25", 21, "WD", "2024-11-25"},
    {"appeal", "2024-11-13", 14, "WD", "2024-12-04"},
    {"response to the appeal body", "2024-12-02", 21, "WD", "2025-01-03"},
    {"decision of the appeal body", "2024-12-02", 65, "WD", "2025-03-11"},
    {"summons I, backwards", "2024-10-21", -7, "WD", "2024-10-10"},
    {"summons II", "2024-10-21", 7, "WD", "2024-10-30"},
    {"over Lebaran", "2024-04-04", 7, "WD", "2024-04-23"},
    {"over Maulid", "2020-10-14", 14, "WD", "2020-11-06"},
    {"calendar days", "2024-10-01", 7, "CD", "2024-10-08"},
    {"nothing to count", "2024-10-05", 0, "WD", "2024-10-05"},
    {"calendar days backwards", "2024-03-01", -1, "CD", "2024-02-29"},
    {"end of the month", "2024-09-22", 0, "MONTH_END", "2024-09-30"},
    {"end of the next February", "2024-01-31", 1, "MONTH_END", "2024-02-29"},
    {"three times 24 hours", "2024-10-01", 72, "HOUR", "2024-10-04"},
    {"an hour is a day begun", "2024-10-01", 1, "HOUR", "2024-10-02"},
};

class Calendars {
 public:
  Calendars() {
    for (const int year : {2020, 2024, 2025, 2026}) add("calendar-" + std::to_string(year), demo_holidays(year));
  }
  void add(const std::string& name, const std::vector<Date>& days) {
    StreamState stream;
    stream.name = name;
    stream.state = StateCode::active;
    stream.events = 1;
    Kept kept;
    kept.fields.push_back({2, codes_of(days)});
    stream.kept.push_back(kept);
    state_.apply({stream});
  }
  const State& state() const { return state_; }

 private:
  MemoryRows rows_;
  State state_{Genesis{}, rows_};
};

}  // namespace

TEST_CASE("workdays: every published example comes out", "[rules][workdays]") {
  const Calendars calendars;
  for (const Vector& vector : vectors) {
    INFO(vector.purpose << " from " << vector.start);
    Workdays days(calendars.state(), "prov:64");
    const TermDay end = days.add(on(vector.start), vector.count, vector.unit);
    CHECK(print(end.date) == vector.end);
    CHECK_FALSE(end.provisional);
  }
}

TEST_CASE("workdays: a local closure moves the end for that agency and for no other", "[rules][workdays]") {
  Calendars calendars;
  calendars.add("calendar-2020:prov:64", {on("2020-08-04"), on("2020-08-05"), on("2020-08-06"), on("2020-08-07"),
                                          on("2020-08-08"), on("2020-08-09"), on("2020-08-10")});
  Workdays closed(calendars.state(), "prov:64");
  Workdays city(calendars.state(), "kota:64.71");
  Workdays nobody(calendars.state(), "");
  CHECK(print(closed.add(on("2020-08-03"), 7).date) == "2020-08-24");
  CHECK(print(city.add(on("2020-08-03"), 7).date) == "2020-08-12");
  CHECK(print(nobody.add(on("2020-08-03"), 7).date) == "2020-08-12");
}

TEST_CASE("workdays: weekends, holidays and collective leave are not worked", "[rules][workdays]") {
  const Calendars calendars;
  Workdays days(calendars.state(), "");
  CHECK(days.is_working_day(on("2024-10-07")));
  CHECK_FALSE(days.is_working_day(on("2024-10-05")));
  CHECK_FALSE(days.is_working_day(on("2024-10-06")));
  CHECK_FALSE(days.is_working_day(on("2024-11-27")));
  CHECK_FALSE(days.is_working_day(on("2024-12-26")));
  CHECK(days.is_working_day(on("2024-12-27")));
}

TEST_CASE("workdays: a year without a calendar makes the day provisional, also beyond its edge", "[rules][workdays]") {
  const Calendars calendars;
  Workdays days(calendars.state(), "");
  CHECK_FALSE(days.has_calendar(2021));
  CHECK(days.add(on("2021-03-01"), 5) == TermDay{on("2021-03-08"), true});
  CHECK(days.add(on("2020-12-29"), 10).provisional);
  CHECK_FALSE(days.add(on("2024-12-30"), 5).provisional);
}

TEST_CASE("workdays: only a local closure does not make a year known", "[rules][workdays]") {
  Calendars calendars;
  calendars.add("calendar-2021:prov:64", {on("2021-03-02")});
  Workdays days(calendars.state(), "prov:64");
  CHECK(days.add(on("2021-03-01"), 1) == TermDay{on("2021-03-03"), true});
}

TEST_CASE("workdays: counting between two days is the inverse of adding", "[rules][workdays]") {
  const Calendars calendars;
  Workdays days(calendars.state(), "");
  for (int n = 1; n <= 120; ++n) {
    const Date end = days.add(on("2024-03-01"), n).date;
    CHECK(days.between(on("2024-03-01"), end) == n);
    CHECK(days.between(on("2024-03-01"), end - 1) == n - 1);
  }
  CHECK(days.between(on("2024-03-01"), on("2024-03-01")) == 0);
  CHECK(days.between(on("2024-03-05"), on("2024-03-01")) == 0);
}

TEST_CASE("workdays: absurd terms end, and within the years that exist", "[rules][workdays]") {
  const Calendars calendars;
  Workdays days(calendars.state(), "");
  CHECK(days.add(on("2024-03-01"), 2'000'000'000).date == days.add(on("2024-03-01"), term_count_max).date);
  CHECK(days.add(on("2024-03-01"), -2'147'483'647 - 1).date < on("2024-03-01"));
  CHECK(days.add(date_max, 5).date == date_max);
  CHECK(days.add(date_min, -5).date == date_min);
  CHECK(days.add(date_max, 2'000'000'000, "MONTH_END").date == date_max);
  CHECK(days.add(date_max, 2'000'000'000, "CD").date == date_max);
}

TEST_CASE("workdays: a row that counts backwards does", "[rules][workdays]") {
  const Calendars calendars;
  Workdays days(calendars.state(), "");
  const RuleSet rules = demo_rules("RS-2024-BKN");
  const DeadlineRow* summons = deadline(rules, "DL-08");
  REQUIRE(summons != nullptr);
  CHECK(print(term_end(days, *summons, on("2024-10-21")).date) == "2024-10-10");
  const DeadlineRow* effective = deadline(rules, "DL-13");
  REQUIRE(effective != nullptr);
  CHECK(print(term_end(days, *effective, on("2024-10-07")).date) == "2024-10-28");
  // The older law counted days, not working days.
  const RuleSet older = demo_rules("RS-2018");
  CHECK(print(term_end(days, *deadline(older, "DL-13"), on("2020-08-10")).date) == "2020-08-25");
}
