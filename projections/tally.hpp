#pragma once
// Tallies: how many cases, cut at any position and any legal date, by any of their properties. What is counted are
// subject-cases (one case is one person), survivors of merges only, each at most once in a counter however often it
// passed there. A case counts from its CaseOpened on.
//
// clang-format off
// | counter         | counts cases that …                                          | credited to the agency of      |
// | --------------- | ------------------------------------------------------------ | ------------------------------ |
// | reported        | were opened, and whose subject is in scope                   | the office that received the   |
// |                 |                                                              | report; the opener if none     |
// | from_report     | … of these, on a report                                      | likewise                       |
// | from_finding    | … on a finding of the election supervision                   | likewise                       |
// | from_elsewhere  | … on the supervisor's or the agency's own initiative         | likewise                       |
// | no_violation    | are no violation: now in Z02, Z03 or Z06                     | the office that ended the case |
// | forwarded       | were forwarded to a supervisor (entered FORWARDED)           | the forwarding office          |
// | recommended     | have a live recommendation (entered RECOMMENDED, and did not | the subject                    |
// |                 | end as Z02 afterwards)                                       |                                |
// | followed_up     | … of these, have a decision, or ended as not proven by the   | the subject                    |
// |                 | deciding official, and the follow-up was reported and not    |                                |
// |                 | rejected                                                     |                                |
// | verified        | … of these, the supervisor verified the follow-up            | the subject                    |
// | not_followed_up | are recommended, open, without a decision, and DL-06 has     | the subject                    |
// |                 | lapsed                                                       |                                |
// | blocked         | have their subject's data blocked now                        | the subject                    |
// | ever_blocked    | … or had                                                     | the subject                    |
// | unblocked       | had them opened again                                        | the subject                    |
// | decided         | have a decision of the competent office (entered DECIDED)    | the subject                    |
// | serving         | are in EXECUTED: being served, or executed                   | the subject                    |
// | completed       | have been served: COMPLETED or Z09                           | the subject                    |
// | annulled        | have their decision annulled: ANNULLED,                      | the subject                    |
// |                 | REHABILITATION_ORDERED or Z10                                |                                |
// | rehabilitated   | are in Z10                                                   | the subject                    |
// | contested       | rest on an act that a revoked key signed, not attested again | the subject                    |
// | merged          | – now in Z04; in no other counter                            | the receiver                   |
// | out_of_scope    | – now in Z05; in no other counter                            | the receiver                   |
// | imported        | – were imported from an archive without a CaseOpened         | the subject                    |
// clang-format on
//
// The subject's agency is the one that identification, or an accepted transfer, named last; where nobody has been
// identified the acting office stands in. An act on another office's behalf is that office's act. The counters behind
// `imported` count events, not cases: see EventCounter in tally_view.hpp. Sanctions are those of the newest version of
// the decision.

#include "projections/coordinates.hpp"
#include "projections/tally_law.hpp"

namespace jejak {

enum class Counter : std::uint8_t {
  reported,
  from_report,
  from_finding,
  from_elsewhere,
  no_violation,
  forwarded,
  recommended,
  followed_up,
  verified,
  not_followed_up,
  blocked,
  ever_blocked,
  unblocked,
  decided,
  serving,
  completed,
  annulled,
  rehabilitated,
  contested,
  merged,
  out_of_scope,
  imported,
  // of events
  reports,
  refused_attempts,
  circulars_issued,
  circulars_acknowledged,
  briefings,
  attendees,
  teams,
  pledges,
  signatories,
  monitoring_reports,
  notified,
  submitted,
  determined,
  discharged,
  duty_breached,
};
constexpr std::size_t counter_count = 37;
constexpr std::size_t case_counter_count = 22;
const char* name(Counter counter);  // "reported", …
std::optional<Counter> parse_counter(std::string_view name);

// A property of cases that answers may be grouped or narrowed by. Those marked * also know events without a case.
enum class TallyDimension : std::uint8_t {
  none,        // everything in one group
  province,    // * where the act was, else the agency's: "prov:64"
  regency,     // * "kab:64.02", "kota:64.71"
  district,    // * "kec:64.71.01"
  agency,      // * the one that the counter credits
  home,        // the subject's agency
  unit,        // where the subject serves if that is elsewhere, else the unit that he heads
  kanreg,      // * the regional office of BKN above the agency
  violation,   // each code: a case with several stands in several groups
  violations,  // the whole list: a case stands in one
  sanction,
  level,  // of the sanction
  rank,
  stat,      // statistical class, else the rank
  phase,     // of the act, against the election
  election,  // *
  month,     // * of the opening, or of the event: "2020-07"
  origin,
  state,
};
constexpr std::size_t tally_dimension_count = 19;
const char* name(TallyDimension dimension);
std::optional<TallyDimension> parse_tally_dimension(std::string_view name);
bool knows_events(TallyDimension dimension);

struct TallyFilter {
  TallyDimension by = TallyDimension::none;
  std::string value;  // as groups are named
};

struct TallyQuestion {
  Coordinates at;
  TallyDimension by = TallyDimension::agency;
  std::vector<TallyFilter> where;
  std::string agency;    // only what is credited to it or below it, or whose subject belongs there; empty: all
  bool persons = false;  // also distinct persons
  bool times = false;    // also medians and deadlines
  unsigned threads = 0;  // 0: one a core
};

// Calendar days and national working days between two milestones of the same case, both reached.
struct PhaseTimes {
  std::uint64_t cases = 0;
  double median_days = 0;
  double median_working_days = 0;
};
constexpr std::size_t phase_count = milestone_count - 1;  // from each milestone to the next

// Of one term: how often it began, in streams of any kind, and how it stands on TallyAnswer::today, as the audit of the
// same reading counts it (rules/term_standing.hpp). Whoever owed it owed it, so one of a case that was merged or sent
// away counts as well. Credited to the agency by whose calendar it runs.
struct TermTally {
  std::uint64_t kept = 0;     // stopped in time
  std::uint64_t late = 0;     // stopped after the last day
  std::uint64_t running = 0;  // not stopped, and the last day has not passed
  std::uint64_t overdue = 0;  // not stopped, it has passed, and somebody had to
  std::uint64_t lapsed = 0;   // not stopped, and what had to be within it cannot follow any more
  std::uint64_t closed = 0;   // not stopped, and the stream has come to its end
  std::uint64_t unknown = 0;  // the rules of its first day do not know it
  TermTally& operator+=(const TermTally& other);
  bool operator==(const TermTally&) const = default;
};

struct TallyGroup {
  std::string name;  // "-" where the property was not said; empty for the total
  std::array<std::uint64_t, counter_count> counts{};
  std::array<std::uint64_t, case_counter_count> persons{};
  std::array<PhaseTimes, phase_count> phases{};  // only if asked for, as the terms
  std::array<TermTally, counted_terms_max> terms{};
  std::uint64_t operator[](Counter counter) const { return counts[static_cast<std::size_t>(counter)]; }
};

struct TallyAnswer {
  std::vector<TallyGroup> groups;  // ascending; only those with something in them
  TallyGroup total;                // each case once, also where it stands in several groups
  Date today = never;
};

// Errors: usage (beyond the view's position; an agency that nobody registered, with the nearest ones; a filter that
// the dimension cannot have), corrupt, disk. The view may be scanned by several threads.
Result<TallyAnswer> tally(const ViewReader& view, const TallyQuestion& question);

}  // namespace jejak
