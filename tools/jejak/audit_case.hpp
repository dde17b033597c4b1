#pragma once
// The audit of one case: every question an inspector asks of it, answered from one way through the log.

#include "api/answers/deadline_line.hpp"
#include "tools/jejak/authority.hpp"
#include "tools/jejak/intact.hpp"

namespace jejak {

struct AuditedAct {
  const AuditedStep* step = nullptr;
  ReadEntry read;
  Authority authority;
};

struct CaseAudit {
  std::string kase;
  FindingsRead read;
  std::vector<AuditedAct> acts;         // admitted, in log order
  std::vector<AuditedAct> refused;      // attempts
  std::vector<DeadlineLine> deadlines;  // ended ones first, in the order of their ends; then those that run
  Intact intact;
};

// Errors: those of reading; not_found if nothing of the case counts at these coordinates.
Result<CaseAudit> audit_case(Terminal& terminal, const std::string& folder, LawReading reading,
                             const std::string& kase);

// A step that takes the place of an earlier one, or takes it back.
bool corrects(std::uint16_t type);

// Errors: those of reading the entries that findings cite.
Result<std::string> case_audit_words(const Terminal& terminal, const CaseAudit& audit);
Result<std::string> case_audit_json(const Terminal& terminal, const CaseAudit& audit);
// One line a fact, parted by tabs; first what it is about. An act and a refused attempt go on with position and event
// id, a deadline with the position at which it began, the intact line with how many entries were checked, and a finding
// with its code.
Result<std::string> case_audit_plain(const CaseAudit& audit);

}  // namespace jejak
