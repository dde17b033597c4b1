#include "ledger/rules/terms.hpp"

#include "ledger/rules/rule_sets.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// A bench: the demos' law and calendars, one stream, and rows of the table made for the test.
class Bench {
 public:
  Bench() { stream.name = "case-terms"; }

  void run(const CatalogueRow& row, Date legal_date, const std::vector<Field>& fields = {}) {
    Event event = event_on(legal_date, fields);
    run_terms(stream, judging(row, event));
  }
  std::optional<Refusal> check(const CatalogueRow& row, Date legal_date) {
    Event event = event_on(legal_date, {});
    return check_within(judging(row, event));
  }
  const Term& term(std::string_view id) {
    const Term* found = stream.term(id);
    REQUIRE(found != nullptr);
    return *found;
  }
  // The last day of a term that began on a day, by the rules and calendars of the bench.
  std::optional<TermReading> read(const char* id, Date started_on, std::uint16_t extended = 0) {
    read_ = Term{id, agency, started_on, Sequence{0}, extended, std::nullopt};
    return read_term(law.ledger.state(), read_);
  }
  std::string last_day(const char* id, Date started_on, std::uint16_t extended = 0) {
    const auto reading = read(id, started_on, extended);
    return reading ? print(reading->last_day.date) + (reading->last_day.provisional ? "?" : "") : "no row";
  }

  Law law;
  StreamState stream;
  std::string agency = "prov:64";

 private:
  Event event_on(Date legal_date, const std::vector<Field>& fields) const {
    Event event;
    event.stream = stream.name;
    event.office = "BKD@" + agency;
    event.legal_date = legal_date;
    event.fields = fields;
    return event;
  }
  Judging judging(const CatalogueRow& row, const Event& event) {
    moment_ = Moment{Sequence{++position_}, start_of(event.legal_date, Zone::wita)};
    return Judging{row, event, stream, moment_, law.ledger.state(), event.legal_date, nullptr, nullptr, std::nullopt};
  }
  Moment moment_;
  std::uint64_t position_ = 0;
  Term read_;
};

constexpr std::uint16_t day_field = 7;
constexpr TermStart starts_at_legal_date[] = {{.id = "DL-06"}};
constexpr TermStart starts_at_field[] = {{.id = "DL-06", .field = day_field}};
constexpr TermStart starts_again[] = {{.id = "DL-06", .restart = true}};
constexpr TermStart starts_never[] = {{.id = "DL-06", .day = [](const Judging&) { return std::optional<Date>(); }}};
constexpr TermStart starts_objection[] = {{.id = "DL-14"}};
constexpr TermStart starts_follow_up_and_reminder[] = {{.id = "DL-06"}, {.id = "DL-07"}};
constexpr TermStop stops_at_legal_date[] = {{"DL-06"}};
constexpr TermStop stops_at_field[] = {{"DL-06", day_field}};
constexpr const char* within_objection[] = {"DL-14"};
constexpr const char* within_follow_up[] = {"DL-06"};
constexpr const char* within_unknown[] = {"DL-99"};

constexpr CatalogueRow begins{.shape = {}, .starts = starts_at_legal_date};
constexpr CatalogueRow begins_at_field{.shape = {}, .starts = starts_at_field};
constexpr CatalogueRow restarts{.shape = {}, .starts = starts_again};
constexpr CatalogueRow begins_nothing{.shape = {}, .starts = starts_never};
constexpr CatalogueRow begins_objection{.shape = {}, .starts = starts_objection};
constexpr CatalogueRow begins_two{.shape = {}, .starts = starts_follow_up_and_reminder};
constexpr CatalogueRow ends{.shape = {}, .stops = stops_at_legal_date};
constexpr CatalogueRow ends_at_field{.shape = {}, .stops = stops_at_field};
constexpr CatalogueRow needs_objection{.shape = {}, .within = within_objection};
constexpr CatalogueRow needs_follow_up{.shape = {}, .within = within_follow_up};
constexpr CatalogueRow needs_unknown{.shape = {}, .within = within_unknown};

}  // namespace

TEST_CASE("terms: a term begins on the legal date, or on the day that a field holds", "[rules][terms]") {
  Bench bench;
  bench.run(begins, on("2024-10-02"));
  CHECK(bench.term("DL-06").started_on == on("2024-10-02"));
  CHECK(bench.term("DL-06").agency == "prov:64");
  CHECK(bench.term("DL-06").since == Sequence{1});
  Bench other;
  other.run(begins_at_field, on("2024-10-02"), {{day_field, on("2024-09-30")}});
  CHECK(other.term("DL-06").started_on == on("2024-09-30"));
}

