#pragma once
// Findings of one admitted entry, by the state that it was judged with. What a later entry or a later day adds is in
// findings.hpp.

#include "ledger/rules/finding.hpp"
#include "ledger/rules/retrace.hpp"

namespace jejak {

// The case an event concerns: its own stream, or the one for which an approval is asked; empty if neither.
std::string case_concerned(const Judging& judging);

// A finding about the judged event, without facts.
Finding finding_of(FindingCode code, const Judging& judging);

// `explained`: the sanction for whose deviation the proposal gave a reason; empty if it gave none.
std::vector<Finding> findings_of_entry(const Judging& judging, const Retraced& entry, std::string_view explained);

// The sanction that a decision names, by the law of the act's day; null if it is no decision, or names none.
const Sanction* sanction_decided(const Judging& judging);

}  // namespace jejak
