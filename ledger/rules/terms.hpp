#pragma once
// Terms of a stream, read with the calendars that the state knows now: which last day, kept or lapsed. What begins and
// ends a term is a column of the catalogue, how long it is a row of the rule set in force on its first day.

#include "ledger/rules/judging.hpp"
#include "ledger/rules/workdays.hpp"

namespace jejak {

struct TermReading {
  const Term* term = nullptr;
  const DeadlineRow* row = nullptr;
  TermDay last_day;  // for a row with `before`: the last day on which it is still early enough

  // Stopped on the last day or before it; or, while it runs, not yet lapsed on `on`.
  bool kept(Date on) const { return term->stopped_on.value_or(on) <= last_day.date; }
  // Working days beyond the last day are counted by the caller's Workdays; calendar days here. 0 if kept.
  int days_over(Date on) const;
};

// Null if the rule set of that day knows no such term. Pointers hold until the state changes.
std::optional<TermReading> read_term(const State& state, const Term& term);

// A term of the judged stream; null if it never began.
std::optional<TermReading> read_term(const Judging& judging, std::string_view id);

// E_DEADLINE_PASSED if a hard term of the row's `within` was not kept. A provisional last day refuses nobody.
std::optional<Refusal> check_within(const Judging& judging);

// Begins, extends and stops what the judged event begins, extends and stops.
void run_terms(StreamState& stream, const Judging& judging);

}  // namespace jejak
