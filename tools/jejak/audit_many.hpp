#pragma once
// The audit of an agency, or of the whole ledger: its cases in a line each, its deadlines counted, and the findings.

#include "tools/jejak/intact.hpp"

#include <map>

namespace jejak {

struct AuditedCase {
  StateCode state = StateCode::none;
  std::uint64_t steps = 0;
  std::uint64_t refused = 0;
  std::size_t findings = 0;  // serious ones and defects
  Sequence first;            // its first step
};

struct AuditedTerms {
  std::size_t kept = 0, late = 0, overdue = 0, running = 0;
};

struct ManyAudit {
  std::string agency;  // empty: all
  FindingsRead read;
  std::map<std::string, AuditedCase> cases;    // by stream
  std::map<std::string, AuditedTerms> terms;   // by deadline
  std::optional<SignedCheckpoint> checkpoint;  // that the policy holds for
  std::optional<Flaw> broken;                  // why it does not, or why the tree does not lead to the checkpoint
};

// Errors: those of reading.
Result<ManyAudit> audit_many(Terminal& terminal, const std::string& folder, LawReading reading,
                             const std::string& agency);

Result<std::string> many_audit_words(const Terminal& terminal, const ManyAudit& audit);
Result<std::string> many_audit_json(const Terminal& terminal, const ManyAudit& audit);
Result<std::string> many_audit_plain(const ManyAudit& audit);

}  // namespace jejak
