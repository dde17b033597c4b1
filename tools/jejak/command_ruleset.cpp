// ruleset compile, check, show, publish: from the text that lawyers write to the event that offices sign.

#include "api/answers/law_reading.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/ruleset_text.hpp"
#include "ledger/rules/rule_set_check.hpp"
#include "ledger/rules/types.hpp"
#include "tools/jejak/asking.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/event_draft.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/verify/trust.hpp"

#include <set>

namespace jejak {
namespace {

struct RuleSetFlags {
  std::string file;
  std::string against;
  std::string ledger;
  EventDraft draft;
  std::string out = "-";
};

struct WrittenRules {
  RuleSet rules;
  Hash source;  // of the text
};

Result<WrittenRules> read_rules(const std::string& path) {
  auto text = read_input(path, rule_set_text_bytes_max);
  if (!text) return std::move(text).error();
  auto rules = parse_rule_set_text(*text);
  if (!rules) return std::move(rules).error().during(path);
  return WrittenRules{std::move(*rules), sha256(view(*text))};
}

Result<ExitCode> compile_rules(Terminal& terminal, const std::string& path) {
  auto written = read_rules(path);
  if (!written) return std::move(written).error();
  auto bytes = encode(written->rules);
  if (!bytes) return std::move(bytes).error().during(path);
  terminal.out(FlatJson()
                   .text("rule_set", written->rules.id)
                   .text("table", to_base64(*bytes))
                   .text("source_hash", print_hex(written->source))
                   .take() +
               "\n");
  return ExitCode::ok;
}

std::string words_of(const Terminal& terminal, const RuleSetFlaw& flaw) {
  return terminal.language() == Language::english ? flaw.english : flaw.indonesian;
}

Text word_of(RuleSetFlaw::Kind kind) {
  switch (kind) {
    case RuleSetFlaw::Kind::hole: return Text::flaw_hole;
    case RuleSetFlaw::Kind::overlap: return Text::flaw_overlap;
    case RuleSetFlaw::Kind::unknown: return Text::flaw_unknown;
  }
  return Text::flaw_unknown;
}

void tell_flaws(Terminal& terminal, const std::string& of, const std::vector<RuleSetFlaw>& flaws) {
  for (const RuleSetFlaw& flaw : flaws) {
    if (terminal.json()) {
      terminal.out(FlatJson()
                       .text("rule_set", of)
                       .text("flaw", name(flaw.kind))
                       .text("where", flaw.where)
                       .text("sentence", words_of(terminal, flaw))
                       .take() +
                   "\n");
    } else if (terminal.plain()) {
      terminal.out(fmt::format("{}\t{}\t{}\t{}\n", of, name(flaw.kind), flaw.where, words_of(terminal, flaw)));
    } else {
      terminal.out(fmt::format("  {:<10} {}\n             {}\n",
                               terminal.paint(terminal.say(word_of(flaw.kind)), Colour::red), flaw.where,
                               words_of(terminal, flaw)));
    }
  }
}

void tell_changes(Terminal& terminal, const RuleSet& older, const RuleSet& newer) {
  const auto changes = changes_between(older, newer);
  if (!terminal.json() && !terminal.plain()) {
    terminal.out(terminal.say(Text::ruleset_changes, newer.id, older.id, changes.size()) + "\n");
  }
  for (const RuleSetChange& change : changes) {
    if (terminal.json()) {
      terminal.out(FlatJson()
                       .text("rule_set", newer.id)
                       .text("against", older.id)
                       .text("table", change.table)
                       .text("row", change.key)
                       .text("before", change.before)
                       .text("after", change.after)
                       .take() +
                   "\n");
    } else if (terminal.plain()) {
      terminal.out(fmt::format("{}\t{}\t{}\t{}\n", change.table, change.key,
                               change.before.empty() ? "-" : change.before, change.after.empty() ? "-" : change.after));
    } else if (change.before.empty()) {
      terminal.out(
          terminal.paint(fmt::format("  + {}  {}: {}\n", change.table, change.key, change.after), Colour::green));
    } else if (change.after.empty()) {
      terminal.out(
          terminal.paint(fmt::format("  - {}  {}: {}\n", change.table, change.key, change.before), Colour::red));
    } else {
      terminal.out(fmt::format("  ~ {}  {}: {} → {}\n", change.table, change.key, change.before, change.after));
    }
  }
}

std::size_t unverified_of(const RuleSet& rules) {
  std::size_t count = 0;
  for (const RuleSetLine& line : lines_of(rules)) count += line.verified ? 0 : 1;
  return count;
}

Result<ExitCode> check_rules(Terminal& terminal, const RuleSetFlags& flags) {
  auto written = read_rules(flags.file);
  if (!written) return std::move(written).error();
  const RuleSet& rules = written->rules;
  std::vector<RuleSetFlaw> flaws = flaws_of(rules);
  if (!flags.against.empty()) {
    auto other = read_rules(flags.against);
    if (!other) return std::move(other).error();
    for (RuleSetFlaw& flaw : flaws_between(other->rules, rules)) flaws.push_back(std::move(flaw));
    tell_flaws(terminal, rules.id, flaws);
    tell_changes(terminal, other->rules, rules);
  } else {
    tell_flaws(terminal, rules.id, flaws);
  }
  const std::string end = flaws.empty() ? terminal.say(Text::ruleset_sound, rules.id, unverified_of(rules))
                                        : terminal.say(Text::ruleset_flawed, rules.id, flaws.size());
  if (terminal.json() || terminal.plain()) {
    terminal.tell(end);
  } else {
    terminal.out(end + "\n");
  }
  return flaws.empty() ? ExitCode::ok : ExitCode::verification;
}

// The text of a file; or, with --ledger, what a ledger has published under that id.
Result<RuleSet> rules_named(Terminal& terminal, const RuleSetFlags& flags) {
  if (flags.ledger.empty()) {
    auto written = read_rules(flags.file);
    if (!written) return std::move(written).error();
    return std::move(written->rules);
  }
  auto reading = read_law(flags.ledger, {}, Ask::registry, asker_of(terminal));
  if (!reading) return std::move(reading).error();
  const RuleSet* rules = reading->state().rule_set("ruleset-" + flags.file);
  if (rules != nullptr) return *rules;
  std::string known;
  for (const StreamState* stream : reading->state().registry("ruleset-")) {
    known += (known.empty() ? "" : ", ") + stream->name.substr(std::string_view("ruleset-").size());
  }
  return Error{Errc::not_found, terminal.say(Text::no_such_rule_set, flags.file, known)};
}

Result<ExitCode> show_rules(Terminal& terminal, const RuleSetFlags& flags) {
  auto rules = rules_named(terminal, flags);
  if (!rules) return std::move(rules).error();
  const std::string until = rules->in_force_until ? print(*rules->in_force_until) : std::string("…");
  if (!terminal.json() && !terminal.plain()) {
    terminal.out(terminal.paint(rules->id, Colour::bold) + "  " + print(rules->in_force_from) + " – " + until + "\n");
  }
  std::string table;
  for (const RuleSetLine& line : lines_of(*rules)) {
    if (terminal.json()) {
      terminal.out(FlatJson()
                       .text("rule_set", rules->id)
                       .text("table", line.table)
                       .text("row", line.key)
                       .text("says", line.says)
                       .truth("verified", line.verified)
                       .text("source", line.source)
                       .take() +
                   "\n");
      continue;
    }
    if (terminal.plain()) {
      terminal.out(fmt::format("{}\t{}\t{}\t{}\t{}\n", line.table, line.key, line.says,
                               line.verified ? "verified" : "unverified", line.source.empty() ? "-" : line.source));
      continue;
    }
    if (table != line.table) terminal.out(fmt::format("{}\n", line.table));
    table = line.table;
    terminal.out(fmt::format("  {:<34} {}\n", line.key, line.says));
    const std::string source = line.source.empty() ? terminal.say(Text::no_source) : line.source;
    const std::string mark = line.verified ? "" : " (" + terminal.say(Text::word_unverified) + ")";
    terminal.out(terminal.paint(fmt::format("  {:<34} {}{}", "", source, mark), Colour::dim) + "\n");
  }
  return ExitCode::ok;
}

// The event to be signed; refused where the rule set has a flaw, so that nobody signs one unawares.
Result<ExitCode> draft_publication(Terminal& terminal, const RuleSetFlags& flags) {
  auto written = read_rules(flags.file);
  if (!written) return std::move(written).error();
  const auto flaws = flaws_of(written->rules);
  if (!flaws.empty()) {
    tell_flaws(terminal, written->rules.id, flaws);
    return Error{Errc::verification, terminal.say(Text::ruleset_flawed, written->rules.id, flaws.size())};
  }
  auto bytes = encode(written->rules);
  if (!bytes) return std::move(bytes).error().during(flags.file);
  const CatalogueRow* row = catalogue().row(type::rule_set_published);
  JEJAK_ASSERT(row != nullptr);
  EventDraft draft = flags.draft;
  draft.stream = "ruleset-" + written->rules.id;
  draft.values = {"rule_set=" + written->rules.id, "table=" + to_base64(*bytes),
                  "source_hash=" + print_hex(written->source)};
  auto json = draft_json(*row, draft);
  if (!json) return std::move(json).error();
  if (auto out = write_output(terminal, flags.out, *json + "\n"); !out) return std::move(out).error();
  terminal.tell(Text::ruleset_drafted, written->rules.id, unverified_of(written->rules));
  return ExitCode::ok;
}

}  // namespace

void add_ruleset_commands(CommandLine& line) {
  Terminal& terminal = line.terminal();
  const Command rules = line.root().sub("ruleset", Text::help_ruleset);
  auto flags = std::make_shared<RuleSetFlags>();

  const Command compiling = rules.sub("compile", Text::help_ruleset_compile);
  compiling.positional("FILE", flags->file, Text::help_ruleset_file)
      .example("jejak ruleset compile RS-2018.txt")
      .does([&terminal, flags] { return compile_rules(terminal, flags->file); });

  const Command checking = rules.sub("check", Text::help_ruleset_check);
  checking.positional("FILE", flags->file, Text::help_ruleset_file)
      .option("--against", "OTHER", flags->against, Text::help_ruleset_against)
      .example("jejak ruleset check RS-2024-BKN.txt --against RS-2022-SKB.txt")
      .does([&terminal, flags] { return check_rules(terminal, *flags); });

  const Command showing = rules.sub("show", Text::help_ruleset_show);
  showing.positional("FILE|ID", flags->file, Text::help_ruleset_named)
      .ledger_option("DIR", flags->ledger, Text::help_ruleset_ledger)
      .example("jejak ruleset show RS-2024-BKN.txt")
      .example("jejak ruleset show RS-2024-BKN --ledger ledger --plain | grep unverified")
      .does([&terminal, flags] { return show_rules(terminal, *flags); });

  const Command publishing = rules.sub("publish", Text::help_ruleset_publish);
  publishing.positional("FILE", flags->file, Text::help_ruleset_file)
      .ledger_option("DIR|NOTE", flags->draft.ledger, Text::help_event_ledger)
      .option("--office", "ROLE@AGENCY", flags->draft.office, Text::help_event_office)
      .option("--holder", "KIND", flags->draft.holder, Text::help_holder)
      .option("--date", "DATE", flags->draft.date, Text::help_date)
      .option("--zone", "WIB|WITA|WIT", flags->draft.zone, Text::help_zone)
      .option("--output,-o", "FILE", flags->out, Text::help_output)
      .example("jejak ruleset publish RS-2027.txt --ledger ledger --office BKN@kl:BKN -o publish.json")
      .example("jejak sign publish.json --key-file bkn.key")
      .does([&terminal, flags] { return draft_publication(terminal, *flags); });
}

}  // namespace jejak
