#pragma once
// What a case's stream says of its subject and of the act, read in one place. Pointers into the stream.

#include "ledger/rules/judging.hpp"

#include <initializer_list>

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

// The agency whose head decides: as identified, or as the last accepted transfer says; empty if neither is recorded.
std::string_view home_agency_of(const StreamState& kase);
// The transfer that was offered and neither accepted nor refused; null if none is open.
const Kept* open_offer(const StreamState& kase);
// The newest recommendation, as issued or as revised; null if there is none. Both keep the same fields.
const Kept* recommendation_of(const StreamState& kase);
// The track of the newest recommendation, unless an ethics council has since referred the case to discipline; empty if
// nothing was recommended.
std::string_view track_of(const StreamState& kase);
// Who examines: the office appointed last, one superior, team or council; empty if none was.
std::string_view examiner_of(const StreamState& kase);
// The ground of the exemption that was verified and has been neither rejected nor claimed anew; empty if none is.
std::string_view exempt_on(const StreamState& kase);

// The newest kept event of any of the types; null if there is none.
const Kept* newest_of(const StreamState& stream, std::initializer_list<std::uint16_t> types);

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
