#pragma once
// The policies that rule sets may state: where the law is silent or disputed, the publisher chooses. Which ones the
// rules read, and what values they understand, in one table; a name that is not here would be read by nobody.

#include "ledger/rules/refusal.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace jejak {

struct PolicyKnown {
  const char* name;
  enum class Kind : std::uint8_t { truth, number, one_of, list } kind;
  std::span<const char* const> values;  // one_of: these; list: its parts come from these, or empty: any codes
  const char* english;                  // what it decides
  const char* indonesian;
};

std::span<const PolicyKnown> known_policies();           // ascending by name
const PolicyKnown* known_policy(std::string_view name);  // null if no rule reads it
// Whether the rules understand a value; what they would, as "true/false" or "a number", if not.
std::optional<std::string> expected_instead(const PolicyKnown& policy, std::string_view value);

}  // namespace jejak
