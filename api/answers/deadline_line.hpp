#pragma once
// One deadline of one stream as an inspector reads it: what began it, how it was counted and with which calendars,
// which day was its last, whether it was kept.

#include "ledger/reader.hpp"
#include "ledger/rules/term_standing.hpp"

namespace jejak {

struct CalendarUsed {
  std::string stream;                // "calendar-2024", "calendar-2020:prov:64"
  std::optional<Sequence> position;  // of its newest publication; nothing: a year that has none
};

struct DeadlineLine {
  std::string stream;
  Term term;
  std::string began_by;  // event type
  std::string rule_set;
  DeadlineRow row;  // as extended; id alone if unknown
  TermDay last_day;
  int counted = 0;  // in the row's unit, from the first day to the stop, or to the day of the reading
  int over = 0;     // beyond the last day, in the row's unit
  DeadlineStanding standing = DeadlineStanding::unknown;
  std::vector<CalendarUsed> calendars;
};

// Errors: those of reading the entry that began it.
Result<DeadlineLine> deadline_line(State& state, const Reader& reader, const StreamState& stream, const Term& term,
                                   Date on);

}  // namespace jejak
