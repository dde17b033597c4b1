#pragma once
// Guards of what happens around a case: reopening, longer terms, disclosure, retention, import.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard reopening_fits_end;   // the phase that came before this end: E_OUT_OF_ORDER
extern const Guard own_deadline;         // of the agency whose term it is, or one above it: E_WRONG_AGENCY
extern const Guard deadline_is_running;  // neither stopped nor lapsed: E_OUT_OF_ORDER, E_DEADLINE_PASSED
extern const Guard extension_allowed;    // by as much as the policy gives: E_DEADLINE_PASSED
extern const Guard head_lifts;           // the head acts, the information officer signs with him: E_ROLE_NOT_ALLOWED
extern const Guard case_is_final;        // nothing is made public before: E_EMBARGO
extern const Guard officers_of_case;     // who keeps the case's data: E_WRONG_AGENCY
extern const Guard retention_is_over;    // and no hold is placed: E_SHRED_NOT_ALLOWED
extern const Guard imported_by_own;      // the agency whose archive it is: E_WRONG_AGENCY

}  // namespace jejak::guards
