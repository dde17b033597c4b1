#pragma once
// The deadlines of a case and of the approvals it rests on, for its screen.

#include "api/answers/deadline_line.hpp"
#include "projections/case_reading.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

// As they stood at the case's own coordinates, whatever was recorded since. Errors: those of opening and reading.
Result<std::vector<DeadlineLine>> deadlines_of(Terminal& terminal, const std::string& folder, const CaseFile& file);

}  // namespace jejak
