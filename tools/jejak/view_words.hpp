#pragma once
// What views answer, in words for people.

#include "api/answers/case_json.hpp"
#include "api/answers/ground.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

// `why`: the facts of refusals, as far as they are known. `deadlines`: those of the case, as far as they are read.
std::string print_case(const Terminal& terminal, const CaseFile& file, bool with_timeline, const Refusals& why,
                       const std::vector<DeadlineLine>& deadlines);
std::string print_cases(const Terminal& terminal, const std::vector<CaseSummary>& cases);
// One step of a timeline, with what it rests on below it.
std::string print_step(const Terminal& terminal, const TimelineRow& row, const std::string& stream,
                       const Refusals& why);
std::string print_ground(const Terminal& terminal, const Ground& ground);

}  // namespace jejak
