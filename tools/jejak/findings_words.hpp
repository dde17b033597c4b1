#pragma once
// Findings in words.

#include "api/answers/findings.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

// Errors: those of reading the entries that they cite.
Result<std::string> finding_words(const Terminal& terminal, const Reader& reader, const Finding& finding);

}  // namespace jejak
