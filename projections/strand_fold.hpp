#pragma once
// A strand folded at two coordinates: the state of its stream then, and every step that set it on the way.

#include "ledger/rules/state.hpp"
#include "projections/strand.hpp"

namespace jejak {

struct StrandMoment {  // a step that was the stream's own, or that set its state
  Sequence position;
  StateCode before = StateCode::none;
  StateCode after = StateCode::none;
  bool own = false;
  std::uint8_t touch = 0;           // not own: which touch of the event's row
  bool in_order = true;             // own: the state before was one that the catalogue's row expects
  std::vector<StateCode> overlays;  // what it set beside the state, other than before
};

struct FoldedStrand {
  StreamState state;  // its name, state, overlays and counts; nothing else of it is folded
  std::vector<StrandMoment> moments;
  std::optional<StrandStep> first;  // own: the first admitted one
  std::optional<StrandStep> last;   // own, or one that set its state
  std::string_view home;            // the subject's agency, as the newest event that says it has it
};

// Texts are the strand's. Steps that `at` does not cover are left out, as if they had never been recorded.
FoldedStrand fold_strand(const std::vector<StrandStep>& strand, const Coordinates& at);

}  // namespace jejak
