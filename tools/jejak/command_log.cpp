// log, show: the entries themselves, as they stand.

#include "api/answers/judge_again.hpp"
#include "api/answers/lawful.hpp"
#include "ledger/record/codec.hpp"
#include "tools/jejak/asking.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/jejak/words.hpp"
#include "tools/verify/trust.hpp"
#include "tools/verify/verdict.hpp"

namespace jejak {
namespace {

struct LogFlags {
  std::string folder;
  std::string from;
  std::string to;
  std::string stream;
};

struct ShowFlags {
  std::string folder;
  std::string entry;
  bool why = false;
};

std::string log_line(const Terminal& terminal, const ReadEntry& read) {
  if (terminal.json()) return entry_json(read) + "\n";
  if (terminal.plain()) return entry_row(read) + "\n";
  if (!read.event) {
    return fmt::format("{:>8}  {:<22} {}\n", read.position.value, print_local(read.entry.recorded_at, Zone::wib),
                       name(read.entry.kind));
  }
  const Event& event = *read.event;
  std::string words = sentence(event, terminal.language());
  if (read.entry.verdict != 0) {
    const std::string verdict = verdict_word(read.entry.verdict, terminal.language());
    words = terminal.say(Text::attempted, terminal.paint(verdict, Colour::yellow), words);
  }
  return fmt::format("{:>8}  {:<22} {}\n{:>33}{}  {}\n", read.position.value,
                     print_local(read.entry.recorded_at, event.zone), words, "",
                     terminal.paint(event.stream, Colour::dim), terminal.paint(event.office, Colour::dim));
}

Result<ExitCode> list_entries(Terminal& terminal, const LogFlags& flags) {
  auto opened = open_for_reading(flags.folder);
  if (!opened) return std::move(opened).error();
  const Reader reader(*opened->store);
  auto head = reader.head();
  if (!head) return std::move(head).error();
  auto from = read_number("--from", flags.from);
  if (!from) return std::move(from).error();
  auto to = read_number("--to", flags.to);
  if (!to) return std::move(to).error();
  if (*from && *to && *from > *to) {
    return Error{Errc::usage, terminal.say(Text::range_backwards, flags.from, flags.to)};
  }
  // --to names the last entry, as people mean it.
  const TreeSize end{*to && **to < head->size.value ? **to + 1 : head->size.value};
  const Sequence begin{from->value_or(0)};
  if (begin.value >= end.value) {
    return Error{Errc::not_found, terminal.say(Text::no_such_range, begin.value, head->size.value)};
  }
  if (!flags.stream.empty()) {
    const auto known = reader.row(flags.stream);
    if (!known) return Error(known.error());
    if (!*known) return Error{Errc::not_found, terminal.say(Text::no_such_stream, flags.stream)};
  }
  auto read_all = reader.entries(begin, end, [&](Sequence position, BytesView bytes) -> Outcome {
    if (interrupted()) return interruption();
    auto read = read_entry(position, bytes);
    if (!read) return std::move(read).error();
    if (!flags.stream.empty() && (!read->event || read->event->stream != flags.stream)) return {};
    terminal.out(log_line(terminal, *read));
    return {};
  });
  if (!read_all) return std::move(read_all).error();
  if (opened->genesis.clock == ClockKind::simulated) terminal.tell(simulated_warning().in(terminal.language()));
  return ExitCode::ok;
}

void show_event(Terminal& terminal, const ReadEntry& read, const Refusal& refusal) {
  terminal.out(describe_event(*read.event, terminal.language()));
  const auto line = [&terminal](Text label, const std::string& value) {
    terminal.out(fmt::format("  {:<22} {}\n", terminal.say(label), value));
  };
  line(Text::label_verdict, verdict_word(read.entry.verdict, terminal.language()));
  if (read.entry.verdict != 0) {
    if (!refusal.facts.empty()) terminal.out(fmt::format("  {:<22} {}\n", "", print(refusal)));
    const Lawful lawful = lawful_instead(refusal, *read.event, terminal.language());
    terminal.out(fmt::format("  {:<22} {}\n", "", lawful.explanation));
    if (!lawful.steps.empty()) terminal.out(fmt::format("  {:<22} {}\n", "", print_steps(lawful, terminal.language())));
  }
  line(Text::label_recorded, print(read.entry.recorded_at));
  line(Text::label_stream_place, std::to_string(read.entry.stream_revision));
  line(Text::label_previous, print_hex(read.entry.stream_previous));
  line(Text::label_event_hash, print_hex(event_hash(read.envelope->event)));
  for (const EventSignature& signature : read.envelope->signatures) line(Text::label_signed_by, to_hex(signature.key));
}

Result<ExitCode> show_entry(Terminal& terminal, const ShowFlags& flags) {
  auto opened = open_for_reading(flags.folder);
  if (!opened) return std::move(opened).error();
  const Reader reader(*opened->store);
  auto position = find_entry(reader, flags.entry);
  if (!position) return std::move(position).error();
  auto bytes = reader.entry_bytes(*position);
  if (!bytes) return std::move(bytes).error();
  auto read = read_entry(*position, *bytes);
  if (!read) return std::move(read).error();
  if (terminal.json() || terminal.plain()) {
    terminal.out(log_line(terminal, *read));
    return ExitCode::ok;
  }
  Refusal refusal(static_cast<RefusalCode>(read->entry.verdict));
  if (flags.why && refusal.code != RefusalCode::none) {
    auto why = refusals_until(reader, *position, asker_of(terminal));
    if (!why) return std::move(why).error();
    refusal = (*why)[position->value];
  }
  terminal.out(fmt::format("{} {}  {}\n", terminal.say(Text::label_position), position->value, to_base64(read->leaf)));
  if (read->event) {
    show_event(terminal, *read, refusal);
  } else if (read->entry.kind == EntryKind::genesis) {
    terminal.out(text(read->entry.body));
  } else {
    terminal.out(entry_json(*read) + "\n");
  }
  if (opened->genesis.clock == ClockKind::simulated) terminal.tell(simulated_warning().in(terminal.language()));
  return ExitCode::ok;
}

}  // namespace

void add_log_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto listed = std::make_shared<LogFlags>();
  const Command log = line.root().sub("log", Text::help_log);
  log.ledger(listed->folder)
      .option("--from", "N", listed->from, Text::help_from)
      .option("--to", "N", listed->to, Text::help_to)
      .option("--stream", "NAME", listed->stream, Text::help_stream)
      .example("jejak log ledger --from 100 --to 120")
      .example("jejak log ledger --stream case-kaltim-2020-07 --json | jq .envelope.event.type")
      .does([&terminal, listed] { return list_entries(terminal, *listed); });

  auto shown = std::make_shared<ShowFlags>();
  const Command show = line.root().sub("show", Text::help_show);
  show.ledger(shown->folder)
      .positional("POSITION|EVENT-ID", shown->entry, Text::help_entry)
      .flag("--why", shown->why, Text::help_why)
      .example("jejak show ledger 321")
      .does([&terminal, shown] { return show_entry(terminal, *shown); });
}

}  // namespace jejak
