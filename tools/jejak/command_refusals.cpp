// refusals: attempts that the law turned away, each an entry of the log, with the rule, its source and what would have
// been lawful. The entry keeps the code alone; the facts come from judging the history again.

#include "api/answers/lawful.hpp"
#include "api/answers/refusals.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/law_answer.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {
namespace {

struct RefusalFlags {
  std::string folder;
  RefusalQuestion question;
  AskedCoordinates coordinates;
};

std::string words_of(const Terminal& terminal, const ReadEntry& read, const Refusal& refusal) {
  const Event& event = *read.event;
  const Language language = terminal.language();
  const Lawful lawful = lawful_instead(refusal, event, language);
  std::string out = fmt::format("{:>8}  {}  {}  {}\n", read.position.value, print(event.legal_date),
                                terminal.paint(name(refusal.code), Colour::yellow), sentence(event, language));
  out += fmt::format("{:>22}{}\n", "", lawful.explanation);
  if (!lawful.steps.empty()) out += fmt::format("{:>22}{}\n", "", print_steps(lawful, language));
  return out + fmt::format("{:>22}{}\n", "",
                           terminal.paint(fmt::format("{}  {}  {}", event.stream, event.office,
                                                      print_local(read.entry.recorded_at, event.zone)),
                                          Colour::dim));
}

Result<ExitCode> list_refusals(Terminal& terminal, const RefusalFlags& flags) {
  const Asker asker = asker_of(terminal);
  if (auto checked = check(flags.question, asker); !checked) return std::move(checked).error();
  auto reading = open_law(flags.folder, flags.coordinates, asker);
  if (!reading) return std::move(reading).error();
  LawAnswer answer(terminal, *reading);
  auto told =
      find_refusals(*reading, flags.question, asker, [&](const ReadEntry& read, const Refusal& refusal) -> Outcome {
        answer.tell(refusal_record(read, refusal), terminal.json()
                                                       ? refusal_json(read, refusal, terminal.language()) + "\n"
                                                       : words_of(terminal, read, refusal));
        return {};
      });
  if (!told) return std::move(told).error();
  if (auto ended = answer.end(terminal.say(Text::refusals_told, *told)); !ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_refusals_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<RefusalFlags>();
  const Command listing = line.root().sub("refusals", Text::help_refusals);
  listing.ledger(flags->folder)
      .option("--agency", "CODE", flags->question.agency, Text::help_refusals_agency)
      .option("--code", "E_CODE", flags->question.code, Text::help_refusals_code)
      .option("--stream", "NAME", flags->question.stream, Text::help_stream)
      .flag("--quick", flags->question.quick, Text::help_quick)
      .example("jejak refusals ledger --agency prov:64")
      .example("jejak refusals ledger --code E_APPROVAL_REQUIRED --json | jq '.facts.need // empty'")
      .does([&terminal, flags] { return list_refusals(terminal, *flags); });
  add_coordinates(listing, flags->coordinates);
}

}  // namespace jejak
