// The crowd: each fate becomes a case, told from its report to its end.

#include "tools/demo/nation_parts.hpp"

#include <algorithm>

namespace jejak {
namespace {

struct Rank {
  const char* rank_class;
  const char* stat_class;  // null: the rank itself
  const char* subject_type;
  unsigned weight;
};
// The statistic's "heads of territory" are heads of sub-districts and villages.
constexpr Rank ranks[] = {
    {"FUNGSIONAL", nullptr, "PNS", 265},   {"PELAKSANA", nullptr, "PNS", 160},     {"PELAKSANA", nullptr, "CPNS", 12},
    {"JPT_PRATAMA", nullptr, "PNS", 157},  {"ADMINISTRATOR", nullptr, "PNS", 134}, {"PENGAWAS", nullptr, "PNS", 118},
    {"ADMINISTRATOR", "CAMAT", "PNS", 62}, {"PENGAWAS", "LURAH", "PNS", 47},       {"FUNGSIONAL", nullptr, "PPPK", 45},
};
constexpr NationShare ministries[] = {
    {"kl:KEMENAG", 52},     {"kl:KEMENKES", 9}, {"kl:KEMENKUMHAM", 11},
    {"kl:KEMENDIKBUD", 12}, {"kl:KEMENHUB", 8}, {"kl:BPS", 8},
};
constexpr NationShare channels[] = {{"PUBLIC", 130}, {"SIGAPLAPOR", 35}, {"SP4N", 35}};
constexpr NationShare grounds[] = {{"NOT_PROVEN", 740}, {"N01", 60}, {"N06", 60},
                                   {"N07", 50},         {"N08", 50}, {"N10", 40}};
constexpr NationShare headed[] = {{"SEKOLAH", 70}, {"PUSKESMAS", 30}};

std::string numbered(const char* prefix, int year, std::size_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  digits.insert(0, digits.size() < width ? width - digits.size() : 0, '0');
  return std::string(prefix) + std::to_string(year) + "-" + digits;
}

// Where each report comes from: the agencies that were named in public with their numbers, the others by lot.
class Places {
 public:
  Places(const NationTools& tools, std::size_t cases) : chance_(tools.seed, "places") {
    for (const NationShare& share : tools.preset.busy_agencies) {
      left_.emplace_back(&tools.region(share.code), share.weight);
      busy_ += share.weight;
    }
    all_ = cases;
    for (const Region* region : tools.electing()) {
      (region->is_province()                                 ? provinces_
       : std::string_view(region->code).starts_with("kota:") ? cities_
                                                             : regencies_)
          .push_back(region);
    }
  }

  const Region& draw(std::size_t persons) {
    if (chance_.below(all_) < busy_) {
      const std::size_t start = chance_.below(left_.size());
      for (std::size_t i = 0; i < left_.size(); ++i) {
        auto& [region, left] = left_[(start + i) % left_.size()];
        if (left < persons) continue;
        left -= persons;
        return *region;
      }
    }
    const std::uint64_t kind = chance_.below(92);
    const std::vector<const Region*>& among = kind < 70 ? regencies_ : kind < 82 ? provinces_ : cities_;
    return *among[chance_.below(among.size())];
  }

 private:
  Chance chance_;
  std::vector<std::pair<const Region*, std::size_t>> left_;
  std::size_t busy_ = 0;
  std::size_t all_ = 0;
  std::vector<const Region*> provinces_;
  std::vector<const Region*> cities_;
  std::vector<const Region*> regencies_;
};

class Crowd {
 public:
  Crowd(const NationTools& tools, const std::vector<Fate>& fates)
      : tools_(tools), fates_(fates), places_(tools, fates.size()) {}

  std::vector<CaseScript> tell() {
    for (std::size_t first = 0; first < fates_.size();) {
      std::size_t last = first + 1;
      while (last < fates_.size() && fates_[last].report == fates_[first].report) ++last;
      tell_report(first, last);
      first = last;
    }
    return std::move(scripts_);
  }

 private:
  void tell_report(std::size_t first, std::size_t last) {
    Chance chance(tools_.seed, "report " + std::to_string(first));
    const bool again = fates_[first].way == Way::merged;
    const Region& region = again ? *scripts_.back().facts().region : places_.draw(last - first);
    const Date received = fates_[first].opened - chance.between(0, 2);
    const Date act = received - chance.between(1, 6);
    const bool finding = !again && !chance.per_mille(220);
    std::optional<CaseScript::Told> registered;
    for (std::size_t i = first; i < last; ++i) {
      Chance person(tools_.seed, "case " + std::to_string(i));
      CaseFacts facts = facts_of(i, region, received, act, person);
      const std::string survivor = again ? scripts_.back().facts().stream : std::string();
      if (again) same_person(facts, scripts_.back().facts());
      scripts_.emplace_back(std::move(facts), tools_.open_days, person);
      CaseScript& script = scripts_.back();
      const Way way = fates_[i].way;
      if (way == Way::internal) {
        script.on(fates_[i].opened);
        script.opened("INTERNAL", script.decider());
      } else if (way == Way::not_proven && script.facts().report.empty()) {
        script.on(fates_[i].opened);
        script.opened("SUPERVISOR", CaseScript::supervisor_on(tools_.open_days.open_on_or_after(fates_[i].opened)));
      } else {
        if (!registered) {
          tell_intake(script, chance, finding, last - first);
          registered = script.told();
        }
        script.follow(*registered);
        script.on(fates_[i].opened);
        script.opened(finding ? "FINDING" : "REPORT", region.bawaslu());
      }
      if (!script.facts().election.empty()) {
        const char* phase = script.facts().act < tools_.preset.determination ? "B" : "C";
        script.drafts().back().fields.push_back({"phase", code_of(phase)});
      }
      tell_case(tools_, script, fates_[i], person, survivor);
    }
  }

