#pragma once
// Guards before a sanction: which penalty exists for the act, on which track, whose it is to impose, and who must
// have said yes first. Every value comes from the rule sets: penalties of the act's day, procedure of the step's day.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard president_decides;      // E_PRESIDENT_REQUIRED
extern const Guard competent_to_punish;    // the level of the office for this rank and penalty: E_ROLE_NOT_ALLOWED
extern const Guard sanction_in_rule_set;   // in the rule set of the act's date: E_SANCTION_NOT_IN_RULESET
extern const Guard not_a_dismissal;        // dismissals have their own decision: E_SANCTION_TRACK
extern const Guard is_a_dismissal;         // and only dismissals: E_SANCTION_TRACK
extern const Guard sanction_on_track;      // of the recommendation's track: E_SANCTION_TRACK
extern const Guard approval_holds;         // the written approval that is needed: E_APPROVAL_…
extern const Guard cited_approval_holds;   // where none is needed, one that is cited: E_APPROVAL_…
extern const Guard closing_fits_state;     // COMPLETED only once the sanction has been served: E_OUT_OF_ORDER
extern const Guard one_penalty_a_case;     // none beside the one that stands: E_DOUBLE_PUNISHMENT
extern const Guard one_penalty_an_act;     // nor beside one in another case of the subject: E_DOUBLE_PUNISHMENT
extern const Guard final_judgment_first;   // before a crime ends the service: E_INKRACHT_REQUIRED
extern const Guard stays_below_dismissal;  // an objection ends in no dismissal: E_SANCTION_TRACK
extern const Guard is_moral;               // of the ethics level, as this decision is: E_SANCTION_TRACK
extern const Guard leaving_lets_continue;  // only where the policy lets the case go on: E_OUT_OF_ORDER

// For the recommendation and the decision alike: nothing if the sanction exists for the case's act and subject.
std::optional<Refusal> check_sanction_exists(const Judging& judging, std::string_view code);
// Nothing if the sanction belongs to the track.
std::optional<Refusal> check_sanction_track(const Judging& judging, std::string_view code, std::string_view track);

}  // namespace jejak::guards
