#pragma once
// Guards of the candidacy: whose candidate, one person a stream, a statement that is not taken back, and a discharge by
// whoever may discharge, to the day the rules name.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard candidate_of_registry;   // the candidate's own registry, or the national one: E_WRONG_AGENCY
extern const Guard same_candidate;          // the person the stream is about: E_REFERENCE_UNKNOWN
extern const Guard decider_of_candidate;    // the head of the candidate's agency: E_WRONG_AGENCY
extern const Guard president_discharges;    // the ranks that are the President's: E_PRESIDENT_REQUIRED
extern const Guard statement_on_file;       // nobody is discharged as resigned who did not resign: E_OUT_OF_ORDER
extern const Guard no_statement_on_file;    // nor breached the duty who did: E_OUT_OF_ORDER
extern const Guard discharge_at_month_end;  // of the month of determination: E_OUT_OF_ORDER
extern const Guard statement_irrevocable;   // E_IRREVOCABLE, unless the policy lets it be taken back
extern const Guard case_of_candidate;       // the case that is named is his: E_REFERENCE_UNKNOWN
extern const Guard candidacy_is_final;      // nothing is made public before: E_EMBARGO

}  // namespace jejak::guards
