#pragma once
// Guards of what follows a decision: its correction, its delivery by post, execution only once it is in effect, its
// end, its publication, and who may take it back.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard issuer_corrects;  // the office that decided corrects: E_ROLE_NOT_ALLOWED
extern const Guard
    revoker_stands_above;             // the issuer revokes, or who stands above it: E_ROLE_NOT_ALLOWED, E_WRONG_AGENCY
extern const Guard registry_of_case;  // the subject's own registry or the national one: E_WRONG_AGENCY
extern const Guard delivery_had_failed;   // nothing is posted before a delivery failed: E_OUT_OF_ORDER
extern const Guard sanction_in_effect;    // nothing is executed before its day, or while suspended: E_OUT_OF_ORDER
extern const Guard manner_fits_sanction;  // months are served, dismissals discharge: E_SANCTION_TRACK
extern const Guard sanction_served;       // completed once its months are over: E_OUT_OF_ORDER
extern const Guard publication_allowed;   // a penalty that is announced, or a final one: E_EMBARGO

}  // namespace jejak::guards
