#pragma once
// Guards of an exemption: which grounds the law of the act's day knows, and what must prove one. Which grounds rest on
// a letter of assignment, on a uniform or on a leave, and which functions are assigned, are policies.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard ground_is_lawful;       // in the rule set of the act's day: E_ASSIGNMENT_SCOPE
extern const Guard exempted_as_claimed;    // on the ground that was claimed: E_OUT_OF_ORDER
extern const Guard claim_is_open;          // claimed, and neither verified nor rejected since: E_OUT_OF_ORDER
extern const Guard proofs_are_complete;    // letter, uniform and card, each with its hash: E_ASSIGNMENT_SCOPE
extern const Guard assignment_covers;      // person, place, date, function: E_ASSIGNMENT_SCOPE
extern const Guard assignment_came_first;  // issued and recorded before the act: E_ASSIGNMENT_BACKDATED
extern const Guard leave_covers;           // the person's leave on the day of the act: E_ASSIGNMENT_SCOPE

}  // namespace jejak::guards
