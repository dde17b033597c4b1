#pragma once
// Who may impose which level of penalty on which rank: the rows of a rule set that fit best count alone.

#include "ledger/record/ruleset.hpp"

#include <string_view>
#include <vector>

namespace jejak {

// Rank and level, else rank alone, else level alone, else neither; empty if the rule set is silent.
std::vector<const CompetenceRow*> competences_for(const RuleSet& rules, std::string_view rank, std::string_view level);

}  // namespace jejak
