#include "tools/demo/tiny_parts.hpp"

#include <algorithm>

namespace jejak {
namespace {

struct Share {
  const char* code;
  unsigned weight;
};

// Shares of violations and ranks, per mille, as published for the two elections.
constexpr Share violations_2020[] = {
    {"V02", 204}, {"V11", 224}, {"V04", 126}, {"V05", 109}, {"V03", 100}, {"V15", 56}, {"V01", 50}, {"V10", 40},
    {"V16", 30},  {"V06", 25},  {"V19", 10},  {"V08", 7},   {"V09", 6},   {"V13", 5},  {"V18", 2},
};
constexpr Share violations_2024[] = {
    {"V03", 158}, {"V06", 129}, {"V02", 113}, {"V11", 108}, {"V04", 100}, {"V05", 90}, {"V15", 80},
    {"V10", 40},  {"V14", 40},  {"V01", 30},  {"V12", 11},  {"V08", 10},  {"V09", 10}, {"V13", 10},
};
constexpr Share ranks[] = {
    {"FUNGSIONAL", 280}, {"PELAKSANA", 200}, {"JPT_PRATAMA", 157}, {"ADMINISTRATOR", 240}, {"PENGAWAS", 118},
};
constexpr Share grounds[] = {
    {"NOT_PROVEN", 700}, {"N01", 60}, {"N02", 50}, {"N06", 80}, {"N07", 40}, {"N08", 70},
};
constexpr Share ethics[] = {{"M1", 195}, {"M2", 805}};
constexpr Share discipline[] = {{"L2", 30}, {"L3", 20}, {"T1", 420}, {"T2", 380}, {"T3", 150}};
constexpr Share endings[] = {{"forwarded", 40}, {"supervised", 130}, {"dismissed", 45}, {"recommended", 785}};
constexpr Share follow_ups[] = {
    {"recommended", 50}, {"received", 40}, {"examined", 30}, {"proposed", 20}, {"decided", 40}, {"delivered", 820},
};
constexpr unsigned months_2020[] = {2, 3, 4, 3, 5, 8, 9, 10, 16, 18, 14, 4};
constexpr unsigned months_2024[] = {0, 2, 4, 4, 6, 8, 9, 7, 18, 24, 16, 0};
constexpr unsigned persons_a_report[] = {820, 110, 40, 30};

template <std::size_t N>
const char* draw(Chance& chance, const Share (&shares)[N]) {
  std::array<unsigned, N> weights{};
  for (std::size_t i = 0; i < N; ++i) weights[i] = shares[i].weight;
  return shares[chance.pick(weights)].code;
}

const Region& draw_region(Chance& chance, int year) {
  for (;;) {
    const auto regions = tiny_regions();
    const Region& region = regions[chance.below(regions.size())];
    if (year == 2020 && !region.votes_2020 && !region.is_province()) continue;
    if (region.is_province() && !chance.per_mille(700)) continue;
    return region;
  }
}

Date draw_act_date(Chance& chance, int year) {
  const auto month = year == 2020 ? chance.pick(months_2020) : chance.pick(months_2024);
  const Date drawn = date_of(year, static_cast<unsigned>(month) + 1, 1) + chance.between(0, 27);
  const Date date = std::min(drawn, date_of(year, 12, 4));  // its case is still opened in that year
  // What would reach the old supervisor in its last days would be received by nobody.
  const bool in_transition = date >= date_of(2024, 8, 5) && date <= date_of(2024, 9, 4);
  return in_transition ? date + 31 : date;
}

std::string post_code(Chance& chance, const std::string& home, std::string_view rank) {
  return "POST-" + std::string(rank.substr(0, 3)) + "-" + home.substr(home.find(':') + 1) + "-" +
         std::to_string(chance.between(1001, 9899));
}

// Since 2022 the determination of candidates divides the tracks; before, more than half were discipline anyway.
std::string draw_track(Chance& chance, const CaseFacts& facts) {
  if (year_of(facts.act) == 2020) return chance.per_mille(585) ? "DISCIPLINE" : "ETHICS";
  return facts.act < date_of(2024, 9, 22) ? "ETHICS" : "DISCIPLINE";
}

CaseFacts draw_facts(Chance& chance, int year, const Region& region) {
  CaseFacts facts;
  facts.region = &region;
  facts.home = chance.per_mille(80) ? "kl:KEMENAG" : region.code;
  facts.act = draw_act_date(chance, year);
  facts.received = facts.act + chance.between(1, 6);
  facts.violations = {year == 2020 ? draw(chance, violations_2020) : draw(chance, violations_2024)};
  if (chance.per_mille(150)) facts.violations.push_back(year == 2020 ? "V11" : "V04");
  facts.election = tiny_election(region, year);
  facts.rank_class = draw(chance, ranks);
  facts.post = post_code(chance, facts.home, facts.rank_class);
  facts.subject = chance.person();
  facts.track = draw_track(chance, facts);
  facts.sanction = facts.track == "ETHICS" ? draw(chance, ethics) : draw(chance, discipline);
  facts.ground = draw(chance, grounds);
  return facts;
}

void follow_up(CaseScript& script, Chance& chance) {
  const std::string_view stop = draw(chance, follow_ups);
  if (stop == "recommended") return script.until(Reach::recommended);
  script.until(Reach::recommended);
  script.recommendation_served();
  // The follow-up is the weak point: half of the agencies take longer than fourteen working days.
  script.on(script.today() + chance.between(3, chance.per_mille(520) ? 18 : 120));
  script.received_by_decider();
  if (stop == "received") return;
  if (stop == "examined") return script.until(Reach::examined);
  if (stop == "proposed") return script.until(Reach::proposed);
  if (stop == "decided") return script.until(Reach::decided);
  script.until(Reach::delivered);
  const bool moral = script.facts().track == "ETHICS";
  if (moral && chance.per_mille(900)) script.closed("COMPLETED");
}

void tell(CaseScript& script, Chance& chance) {
  script.opened("REPORT", script.facts().region->bawaslu());
  script.subject_identified();
  if (!chance.per_mille(760)) return script.until(Reach::dismissed);
  const std::string_view ending = draw(chance, endings);
  if (ending == "forwarded") return script.until(Reach::forwarded);
  script.until(Reach::supervised);
  if (ending == "supervised") return;
  if (ending == "dismissed") {
    Draft& draft = script.dismissed();
    draft.office = CaseScript::supervisor_on(script.today());
    draft.fields = {{"ground", code_of("NOT_PROVEN")}};
    return;
  }
  follow_up(script, chance);
}

const char* draw_channel(Chance& chance) {
  static constexpr Share channels[] = {{"FINDING", 720}, {"PUBLIC", 130}, {"SIGAPLAPOR", 70}, {"AGENCY", 80}};
  return draw(chance, channels);
}

std::string numbered(const char* prefix, int year, std::size_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, digits.size() < 3 ? 3 - digits.size() : 0, '0');
  return std::string(prefix) + std::to_string(year) + "-" + digits;
}

}  // namespace

