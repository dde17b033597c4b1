#pragma once
// Working days and terms: Monday to Friday minus the published holidays and collective leave of the year, minus the
// published closures of one agency. The start day is never counted; a term ends on its last day (domain: deadlines).

#include "ledger/rules/state.hpp"

namespace jejak {

// A day that was computed. Provisional: a year on the way has no published calendar, so only weekends were left out.
struct TermDay {
  Date date;
  bool provisional = false;
  bool operator==(const TermDay&) const = default;
};

// Terms are bounded, so that a rule set cannot make anybody count for ever.
constexpr int term_count_max = 5'000;

// Calendars as they stand in the state now, for one agency ("prov:64"; empty: no closures). Holds pointers into the
// state: not longer than until its next change. One thread.
class Workdays {
 public:
  Workdays(const State& state, std::string_view agency);

  bool is_working_day(Date date);
  bool has_calendar(int year);

  // The n-th working day after the start (n > 0) or before it (n < 0). 0: the start itself. n is cut to ±5000.
  TermDay add(Date start, int working_days);
  // How many working days lie after `from` up to and including `to`; 0 if to <= from. Stops at term_count_max.
  int between(Date from, Date to);
  // By the unit of a rule set's row: WD, CD, MONTH_END (months, then the month's last day), HOUR (started days).
  TermDay add(Date start, int count, std::string_view unit);

 private:
  struct Year {
    int number = 0;
    bool published = false;
    std::vector<const Codes*> days_off;
  };
  const Year& year(int number);
  const State& state_;
  std::string agency_;
  std::vector<Year> years_;  // the few that were asked for
};

// The last day by which a row's term, begun on `start`, is kept; rows with `before` count backwards.
TermDay term_end(Workdays& days, const DeadlineRow& row, Date start);

}  // namespace jejak
