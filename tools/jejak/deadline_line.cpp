#include "tools/jejak/deadline_line.hpp"

#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "tools/jejak/words.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr int hours_a_day = 24;

int days_between(Workdays& days, const DeadlineRow& row, Date from, Date to) {
  if (to <= from) return 0;
  if (row.unit == "WD") return days.between(from, to);
  return row.unit == "HOUR" ? (to.days - from.days) * hours_a_day : to.days - from.days;
}

// The calendars of every year on the way, that of the nation and, where there is one, that of the agency.
std::vector<CalendarUsed> calendars_of(State& state, const Term& term, const TermReading& reading) {
  std::vector<CalendarUsed> used;
  if (reading.row->unit != "WD") return used;
  const Date from = std::min(term.started_on, reading.last_day.date);
  const Date to = std::max(term.started_on, reading.last_day.date);
  for (int year = year_of(from); year <= year_of(to); ++year) {
    const std::string national = "calendar-" + std::to_string(year);
    for (const StreamState* calendar : state.registry(national)) {
      if (calendar->kept.empty()) continue;
      const bool counts = calendar->name == national || calendar->name == national + ":" + term.agency;
      if (counts) used.push_back({calendar->name, calendar->kept.back().position});
    }
    const bool published = std::any_of(used.begin(), used.end(),
                                       [&](const CalendarUsed& calendar) { return calendar.stream == national; });
    if (!published) used.push_back({national, std::nullopt});
  }
  return used;
}

bool is_ended_by_a_step(std::string_view id) {
  const auto rows = catalogue().rows();
  return std::any_of(rows.begin(), rows.end(), [id](const CatalogueRow* row) {
    return std::any_of(row->stops.begin(), row->stops.end(), [id](const TermStop& stop) { return id == stop.id; });
  });
}

DeadlineStanding standing_of(const StreamState& stream, const Term& term, const TermReading& reading, Date on) {
  const Date last = reading.last_day.date;
  if (term.stopped_on) return *term.stopped_on <= last ? DeadlineStanding::kept : DeadlineStanding::late;
  const bool is_duty = is_ended_by_a_step(term.id) && !reading.row->hard;
  if (is_terminal(stream.state) && (is_duty || on <= last)) return DeadlineStanding::closed;
  if (on <= last) return DeadlineStanding::running;
  if (!is_ended_by_a_step(term.id)) return DeadlineStanding::reached;
  return reading.row->hard ? DeadlineStanding::lapsed : DeadlineStanding::overdue;
}

Result<std::string> began_by(const Reader& reader, const Term& term) {
  auto bytes = reader.entry_bytes(term.since);
  if (!bytes) return std::move(bytes).error();
  auto read = read_entry(term.since, *bytes);
  if (!read) return std::move(read).error();
  return read->event ? type_name(read->event->type) : std::string();
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

Result<DeadlineLine> deadline_line(State& state, const Reader& reader, const StreamState& stream, const Term& term,
                                   Date on) {
  auto began = began_by(reader, term);
  if (!began) return std::move(began).error();
  DeadlineLine line;
  line.stream = stream.name;
  line.term = term;
  line.began_by = std::move(*began);
  line.row.id = term.id;
  if (const RuleSet* rules = rule_set_in_force(state, term.started_on)) line.rule_set = rules->id;
  const auto reading = read_term(state, term);
  if (!reading) return line;
  line.row = *reading->row;
  line.row.count += term.extended;
  line.last_day = reading->last_day;
  Workdays days(state, term.agency);
  line.standing = standing_of(stream, term, *reading, on);
  const bool has_ended = line.standing == DeadlineStanding::lapsed || line.standing == DeadlineStanding::closed ||
                         line.standing == DeadlineStanding::reached;
  const Date end = has_ended ? line.last_day.date : term.stopped_on.value_or(on);
  line.counted = days_between(days, line.row, std::min(term.started_on, end), std::max(term.started_on, end));
  line.over = days_between(days, line.row, line.last_day.date, end);
  line.calendars = calendars_of(state, term, *reading);
  // A working-day term that is over has run over by a day at least, also where that day is not worked.
  const bool passed = line.standing == DeadlineStanding::late || line.standing == DeadlineStanding::overdue;
  if (passed && line.over == 0) line.over = 1;
  return line;
}

}  // namespace jejak
