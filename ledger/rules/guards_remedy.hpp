#pragma once
// Guards of remedies: which one lies against which sanction, who may answer it, and that what is carried out is what
// was decided.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard objection_lies;           // not against a dismissal: E_WRONG_REMEDY
extern const Guard objection_is_open;        // nor answered where the law gives none: E_WRONG_REMEDY
extern const Guard appeal_lies;              // only against a dismissal: E_WRONG_REMEDY
extern const Guard lateness_is_true;         // LATE only if it was: E_OUT_OF_ORDER
extern const Guard reviewer_stands_above;    // not below who decided: E_ROLE_NOT_ALLOWED
extern const Guard reviewer_did_not_decide;  // unless the head himself did: E_SELF_REVIEW
extern const Guard outcome_names_sanction;   // a changed one names the new sanction, others none: E_SCHEMA
extern const Guard appeal_carried_out;       // as it was decided: E_OUT_OF_ORDER
extern const Guard court_or_own_registry;    // the court, or the registry of the subject: E_WRONG_AGENCY
extern const Guard restorer_of_case;         // of the deciders, the head of the subject's agency: E_WRONG_AGENCY
extern const Guard final_as_issued;          // final is what was issued last: E_OUT_OF_ORDER

}  // namespace jejak::guards
