// explain: one word of the law (a refusal's code, a finding, an event type, a state, a deadline, a policy) in
// sentences: the rule, its source, what nobody has confirmed, and what would be lawful.

#include "api/answers/law_reading.hpp"
#include "ledger/base/text.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/ruleset_text.hpp"
#include "ledger/rules/deadline_names.hpp"
#include "ledger/rules/doubts.hpp"
#include "ledger/rules/finding.hpp"
#include "ledger/rules/next_steps.hpp"
#include "ledger/rules/policies.hpp"
#include "ledger/rules/rule_set_check.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/term_findings.hpp"
#include "tools/demo/texts.hpp"
#include "tools/jejak/asking.hpp"
#include "tools/jejak/commands.hpp"

#include <algorithm>

namespace jejak {
namespace {

struct ExplainFlags {
  std::string word;
  std::string ledger;
};

// What an explanation consists of, in order: labels and lines; members of one JSON object.
class Explanation {
 public:
  Explanation(const Terminal& terminal, const char* kind, std::string title) : terminal_(terminal) {
    out_ = terminal.paint(title, Colour::bold) + "\n";
    json_.text("kind", kind).text("title", title);
  }

  void line(const char* member, Text label, const std::string& value) {
    if (value.empty()) return;
    out_ += fmt::format("  {:<22} {}\n", terminal_.say(label), value);
    json_.text(member, value);
  }
  void list(const char* member, Text label, const std::vector<std::string>& values) {
    json_.raw(member, words_json(values));
    for (std::size_t i = 0; i < values.size(); ++i) {
      out_ += fmt::format("  {:<22} {}\n", i == 0 ? terminal_.say(label) : std::string(), values[i]);
    }
  }
  void raw(const char* member, const std::string& json) { json_.raw(member, json); }
  void text(const std::string& words) { out_ += words; }

  void doubts(std::vector<const Doubt*> about) {
    std::vector<std::string> sentences;
    for (const Doubt* doubt : about) {
      const char* words = terminal_.language() == Language::english ? doubt->english : doubt->indonesian;
      sentences.push_back(std::string(doubt->id) + ": " + words);
    }
    list("doubts", Text::label_doubt, sentences);
  }

  std::string take() { return terminal_.json() ? json_.take() + "\n" : out_; }

