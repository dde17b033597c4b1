#pragma once
// What views answer, for people and as JSON. Every answer says of which entries it is an answer.

#include "ledger/proof/checkpoint.hpp"
#include "projections/case_reading.hpp"
#include "tools/jejak/deadline_line.hpp"
#include "tools/jejak/terminal.hpp"
#include "tools/jejak/why.hpp"

namespace jejak {

// What an answer rests on besides its rows.
struct Ground {
  Stamp stamp;
  Coordinates at;                              // that were asked for
  std::optional<Hash> answer;                  // digest of the answer itself
  std::optional<SignedCheckpoint> checkpoint;  // the newest, which covers the answer or a part of it
  bool simulated = false;
};

// `why`: the facts of refusals, as far as they are known. `deadlines`: those of the case, as far as they are read.
std::string print_case(const Terminal& terminal, const CaseFile& file, bool with_timeline, const Refusals& why,
                       const std::vector<DeadlineLine>& deadlines);
std::string print_cases(const Terminal& terminal, const std::vector<CaseSummary>& cases);
// One step of a timeline, with what it rests on below it.
std::string print_step(const Terminal& terminal, const TimelineRow& row, const std::string& stream,
                       const Refusals& why);
std::string print_ground(const Terminal& terminal, const Ground& ground);

// One JSON value each, no newline.
std::string case_json(const CaseFile& file, bool with_timeline, const Refusals& why,
                      const std::vector<DeadlineLine>& deadlines);
std::string cases_json(const std::vector<CaseSummary>& cases);
std::string ground_json(const Ground& ground);
std::string checkpoint_json(const Checkpoint& checkpoint);

}  // namespace jejak
