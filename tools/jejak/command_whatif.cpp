// whatif: which acts would have been judged otherwise if a policy of the rule sets had been another. Nothing is
// written.

#include "api/answers/law_reading.hpp"
#include "api/answers/lawful.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/rules/policies.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/what_if.hpp"
#include "tools/jejak/asking.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/law_answer.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {
namespace {

struct WhatIfFlags {
  std::string folder;
  std::vector<std::string> policies;
};

Result<PolicyChange> read_change(const Terminal& terminal, const std::string& pair) {
  const auto equals = pair.find('=');
  if (equals == std::string::npos) return Error{Errc::usage, terminal.say(Text::policy_pair_wrong, pair)};
  PolicyChange change{pair.substr(0, equals), pair.substr(equals + 1)};
  const PolicyKnown* known = known_policy(change.name);
  if (known == nullptr) {
    std::vector<std::string> names;
    for (const PolicyKnown& policy : known_policies()) names.emplace_back(policy.name);
    return Error{Errc::usage,
                 with_near(terminal.language(), terminal.say(Text::no_such_policy, change.name), change.name, names)};
  }
  if (const auto instead = expected_instead(*known, change.value)) {
    return Error{Errc::usage, terminal.say(Text::policy_value_wrong, change.name, change.value, *instead)};
  }
  return change;
}

// What the rule sets of the ledger say now: "RS-2018: POST_REMOVAL_STRICT → POST_FILLING_ONLY".
std::string before_and_after(const LawReading& reading, const std::vector<PolicyChange>& changes) {
  std::string out;
  for (const StreamState* stream : reading.state().registry("ruleset-")) {
    const RuleSet* rules = reading.state().rule_set(stream->name);
    if (rules == nullptr) continue;
    for (const PolicyChange& change : changes) {
      const std::string* now = policy(*rules, change.name);
      out += fmt::format("  {}  {}: {} → {}\n", rules->id, change.name, now == nullptr ? "-" : *now, change.value);
    }
  }
  return out;
}

std::string verdict(const Terminal& terminal, const Refusal& refusal) {
  return verdict_word(static_cast<std::uint16_t>(refusal.code), terminal.language());
}

std::string plain_of(const Otherwise& act) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", act.position.value, print(act.event.legal_date),
                     name(act.was.code), name(act.would_be.code), type_name(act.event.type), act.event.stream,
                     act.event.office);
}

std::string told(const Terminal& terminal, const Otherwise& act) {
  const Language language = terminal.language();
  const Refusal& refused = act.would_be.code == RefusalCode::none ? act.was : act.would_be;
  const Lawful lawful = lawful_instead(refused, act.event, language);
  if (terminal.json()) {
    return FlatJson()
               .number("position", act.position.value)
               .text("legal_date", print(act.event.legal_date))
               .text("type", type_name(act.event.type))
               .text("stream", act.event.stream)
               .text("office", act.event.office)
               .text("id", print(act.event.id))
               .text("was", name(act.was.code))
               .text("would_be", name(act.would_be.code))
               .text("act", sentence(act.event, language))
               .text("explanation", lawful.explanation)
               .take() +
           "\n";
  }
  return fmt::format("{:>8}  {}  {} → {}\n{:>22}{}\n{:>22}{}\n{:>22}{}\n", act.position.value,
                     print(act.event.legal_date), verdict(terminal, act.was),
                     terminal.paint(verdict(terminal, act.would_be), Colour::yellow), "", sentence(act.event, language),
                     "", lawful.explanation, "",
                     terminal.paint(act.event.stream + "  " + act.event.office, Colour::dim));
}

Result<ExitCode> judge_otherwise(Terminal& terminal, const WhatIfFlags& flags) {
  std::vector<PolicyChange> changes;
  for (const std::string& pair : flags.policies) {
    auto change = read_change(terminal, pair);
    if (!change) return std::move(change).error();
    changes.push_back(std::move(*change));
  }
  if (changes.empty()) return Error{Errc::usage, terminal.say(Text::policy_pair_wrong, "")};
  auto reading = read_law(flags.folder, {}, Ask::registry, asker_of(terminal));
  if (!reading) return std::move(reading).error();
  if (terminal.json() || terminal.plain()) {
    terminal.tell(before_and_after(*reading, changes));
  } else {
    terminal.out(before_and_after(*reading, changes) + "\n");
  }

  LawAnswer answer(terminal, *reading);
  std::size_t count = 0;
  {
    Progress progress(terminal, terminal.say(Text::progress_judge), reading->head.size.value);
    WhatIf again(reading->genesis_hash, changes);
    auto judged =
        reading->reader->entries(Sequence{0}, reading->head.size, [&](Sequence position, BytesView bytes) -> Outcome {
          if (!progress.at(position.value)) return interruption();
          auto step = again.step(prepare(position, bytes, reading->genesis.origin));
          if (const auto* wrong = std::get_if<Divergence>(&step)) return error_of(*wrong);
          const auto& otherwise = std::get<std::optional<Otherwise>>(step);
          if (!otherwise) return {};
          answer.tell(plain_of(*otherwise), told(terminal, *otherwise));
          ++count;
          return {};
        });
    if (!judged) return std::move(judged).error();
  }
  auto ended = answer.end(terminal.say(Text::whatif_told, count, reading->head.size.value));
  if (!ended) return std::move(ended).error();
  return ExitCode::ok;
}

}  // namespace

void add_whatif_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<WhatIfFlags>();
  const Command asking = line.root().sub("whatif", Text::help_whatif);
  asking.ledger(flags->folder)
      .option("--policy", "NAME=VALUE", flags->policies, Text::help_whatif_policy)
      .example("jejak whatif ledger --policy approval_scope=POST_FILLING_ONLY")
      .example("jejak whatif ledger --policy province_follows_kabkota=false --json")
      .does([&terminal, flags] { return judge_otherwise(terminal, *flags); });
}

}  // namespace jejak
