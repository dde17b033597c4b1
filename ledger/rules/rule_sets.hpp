#pragma once
// Questions to a rule set (State::rule_set_on says which one is in force): who fills a role, what a policy says. No
// number of days, penalty, office or date of the law stands in code; it is asked here.

#include "ledger/rules/state.hpp"

#include <string_view>

namespace jejak {

// Whether a real role ("KASN") fills an abstract one ("SUPERVISOR") on a date.
bool fills(const RuleSet& rules, std::string_view abstract_role, std::string_view role, Date on);
// All that do, in the table's order.
std::vector<std::string_view> filled_by(const RuleSet& rules, std::string_view abstract_role, Date on);

// A policy's value; null if the rule set is silent.
const std::string* policy(const RuleSet& rules, std::string_view name);
bool policy_is(const RuleSet& rules, std::string_view name, std::string_view value);
std::optional<int> policy_number(const RuleSet& rules, std::string_view name);           // 0 … 100000, else nothing
std::vector<std::string_view> policy_list(const RuleSet& rules, std::string_view name);  // "V13,V14" in its parts
bool policy_lists(const RuleSet& rules, std::string_view name, std::string_view member);

const DeadlineRow* deadline(const RuleSet& rules, std::string_view id);

// The penalty of this code for an act of this date; null if there was none.
const Sanction* sanction(const RuleSet& rules, std::string_view code, Date act);

}  // namespace jejak
