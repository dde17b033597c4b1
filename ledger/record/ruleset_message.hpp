#pragma once
// The rule set's plain struct and its Cap'n Proto message, one against the other. Private to ledger/record.

#include "ledger/record/ruleset.capnp.h"
#include "ledger/record/ruleset.hpp"

namespace jejak {

void write_rule_set(const RuleSet& rules, schema::RuleSet::Builder out);

// Errors name what the struct cannot hold: an unknown number of an enumeration, a date that is none, too many rows.
// Throws kj::Exception for a broken message.
Outcome read_rule_set(schema::RuleSet::Reader in, RuleSet& rules);

// The words for an enumeration's numbers; the first, "", stands for none.
struct RuleSetWords {
  static constexpr std::string_view levels[] = {"",       "ETHICS", "LIGHT",    "MODERATE",
                                                "SEVERE", "STATUS", "CONTRACT", "DISCHARGE"};
  static constexpr std::string_view remedies[] = {"", "OBJECTION", "APPEAL", "NONE"};
  static constexpr std::string_view units[] = {"", "WD", "CD", "MONTH_END", "HOUR"};
  static constexpr std::string_view reasons[] = {"", "WINDOW", "ACTING_HEAD", "DUKCAPIL", "RANK"};
  static constexpr std::string_view windows[] = {"", "BEFORE_DETERMINATION", "AFTER_INAUGURATION"};
};

}  // namespace jejak
