// offices: who held which office, which key could sign for it, and who may act on its behalf, when.

#include "api/answers/offices.hpp"
#include "ledger/base/text.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/law_answer.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {
namespace {

constexpr std::size_t key_shown = 8;

struct OfficeFlags {
  std::string folder;
  OfficeQuestion question;
  AskedCoordinates coordinates;
};

std::string words_of(const Terminal& terminal, const OfficeView& view, Date on) {
  const bool signs = view.can_sign(on);
  std::string out = terminal.paint(view.office, Colour::bold) + "  " +
                    terminal.say(Text::office_now, print(on), terminal.say(signs ? Text::word_yes : Text::word_no)) +
                    "\n";
  const auto add = [&out](bool now, const std::string& words) { out += (now ? "  * " : "    ") + words + "\n"; };
  bool held = false;
  for (const OfficeHolding& each : view.holders) {
    const Holding& holding = each.holding;
    held = held || holding.covers(on);
    add(holding.covers(on), terminal.say(Text::office_holder, name(holding.kind), print(holding.holder),
                                         print_span(holding.from, holding.last), each.position.value));
  }
  if (!held) add(false, terminal.say(Text::office_no_holder, print(on)));
  for (const OfficeKey& key : view.keys) {
    std::string words = terminal.say(Text::office_key, key.key.substr(0, key_shown), print_span(key.from, key.until),
                                     key.position.value);
    if (key.replaced_by) {
      words += "; " + terminal.say(Text::office_key_rotated, key.replaced_by->substr(0, key_shown),
                                   print(*key.replaced_on), key.replaced_at->value);
    }
    if (key.revoked_on) {
      words += "; " + terminal.say(Text::office_key_revoked, print(*key.revoked_on), key.revoked_at->value);
    }
    if (key.invalid_since) words += "; " + terminal.say(Text::office_key_back_to, print(*key.invalid_since));
    add(key.can_sign(on), words);
  }
  for (const OfficeDelegation& each : view.delegations) {
    const bool now = (!each.from || *each.from <= on) && (!each.until || on <= *each.until);
    add(now, terminal.say(Text::office_delegates, each.delegate, joined(each.types), print_span(each.from, each.until),
                          each.position.value));
  }
  return out;
}

Result<ExitCode> list_offices(Terminal& terminal, const OfficeFlags& flags) {
  const Asker asker = asker_of(terminal);
  auto reading = read_law(flags.folder, flags.coordinates, Ask::registry, asker);
  if (!reading) return std::move(reading).error();
  const Date on = reading->on;
  LawAnswer answer(terminal, *reading);
  auto told = find_offices(*reading, flags.question, asker, [&](const OfficeView& view) -> Outcome {
    answer.tell(office_records(view, on),
                terminal.json() ? office_json(view, on) + "\n" : words_of(terminal, view, on));
    return {};
  });
  if (!told) return std::move(told).error();
  if (auto ended = answer.end(terminal.say(Text::offices_told, *told)); !ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_offices_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<OfficeFlags>();
  const Command listing = line.root().sub("offices", Text::help_offices);
  listing.ledger(flags->folder)
      .positional("AGENCY", flags->question.agency, Text::help_offices_agency, false)
      .example("jejak offices ledger prov:64 --on 2020-07-20")
      .example("jejak offices ledger --plain | grep -v can_sign")
      .does([&terminal, flags] { return list_offices(terminal, *flags); });
  add_coordinates(listing, flags->coordinates);
}

}  // namespace jejak
