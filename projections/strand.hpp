#pragma once
// A strand: the row of one stream in the case view. Not a copy of its entries but an index of them: where they lie in
// the log, of which legal date they are, and what each does to the stream's state, as far as that follows from the
// event alone. So a strand can be cut at any position and date and folded anew, and the entries are read from the log
// only where somebody wants to see them.

#include "ledger/rules/catalogue.hpp"
#include "projections/coordinates.hpp"

namespace jejak {

enum class StepKind : std::uint8_t {
  own,      // an admitted entry of the stream
  refused,  // a refused attempt in it
  named,    // an entry of another stream that names this one and stands on its timeline
  moved,    // an admitted entry of some stream by which the catalogue lets this one's state be set
  linked,   // an admitted entry by which a report or approval was first linked to this case
};
constexpr std::uint8_t step_kinds = 5;

// A reference that later events of the stream reach other streams through.
struct StepReference {
  std::uint16_t field = 0;
  std::string_view stream;
};

struct StrandStep {
  StepKind kind = StepKind::own;
  Sequence position;           // never falls within a strand
  Date legal_date;             // of the event
  std::uint16_t type = 0;      // of the event
  std::uint16_t verdict = 0;   // refused: the code's number
  std::uint64_t outcomes = 0;  // own: bit i is set where the i-th outcome of the type's row holds
  std::uint8_t touch = 0;      // moved: which of the row's touches
  // moved: the step counts in readings on these dates. From the later of the two legal dates, of the event and of the
  // reference it reaches the stream through, until a newer reference takes that one's place.
  Date from;
  std::optional<Date> until;
  std::string_view office;                // own: of the first one of the stream; else empty
  std::string_view home;                  // own: the subject's agency, where the event says it; else empty
  std::string_view linked;                // linked: the report or approval
  std::vector<StepReference> references;  // own: of types that touches reach through
};

std::string strand_key(std::string_view stream);
constexpr std::string_view strand_prefix = "s/";

// Appends a step; an empty row begins a strand. Errors: corrupt (the row is no strand, or ends beyond the step).
Outcome append_step(Bytes& row, const StrandStep& step);
bool has_begun(const Bytes& row);  // whether an event of the stream was admitted
// Whether a step of that link is there already. Errors: corrupt.
Result<bool> is_linked(const Bytes& row, std::string_view stream);

// The steps of a row, in order. Texts are the row's own bytes.
Result<std::vector<StrandStep>> read_strand(BytesView row);  // errors: corrupt

}  // namespace jejak
