// deadlines: what runs, what was kept and what was not, in one case, of one agency or in the whole ledger.

#include "api/answers/deadlines.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/deadline_words.hpp"
#include "tools/jejak/law_answer.hpp"

namespace jejak {
namespace {

struct DeadlineFlags {
  std::string folder;
  DeadlineQuestion question;
  AskedCoordinates coordinates;
};

Result<ExitCode> list_deadlines(Terminal& terminal, const DeadlineFlags& flags) {
  const Asker asker = asker_of(terminal);
  auto reading = read_law(flags.folder, flags.coordinates, Ask::everything, asker);
  if (!reading) return std::move(reading).error();
  LawAnswer answer(terminal, *reading);
  auto told = find_deadlines(*reading, flags.question, asker, [&](const DeadlineLine& line) -> Outcome {
    answer.tell(deadline_record(line),
                terminal.json() ? deadline_json(line, terminal.language()) + "\n" : deadline_words(terminal, line));
    return {};
  });
  if (!told) return std::move(told).error();
  if (auto ended = answer.end(terminal.say(Text::deadlines_told, *told)); !ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_deadlines_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<DeadlineFlags>();
  const Command listing = line.root().sub("deadlines", Text::help_deadlines);
  listing.ledger(flags->folder)
      .positional("CASE|AGENCY", flags->question.of, Text::help_deadlines_of, false)
      .flag("--overdue", flags->question.overdue, Text::help_overdue)
      .example("jejak deadlines ledger --overdue --on 2024-10-23")
      .example("jejak deadlines ledger kaltim-2020-07 --as-of 500")
      .example("jejak deadlines ledger prov:64 --json")
      .does([&terminal, flags] { return list_deadlines(terminal, *flags); });
  add_coordinates(listing, flags->coordinates);
}

}  // namespace jejak
