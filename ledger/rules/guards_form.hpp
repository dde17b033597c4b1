#pragma once
// Guards that stand before many rows: codes of closed lists, dates, lateness, and the rule set that an event names.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard codes_known;       // a field with a closed list of codes holds one of them: E_SCHEMA
extern const Guard names_rule_set;    // a rule set is in force, and it is the one named, if one is: E_RULESET_MISSING
extern const Guard not_future_dated;  // nothing lies after the legal date, nor that after the recording: E_FUTURE_DATED
extern const Guard late_has_reason;   // later than the policy's working days without a reason: E_LATE_WITHOUT_REASON

// The closed list of a field's codes; empty if any code may stand there.
std::span<const char* const> codes_of(std::uint16_t type, std::uint16_t field);

}  // namespace jejak::guards