TEST_CASE("terms: nothing begins where the field is absent or its day is nothing", "[rules][terms]") {
  Bench bench;
  bench.run(begins_at_field, on("2024-10-02"));
  bench.run(begins_nothing, on("2024-10-02"));
  CHECK(bench.stream.terms.empty());
}

TEST_CASE("terms: a running term runs on, unless the row begins it anew", "[rules][terms]") {
  Bench bench;
  bench.run(begins, on("2024-10-02"));
  bench.run(begins, on("2024-10-09"));
  CHECK(bench.term("DL-06").started_on == on("2024-10-02"));
  bench.run(restarts, on("2024-10-09"));
  CHECK(bench.term("DL-06").started_on == on("2024-10-09"));
  CHECK(bench.stream.terms.size() == 1);
}

TEST_CASE("terms: a stopped term may begin again, and has then not been stopped", "[rules][terms]") {
  Bench bench;
  bench.run(begins, on("2024-10-02"));
  bench.run(ends, on("2024-10-04"));
  CHECK(bench.term("DL-06").stopped_on == on("2024-10-04"));
  bench.run(begins, on("2024-10-09"));
  CHECK(bench.term("DL-06").started_on == on("2024-10-09"));
  CHECK_FALSE(bench.term("DL-06").stopped_on.has_value());
}

TEST_CASE("terms: the first stop counts, on the legal date or on a field's day", "[rules][terms]") {
  Bench bench;
  bench.run(begins, on("2024-10-02"));
  bench.run(ends_at_field, on("2024-10-10"));
  CHECK_FALSE(bench.term("DL-06").stopped_on.has_value());
  bench.run(ends_at_field, on("2024-10-10"), {{day_field, on("2024-10-08")}});
  bench.run(ends, on("2024-10-11"));
  CHECK(bench.term("DL-06").stopped_on == on("2024-10-08"));
}

TEST_CASE("terms: what does not run is not stopped, and other terms are left alone", "[rules][terms]") {
  Bench bench;
  bench.run(ends, on("2024-10-02"));
  CHECK(bench.stream.terms.empty());
  bench.run(begins_two, on("2024-10-02"));
  bench.run(ends, on("2024-10-03"));
  CHECK(bench.term("DL-06").stopped_on == on("2024-10-03"));
  CHECK_FALSE(bench.term("DL-07").stopped_on.has_value());
}

TEST_CASE("terms: the last day is kept and the day after is not", "[rules][terms]") {
  Bench bench;
  bench.run(begins_objection, on("2024-10-07"));
  const auto reading = read_term(bench.law.ledger.state(), bench.term("DL-14"));
  REQUIRE(reading.has_value());
  CHECK(reading->row->hard);
  CHECK(print(reading->last_day.date) == "2024-10-25");
  CHECK(reading->kept(on("2024-10-25")));
  CHECK_FALSE(reading->kept(on("2024-10-26")));
  CHECK(reading->days_over(on("2024-10-25")) == 0);
  CHECK(reading->days_over(on("2024-10-28")) == 3);
}

TEST_CASE("terms: a hard term that has passed refuses, naming the term and its last day", "[rules][terms]") {
  Bench bench;
  bench.run(begins_objection, on("2024-10-07"));
  CHECK_FALSE(bench.check(needs_objection, on("2024-10-25")).has_value());
  const auto refusal = bench.check(needs_objection, on("2024-10-28"));
  REQUIRE(refusal.has_value());
  CHECK(refusal->code == RefusalCode::e_deadline_passed);
  CHECK(*refusal->fact("deadline") == "DL-14");
  CHECK(*refusal->fact("until") == "2024-10-25");
}

TEST_CASE("terms: what was stopped in time stays kept for ever, what was stopped late never is", "[rules][terms]") {
  Bench bench;
  bench.run(begins_objection, on("2024-10-07"));
  bench.stream.terms.front().stopped_on = on("2024-10-25");
  CHECK_FALSE(bench.check(needs_objection, on("2025-06-01")).has_value());
  bench.stream.terms.front().stopped_on = on("2024-10-28");
  CHECK(bench.check(needs_objection, on("2025-06-01")).has_value());
}