std::vector<CaseScript> tiny_crowd(const OpenDays& open_days, std::uint64_t seed, std::size_t count) {
  std::vector<CaseScript> scripts;
  for (std::size_t report = 1; scripts.size() < count; ++report) {
    Chance chance(seed, "report " + std::to_string(report));
    const int year = report % 2 == 1 ? 2020 : 2024;
    const Region& region = draw_region(chance, year);
    const std::size_t persons = std::min(chance.pick(persons_a_report) + 1, count - scripts.size());
    const CaseFacts together = draw_facts(chance, year, region);
    CaseScript::Told registered;
    for (std::size_t person = 0; person < persons; ++person) {
      CaseFacts facts = person == 0 ? together : draw_facts(chance, year, region);
      facts.act = together.act;
      facts.received = together.received;
      facts.track = together.track;
      facts.sanction = facts.track == "ETHICS" ? draw(chance, ethics) : draw(chance, discipline);
      facts.report = numbered("report-", year, report);
      facts.stream = numbered("case-", year, scripts.size() + 1);
      scripts.emplace_back(std::move(facts), open_days, Chance(seed, "case " + std::to_string(scripts.size())));
      CaseScript& script = scripts.back();
      if (person == 0) {
        script.report_received(draw_channel(chance), static_cast<std::int64_t>(persons));
        if (report % 9 == 4) script.was_late(5, "SYSTEM_OUTAGE");
        script.report_registered();
        registered = script.told();
      } else {
        script.follow(registered);
      }
      tell(script, chance);
    }
  }
  return scripts;
}

std::vector<CaseScript> tiny_unregistered(const OpenDays& open_days, std::uint64_t seed, std::size_t count) {
  std::vector<CaseScript> scripts;
  for (std::size_t i = 1; i <= count; ++i) {
    Chance chance(seed, "unregistered " + std::to_string(i));
    const int year = i % 2 == 1 ? 2020 : 2024;
    CaseFacts facts = draw_facts(chance, year, draw_region(chance, year));
    facts.report = numbered("report-unregistered-", year, i);
    scripts.emplace_back(std::move(facts), open_days, chance);
    scripts.back().report_received(draw_channel(chance), 1);
  }
  return scripts;
}

}  // namespace jejak
