// windows: when posts of a region are protected, and whose approval is needed then.

#include "ledger/record/flat_json.hpp"
#include "ledger/rules/holders.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/windows.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/law_answer.hpp"

namespace jejak {
namespace {

struct WindowFlags {
  std::string folder;
  std::string region;
  AskedCoordinates coordinates;
};

struct Head {
  std::string office;
  std::string holder;  // kind on the day; empty: nobody
};

std::vector<Head> heads_of(LawReading& reading, const RuleSet& rules, const std::string& region) {
  std::vector<Head> heads;
  for (const std::string_view role : filled_by(rules, "DECIDER", reading.on)) {
    const std::string office = std::string(role) + "@" + region;
    const auto stream = reading.state().find("office-" + office);
    if (!stream || *stream == nullptr) continue;
    Head head{office, ""};
    for (const Holding& holding : holdings(*stream)) {
      if (holding.covers(reading.on)) head.holder = name(holding.kind);
    }
    heads.push_back(std::move(head));
  }
  return heads;
}

std::string until_words(const Terminal& terminal, Date until) {
  return until == date_max ? terminal.say(Text::window_no_end) : print(until);
}

std::string needs_words(const Terminal& terminal, const RuleSet& rules) {
  std::string out;
  for (const ApprovalRow& row : rules.approvals) {
    if (row.reason != "WINDOW") continue;
    std::string need = row.need;
    for (const std::string& also : row.also_accepted) need += "/" + also;
    out += "      " + terminal.say(Text::window_need, row.rank.empty() ? std::string("*") : row.rank, need, row.basis) +
           (row.heads_unit ? " (" + terminal.say(Text::window_heads_unit) + ")" : "") + "\n";
  }
  return out;
}

std::string needs_json(const RuleSet& rules) {
  std::vector<std::string> needs;
  for (const ApprovalRow& row : rules.approvals) {
    if (row.reason != "WINDOW") continue;
    std::vector<std::string> accepted = {row.need};
    accepted.insert(accepted.end(), row.also_accepted.begin(), row.also_accepted.end());
    needs.push_back(FlatJson()
                        .text("rank", row.rank)
                        .truth("heads_unit", row.heads_unit)
                        .raw("approved_by", words_json(accepted))
                        .text("basis", row.basis)
                        .truth("verified", row.verified)
                        .take());
  }
  return list_json(needs);
}

Result<ExitCode> show_windows(Terminal& terminal, const WindowFlags& flags) {
  auto reading = read_law(flags.folder, flags.coordinates, Ask::registry, asker_of(terminal));
  if (!reading) return std::move(reading).error();
  auto known = reading->state().find("agency-" + flags.region);
  if (!known) return std::move(known).error();
  if (*known == nullptr) return Error{Errc::not_found, terminal.say(Sentence::no_agency, flags.region)};
  const RuleSet* rules = reading->state().rule_set_on(reading->on);
  if (rules == nullptr) return Error{Errc::not_found, terminal.say(Sentence::no_rule_set_on, print(reading->on))};

  std::string records;
  std::string words;
  std::vector<std::string> heads;
  for (const Head& head : heads_of(*reading, *rules, flags.region)) {
    const auto windows = protected_windows(reading->state(), *rules, head.office, reading->on);
    const bool now = window_on(windows, reading->on) != nullptr;
    words += terminal.paint(head.office, Colour::bold) + " (" + (head.holder.empty() ? "-" : head.holder) +
             "): " + terminal.say(now ? Text::window_inside : Text::window_outside, print(reading->on)) + "\n";
    std::vector<std::string> list;
    for (const Window& window : windows) {
      const bool inside = window.contains(reading->on);
      records += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", head.office, window.kind, print(window.from),
                             window.until == date_max ? "-" : print(window.until), window.basis,
                             window.election.empty() ? "-" : window.election, inside ? "inside" : "outside");
      words += fmt::format("  {} {} – {}  {}  {}{}\n", inside ? "*" : " ", print(window.from),
                           until_words(terminal, window.until),
                           terminal.say(window.election.empty() ? Text::window_after : Text::window_before),
                           window.basis, window.election.empty() ? "" : "  " + window.election);
      FlatJson one;
      one.text("kind", window.kind).text("from", print(window.from));
      if (window.until != date_max) one.text("until", print(window.until));
      list.push_back(one.text("basis", window.basis).text("election", window.election).truth("inside", inside).take());
    }
    if (now) words += needs_words(terminal, *rules);
    heads.push_back(FlatJson()
                        .text("office", head.office)
                        .text("holder", head.holder)
                        .truth("protected", now)
                        .raw("windows", list_json(list))
                        .take());
  }
  if (words.empty()) words = terminal.say(Text::window_no_head, flags.region) + "\n";
  auto ended = LawAnswer(terminal, *reading)
                   .end_whole(records, words,
                              FlatJson()
                                  .text("region", flags.region)
                                  .text("rule_set", rules->id)
                                  .raw("heads", list_json(heads))
                                  .raw("approvals", needs_json(*rules))
                                  .take());
  if (!ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_windows_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<WindowFlags>();
  const Command showing = line.root().sub("windows", Text::help_windows);
  showing.positional("DIR", flags->folder, Text::help_folder)
      .positional("REGION", flags->region, Text::help_region)
      .example("jejak windows ledger prov:64 --on 2020-07-20")
      .does([&terminal, flags] { return show_windows(terminal, *flags); });
  add_coordinates(showing, flags->coordinates);
}

}  // namespace jejak
