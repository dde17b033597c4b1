#pragma once
// Guards of a report's own stream: who may find, what is returned once, and why a report is not registered.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard finder_or_team;   // an election supervisor, or a member of a team in its time: E_ROLE_NOT_ALLOWED
extern const Guard takes_up_report;  // whoever received it, or any intake if others did: E_WRONG_AGENCY
extern const Guard returned_once;    // a report is completed once: E_OUT_OF_ORDER
extern const Guard not_registered_for_reason;  // LATE must be late, INCOMPLETE must have been returned: E_OUT_OF_ORDER
extern const Guard absent_as_invited;          // somebody of this kind had been invited for that day: E_OUT_OF_ORDER
extern const Guard authority_on_case;          // opener, supervisor, home agency or examiner: E_WRONG_AGENCY
extern const Guard holder_of_case;             // whose turn it is in this state of the case: E_WRONG_AGENCY, …ROLE

}  // namespace jejak::guards
