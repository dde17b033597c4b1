#pragma once
// The parts that plan_nation() puts together: what a data set is made of, what becomes of each case, the cases told one
// by one, and the registry that all of them rest on.

#include "tools/demo/case_script.hpp"
#include "tools/demo/nation.hpp"
#include "tools/demo/regions.hpp"
#include "tools/demo/tiny_parts.hpp"

namespace jejak {

struct NationShare {
  const char* code;
  unsigned weight;
};

// One of them by lot, each as often as its weight. nation_ways.cpp
const char* draw(Chance& chance, std::span<const NationShare> shares);

// So many persons up to and including a day.
struct CurvePoint {
  Date on;
  std::size_t persons = 0;
};
using Curve = std::vector<CurvePoint>;  // ascending; the first has 0

struct NationPreset {
  const char* name;
  const char* origin;
  std::uint64_t seed;
  int year;
  Date first_day;      // of the registry
  Date last_day;       // of the history
  Date determination;  // of candidates
  std::size_t persons;
  const char* published;  // the series that the pace follows; null: pace()
  std::span<const NationShare> violations;
  std::span<const NationShare> sanctions;      // recommended
  std::span<const NationShare> busy_agencies;  // persons each, of all; the others by lot
};

// Cumulative persons: opened, recommended, followed up.
struct Pace {
  Curve reported;
  Curve recommended;
  Curve followed_up;
};
Result<Pace> pace_of(const NationPreset& preset);
// The day on which the curve reaches that many; the last day beyond its end.
Date day_of(const Curve& curve, double persons);

enum class Way : std::uint8_t {
  recommended,   // … and followed up, if a day is given for it
  not_proven,    // by the supervisor
  dismissed,     // by the election supervisor
  internal,      // the agency itself began, and decides without a recommendation
  left_service,  // retired, died or resigned in the meantime
  pending,       // lies with the supervisor
  out_of_scope,  // no civil servant: counted beside the persons of the preset
  merged,        // the case before it, reported a second time: likewise
};

struct Fate {
  Way way = Way::recommended;
  Date opened;
  std::optional<Date> recommended_on;
  std::optional<Date> followed_up_on;
  std::string sanction;
  std::size_t report = 0;  // cases of one report stand side by side
};
// What cases told one by one take away from the sums.
struct Told {
  std::size_t cases = 0;
  std::size_t recommended = 0;
  std::size_t followed_up = 0;
};
// By day of opening, as many as the preset has persons without those told; and beside them the ones that do not count.
std::vector<Fate> draw_fates(const NationPreset& preset, const Pace& pace, const Told& told, const OpenDays& open_days,
                             std::uint64_t seed);

struct NationTools {
  const NationPreset& preset;
  const OpenDays& open_days;
  std::uint64_t seed;

  const Region& region(std::string_view code) const;
  // The election that a region takes part in, "" if none in that year.
  std::string election(const Region& region) const;
  // Regions that elect in this year.
  std::vector<const Region*> electing() const;
};

// The crowd: a script for each fate.
std::vector<CaseScript> nation_crowd(const NationTools& tools, const std::vector<Fate>& fates);
// What becomes of a case that has been opened; `survivor` is the case that it is merged into. nation_ways.cpp
void tell_case(const NationTools& tools, CaseScript& script, const Fate& fate, Chance& chance,
               const std::string& survivor);
// What lies with the old supervisor passes to `to` today; `processed`: "YES" if it was read by then.
void hand_over(CaseScript& script, const char* to, const char* processed);
// Reports that never became a case, and what was done so that there were fewer.
std::vector<CaseScript> nation_reports(const NationTools& tools);
std::vector<CaseScript> nation_prevention(const NationTools& tools);
// Steps that are too rare for the crowd, each at least once.
std::vector<CaseScript> nation_stories(const NationTools& tools);

// The approval that is asked for a case. nation_paths.cpp
std::string approval_of(const CaseScript& script);
// What follows a recommendation until the follow-up is reported on that day and afterwards. nation_paths.cpp
void tell_follow_up(const NationTools& tools, CaseScript& script, std::optional<Date> followed_up_on, Chance& chance);
// From the examiners' appointment to the delivered decision, in at most so many working days if it can be done.
void tell_examination(const NationTools& tools, CaseScript& script, std::int32_t working_days, Chance& chance);
// What follows the delivery: objection, execution, completion, closing.
void tell_execution(const NationTools& tools, CaseScript& script, Chance& chance);
// An attempt against the law now and then, each recorded with its code. nation_defects.cpp
enum class Attempt : std::uint8_t { study, appointment, summons, decision, after_end };
void tell_attempt(const NationTools& tools, CaseScript& script, Attempt attempt, Chance& chance);

// The registry whose key was stolen, and the day on which that was noticed.
std::string stolen_key_office();
Date stolen_key_day(const NationTools& tools);

// Everything that is no case. `offices` are all that sign anything.
std::vector<Draft> nation_registry(const NationTools& tools, Keyring& keys, const std::set<std::string>& offices);

}  // namespace jejak
