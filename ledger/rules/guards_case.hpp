#pragma once
// Guards of a case's way from the report to the examination report.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard origin_fits_role;         // who may open a case of this origin: E_ROLE_NOT_ALLOWED
extern const Guard report_named;             // origin REPORT needs its report: E_REFERENCE_UNKNOWN
extern const Guard phase_as_computed;        // a stated phase is the one of the election's dates: E_SANCTION_TRACK
extern const Guard registry_of_subject;      // the home agency's registry, or the national one: E_WRONG_AGENCY
extern const Guard clarified_or_waived;      // no conclusion without a clarification or a reason: E_OUT_OF_ORDER
extern const Guard dismisser_of_state;       // who may dismiss in this state: E_ROLE_NOT_ALLOWED, E_WRONG_AGENCY
extern const Guard dismissed_as_concluded;   // the study must have found no violation: E_OUT_OF_ORDER
extern const Guard addressee_is_supervisor;  // the supervisor of that day: E_ROLE_SUPERSEDED, E_ROLE_NOT_ALLOWED
extern const Guard subject_known;            // E_JURISDICTION_PENDING
extern const Guard track_fits_phase;         // E_SANCTION_TRACK
extern const Guard recommended_exist;        // E_SANCTION_NOT_IN_RULESET, E_SANCTION_TRACK
extern const Guard addressee_decides;        // the addressee is the decider of the home agency: E_WRONG_AGENCY
extern const Guard examiners_complete;       // E_EXAMINER_COMPOSITION
extern const Guard summons_in_time;          // E_SUMMONS_TOO_SHORT

}  // namespace jejak::guards