TEST_CASE("terms: a soft term refuses nobody, and neither does one that never began", "[rules][terms]") {
  Bench bench;
  CHECK_FALSE(bench.check(needs_objection, on("2030-01-01")).has_value());
  bench.run(begins, on("2024-10-02"));
  CHECK_FALSE(bench.check(needs_follow_up, on("2025-06-01")).has_value());
}

TEST_CASE("terms: a provisional last day refuses nobody, however late", "[rules][terms]") {
  Bench bench;  // no calendar of 2022 is published
  bench.run(begins_objection, on("2022-10-03"));
  const auto reading = read_term(bench.law.ledger.state(), bench.term("DL-14"));
  REQUIRE(reading.has_value());
  CHECK(reading->last_day.provisional);
  CHECK_FALSE(bench.check(needs_objection, on("2023-10-03")).has_value());
  bench.law.calendar(2022);
  CHECK(bench.check(needs_objection, on("2023-10-03")).has_value());
}

TEST_CASE("terms: an extension adds to the count in the term's own unit", "[rules][terms]") {
  Bench bench;
  CHECK(bench.last_day("DL-06", on("2024-10-02")) == "2024-10-22");
  CHECK(bench.last_day("DL-06", on("2024-10-02"), 3) == "2024-10-25");
  CHECK(bench.last_day("DL-03", on("2024-10-02")) == "2024-10-05");
  CHECK(bench.last_day("DL-03", on("2024-10-02"), 2) == "2024-10-07");
}

TEST_CASE("terms: the published examples, read as terms of the rule set of their day", "[rules][terms]") {
  struct Example {
    const char* id;
    const char* started_on;
    const char* last_day;
  };
  constexpr Example examples[] = {
      {"DL-13", "2026-07-14", "2026-08-04"}, {"DL-13", "2024-10-07", "2024-10-28"},
      {"DL-13", "2024-11-20", "2024-12-12"}, {"DL-06", "2024-10-02", "2024-10-22"},
      {"DL-11", "2024-10-02", "2024-10-22"}, {"DL-14", "2024-10-07", "2024-10-25"},
      {"DL-15", "2024-10-25", "2024-11-25"}, {"DL-16", "2024-11-13", "2024-12-04"},
      {"DL-17", "2024-12-02", "2025-01-03"}, {"DL-18", "2024-12-02", "2025-03-11"},
      {"DL-08", "2024-10-21", "2024-10-10"}, {"DL-09", "2024-10-21", "2024-10-30"},
      {"DL-01", "2024-10-01", "2024-10-08"}, {"DL-01b", "2024-04-04", "2024-04-23"},
      {"DL-06", "2020-10-14", "2020-11-06"}, {"DL-21", "2024-09-23", "2024-10-11"},
  };
  Bench bench;
  bench.law.calendar(2026);
  for (const Example& example : examples) {
    INFO(example.id << " from " << example.started_on);
    CHECK(bench.last_day(example.id, on(example.started_on)) == example.last_day);
  }
}

TEST_CASE("terms: a closure moves the terms of its own agency and of no other", "[rules][terms]") {
  Bench bench;
  bench.law.ledger.at(date_of(2020, 8, 3));
  std::vector<Date> closed;
  for (Date day = on("2020-08-04"); day <= on("2020-08-10"); day = day + 1) closed.push_back(day);
  REQUIRE(bench.law.close_office("prov:64", closed).admitted());
  CHECK(bench.last_day("DL-09", on("2020-08-03")) == "2020-08-24");
  bench.agency = "kota:64.71";
  CHECK(bench.last_day("DL-09", on("2020-08-03")) == "2020-08-12");
}

TEST_CASE("terms: hours are days begun, and a term before a day counts backwards", "[rules][terms]") {
  Bench bench;
  CHECK(bench.last_day("DL-25", on("2024-10-01")) == "2024-10-04");
  CHECK(bench.last_day("DL-24", on("2024-08-27")) == "2024-07-18");
}

