// windows: when posts of a region are protected, and whose approval is needed then.

#include "api/answers/windows.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/law_answer.hpp"

namespace jejak {
namespace {

struct WindowFlags {
  std::string folder;
  WindowQuestion question;
  AskedCoordinates coordinates;
};

std::string until_words(const Terminal& terminal, Date until) {
  return until == date_max ? terminal.say(Text::window_no_end) : print(until);
}

std::string needs_words(const Terminal& terminal, const RuleSet& rules) {
  std::string out;
  for (const ApprovalRow* row : window_needs(rules)) {
    std::string need = row->need;
    for (const std::string& also : row->also_accepted) need += "/" + also;
    const std::string rank = row->rank.empty() ? std::string("*") : row->rank;
    out += "      " + terminal.say(Text::window_need, rank, need, row->basis) +
           (row->heads_unit ? " (" + terminal.say(Text::window_heads_unit) + ")" : "") + "\n";
  }
  return out;
}

std::string words_of(const Terminal& terminal, const WindowAnswer& answer) {
  std::string words;
  for (const ProtectedHead& head : answer.heads) {
    words += terminal.paint(head.office, Colour::bold) + " (" + (head.holder.empty() ? "-" : head.holder) +
             "): " + terminal.say(head.now ? Text::window_inside : Text::window_outside, print(answer.on)) + "\n";
    for (const Window& window : head.windows) {
      words += fmt::format("  {} {} – {}  {}  {}{}\n", window.contains(answer.on) ? "*" : " ", print(window.from),
                           until_words(terminal, window.until),
                           terminal.say(window.election.empty() ? Text::window_after : Text::window_before),
                           window.basis, window.election.empty() ? "" : "  " + window.election);
    }
    if (head.now) words += needs_words(terminal, *answer.rules);
  }
  return words.empty() ? terminal.say(Text::window_no_head, answer.region) + "\n" : words;
}

Result<ExitCode> show_windows(Terminal& terminal, const WindowFlags& flags) {
  const Asker asker = asker_of(terminal);
  auto reading = read_law(flags.folder, flags.coordinates, Ask::registry, asker);
  if (!reading) return std::move(reading).error();
  auto found = find_windows(*reading, flags.question, asker);
  if (!found) return std::move(found).error();
  auto ended =
      LawAnswer(terminal, *reading).end_whole(window_records(*found), words_of(terminal, *found), windows_json(*found));
  if (!ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_windows_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<WindowFlags>();
  const Command showing = line.root().sub("windows", Text::help_windows);
  showing.ledger(flags->folder)
      .positional("REGION", flags->question.region, Text::help_region)
      .example("jejak windows ledger prov:64 --on 2020-07-20")
      .does([&terminal, flags] { return show_windows(terminal, *flags); });
  add_coordinates(showing, flags->coordinates);
}

}  // namespace jejak
