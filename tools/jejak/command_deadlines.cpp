// deadlines: what runs, what was kept and what was not, in one case, of one agency or in the whole ledger.

#include "ledger/rules/deadline_names.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/deadline_line.hpp"
#include "tools/jejak/law_reading.hpp"
#include "tools/jejak/words.hpp"
#include "tools/verify/flat_json.hpp"

namespace jejak {
namespace {

struct DeadlineFlags {
  std::string folder;
  std::string of;
  std::string on;
  bool overdue = false;
};

std::string calendar_words(const CalendarUsed& calendar) {
  return calendar.stream + "@" + (calendar.position ? std::to_string(calendar.position->value) : std::string("-"));
}

std::string calendars_words(const DeadlineLine& line) {
  std::string out;
  for (const CalendarUsed& calendar : line.calendars) out += (out.empty() ? "" : ", ") + calendar_words(calendar);
  return out.empty() ? "-" : out;
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

std::string json_of(const Terminal& terminal, const DeadlineLine& line) {
  FlatJson json;
  json.text("stream", line.stream)
      .text("deadline", line.term.id)
      .text("title", deadline_title(line.term.id, terminal.language()))
      .text("standing", name(line.standing))
      .text("agency", line.term.agency)
      .text("started_on", print(line.term.started_on))
      .number("started_at", line.term.since.value)
      .text("started_by", line.began_by)
      .text("rule_set", line.rule_set);
  if (line.standing == DeadlineStanding::unknown) return json.take();
  json.number("count", static_cast<std::uint64_t>(std::max(0, line.row.count)))
      .text("unit", line.row.unit)
      .number("extended", line.term.extended)
      .truth("before", line.row.before)
      .number("counted", static_cast<std::uint64_t>(line.counted))
      .text("last_day", print(line.last_day.date))
      .truth("provisional", line.last_day.provisional);
  if (line.term.stopped_on) json.text("stopped_on", print(*line.term.stopped_on));
  std::string calendars = "[";
  for (const CalendarUsed& calendar : line.calendars) {
    FlatJson one;
    one.text("calendar", calendar.stream);
    if (calendar.position) one.number("position", calendar.position->value);
    calendars += (calendars.size() == 1 ? "" : ",") + one.take();
  }
  return json.number("over", static_cast<std::uint64_t>(line.over))
      .truth("hard", line.row.hard)
      .text("source", line.row.source)
      .truth("verified", line.row.verified)
      .raw("calendars", calendars + "]")
      .take();
}

std::string plain_of(const DeadlineLine& line) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", line.stream, line.term.id, name(line.standing),
                     line.term.agency, print(line.term.started_on), print(line.last_day.date),
                     line.term.stopped_on ? print(*line.term.stopped_on) : "-", line.over,
                     line.row.hard ? "hard" : "soft", line.last_day.provisional ? "provisional" : "-",
                     line.row.verified ? "verified" : "unverified");
}

std::string words_of(const Terminal& terminal, const DeadlineLine& line) {
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

std::string line_of(const Terminal& terminal, const DeadlineLine& line) {
  if (terminal.json()) return json_of(terminal, line) + "\n";
  return terminal.plain() ? plain_of(line) : words_of(terminal, line);
}

bool wanted(const DeadlineFlags& flags, const DeadlineLine& line) {
  return !flags.overdue || line.standing == DeadlineStanding::overdue || line.standing == DeadlineStanding::late;
}

// Streams hold few terms; the ledger's are told one stream after the other, so that none but one is held.
Result<std::size_t> tell(Terminal& terminal, LawReading& reading, const DeadlineFlags& flags, const StreamState& stream,
                         std::string_view agency) {
  std::size_t told = 0;
  for (const Term& term : stream.terms) {
    if (!agency.empty() && term.agency != agency) continue;
    auto line = deadline_line(*reading.state, *reading.reader, stream, term, reading.on);
    if (!line) return std::move(line).error();
    if (!wanted(flags, *line)) continue;
    terminal.out(line_of(terminal, *line));
    ++told;
  }
  return told;
}

Result<ExitCode> list_deadlines(Terminal& terminal, const DeadlineFlags& flags) {
  auto reading = read_law(flags.folder, flags.on);
  if (!reading) return std::move(reading).error();
  std::size_t told = 0;
  std::string agency;
  bool one_stream = false;
  if (!flags.of.empty()) {
    for (const std::string& name : {flags.of, "case-" + flags.of}) {
      auto found = reading->state->find(name);
      if (!found) return std::move(found).error();
      if (*found == nullptr || !stream_kind(name) || stream_kind(name) == StreamKind::agency) continue;
      const StreamState stream = **found;
      auto count = tell(terminal, *reading, flags, stream, {});
      if (!count) return std::move(count).error();
      told += *count;
      one_stream = true;
      break;
    }
    if (!one_stream) {
      auto known = reading->state->find("agency-" + flags.of);
      if (!known) return std::move(known).error();
      if (*known == nullptr) return Error{Errc::not_found, terminal.say(Text::no_case_nor_agency, flags.of)};
      agency = flags.of;
    }
  }
  if (!one_stream) {
    auto scanned = reading->reader->scan("", [&](std::string_view name, BytesView row) -> Outcome {
      if (interrupted()) return interruption();
      auto stream = decode_stream_state(name, row);
      if (!stream) return std::move(stream).error();
      auto count = tell(terminal, *reading, flags, *stream, agency);
      if (!count) return std::move(count).error();
      told += *count;
      return {};
    });
    if (!scanned) return std::move(scanned).error();
  }
  end_answer(terminal, *reading, terminal.say(Text::deadlines_told, told), told != 0);
  return ExitCode::ok;
}

}  // namespace

void add_deadlines_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<DeadlineFlags>();
  const Command listing = line.root().sub("deadlines", Text::help_deadlines);
  listing.positional("DIR", flags->folder, Text::help_folder)
      .positional("CASE|AGENCY", flags->of, Text::help_deadlines_of, false)
      .flag("--overdue", flags->overdue, Text::help_overdue)
      .option("--on", "DATE", flags->on, Text::help_on)
      .example("jejak deadlines ledger --overdue --on 2024-10-23")
      .example("jejak deadlines ledger kaltim-2020-07")
      .example("jejak deadlines ledger prov:64 --json")
      .does([&terminal, flags] { return list_deadlines(terminal, *flags); });
}

}  // namespace jejak
