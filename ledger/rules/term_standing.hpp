#pragma once
// How a term stands on a day: kept or not, how many of its days were used, and by how many it was missed.

#include "ledger/rules/terms.hpp"

namespace jejak {

//   running   its last day is not over        kept, late   it was ended in time, or not
//   overdue   nothing has ended it, and somebody had to
//   lapsed    a hard one that nobody made use of: what had to be within it cannot follow any more
//   closed    nothing has ended it, but its stream is closed
//   reached   a day that only has to come; no step ends it
//   unknown   the rule set of its first day has no such row
enum class DeadlineStanding : std::uint8_t { running, kept, late, overdue, lapsed, closed, reached, unknown };
const char* name(DeadlineStanding standing);

// Whether a step of the table ends terms of that id.
bool is_ended_by_a_step(std::string_view id);
// Nobody owes the step that ends it: whoever lets it pass only loses a possibility. Of such a term a late end is worth
// a word, none at all is not.
bool is_a_right(std::string_view id);

// What a standing follows from, whoever read it.
struct TermOutcome {
  Date last_day;
  std::optional<Date> stopped_on;
  bool ended_by_a_step = false;  // is_ended_by_a_step of its id
  bool hard = false;             // as its row says
};
DeadlineStanding standing_of(StateCode stream_state, const TermOutcome& term, Date on);
DeadlineStanding standing_of(StateCode stream_state, const TermReading& reading, Date on);

struct TermCount {
  int counted = 0;  // in the row's unit, from the first day to the stop, or to the day of the reading
  int over = 0;     // beyond the last day, in the row's unit; at least 1 where the term was missed
};
TermCount count_term(const State& state, const TermReading& reading, DeadlineStanding standing, Date on);

}  // namespace jejak