TEST_CASE("terms: the older law counts days where the newer counts working days", "[rules][terms]") {
  Bench bench;
  bench.law.calendar(2018);
  bench.law.calendar(2019);
  for (const char* start : {"2018-03-05", "2020-10-05"}) {  // RS-2018, RS-2020-SKB
    INFO(start);
    for (const auto& [id, days] :
         {std::pair("DL-13", 15), std::pair("DL-14", 14), std::pair("DL-16", 14), std::pair("DL-18", 180)}) {
      INFO(id);
      CHECK(bench.last_day(id, on(start)) == print(on(start) + days));
    }
    // These were working days already.
    for (const char* id : {"DL-08", "DL-09", "DL-11", "DL-15"}) {
      const auto reading = bench.read(id, on(start));
      REQUIRE(reading.has_value());
      INFO(id);
      CHECK(reading->row->unit == "WD");
    }
  }
  for (const char* start : {"2021-09-01", "2022-10-03", "2024-10-07"}) {
    for (const char* id : {"DL-13", "DL-14", "DL-16", "DL-18"}) {
      const auto reading = bench.read(id, on(start));
      REQUIRE(reading.has_value());
      INFO(id << " from " << start);
      CHECK(reading->row->unit == "WD");
    }
  }
}

TEST_CASE("terms: light penalties could not be contested before 2021, and could after", "[rules][terms]") {
  for (const char* id : {"RS-2018", "RS-2020-SKB"}) {
    for (const Sanction& sanction : demo_rules(id).sanctions) {
      INFO(id << " " << sanction.code);
      if (sanction.level == "LIGHT") CHECK(sanction.remedy == "NONE");
    }
  }
  for (const char* id : {"RS-2021-PP94", "RS-2022-SKB", "RS-2024-BKN"}) {
    for (const Sanction& sanction : demo_rules(id).sanctions) {
      INFO(id << " " << sanction.code);
      if (sanction.level == "LIGHT") CHECK(sanction.remedy == "OBJECTION");
    }
  }
}

TEST_CASE("terms: a rule set without the row, or no rule set at all, gives no reading", "[rules][terms]") {
  Bench bench;
  CHECK(bench.last_day("DL-99", on("2024-10-02")) == "no row");
  CHECK(bench.last_day("DL-06", on("2016-10-03")) == "no row");
  bench.stream.terms.push_back({"DL-99", "prov:64", on("2024-10-02"), Sequence{1}, 0, std::nullopt});
  CHECK_FALSE(bench.check(needs_unknown, on("2030-01-01")).has_value());
}

TEST_CASE("terms: all demo rule sets have the same deadlines, none of them verified", "[rules][terms]") {
  const RuleSet newest = demo_rules("RS-2024-BKN");
  for (const char* id : {"RS-2018", "RS-2020-SKB", "RS-2021-PP94", "RS-2022-SKB"}) {
    const RuleSet rules = demo_rules(id);
    INFO(id);
    REQUIRE(rules.deadlines.size() == newest.deadlines.size());
    for (std::size_t i = 0; i < rules.deadlines.size(); ++i) {
      CHECK(rules.deadlines[i].id == newest.deadlines[i].id);
      CHECK(rules.deadlines[i].hard == newest.deadlines[i].hard);
      CHECK(rules.deadlines[i].before == newest.deadlines[i].before);
      CHECK_FALSE(rules.deadlines[i].verified);
    }
  }
}

TEST_CASE("terms: every term that the table begins, stops or needs is a row of every rule set", "[rules][terms]") {
  for (const char* id : {"RS-2018", "RS-2020-SKB", "RS-2021-PP94", "RS-2022-SKB", "RS-2024-BKN"}) {
    const RuleSet rules = demo_rules(id);
    for (const CatalogueRow* row : catalogue().rows()) {
      INFO(id << ": " << row->shape.name);
      for (const TermStart& start : row->starts) CHECK(deadline(rules, start.id) != nullptr);
      for (const TermStop& stop : row->stops) {
        CHECK((stop.id == std::string_view(every_term) || deadline(rules, stop.id) != nullptr));
      }
      for (const char* within : row->within) {
        REQUIRE(deadline(rules, within) != nullptr);
        CHECK(deadline(rules, within)->hard);
      }
    }
  }
}

TEST_CASE("terms: the demos' calendars are days of their year, ascending, with a source that is marked unverified",
          "[rules][terms]") {
  for (int year = 2018; year <= 2026; ++year) {
    INFO(year);
    const std::vector<Date> days = demo_holidays(year);
    CHECK(days.size() >= 15);
    for (std::size_t i = 0; i < days.size(); ++i) {
      CHECK(year_of(days[i]) == year);
      if (i > 0) CHECK(days[i - 1] < days[i]);
    }
    CHECK(demo_calendar_text(year).starts_with("# Unverified: "));
  }
}
