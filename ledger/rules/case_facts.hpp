#pragma once
// What a case's stream says of its subject and of the act, read in one place. Pointers into the stream.

#include "ledger/rules/judging.hpp"

namespace jejak {

struct SubjectFacts {
  Id subject{};
  std::string_view type;  // PNS …
  std::string_view rank;  // JPT_PRATAMA …
  std::string_view post;
  std::string_view home_agency;
  std::string_view post_class;  // may be empty
  std::string_view heads_unit;  // may be empty
};
std::optional<SubjectFacts> subject_of(const StreamState& kase);

struct ActFacts {
  Date date;
  std::string_view place;
  std::string_view election;  // stream, may be empty
  std::string_view phase;     // as stated, may be empty
  const Codes* violations = nullptr;
};
std::optional<ActFacts> act_of(const StreamState& kase);
std::optional<ActFacts> act_of(const Event& case_opened);

// "B" before the determination of candidates, "C" from that day on; by the election if it is known, else as stated;
// empty if neither says.
std::string_view phase_of(const Judging& judging, const ActFacts& act);

// The case that an approval's stream is about; null if it was not asked for, or the case does not exist.
const StreamState* case_of_approval(const Judging& judging, const StreamState& approval);

bool has_code(const Codes* codes, std::string_view wanted);
std::string_view text_or_empty(const Code* code);

}  // namespace jejak
