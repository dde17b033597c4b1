// deadlines: what runs, what was kept and what was not, in one case, of one agency or in the whole ledger.

#include "tools/jejak/commands.hpp"
#include "tools/jejak/deadline_words.hpp"
#include "tools/jejak/law_reading.hpp"

namespace jejak {
namespace {

struct DeadlineFlags {
  std::string folder;
  std::string of;
  AskedCoordinates coordinates;
  bool overdue = false;
};

std::string plain_of(const DeadlineLine& line) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", line.stream, line.term.id, name(line.standing),
                     line.term.agency, print(line.term.started_on), print(line.last_day.date),
                     line.term.stopped_on ? print(*line.term.stopped_on) : "-", line.over,
                     line.row.hard ? "hard" : "soft", line.last_day.provisional ? "provisional" : "-",
                     line.row.verified ? "verified" : "unverified");
}

bool wanted(const DeadlineFlags& flags, const DeadlineLine& line) {
  return !flags.overdue || line.standing == DeadlineStanding::overdue || line.standing == DeadlineStanding::late;
}

// Streams hold few terms; the ledger's are told one stream after the other, so that none but one is held.
Result<std::size_t> tell(Terminal& terminal, LawReading& reading, LawAnswer& answer, const DeadlineFlags& flags,
                         const StreamState& stream, std::string_view agency) {
  std::size_t told = 0;
  for (const Term& term : stream.terms) {
    if (!agency.empty() && term.agency != agency) continue;
    auto line = deadline_line(reading.state(), *reading.reader, stream, term, reading.on);
    if (!line) return std::move(line).error();
    if (!wanted(flags, *line)) continue;
    answer.tell(plain_of(*line),
                terminal.json() ? deadline_json(terminal, *line) + "\n" : deadline_words(terminal, *line));
    ++told;
  }
  return told;
}

Result<ExitCode> list_deadlines(Terminal& terminal, const DeadlineFlags& flags) {
  auto reading = read_law(terminal, flags.folder, flags.coordinates, Ask::everything);
  if (!reading) return std::move(reading).error();
  LawAnswer answer(terminal, *reading);
  std::size_t told = 0;
  std::string agency;
  bool one_stream = false;
  if (!flags.of.empty()) {
    for (const std::string& name : {flags.of, "case-" + flags.of}) {
      auto found = reading->state().find(name);
      if (!found) return std::move(found).error();
      if (*found == nullptr || !stream_kind(name) || stream_kind(name) == StreamKind::agency) continue;
      const StreamState stream = **found;
      auto count = tell(terminal, *reading, answer, flags, stream, {});
      if (!count) return std::move(count).error();
      told += *count;
      one_stream = true;
      break;
    }
    if (!one_stream) {
      auto known = reading->state().find("agency-" + flags.of);
      if (!known) return std::move(known).error();
      if (*known == nullptr) return Error{Errc::not_found, terminal.say(Sentence::no_case_nor_agency, flags.of)};
      agency = flags.of;
    }
  }
  if (!one_stream) {
    auto scanned = reading->rows().scan("", [&](std::string_view name, BytesView row) -> Outcome {
      if (interrupted()) return interruption();
      auto stream = decode_stream_state(name, row);
      if (!stream) return std::move(stream).error();
      auto count = tell(terminal, *reading, answer, flags, *stream, agency);
      if (!count) return std::move(count).error();
      told += *count;
      return {};
    });
    if (!scanned) return std::move(scanned).error();
  }
  if (auto ended = answer.end(terminal.say(Text::deadlines_told, told)); !ended) return std::move(ended).error();
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
      .example("jejak deadlines ledger --overdue --on 2024-10-23")
      .example("jejak deadlines ledger kaltim-2020-07 --as-of 500")
      .example("jejak deadlines ledger prov:64 --json")
      .does([&terminal, flags] { return list_deadlines(terminal, *flags); });
  add_coordinates(listing, flags->coordinates);
}

}  // namespace jejak
