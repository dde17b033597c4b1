#include "ledger/record/ruleset_text.hpp"
#include "tools/demo/texts.hpp"
#include "tools/demo/tiny_parts.hpp"

namespace jejak {
namespace {

std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

Result<std::vector<TinyLaw>> tiny_laws() {
  std::vector<TinyLaw> laws;
  for (const EmbeddedText& embedded : rule_set_texts()) {
    const std::string place(embedded.name);
    Result<RuleSet> rules = parse_rule_set_text(embedded.text);
    if (!rules) return std::move(rules).error().during(place);
    Result<Bytes> table = encode(*rules);
    if (!table) return std::move(table).error().during(place);
    laws.push_back({rules->id, rules->in_force_from, *std::move(table), sha256(view(embedded.text))});
  }
  return laws;
}

// A day a line, YYYY-MM-DD; what follows a blank or # is for people.
Result<std::vector<TinyCalendar>> tiny_calendars() {
  std::vector<TinyCalendar> calendars;
  for (const EmbeddedText& embedded : calendar_texts()) {
    TinyCalendar calendar;
    const std::string place(embedded.name);
    std::string_view rest = embedded.text;
    while (!rest.empty()) {
      const std::string_view line = next_line(rest);
      if (line.empty() || line.front() == '#') continue;
      const std::optional<Date> day = parse_date(line.substr(0, line.find(' ')));
      if (!day) return Error{Errc::malformed, place + ": not a date: " + std::string(line)};
      calendar.days.push_back(*day);
    }
    if (calendar.days.empty()) return Error{Errc::malformed, place + ": no days"};
    calendar.year = year_of(calendar.days.front());
    calendar.source_no = "SKB-3-MENTERI/" + std::to_string(calendar.year - 1);
    calendars.push_back(std::move(calendar));
  }
  return calendars;
}

}  // namespace jejak
