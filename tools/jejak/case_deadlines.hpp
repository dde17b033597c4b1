#pragma once
// The deadlines of a case and of the approvals it rests on, for its screen.

#include "projections/case_reading.hpp"
#include "tools/jejak/deadline_line.hpp"

namespace jejak {

// As they stand at the head, read on the case's own date if it has one. Earlier positions have none here: the rule
// state that counts them is the head's. Errors: those of opening and reading.
Result<std::vector<DeadlineLine>> deadlines_of(const std::string& folder, const CaseFile& file, TreeSize head);

}  // namespace jejak
