#pragma once
// What a case was known to be, as of a position, on a date: its strand and those of the streams linked to it, folded
// anew, and the entries they lie in, read from the log. Every pair of coordinates costs the same.

#include "projections/coordinates.hpp"
#include "projections/timeline_row.hpp"
#include "projections/view_store.hpp"

namespace jejak {

// A report or approval that the case rests on, by an admitted event of either.
struct LinkedStream {
  std::string stream;
  StateCode state = StateCode::none;
  Sequence linked_at;
  bool operator==(const LinkedStream&) const = default;
};

struct RefusedAttempt {
  Sequence position;
  Instant recorded_at;
  std::string stream;  // the case, or the approval or report in whose stream it was attempted
  std::uint16_t type = 0;
  std::string office;
  RefusalCode code = RefusalCode::none;
  bool operator==(const RefusedAttempt&) const = default;
};

struct CaseStatus {
  std::string stream;
  StateCode state = StateCode::none;  // none: every event was refused so far
  std::vector<StateCode> overlays;    // beside it, ascending: remedies, embargoes, and the like
  std::uint64_t events = 0;           // admitted in its own stream
  std::uint64_t refusals = 0;         // in its own stream
  std::string opener;                 // office
  Date opened_on;                     // legal date
  Zone zone = Zone::none;             // of its first event
  std::vector<std::string> violation_codes;
  std::optional<Date> act_date;
  std::optional<Id> subject;
  std::string rank_class;
  std::string post;
  std::string home_agency;      // the subject's; empty until the subject is identified
  std::uint16_t last_type = 0;  // of the last admitted step, its own or one that set its state
  Date last_step_on;            // legal date of that step
  Sequence last_position;
  std::vector<LinkedStream> reports;    // ascending by name
  std::vector<LinkedStream> approvals;  // ascending by name
  std::vector<RefusedAttempt> refused;  // ascending by position; all on its timeline
  bool operator==(const CaseStatus&) const = default;
};

struct CaseFile {
  Coordinates at;
  CaseStatus status;
  std::vector<TimelineRow> timeline;  // ascending by position, each entry once
  bool operator==(const CaseFile&) const = default;
};

// SHA-256 over the coordinates and every row of the answer: two who ask the same compare one line.
Hash digest_of(const CaseFile& file);

// An admitted event of the case that may say anew whose it is: the subject identified, the case forwarded, a file
// handed over in a transition, a transfer of jurisdiction accepted.
struct Passing {
  Sequence position;
  std::uint16_t type = 0;
  bool operator==(const Passing&) const = default;
};
bool is_passing(std::uint16_t event_type);

struct CaseSummary {
  std::string stream;
  StateCode state = StateCode::none;
  std::string opener;
  Date opened_on;
  std::string home_agency;
  Date last_step_on;
  std::uint64_t refusals = 0;
  std::vector<Passing> passings;  // ascending by position; in no digest
  bool operator==(const CaseSummary&) const = default;
};
Hash digest_of(const Coordinates& at, const std::vector<CaseSummary>& cases);

// Readings of a view that CaseView folded up to `at.as_of` or beyond, and of the log it was folded from. Take a
// snapshot first while a runner may be at work. Any thread. Errors: corrupt (throw the view away and fold again),
// disk; not_found for a case of which nothing was recorded by then.
Result<CaseFile> read_case(const ViewReader& cases, const EntrySource& log, std::string_view stream,
                           const Coordinates& at);

// Cases with at least one admitted event by then, ascending by name.
Result<std::vector<CaseSummary>> list_cases(const ViewReader& cases, const EntrySource& log, const Coordinates& at);

// A part of that list: what it has of the next `looked_at_max` cases after `after` that anything was ever recorded of.
struct CaseStretch {
  std::vector<CaseSummary> cases;
  std::string looked_to;  // the last one looked at: the next stretch begins after it
  bool is_end = false;    // there is no next one
};
Result<CaseStretch> read_stretch(const ViewReader& cases, const EntrySource& log, const Coordinates& at,
                                 std::string_view after, std::size_t looked_at_max);

// The names of all cases that anything was ever recorded of, ascending.
Result<std::vector<std::string>> case_names(const ViewReader& cases);

}  // namespace jejak