  CaseFacts facts_of(std::size_t i, const Region& region, Date received, Date act, Chance& chance) const {
    const Fate& fate = fates_[i];
    const int year = tools_.preset.year;
    std::vector<unsigned> weights;
    for (const Rank& rank : ranks) weights.push_back(rank.weight);
    const Rank& rank = ranks[chance.pick(weights)];
    CaseFacts facts;
    facts.stream = numbered("case-", year, i + 1, 4);
    const bool alone = fate.way == Way::internal || (fate.way == Way::not_proven && chance.per_mille(140));
    if (!alone) facts.report = numbered("report-", year, fate.report + 1, 4);
    facts.region = &region;
    const bool vertical = chance.per_mille(80) && fate.way != Way::internal;
    facts.home = vertical ? draw(chance, ministries) : region.code;
    facts.act = act;
    facts.received = received;
    facts.violations = {draw(chance, tools_.preset.violations)};
    if (chance.per_mille(120)) facts.violations.push_back("V11");
    facts.election = tools_.election(region);
    facts.subject_type = rank.subject_type;
    facts.rank_class = rank.rank_class;
    facts.stat_class = rank.stat_class == nullptr ? "" : rank.stat_class;
    if (facts.rank_class == "FUNGSIONAL" && chance.per_mille(250)) facts.heads_unit = draw(chance, headed);
    facts.post = "POST-" + std::string(rank.rank_class).substr(0, 3) + "-" +
                 facts.home.substr(facts.home.find(':') + 1) + "-" + std::to_string(chance.between(1001, 9899));
    facts.subject = chance.person();
    facts.sanction = fate.sanction.empty() ? "T1" : fate.sanction;
    facts.ground = draw(chance, grounds);
    fit_law(facts, chance);
    return facts;
  }

  // The recommended sanction asks for its track; since 2022 the track asks for a phase or for certain violations.
  void fit_law(CaseFacts& facts, Chance& chance) const {
    const bool old_law = tools_.preset.year == 2020;
    const bool before = facts.act < tools_.preset.determination;
    if (!old_law && !before && facts.sanction.front() == 'M') facts.sanction = chance.per_mille(600) ? "T1" : "T2";
    facts.track = facts.sanction.front() == 'M' ? "ETHICS" : facts.sanction == "X1" ? "STATUS" : "DISCIPLINE";
    if (facts.track == "STATUS") facts.violations = {"V17"};
    if (!old_law && before && facts.track == "DISCIPLINE") {
      facts.violations = {chance.per_mille(600) ? "V15" : chance.per_mille(800) ? "V14" : "V12"};
    }
    // Who is on probation or works under an agreement gets other penalties than these.
    const bool ordinary = facts.track == "ETHICS" || facts.sanction.front() == 'L';
    if (!ordinary && facts.subject_type != "PNS") facts.subject_type = "PNS";
  }

  static void same_person(CaseFacts& facts, const CaseFacts& known) {
    facts.home = known.home;
    facts.subject = known.subject;
    facts.subject_type = known.subject_type;
    facts.rank_class = known.rank_class;
    facts.stat_class = known.stat_class;
    facts.heads_unit = known.heads_unit;
    facts.post = known.post;
    facts.violations = known.violations;
  }

  static void tell_intake(CaseScript& script, Chance& chance, bool finding, std::size_t persons) {
    const auto named = static_cast<std::int64_t>(persons);
    Draft& first = script.report_received(finding ? "FINDING" : draw(chance, channels), named);
    if (finding) {
      first.type = "FindingRecorded";
      first.fields = finding_fields(script, named);
    } else if (chance.per_mille(150)) {
      const std::string office = script.facts().region->bawaslu();
      script.after(0);
      script.say_in(script.facts().report, "ReportReturnedForCompletion", office,
                    {{"missing", codes_of({"IDENTITY", "WITNESS"})}});
      script.after(0);
      script.say_in(script.facts().report, "ReportCompleted", office,
                    {{"completed_on", script.today()}, {"items", codes_of({"IDENTITY", "WITNESS"})}});
    }
    script.after(0);
    script.report_registered();
  }

  static CaseScript::Fields finding_fields(CaseScript& script, std::int64_t persons) {
    const CaseFacts& facts = script.facts();
    CaseScript::Fields fields = {{"form_no", code_of(script.number("FORM-A"))},
                                 {"recorded_on", script.today()},
                                 {"region", code_of(facts.region->code)},
                                 {"found_at", std::max(facts.act, script.today() - 5)},
                                 {"persons", persons},
                                 {"act_date", facts.act},
                                 {"violation_codes", codes_of(facts.violations)}};
    if (!facts.election.empty()) fields.push_back({"election", Reference{"election-" + facts.election}});
    return fields;
  }

  const NationTools& tools_;
  const std::vector<Fate>& fates_;
  Places places_;
  std::vector<CaseScript> scripts_;
};

}  // namespace

std::vector<CaseScript> nation_crowd(const NationTools& tools, const std::vector<Fate>& fates) {
  return Crowd(tools, fates).tell();
}

}  // namespace jejak
