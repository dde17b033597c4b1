#include "tools/jejak/audit_many.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/deadline_names.hpp"
#include "tools/jejak/asking.hpp"
#include "tools/jejak/findings_words.hpp"
#include "tools/jejak/words.hpp"
#include "tools/verify/trust.hpp"

#include <algorithm>

namespace jejak {
namespace {

void count_term_in(std::map<std::string, AuditedTerms>& terms, const Term& term, DeadlineStanding standing) {
  AuditedTerms& tally = terms[term.id];
  switch (standing) {
    case DeadlineStanding::kept: ++tally.kept; break;
    case DeadlineStanding::late: ++tally.late; break;
    case DeadlineStanding::overdue: ++tally.overdue; break;
    case DeadlineStanding::running: ++tally.running; break;
    case DeadlineStanding::lapsed:
    case DeadlineStanding::closed:
    case DeadlineStanding::reached:
    case DeadlineStanding::unknown: break;
  }
}

bool counts_for(const ManyAudit& audit, const Term& term) {
  return (audit.agency.empty() || term.agency == audit.agency) && is_ended_by_a_step(term.id);
}

Outcome add_streams(ManyAudit& audit) {
  const LawReading& reading = audit.read.reading;
  return reading.rows().scan("", [&](std::string_view name, BytesView row) -> Outcome {
    if (interrupted()) return interruption();
    const auto kind = stream_kind(name);
    if (!kind || State::is_registry(name)) return {};
    auto stream = decode_stream_state(name, row);
    if (!stream) return std::move(stream).error();
    for (const Term& term : stream->terms) {
      if (term.stopped_on || !counts_for(audit, term)) continue;
      const auto term_read = read_term(reading.state(), term);
      if (term_read) count_term_in(audit.terms, term, standing_of(stream->state, *term_read, reading.on));
    }
    if (*kind != StreamKind::kase) return {};
    if (!audit.agency.empty() && home_agency_of(*stream) != audit.agency) return {};
    AuditedCase& kase = audit.cases[std::string(name)];
    kase.state = stream->state;
    kase.steps = stream->events;
    kase.refused = stream->refusals;
    if (!stream->kept.empty()) kase.first = stream->kept.front().position;
    return {};
  });
}

void add_past_terms(ManyAudit& audit) {
  for (const PastTerm& past : audit.read.past_terms) {
    if (past.closed_on || !counts_for(audit, past.term)) continue;
    const auto read = read_term(audit.read.reading.state(), past.term);
    if (read) count_term_in(audit.terms, past.term, standing_of(StateCode::none, *read, audit.read.reading.on));
  }
}

// The checkpoint is signed by the policy's key, and the ledger's own tree has its root.
Outcome check_checkpoint(ManyAudit& audit, const std::string& folder) {
  const Reader& reader = *audit.read.reading.reader;
  auto policy = read_policy(policy_file(folder));
  if (!policy) return std::move(policy).error();
  auto trusted = trusted_checkpoint(reader, *policy);
  if (!trusted) return std::move(trusted).error();
  audit.checkpoint = std::move(trusted->checkpoint);
  audit.broken = std::move(trusted->broken);
  if (!audit.checkpoint) return {};
  const Checkpoint& checkpoint = audit.checkpoint->checkpoint;
  auto root = root_at(checkpoint.size, reader);
  if (!root) return std::move(root).error();
  if (*root != checkpoint.root) {
    audit.broken = flaw(Text::flaw_tree, checkpoint.size.value, to_base64(checkpoint.root), to_base64(*root));
  }
  return {};
}

std::string case_json(const std::pair<const std::string, AuditedCase>& named) {
  const AuditedCase& kase = named.second;
  return FlatJson()
      .text("case", named.first)
      .text("state", name(kase.state))
      .number("steps", kase.steps)
      .number("refused", kase.refused)
      .number("findings", kase.findings)
      .take();
}

std::string terms_json(const std::pair<const std::string, AuditedTerms>& named) {
  const AuditedTerms& terms = named.second;
  return FlatJson()
      .text("deadline", named.first)
      .number("kept", terms.kept)
      .number("late", terms.late)
      .number("overdue", terms.overdue)
      .number("running", terms.running)
      .take();
}

}  // namespace

Result<ManyAudit> audit_many(Terminal& terminal, const std::string& folder, LawReading reading,
                             const std::string& agency) {
  ManyAudit audit;
  audit.agency = agency;
  auto read = read_findings(std::move(reading), {}, asker_of(terminal));
  if (!read) return std::move(read).error();
  audit.read = std::move(*read);
  if (!agency.empty()) {
    std::erase_if(audit.read.findings, [&](const Finding& finding) { return !concerns(finding, agency); });
  }
  add_past_terms(audit);
  if (auto added = add_streams(audit); !added) return std::move(added).error();
  for (const Finding& finding : audit.read.findings) {
    const auto at = audit.cases.find(finding.kase);
    if (at != audit.cases.end() && row_of(finding.code).severity != Severity::note) ++at->second.findings;
  }
  if (auto checked = check_checkpoint(audit, folder); !checked) return std::move(checked).error();
  return audit;
}

Result<std::string> many_audit_json(const Terminal& terminal, const ManyAudit& audit) {
  std::vector<std::string> findings;
  for (const Finding& finding : audit.read.findings) {
    auto json = finding_json(*audit.read.reading.reader, finding, terminal.language());
    if (!json) return json;
    findings.push_back(std::move(*json));
  }
  const char* checked = audit.checkpoint ? R"(["checkpoint","tree"])" : audit.broken ? R"(["checkpoint"])" : "[]";
  FlatJson intact;
  intact.truth("holds", !audit.broken.has_value());
  if (audit.broken) intact.text("broken", audit.broken->in(terminal.language()));
  if (audit.checkpoint) intact.number("checkpoint", audit.checkpoint->checkpoint.size.value);
  return FlatJson()
      .text("agency", audit.agency)
      .raw("cases", list_json(audit.cases, case_json))
      .raw("deadlines", list_json(audit.terms, terms_json))
      .raw("intact", intact.raw("checked", checked).take())
      .raw("findings", list_json(findings))
      .take();
}

Result<std::string> many_audit_plain(const ManyAudit& audit) {
  std::string out;
  for (const auto& [name_of_case, kase] : audit.cases) {
    out += fmt::format("case\t{}\t{}\t{}\t{}\t{}\n", name_of_case, name(kase.state), kase.steps, kase.refused,
                       kase.findings);
  }
  for (const auto& [id, tally] : audit.terms) {
    out += fmt::format("deadline\t{}\t{}\t{}\t{}\t{}\n", id, tally.kept, tally.late, tally.overdue, tally.running);
  }
  out += "intact\t" + (audit.broken ? audit.broken->english : "holds") + "\n";
  for (const Finding& finding : audit.read.findings) {
    auto record = finding_record(*audit.read.reading.reader, finding, '\t');
    if (!record) return std::move(record).error();
    out += "finding\t" + *record;
  }
  return out;
}

}  // namespace jejak
