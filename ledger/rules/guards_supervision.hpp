#pragma once
// Guards of supervision: whose file it is now, what is overdue, and when personnel data may be blocked or opened.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard supervisor_of_case;        // who has the file, also after a transition: E_WRONG_AGENCY
extern const Guard transferred_as_processed;  // to whom the rule set gives such a file: E_ROLE_NOT_ALLOWED
extern const Guard supervisor_succeeded;      // whoever had the file has a successor: E_OUT_OF_ORDER
extern const Guard follow_up_overdue;         // DL-06 has lapsed: E_OUT_OF_ORDER
extern const Guard reprimander_of_agency;     // of regions or of ministries: E_ROLE_NOT_ALLOWED
extern const Guard reprimand_overdue;         // reprimanded, and DL-07 has lapsed: E_OUT_OF_ORDER
extern const Guard block_allowed;             // overdue, warned long enough, undecided: E_BLOCK_NOT_ALLOWED
extern const Guard unblock_allowed;           // blocked, and the cause is recorded: E_BLOCK_NOT_ALLOWED
extern const Guard report_to_verify;          // reported, and not verified or rejected since: E_OUT_OF_ORDER
extern const Guard transfer_elsewhere;        // to another agency than the present one: E_OUT_OF_ORDER
extern const Guard transfer_is_open;          // an offer to the acting agency lies: E_OUT_OF_ORDER, E_WRONG_AGENCY
extern const Guard declares_conflict;         // of itself, or by the supervisor: E_ROLE_NOT_ALLOWED
extern const Guard substitute_is_higher;      // in the tree of agencies, or named by the rule set: E_ROLE_NOT_ALLOWED

// Nothing if the acting office supervises the case: a file that was handed over in a transition is its receiver's, any
// other is the supervisor's of the day.
std::optional<Refusal> check_supervisor(const Judging& judging);

}  // namespace jejak::guards
