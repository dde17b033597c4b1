#pragma once
// Cases and their timelines as JSON values, without a newline. Any thread; nothing fails.

#include "api/answers/deadline_line.hpp"
#include "api/answers/judge_again.hpp"
#include "projections/case_reading.hpp"

namespace jejak {

// `why`: the facts of refusals, as far as they are known. `deadlines`: those of the case, as far as they are read.
std::string case_json(const CaseFile& file, bool with_timeline, const Refusals& why,
                      const std::vector<DeadlineLine>& deadlines);
std::string cases_json(const std::vector<CaseSummary>& cases);

}  // namespace jejak
