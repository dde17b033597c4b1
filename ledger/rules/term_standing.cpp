#include "ledger/rules/term_standing.hpp"

#include <algorithm>

namespace jejak {

namespace {

constexpr int hours_a_day = 24;
constexpr const char* rights[] = {"DL-14", "DL-16", "DL-19"};
constexpr const char* days_to_come[] = {"DL-13"};  // a revocation takes them away, but no step fulfils them

bool is_in(std::span<const char* const> list, std::string_view id) {
  return std::any_of(list.begin(), list.end(), [id](const char* each) { return id == each; });
}

int days_between(Workdays& days, const DeadlineRow& row, Date from, Date to) {
  if (to <= from) return 0;
  if (row.unit == "WD") return days.between(from, to);
  return row.unit == "HOUR" ? (to.days - from.days) * hours_a_day : to.days - from.days;
}

}  // namespace

const char* name(DeadlineStanding standing) {
  switch (standing) {
    case DeadlineStanding::running: return "running";
    case DeadlineStanding::kept: return "kept";
    case DeadlineStanding::late: return "late";
    case DeadlineStanding::overdue: return "overdue";
    case DeadlineStanding::lapsed: return "lapsed";
    case DeadlineStanding::closed: return "closed";
    case DeadlineStanding::reached: return "reached";
    case DeadlineStanding::unknown: return "unknown";
  }
  return "";
}

bool is_ended_by_a_step(std::string_view id) {
  const auto rows = catalogue().rows();
  return !is_in(days_to_come, id) && std::any_of(rows.begin(), rows.end(), [id](const CatalogueRow* row) {
    return std::any_of(row->stops.begin(), row->stops.end(), [id](const TermStop& stop) { return id == stop.id; });
  });
}

bool is_a_right(std::string_view id) {
  return is_in(rights, id);
}

DeadlineStanding standing_of(StateCode stream_state, const TermOutcome& term, Date on) {
  const Date last = term.last_day;
  if (term.stopped_on) return *term.stopped_on <= last ? DeadlineStanding::kept : DeadlineStanding::late;
  const bool is_duty = term.ended_by_a_step && !term.hard;
  if (is_terminal(stream_state) && (is_duty || on <= last)) return DeadlineStanding::closed;
  if (on <= last) return DeadlineStanding::running;
  if (!term.ended_by_a_step) return DeadlineStanding::reached;
  return term.hard ? DeadlineStanding::lapsed : DeadlineStanding::overdue;
}

DeadlineStanding standing_of(StateCode stream_state, const TermReading& reading, Date on) {
  const Term& term = *reading.term;
  return standing_of(
      stream_state, TermOutcome{reading.last_day.date, term.stopped_on, is_ended_by_a_step(term.id), reading.row->hard},
      on);
}

TermCount count_term(const State& state, const TermReading& reading, DeadlineStanding standing, Date on) {
  const Term& term = *reading.term;
  const bool has_ended = standing == DeadlineStanding::lapsed || standing == DeadlineStanding::closed ||
                         standing == DeadlineStanding::reached;
  const Date end = has_ended ? reading.last_day.date : term.stopped_on.value_or(on);
  Workdays days(state, term.agency);
  TermCount count;
  count.counted = days_between(days, *reading.row, std::min(term.started_on, end), std::max(term.started_on, end));
  count.over = days_between(days, *reading.row, reading.last_day.date, end);
  // A working-day term that is over has run over by a day at least, also where that day is not worked.
  const bool passed = standing == DeadlineStanding::late || standing == DeadlineStanding::overdue;
  if (passed && count.over == 0) count.over = 1;
  return count;
}

}  // namespace jejak
