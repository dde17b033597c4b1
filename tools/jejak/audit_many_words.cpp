// The audit of many cases on one screen: every case and finding while they are few, else how many there are of each
// kind, each kind with one that stands for it. --plain and --json name all.

#include "ledger/rules/deadline_names.hpp"
#include "tools/jejak/audit_many.hpp"
#include "tools/jejak/findings_words.hpp"
#include "tools/jejak/words.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t few = 10;

using NamedCase = std::pair<const std::string, AuditedCase>;

Result<std::string> case_line(const Terminal& terminal, const ManyAudit& audit, const NamedCase& named) {
  const AuditedCase& kase = named.second;
  auto id = event_id_at(*audit.read.reading.reader, kase.first);
  if (!id) return std::move(id).error();
  return fmt::format("  {:<28} {:<36} {}; {}\n", named.first, state_words(kase.state, terminal.language()),
                     terminal.say(Text::audit_case_line, kase.steps, kase.refused, kase.findings), *id);
}

// How many cases are in each state, and those of which most was found.
Result<std::string> many_cases(const Terminal& terminal, const ManyAudit& audit) {
  std::map<StateCode, std::size_t> states;
  std::vector<const NamedCase*> worst;
  for (const NamedCase& named : audit.cases) {
    ++states[named.second.state];
    worst.push_back(&named);
  }
  std::string out;
  for (const auto& [state, cases] : states)
    out += fmt::format("  {:>7}  {}\n", cases, state_words(state, terminal.language()));
  out += "  " + terminal.say(Text::audit_most_found) + "\n";
  const auto end = worst.begin() + static_cast<std::ptrdiff_t>(few / 2);
  std::partial_sort(worst.begin(), end, worst.end(), [](const NamedCase* a, const NamedCase* b) {
    return std::pair(b->second.findings, a->first) < std::pair(a->second.findings, b->first);
  });
  for (auto each = worst.begin(); each != end; ++each) {
    auto line = case_line(terminal, audit, **each);
    if (!line) return line;
    out += *line;
  }
  return out;
}

Result<std::string> cases_words(const Terminal& terminal, const ManyAudit& audit) {
  if (audit.cases.empty()) return "  " + terminal.say(Text::audit_none) + "\n";
  if (audit.cases.size() > few) return many_cases(terminal, audit);
  std::string out;
  for (const NamedCase& named : audit.cases) {
    auto line = case_line(terminal, audit, named);
    if (!line) return line;
    out += *line;
  }
  return out;
}

// How many findings there are of each kind, the gravest kinds first, each with the first one.
Result<std::string> many_findings(const Terminal& terminal, const ManyAudit& audit) {
  struct Kind {
    const Finding* first;
    std::size_t count = 0;
  };
  std::map<FindingCode, Kind> by_code;
  for (const Finding& finding : audit.read.findings)
    ++by_code.try_emplace(finding.code, Kind{&finding}).first->second.count;
  std::vector<Kind> kinds;
  for (const auto& each : by_code) kinds.push_back(each.second);
  const auto severity_of = [](const Kind& kind) { return row_of(kind.first->code).severity; };
  std::stable_sort(kinds.begin(), kinds.end(), [&](const Kind& a, const Kind& b) {
    return std::pair(severity_of(b), b.count) < std::pair(severity_of(a), a.count);
  });
  std::string out;
  for (const Kind& kind : kinds) {
    auto first = finding_words(terminal, *audit.read.reading.reader, *kind.first);
    if (!first) return first;
    out += terminal.paint(terminal.say(Text::audit_kind, kind.count, row_of(kind.first->code).name), Colour::bold) +
           "\n" + *first;
  }
  return out + terminal.say(Text::audit_all_findings) + "\n";
}

Result<std::string> findings_words(const Terminal& terminal, const ManyAudit& audit) {
  if (audit.read.findings.empty()) return "  " + terminal.say(Text::audit_none) + "\n";
  if (audit.read.findings.size() > few) return many_findings(terminal, audit);
  std::string out;
  for (const Finding& finding : audit.read.findings) {
    auto words = finding_words(terminal, *audit.read.reading.reader, finding);
    if (!words) return words;
    out += *words;
  }
  return out;
}

std::string terms_words(const Terminal& terminal, const ManyAudit& audit) {
  if (audit.terms.empty()) return "  " + terminal.say(Text::audit_none) + "\n";
  std::string out;
  for (const auto& [id, tally] : audit.terms) {
    out += "  " +
           terminal.say(Text::audit_terms_line, id + " " + deadline_title(id, terminal.language()), tally.kept,
                        tally.late, tally.overdue, tally.running) +
           "\n";
  }
  return out;
}

std::string intact_words(const Terminal& terminal, const ManyAudit& audit) {
  if (audit.broken) return "  " + terminal.paint(audit.broken->in(terminal.language()), Colour::red) + "\n";
  std::string out = "  ";
  if (audit.checkpoint) {
    out += terminal.say(Text::audit_tree, audit.checkpoint->checkpoint.size.value,
                        to_base64(audit.checkpoint->checkpoint.root)) +
           "\n  " + terminal.say(Text::audit_trusts_folder);
  } else {
    out += terminal.say(Text::audit_no_checkpoint);
  }
  return out + "\n  " + terminal.say(Text::audit_many_unchecked) + "\n";
}

}  // namespace

Result<std::string> many_audit_words(const Terminal& terminal, const ManyAudit& audit) {
  const auto heading = [&terminal](Text text) {
    return "\n" + terminal.paint(terminal.say(text), Colour::bold) + "\n";
  };
  auto cases = cases_words(terminal, audit);
  if (!cases) return cases;
  auto findings = findings_words(terminal, audit);
  if (!findings) return findings;
  return terminal.paint(terminal.say(Text::audit_title, audit.agency.empty() ? "all" : audit.agency), Colour::bold) +
         "\n" + heading(Text::audit_cases) + *cases + heading(Text::audit_deadlines) + terms_words(terminal, audit) +
         heading(Text::audit_intact) + intact_words(terminal, audit) + heading(Text::audit_findings) + *findings;
}

}  // namespace jejak
