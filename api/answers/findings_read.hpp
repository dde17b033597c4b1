#pragma once
// One way through the log that gathers findings, the steps of the streams that are asked for, and how the law stood.

#include "api/answers/law_reading.hpp"
#include "ledger/rules/findings.hpp"

#include <set>

namespace jejak {

// One step, or one refused attempt, with what it did to its stream.
struct AuditedStep {
  Retraced entry;
  StateCode before = StateCode::none;
  StateCode after = StateCode::none;
  bool in_order = true;  // admitted: the row lets it begin in that state
  bool counts = true;    // false: its legal date is later than the reading's
};

struct FindingsRead {
  LawReading reading;
  std::vector<Finding> findings;
  std::vector<PastTerm> past_terms;
  std::vector<AuditedStep> steps;  // of `streams` alone, in log order; empty if those are
};

// `streams`: findings and steps of these alone; empty: findings of all, and no steps. Goes through the
// log, which costs time with its length. Errors: those of retrace_law(); interrupted.
Result<FindingsRead> read_findings(LawReading reading, const std::set<std::string>& streams, const Asker& asker);

// The case's stream ("kaltim-2020-07" or with case-), or nothing if there is none of that name at the head.
Result<std::optional<std::string>> case_named(const LawReading& reading, const std::string& name);
// The case, the report it rests on, and the approvals that were asked for it.
Result<std::set<std::string>> streams_of_case(const LawReading& reading, const std::string& kase);

// Concerns the agency: its act, its duty, or the case of one of its people.
bool concerns(const Finding& finding, std::string_view agency);

struct FindingCounts {
  std::size_t serious = 0, defects = 0, notes = 0;
  std::size_t all() const { return serious + defects + notes; }
};
FindingCounts count(const std::vector<Finding>& findings);

}  // namespace jejak
