#pragma once
// Rule sets as their authors write them: Cap'n Proto's text format over ledger/record/ruleset.capnp. A target of its
// own, because only the authoring tool links the text parser.
//
//   ( id = "RS-2018", inForceFrom = 20171227,
//     sanctions = [ ( code = "P53-9", level = severe, … ), … ], … )

#include "ledger/record/ruleset.hpp"

namespace jejak {

constexpr std::size_t rule_set_text_bytes_max = 400'000;

// Errc::malformed names line and columns, or table, row and rule; Errc::too_large. Constants, imports and embedded
// files are refused.
Result<RuleSet> parse_rule_set_text(std::string_view text);

}  // namespace jejak
