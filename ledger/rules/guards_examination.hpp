#pragma once
// Guards of the examination: who may sit in it, who was summoned and stayed away, and what happens meanwhile.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard examiners_high_enough;    // no member of a lower rank than the subject: E_EXAMINER_COMPOSITION
extern const Guard examiners_not_involved;   // nobody with a conflict of interest in the case: E_EXAMINER_COMPOSITION
extern const Guard on_ethics_track;          // a council only where ethics was recommended: E_SANCTION_TRACK
extern const Guard summons_in_order;         // the second after an absence, again after an excuse: E_OUT_OF_ORDER
extern const Guard missed_as_summoned;       // the day and number of the last summons, once: E_OUT_OF_ORDER
extern const Guard absentia_ready;           // two summonses, two absences without excuse: E_ABSENTIA_NOT_READY
extern const Guard council_sanction_exists;  // what a council recommends: E_SANCTION_NOT_IN_RULESET, E_SANCTION_TRACK
extern const Guard threat_is_severe;         // relief only where the rule set says so: E_OUT_OF_ORDER
extern const Guard suspends_own_rank;  // home agency, or the President for his ranks: E_WRONG_AGENCY, E_PRESIDENT…

}  // namespace jejak::guards
