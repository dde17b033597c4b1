#include "tools/demo/nation.hpp"

#include "ledger/record/codec.hpp"
#include "tests/support/catch.hpp"
#include "tools/demo/published.hpp"
#include "tools/demo/regions.hpp"
#include "tools/demo/texts.hpp"

#include <cmath>
#include <iostream>
#include <map>
#include <set>

namespace jejak {
namespace {

struct Step {
  std::string type;
  std::string stream;
  Event event;
  RefusalCode verdict = RefusalCode::none;
  Instant at;
};

// A plan, and what its events say.
struct Played {
  DemoPlan plan;
  std::vector<Step> steps;
};

Played play(const char* name) {
  const NationPreset* preset = nation_preset(name);
  REQUIRE(preset != nullptr);
  Result<DemoPlan> plan = plan_nation(*preset, seed_of(*preset));
  if (!plan) FAIL(plan.error().message);
  Played played{*std::move(plan), {}};
  for (const PlannedEvent& planned : played.plan.events) {
    const Result<Envelope> envelope = decode_envelope(planned.envelope);
    REQUIRE(envelope.has_value());
    Result<Event> event = decode(envelope->event);
    REQUIRE(event.has_value());
    const TypeShape* shape = catalogue().find(event->type);
    REQUIRE(shape != nullptr);
    played.steps.push_back({shape->name, event->stream, *std::move(event), planned.verdict.code, planned.at});
  }
  return played;
}

const Played& of_2020() {
  static const Played played = play("pilkada2020");
  return played;
}
const Played& of_2024() {
  static const Played played = play("pilkada2024");
  return played;
}

// Days of the first admitted step of a type in each stream, without the streams of `without`.
std::vector<Date> days_of(const Played& played, std::string_view type, const std::set<std::string>& without) {
  std::map<std::string, Date> first;
  for (const Step& step : played.steps) {
    if (step.type != type || step.verdict != RefusalCode::none || without.count(step.stream) != 0) continue;
    first.try_emplace(step.stream, step.event.legal_date);
  }
  std::vector<Date> days;
  for (const auto& [stream, day] : first) days.push_back(day);
  return days;
}

std::set<std::string> streams_with(const Played& played, std::initializer_list<const char*> types) {
  std::set<std::string> streams;
  for (const Step& step : played.steps) {
    for (const char* type : types) {
      if (step.type == type && step.verdict == RefusalCode::none) streams.insert(step.stream);
    }
  }
  return streams;
}

std::int64_t up_to(const std::vector<Date>& days, Date on) {
  return std::count_if(days.begin(), days.end(), [on](Date day) { return day <= on; });
}

// Within so many persons, or three in a hundred.
bool near(std::int64_t counted, const std::optional<std::int64_t>& published, std::int64_t persons) {
  return !published || std::abs(counted - *published) <= std::max(persons, *published * 3 / 100);
}

void check_every_type(const Played& played) {
  std::set<std::string> seen;
  for (const Step& step : played.steps) seen.insert(step.type);
  for (const CatalogueRow* row : catalogue().rows()) {
    INFO(row->shape.name);
    CHECK(seen.count(row->shape.name) == 1);
  }
}

void check_refusals(const Played& played) {
  std::map<RefusalCode, std::size_t> codes;
  std::size_t refused = 0;
  for (const Step& step : played.steps) {
    if (step.verdict == RefusalCode::none) continue;
    ++codes[step.verdict];
    ++refused;
  }
  const std::size_t all = played.steps.size();
  CHECK(codes.size() >= 18);
  CHECK(refused * 1000 / all >= 10);
  CHECK(refused * 1000 / all <= 30);
  CHECK(codes[RefusalCode::e_role_not_allowed] * 1000 / all >= 5);
  CHECK(codes[RefusalCode::e_out_of_order] * 1000 / all >= 2);
  CHECK(codes[RefusalCode::e_wrong_agency] >= 10);
}

}  // namespace

// Whoever changes what is drawn changes these on purpose: other people's figures come from the same names.
TEST_CASE("nation: a data set is a name: the same bytes on every machine", "[demo][nation]") {
  CHECK(to_hex(digest_of(of_2020().plan).bytes) == "e48790343e669ecccff98b892ddfe3e0bf63f191a917e697cc600d07843ac0ca");
  CHECK(to_hex(digest_of(of_2024().plan).bytes) == "8bc3fa40b98636ca4912502667378176298d299ef09c75c77ae27beb13393ce7");
}

TEST_CASE("nation: another seed gives other bytes, judged as they were meant", "[demo][nation]") {
  const NationPreset* preset = nation_preset("pilkada2024");
  const Result<DemoPlan> other = plan_nation(*preset, 7);
  if (!other) FAIL(other.error().message);
  CHECK(digest_of(*other) != digest_of(of_2024().plan));
  const Result<DemoPlan> again = plan_nation(*preset, 7);
  REQUIRE(again.has_value());
  CHECK(digest_of(*other) == digest_of(*again));
  CHECK(nation_preset("pilkada2019") == nullptr);
}

TEST_CASE("nation: every type of event occurs in both elections", "[demo][nation]") {
  check_every_type(of_2020());
  check_every_type(of_2024());
}

TEST_CASE("nation: the stated share of attempts is refused, in many ways, and recorded", "[demo][nation]") {
  check_refusals(of_2020());
  check_refusals(of_2024());
  for (const PlannedEvent& planned : of_2020().plan.events) CHECK(planned.recorded);
}

TEST_CASE("nation: 2,034 persons, and the published figures of each day of 2020", "[demo][nation]") {
  const Played& played = of_2020();
  const std::set<std::string> others = streams_with(played, {"CaseMerged", "SubjectOutOfScopeDetermined"});
  const std::vector<Date> reported = days_of(played, "CaseOpened", others);
  const std::vector<Date> recommended =
      days_of(played, "RecommendationIssued", streams_with(played, {"RecommendationWithdrawn"}));
  const std::vector<Date> followed_up = days_of(played, "FollowUpReported", {});
  CHECK(reported.size() == 2034);
  CHECK(recommended.size() == 1596);
  const auto series = published_series("pilkada2020");
  REQUIRE(series.has_value());
  for (const PublishedFigures& figures : *series) {
    INFO(print(figures.as_of) << ": " << up_to(reported, figures.as_of) << " reported, "
                              << up_to(recommended, figures.as_of) << " recommended, "
                              << up_to(followed_up, figures.as_of) << " followed up");
    CHECK(near(up_to(reported, figures.as_of), figures.reported, 15));
    CHECK(near(up_to(recommended, figures.as_of), figures.recommended, 15));
    CHECK(near(up_to(followed_up, figures.as_of), figures.followed_up, 15));
  }
}

TEST_CASE("nation: recommended sanctions have the published proportions", "[demo][nation]") {
  std::map<char, std::size_t> by_level;
  std::size_t all = 0;
  for (const Step& step : of_2020().steps) {
    if (step.type != "RecommendationIssued" || step.verdict != RefusalCode::none) continue;
    const Codes* sanctions = step.event.get<Codes>(4);
    REQUIRE(sanctions != nullptr);
    ++by_level[sanctions->front().text.front()];
    ++all;
  }
  CHECK(std::llround(1000.0 * static_cast<double>(by_level['M']) / static_cast<double>(all)) ==
        Approx(415).margin(15));  // moral, of a thousand
  CHECK(std::llround(1000.0 * static_cast<double>(by_level['T']) / static_cast<double>(all)) == Approx(554).margin(20));
  CHECK(std::llround(1000.0 * static_cast<double>(by_level['L']) / static_cast<double>(all)) == Approx(20).margin(6));
}

TEST_CASE("nation: the law of the day is named: four rule sets in force one after the other", "[demo][nation]") {
  std::set<std::string> rule_sets;
  for (const Step& step : of_2020().steps) {
    if (step.stream.starts_with("case-")) rule_sets.insert(step.event.rule_set);
  }
  CHECK(rule_sets == std::set<std::string>{"RS-2018", "RS-2020-SKB", "RS-2021-PP94", "RS-2022-SKB", "RS-2024-BKN"});
}

TEST_CASE("nation: the governor's removal is refused without the Minister and stands with him", "[demo][nation]") {
  std::vector<std::string> story;
  for (const Step& step : of_2020().steps) {
    if (step.stream != nation_showcase || step.type != "SanctionDecisionIssued") continue;
    story.push_back(print(step.event.legal_date) + " " + name(step.verdict));
  }
  CHECK(story == std::vector<std::string>{"2020-07-20 E_APPROVAL_REQUIRED", "2020-08-05 ADMITTED"});
}

TEST_CASE("nation: instants never go back, and nothing is recorded before its legal date", "[demo][nation]") {
  for (const Played* played : {&of_2020(), &of_2024()}) {
    Instant last = played->plan.founded_at;
    std::size_t late = 0;
    for (const Step& step : played->steps) {
      REQUIRE(step.at >= last);
      last = step.at;
      REQUIRE(local_date(step.at, step.event.zone) >= step.event.legal_date);
      if (!step.event.late_reason.empty()) ++late;
    }
    CHECK(late * 1000 / played->steps.size() >= 7);
  }
}

TEST_CASE("nation: an interrupted plan says so", "[demo][nation]") {
  const Result<DemoPlan> none =
      plan_nation(*nation_preset("pilkada2024"), 1, [](std::size_t, std::size_t) { return false; });
  REQUIRE(!none);
  CHECK(none.error().code == Errc::interrupted);
}

TEST_CASE("regions: 38 provinces and 514 kabupaten and kota, zones by province", "[demo][regions]") {
  const auto parsed = parse_regions(region_texts().front().text);
  if (!parsed) FAIL(parsed.error().message);
  std::size_t provinces = 0;
  std::size_t elect_2024 = 0;
  for (const NationRegion& region : *parsed) {
    if (region.is_province()) ++provinces;
    if (region.elects_2024) ++elect_2024;
    if (region.province >= "prov:93") CHECK(year_of(region.valid_from) == 2022);
  }
  CHECK(parsed->size() == 552);
  CHECK(provinces == 38);
  CHECK(elect_2024 == 37 + 508);
  const auto cut = parse_regions("prov:64 WITA 1999-10-04 2024 Kalimantan Timur\nkab:64.01 WITA 1999-10-04\n");
  REQUIRE(!cut);
  CHECK(cut.error().message.find("line 2") != std::string::npos);
  CHECK(!parse_regions("kab:64.01 WITA 1999-10-04 2024 Kabupaten Paser\n"));
}

}  // namespace jejak
