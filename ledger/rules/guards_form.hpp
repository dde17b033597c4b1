#pragma once
// Guards that stand before many rows: dates, lateness, and the rule set that an event names.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard names_rule_set;    // a rule set is in force, and it is the one named, if one is: E_RULESET_MISSING
extern const Guard not_future_dated;  // nothing lies after the legal date, nor that after the recording: E_FUTURE_DATED
extern const Guard late_has_reason;   // later than the policy's working days without a reason: E_LATE_WITHOUT_REASON

}  // namespace jejak::guards
