// approvals: what was asked for, answered, used, taken back, and what lapsed unused.

#include "api/answers/approvals.hpp"
#include "api/answers/event_words.hpp"
#include "ledger/rules/approvals.hpp"
#include "ledger/rules/types.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/law_answer.hpp"

namespace jejak {
namespace {

struct ApprovalFlags {
  std::string folder;
  ApprovalQuestion question;
  AskedCoordinates coordinates;
};

std::string until_words(const ApprovalLine& line, const Kept& given) {
  const Date* from = given.get<Date>(field::approval_granted::valid_from);
  return print(from == nullptr ? given.legal_date : *from) + " – " +
         (line.last_valid ? print(*line.last_valid) : std::string("…"));
}

std::string words_of(const Terminal& terminal, const ApprovalLine& line) {
  const StreamState& stream = line.stream;
  std::string out = terminal.paint(stream.name, Colour::bold) + "  " + line.state + "\n";
  const auto add = [&out](const std::string& words) { out += "    " + words + "\n"; };
  if (const Kept* asked = stream.last_of(type::approval_requested)) {
    namespace of = field::approval_requested;
    const auto* kase = asked->get<Reference>(of::kase);
    add(terminal.say(Text::approval_asked, print(asked->legal_date), asked->office,
                     codes_text(asked->get<Codes>(of::actions)), std::string(text_or_empty(asked->get<Code>(of::post))),
                     kase == nullptr ? std::string("-") : kase->stream, asked->position.value));
  }
  if (const Kept* given = given_in(stream)) {
    add(terminal.say(Text::approval_given, type_title(given->type, terminal.language()), print(given->legal_date),
                     given->office, until_words(line, *given), given->position.value));
  }
  if (const Kept* revoked = stream.last_of(type::approval_revoked)) {
    const Date* on = revoked->get<Date>(field::approval_revoked::revoked_on);
    add(terminal.say(Text::approval_revoked_on, print(on == nullptr ? revoked->legal_date : *on), revoked->office,
                     revoked->position.value));
  }
  for (const ApprovalUse& use : line.uses) {
    add(terminal.say(Text::approval_used, print(use.on), use.office, use.sanction, use.stream, use.position.value));
  }
  if (line.state == "lapsed" && line.uses.empty()) {
    add(terminal.paint(terminal.say(Text::approval_lapsed, print(*line.last_valid)), Colour::yellow));
  }
  return out;
}

Result<ExitCode> list_approvals(Terminal& terminal, const ApprovalFlags& flags) {
  const Asker asker = asker_of(terminal);
  if (auto checked = check(flags.question, asker); !checked) return std::move(checked).error();
  auto reading = read_law(flags.folder, flags.coordinates, Ask::everything, asker);
  if (!reading) return std::move(reading).error();
  LawAnswer answer(terminal, *reading);
  auto told = find_approvals(*reading, flags.question, asker, [&](const ApprovalLine& line) -> Outcome {
    answer.tell(approval_record(line), terminal.json() ? approval_json(line) + "\n" : words_of(terminal, line));
    return {};
  });
  if (!told) return std::move(told).error();
  if (auto ended = answer.end(terminal.say(Text::approvals_told, *told)); !ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_approvals_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<ApprovalFlags>();
  const Command listing = line.root().sub("approvals", Text::help_approvals);
  listing.ledger(flags->folder)
      .option("--agency", "CODE", flags->question.agency, Text::help_approvals_agency)
      .option("--state", "STATE", flags->question.state, Text::help_approvals_state)
      .example("jejak approvals ledger --agency prov:64")
      .example("jejak approvals ledger --state lapsed --on 2020-12-31")
      .does([&terminal, flags] { return list_approvals(terminal, *flags); });
  add_coordinates(listing, flags->coordinates);
}

}  // namespace jejak
