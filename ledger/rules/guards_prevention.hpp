#pragma once
// Guards of prevention and of leave papers: who was addressed, who sits in a team, who is named in a letter.

#include "ledger/rules/judging.hpp"

namespace jejak::guards {

extern const Guard addressed_by_circular;  // an agency answers for itself, and only if it was addressed: E_WRONG_AGENCY
extern const Guard reported_by_team;       // by a member of the team, for its period: E_WRONG_AGENCY, E_OUT_OF_ORDER
extern const Guard persons_are_ids;        // every person of a letter is an id: E_SCHEMA
extern const Guard period_is_ordered;      // valid_until not before valid_from: E_SCHEMA

}  // namespace jejak::guards