 private:
  const Terminal& terminal_;
  std::string out_;
  FlatJson json_;
};

std::string states_of(std::span<const StateCode> states) {
  std::vector<std::string> names;
  for (const StateCode state : states) names.emplace_back(name(state));
  return joined(names);
}

// Rule sets published in a ledger, else those that come with the program, for the demos.
Result<std::vector<RuleSet>> known_rule_sets(Terminal& terminal, const std::string& ledger) {
  std::vector<RuleSet> known;
  if (!ledger.empty()) {
    auto reading = read_law(ledger, {}, Ask::registry, asker_of(terminal));
    if (!reading) return std::move(reading).error();
    for (const StreamState* stream : reading->state().registry("ruleset-")) {
      if (const RuleSet* rules = reading->state().rule_set(stream->name)) known.push_back(*rules);
    }
  } else {
    for (const EmbeddedText& embedded : rule_set_texts()) {
      auto rules = parse_rule_set_text(embedded.text);
      if (!rules) return std::move(rules).error().during(std::string(embedded.name));
      known.push_back(std::move(*rules));
    }
  }
  std::sort(known.begin(), known.end(),
            [](const RuleSet& a, const RuleSet& b) { return a.in_force_from < b.in_force_from; });
  return known;
}

void add_source(Explanation& out, const Terminal& terminal, const std::string& source) {
  out.line("source", Text::label_source, source.empty() ? terminal.say(Text::source_of_step) : source);
}

std::string explain_code(const Terminal& terminal, RefusalCode code) {
  Explanation out(terminal, "refusal", name(code));
  out.line("rule", Text::label_rule, explain(Refusal(code), terminal.language(), ""));
  add_source(out, terminal, source(code));
  out.line("recorded", Text::label_recorded_as,
           terminal.say(is_recorded(code) ? Text::refusal_recorded : Text::refusal_unrecorded));
  if (code == RefusalCode::e_deadline_passed) {
    std::vector<std::string> steps;
    for (const CatalogueRow* row : catalogue().rows()) {
      if (!row->within.empty()) steps.push_back(std::string(row->shape.name) + ": " + joined(row->within));
    }
    out.list("needed_by", Text::label_needed_by, steps);
  }
  out.doubts(doubts_about(name(code)));
  return out.take();
}

std::string explain_finding(const Terminal& terminal, const FindingRow& row) {
  Explanation out(terminal, "finding", row.name);
  out.line("rule", Text::label_rule, explain(row.code, terminal.language()));
  add_source(out, terminal, row.source);
  out.line("severity", Text::label_severity, name(row.severity));
  const bool of_history = row.code >= FindingCode::deadline_soft;
  out.line("of", Text::label_finding_of, terminal.say(of_history ? Text::finding_of_history : Text::finding_of_entry));
  std::vector<std::string> terms;
  for (const DeadlineName& deadline_name : deadline_names()) {
    if (is_ended_by_a_step(deadline_name.id) && finding_of_term(deadline_name.id) == row.code) {
      terms.push_back(std::string(deadline_name.id) + ": " + deadline_title(deadline_name.id, terminal.language()));
    }
  }
  if (!terms.empty()) out.list("deadlines", Text::audit_deadlines, terms);
  out.doubts(doubts_about(row.name));
  return out.take();
}

std::vector<std::string> signers_of(const CatalogueRow& row) {
  std::vector<std::string> groups;
  for (const SignerGroup& group : row.signers) groups.push_back(joined(group.any_of, " / "));
  return groups;
}

std::vector<std::string> fields_of(const Terminal& terminal, const CatalogueRow& row) {
  std::vector<std::string> fields;
  for (const FieldShape& field : row.shape.fields) {
    const char* label = terminal.language() == Language::english ? field.english : field.indonesian;
    fields.push_back(fmt::format("{} ({}, {}): {}{}", field.name, name(field.kind),
                                 terminal.say(field.required ? Text::word_required : Text::word_optional), label,
                                 field.one_of.empty() ? "" : " = " + joined(field.one_of, "/")));
  }
  return fields;
}

template <class Terms>
std::string ids_of(const Terms& terms) {
  std::vector<std::string> ids;
  for (const auto& term : terms) ids.emplace_back(term.id);
  return joined(ids);
}

void add_doubt(std::vector<const Doubt*>& doubts, std::string_view about) {
  for (const Doubt* doubt : doubts_about(about)) {
    if (std::find(doubts.begin(), doubts.end(), doubt) == doubts.end()) doubts.push_back(doubt);
  }
}

std::string explain_event(const Terminal& terminal, const CatalogueRow& row) {
  const bool english = terminal.language() == Language::english;
  Explanation out(terminal, "event",
                  std::string(row.shape.name) + ": " + (english ? row.shape.english : row.shape.indonesian));
  out.line("sentence", Text::label_sentence, english ? row.english : row.indonesian);
  out.line("source", Text::label_source, row.source);
  out.line("stream", Text::label_stream_kind, prefix(row.stream));
  out.line("nature", Text::label_nature,
           terminal.say(row.nature == Nature::fact ? Text::nature_fact : Text::nature_act));
  out.list("signers", Text::label_signers, signers_of(row));
  out.line("from", Text::label_follows, states_of(row.from));
  out.line("to", Text::label_leads_to, states_of(leads_to(row)));
  out.line("moves", Text::label_moves, states_of(row.moves));
  out.line("needs", Text::label_needs, states_of(row.needs));
  out.line("starts", Text::label_starts, ids_of(row.starts));
  out.line("stops", Text::label_stops, ids_of(row.stops));
  out.line("within", Text::label_within, joined(row.within));
  std::vector<std::string> guards;
  for (const Guard* guard : row.guards) guards.emplace_back(guard->name);
  out.line("guards", Text::label_guards, joined(guards));
  if (row.document_required) out.line("document", Text::label_document, terminal.say(Text::word_required));
  out.list("fields", Text::label_fields, fields_of(terminal, row));
  std::vector<const Doubt*> doubts = doubts_about(row.shape.name);
  for (const TermStart& start : row.starts) add_doubt(doubts, start.id);
  for (const char* id : row.within) add_doubt(doubts, id);
  out.doubts(std::move(doubts));
  return out.take();
}

std::string explain_state(const Terminal& terminal, StateCode state) {
  const bool english_wanted = terminal.language() == Language::english;
  Explanation out(terminal, "state",
                  std::string(name(state)) + ": " + (english_wanted ? english(state) : indonesian(state)));
  if (is_overlay(state)) out.line("overlay", Text::label_overlay, name(overlay_of(state)));
  if (is_terminal(state)) out.line("end", Text::label_end, terminal.say(Text::state_terminal));
  std::vector<std::string> into;
  std::vector<std::string> onward;
  for (const CatalogueRow* row : catalogue().rows()) {
    const auto to = leads_to(*row);
    bool leads = std::find(to.begin(), to.end(), state) != to.end() ||
                 std::find(row->moves.begin(), row->moves.end(), state) != row->moves.end();
    for (const OutcomeRow& outcome : row->outcomes) leads = leads || outcome.to == state;
    for (const Touch& touch : row->touches) leads = leads || touch.to == state;
    if (leads) into.emplace_back(row->shape.name);
    const bool may_follow = std::find(row->from.begin(), row->from.end(), state) != row->from.end() ||
                            std::find(row->needs.begin(), row->needs.end(), state) != row->needs.end();
    if (!may_follow) continue;
    const std::string where = to.empty() ? "" : " → " + states_of(to);
    onward.push_back(std::string(row->shape.name) + where + " (" + joined(signers_of(*row), " + ") + ")");
  }
  out.list("reached_by", Text::label_reached_by, into);
  out.list("lawful_next", Text::label_lawful_next, onward);
  out.doubts(doubts_about(name(state)));
  return out.take();
}

Result<std::string> explain_deadline(Terminal& terminal, const std::string& id, const std::string& ledger) {
  auto known = known_rule_sets(terminal, ledger);
  if (!known) return std::move(known).error();
  Explanation out(terminal, "deadline", id + ": " + deadline_title(id, terminal.language()));
  std::vector<std::string> rows;
  std::vector<std::string> lengths;
  bool hard = false;
  for (const RuleSet& rules : *known) {
    const DeadlineRow* row = deadline(rules, id);
    if (row == nullptr) continue;
    hard = hard || row->hard;
    lengths.push_back(rules.id + ": " + print(*row) + "; " +
                      (row->source.empty() ? terminal.say(Text::no_source) : row->source) +
                      (row->verified ? "" : " (" + terminal.say(Text::word_unverified) + ")"));
    FlatJson one;
    one.text("rule_set", rules.id)
        .number("count", static_cast<std::uint64_t>(std::max(0, row->count)))
        .text("unit", row->unit)
        .truth("before", row->before)
        .truth("hard", row->hard)
        .text("source", row->source)
        .truth("verified", row->verified);
    rows.push_back(one.take());
  }
  out.list("says", Text::label_rule, lengths);
  out.raw("rows", list_json(rows));
  std::vector<std::string> starts;
  std::vector<std::string> stops;
  std::vector<std::string> needed;
  for (const CatalogueRow* row : catalogue().rows()) {
    const auto names_it = [&](const auto& term) { return id == term.id; };
    if (std::any_of(row->starts.begin(), row->starts.end(), names_it)) starts.emplace_back(row->shape.name);
    if (std::any_of(row->stops.begin(), row->stops.end(), names_it)) stops.emplace_back(row->shape.name);
    for (const char* within : row->within) {
      if (id == within) needed.emplace_back(row->shape.name);
    }
  }
  out.list("started_by", Text::label_started_by, starts);
  out.list("stopped_by", Text::label_stopped_by, stops);
  out.list("needed_by", Text::label_needed_by, needed);
  out.line("lapsed", Text::label_lapsed, terminal.say(hard ? Text::lapsed_hard : Text::lapsed_soft));
  out.doubts(doubts_about(id));
  return out.take();
}

Result<std::string> explain_policy(Terminal& terminal, const PolicyKnown& policy_known, const std::string& ledger) {
  auto known = known_rule_sets(terminal, ledger);
  if (!known) return std::move(known).error();
  Explanation out(terminal, "policy", policy_known.name);
  out.line("rule", Text::label_rule,
           terminal.language() == Language::english ? policy_known.english : policy_known.indonesian);
  std::vector<std::string> values;
  for (const RuleSet& rules : *known) {
    for (const PolicyRow& row : rules.policies) {
      if (row.name != policy_known.name) continue;
      values.push_back(rules.id + ": " + row.value + "; " +
                       (row.source.empty() ? terminal.say(Text::no_source) : row.source) +
                       (row.verified ? "" : " (" + terminal.say(Text::word_unverified) + ")"));
    }
  }
  out.list("values", Text::label_values, values);
  out.doubts(doubts_about(policy_known.name));
  return out.take();
}

Error nothing_known(const Terminal& terminal, const std::string& word) {
  std::vector<std::string> names;
  for (const RefusalCode code : all_refusal_codes()) names.emplace_back(name(code));
  for (const FindingRow& row : finding_rows()) names.emplace_back(row.name);
  for (const CatalogueRow* row : catalogue().rows()) names.emplace_back(row->shape.name);
  for (const DeadlineName& deadline_name : deadline_names()) names.emplace_back(deadline_name.id);
  for (const PolicyKnown& policy_known : known_policies()) names.emplace_back(policy_known.name);
  return Error{Errc::not_found,
               with_near(terminal.language(), terminal.say(Text::nothing_to_explain, word), word, names)};
}

Result<std::string> explanation_of(Terminal& terminal, const ExplainFlags& flags) {
  const std::string& word = flags.word;
  if (const PolicyKnown* known = known_policy(word)) return explain_policy(terminal, *known, flags.ledger);
  for (const RefusalCode code : all_refusal_codes()) {
    if (upper(word) == name(code) || "E_" + upper(word) == name(code)) return explain_code(terminal, code);
  }
  if (const auto finding = finding_named(word)) return explain_finding(terminal, row_of(*finding));
  for (const CatalogueRow* row : catalogue().rows()) {
    if (upper(word) == upper(row->shape.name)) return explain_event(terminal, *row);
  }
  if (const auto state = state_named(word); state && *state != StateCode::none) return explain_state(terminal, *state);
  for (const DeadlineName& deadline_name : deadline_names()) {
    if (upper(word) == upper(deadline_name.id)) return explain_deadline(terminal, deadline_name.id, flags.ledger);
  }
  return nothing_known(terminal, word);
}

Result<ExitCode> explain_word(Terminal& terminal, const ExplainFlags& flags) {
  auto words = explanation_of(terminal, flags);
  if (!words) return std::move(words).error();
  terminal.out(*words);
  return ExitCode::ok;
}

}  // namespace

void add_explain_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<ExplainFlags>();
  const Command explaining = line.root().sub("explain", Text::help_explain);
  explaining.positional("WORD", flags->word, Text::help_explain_word)
      .ledger_option("DIR", flags->ledger, Text::help_explain_ledger)
      .example("jejak explain E_APPROVAL_REQUIRED")
      .example("jejak explain F_DELIVERY_LATE")
      .example("jejak explain DL-14 --ledger ledger")
      .example("jejak explain CaseForwarded; jejak explain EXAMINED")
      .does([&terminal, flags] { return explain_word(terminal, *flags); });
}

}  // namespace jejak
