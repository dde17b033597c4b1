#pragma once
// Guards of cases that are one, or two: what was detected as a duplicate goes on only as part of its survivor, until
// it is declared separate.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard same_subject;        // another case than itself, and no other person: E_OUT_OF_ORDER
extern const Guard merged_as_detected;  // into the survivor that was named: E_OUT_OF_ORDER
extern const Guard holds_survivor;      // by the authority that holds the survivor: E_WRONG_AGENCY
extern const Guard not_a_duplicate;     // no step towards a sanction for what is another case: E_DUPLICATE
extern const Guard names_cases;         // every new case is the name of another case's stream: E_SCHEMA
extern const Guard derived_by_neglect;  // the derived case is about a neglect of duty: E_OUT_OF_ORDER

}  // namespace jejak::guards
