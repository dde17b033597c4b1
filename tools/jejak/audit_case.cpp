#include "tools/jejak/audit_case.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/rules/types.hpp"
#include "tools/jejak/asking.hpp"
#include "tools/verify/trust.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::uint16_t correcting[] = {
    type::delegation_revoked,
    type::case_merged,
    type::case_split,
    type::recommendation_revised,
    type::recommendation_withdrawn,
    type::follow_up_rejected,
    type::jurisdiction_transfer_accepted,
    type::approval_returned,
    type::approval_revoked,
    type::decision_corrected,
    type::decision_revoked_by_issuer,
    type::case_reopened,
    type::deadline_extended,
    type::objection_decided,
    type::appeal_decided,
    type::appeal_decision_implemented,
    type::court_judgment_final,
    type::rehabilitation_ordered,
    type::data_correction_recorded,
    type::report_withdrawn,
};

Result<ReadEntry> entry_at(const Reader& reader, Sequence position) {
  auto bytes = reader.entry_bytes(position);
  if (!bytes) return std::move(bytes).error();
  return read_entry(position, *bytes);
}

Outcome add_acts(CaseAudit& audit) {
  const Reader& reader = *audit.read.reading.reader;
  for (const AuditedStep& step : audit.read.steps) {
    if (!step.counts) continue;
    auto read = entry_at(reader, step.entry.position);
    if (!read) return std::move(read).error();
    AuditedAct act{&step, std::move(*read), {}};
    if (step.entry.admitted()) {
      auto authority = authority_of(audit.read.reading.state(), reader, act.read);
      if (!authority) return std::move(authority).error();
      act.authority = std::move(*authority);
      audit.acts.push_back(std::move(act));
    } else {
      audit.refused.push_back(std::move(act));
    }
  }
  return {};
}

Outcome add_deadlines(CaseAudit& audit, const std::set<std::string>& streams) {
  const LawReading& reading = audit.read.reading;
  const auto add = [&](const StreamState& stream, const Term& term) -> Outcome {
    auto line = deadline_line(reading.state(), *reading.reader, stream, term, reading.on);
    if (!line) return std::move(line).error();
    audit.deadlines.push_back(std::move(*line));
    return {};
  };
  for (const std::string& name : streams) {
    auto found = reading.state().find(name);
    if (!found) return std::move(found).error();
    if (*found == nullptr) continue;
    const StreamState stream = **found;
    for (const PastTerm& past : audit.read.past_terms) {
      if (past.stream != name || past.closed_on) continue;
      if (auto added = add(stream, past.term); !added) return added;
    }
    for (const Term& term : stream.terms) {
      if (term.stopped_on) continue;  // it is among those that ended
      if (auto added = add(stream, term); !added) return added;
    }
  }
  return {};
}

}  // namespace

bool corrects(std::uint16_t type) {
  return std::find(std::begin(correcting), std::end(correcting), type) != std::end(correcting);
}

Result<CaseAudit> audit_case(Terminal& terminal, const std::string& folder, LawReading reading,
                             const std::string& kase) {
  auto streams = streams_of_case(reading, kase);
  if (!streams) return std::move(streams).error();
  CaseAudit audit;
  audit.kase = kase;
  auto read = read_findings(std::move(reading), *streams, asker_of(terminal));
  if (!read) return std::move(read).error();
  audit.read = std::move(*read);
  const bool any = std::any_of(audit.read.steps.begin(), audit.read.steps.end(),
                               [&](const AuditedStep& step) { return step.counts && step.entry.event.stream == kase; });
  if (!any) return Error{Errc::not_found, terminal.say(Text::audit_nothing_then, kase)};
  if (auto added = add_acts(audit); !added) return std::move(added).error();
  if (auto added = add_deadlines(audit, *streams); !added) return std::move(added).error();
  auto policy = read_policy(policy_file(folder));
  if (!policy) return std::move(policy).error();
  auto intact = check_intact(audit.read.reading, *policy, *streams, audit.read.steps);
  if (!intact) return std::move(intact).error();
  audit.intact = std::move(*intact);
  return audit;
}

}  // namespace jejak
