#include "api/answers/deadline_line.hpp"

#include "api/answers/event_words.hpp"
#include "api/answers/read_entry.hpp"
#include "ledger/rules/rule_sets.hpp"

#include <algorithm>

namespace jejak {
namespace {

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

Result<std::string> began_by(const Reader& reader, const Term& term) {
  auto bytes = reader.entry_bytes(term.since);
  if (!bytes) return std::move(bytes).error();
  auto read = read_entry(term.since, *bytes);
  if (!read) return std::move(read).error();
  return read->event ? type_name(read->event->type) : std::string();
}

}  // namespace

Result<DeadlineLine> deadline_line(State& state, const Reader& reader, const StreamState& stream, const Term& term,
                                   Date on) {
  auto began = began_by(reader, term);
  if (!began) return std::move(began).error();
  DeadlineLine line;
  line.stream = stream.name;
  line.term = term;
  line.began_by = std::move(*began);
  line.row.id = term.id;
  if (const RuleSet* rules = state.rule_set_on(term.started_on)) line.rule_set = rules->id;
  const auto reading = read_term(state, term);
  if (!reading) return line;
  line.row = *reading->row;
  line.row.count += term.extended;
  line.last_day = reading->last_day;
  line.standing = standing_of(stream.state, *reading, on);
  const TermCount count = count_term(state, *reading, line.standing, on);
  line.counted = count.counted;
  line.over = count.over;
  line.calendars = calendars_of(state, term, *reading);
  return line;
}

}  // namespace jejak
