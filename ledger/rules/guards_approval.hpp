#pragma once
// Guards of the approval's own stream: what may be asked for, and who may say yes, no, or no longer.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard request_fits_case;     // agency, subject, post and actions are the case's: E_WRONG_AGENCY, …SCOPE
extern const Guard approver_rank;         // high enough for the subject's rank: E_APPROVER_RANK
extern const Guard approver_not_asker;    // not the natural person who asked: E_SELF_REVIEW
extern const Guard grant_within_request;  // subject, post and actions as asked: E_APPROVAL_SCOPE
extern const Guard revoked_by_granter;    // by the office that granted: E_ROLE_NOT_ALLOWED

}  // namespace jejak::guards
