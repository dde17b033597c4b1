#include "tools/jejak/deadline_words.hpp"

#include "ledger/base/text.hpp"
#include "ledger/rules/deadline_names.hpp"

namespace jejak {
namespace {

std::string calendar_words(const CalendarUsed& calendar) {
  return calendar.stream + "@" + (calendar.position ? std::to_string(calendar.position->value) : std::string("-"));
}

std::string calendars_words(const DeadlineLine& line) {
  if (line.calendars.empty()) return "-";
  std::vector<std::string> words;
  for (const CalendarUsed& calendar : line.calendars) words.push_back(calendar_words(calendar));
  return joined(words);
}

Text word_of(DeadlineStanding standing) {
  switch (standing) {
    case DeadlineStanding::running: return Text::deadline_running;
    case DeadlineStanding::kept: return Text::deadline_kept;
    case DeadlineStanding::late: return Text::deadline_late;
    case DeadlineStanding::overdue: return Text::deadline_overdue;
    case DeadlineStanding::lapsed: return Text::deadline_lapsed;
    case DeadlineStanding::closed: return Text::deadline_closed;
    case DeadlineStanding::reached: return Text::deadline_reached;
    case DeadlineStanding::unknown: return Text::deadline_unknown;
  }
  return Text::deadline_unknown;
}

}  // namespace

std::string deadline_row(const Terminal& terminal, const DeadlineLine& line) {
  const bool bad = line.standing == DeadlineStanding::late || line.standing == DeadlineStanding::overdue;
  const std::string standing = terminal.say(word_of(line.standing), line.over, line.row.unit);
  std::string out = fmt::format("  {:<6} {} → ", line.term.id, print(line.term.started_on));
  if (line.standing == DeadlineStanding::unknown) {
    out += terminal.say(Text::deadline_unknown);
  } else {
    out += fmt::format("{}  {:>3}/{} {:<5}", print(line.last_day.date), line.counted, line.row.count, line.row.unit);
    out += terminal.paint(standing, bad ? Colour::yellow : Colour::green);
  }
  return out + "\n";
}

std::string deadline_words(const Terminal& terminal, const DeadlineLine& line) {
  const bool bad = line.standing == DeadlineStanding::late || line.standing == DeadlineStanding::overdue;
  const std::string standing = terminal.say(word_of(line.standing), line.over, line.row.unit);
  std::string out = fmt::format("{}  {}  {}\n", terminal.paint(line.stream, Colour::bold), line.term.id,
                                terminal.paint(standing, bad ? Colour::yellow : Colour::green));
  const auto add = [&out](const std::string& words) { out += "    " + words + "\n"; };
  add(deadline_title(line.term.id, terminal.language()));
  add(terminal.say(Text::deadline_began, print(line.term.started_on),
                   line.began_by.empty() ? std::string("-") : line.began_by, line.term.since.value, line.term.agency));
  if (line.standing == DeadlineStanding::unknown) {
    add(terminal.say(Text::deadline_no_row, line.rule_set.empty() ? std::string("-") : line.rule_set));
    return out;
  }
  std::string last = terminal.say(line.row.before ? Text::deadline_last_before : Text::deadline_last,
                                  print(line.last_day.date), line.row.count, line.row.unit, line.counted);
  if (line.term.stopped_on) last += terminal.say(Text::deadline_stopped, print(*line.term.stopped_on));
  add(last);
  if (line.last_day.provisional) add(terminal.say(Text::deadline_provisional));
  add(terminal.say(Text::deadline_counted_with, calendars_words(line)));
  add(terminal.say(line.row.hard ? Text::deadline_hard : Text::deadline_soft) + "; " + line.rule_set + "; " +
      (line.row.source.empty() ? terminal.say(Text::no_source) : line.row.source) +
      (line.row.verified ? "" : " (" + terminal.say(Text::word_unverified) + ")"));
  return out;
}

}  // namespace jejak
