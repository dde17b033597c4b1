#include "projections/strand_fold.hpp"

#include <algorithm>

namespace jejak {
namespace {

bool expects(const CatalogueRow& row, const StreamState& stream) {
  return std::any_of(row.from.begin(), row.from.end(), [&stream](StateCode from) {
    return from == StateCode::none ? stream.events == 0 : stream.state == from;
  });
}

// As the rules move a stream (rules/transition.cpp), without judging.
void move_by(StreamState& stream, const CatalogueRow& row, std::uint64_t outcomes) {
  stream.move(row.to);
  for (const StateCode overlay : row.moves) stream.move(overlay);
  for (const StateCode value : row.ends) {
    if (stream.is(value)) stream.move(first_of(overlay_of(value)));
  }
  for (std::size_t i = 0; i < row.outcomes.size(); ++i) {
    if ((outcomes >> i & 1) != 0) stream.move(row.outcomes[i].to);
  }
}

std::vector<StateCode> changed_overlays(const StreamState& before, const StreamState& after) {
  std::vector<StateCode> out;
  for (std::size_t i = 0; i < overlay_count; ++i) {
    const auto which = static_cast<Overlay>(i);
    if (before.overlay(which) != after.overlay(which)) out.push_back(after.overlay(which));
  }
  return out;
}

// Whether a step that other streams' events make reaches the stream: it must have been there, and the reading's date
// one on which the reference held.
bool reaches(const StrandStep& step, const FoldedStrand& folded, const Coordinates& at) {
  if (step.position.value >= at.as_of.value) return false;
  if (!folded.first || folded.first->position >= step.position) return false;
  if (!at.on) return !step.until;
  return step.from <= *at.on && (!step.until || *at.on < *step.until);
}

void fold_own(FoldedStrand& folded, const StrandStep& step) {
  const CatalogueRow* row = catalogue().row(step.type);
  StrandMoment moment;
  moment.position = step.position;
  moment.own = true;
  moment.before = folded.state.state;
  if (row != nullptr) {
    moment.in_order = expects(*row, folded.state);
    const StreamState before = folded.state;
    move_by(folded.state, *row, step.outcomes);
    if (folded.state.overlays != before.overlays) moment.overlays = changed_overlays(before, folded.state);
  }
  moment.after = folded.state.state;
  ++folded.state.events;
  if (!folded.first) folded.first = step;
  folded.last = step;
  if (!step.home.empty()) folded.home = step.home;
  folded.moments.push_back(std::move(moment));
}

void fold_moved(FoldedStrand& folded, const StrandStep& step) {
  const CatalogueRow* row = catalogue().row(step.type);
  if (row == nullptr || step.touch >= row->touches.size()) return;
  const Touch& touch = row->touches[step.touch];
  const auto& stays = touch.stays;
  if (std::find(stays.begin(), stays.end(), folded.state.state) != stays.end()) return;
  StrandMoment moment;
  moment.position = step.position;
  moment.touch = step.touch;
  moment.before = folded.state.state;
  folded.state.move(touch.to);
  moment.after = folded.state.state;
  folded.last = step;
  folded.moments.push_back(std::move(moment));
}

}  // namespace

FoldedStrand fold_strand(const std::vector<StrandStep>& strand, const Coordinates& at) {
  FoldedStrand folded;
  for (const StrandStep& step : strand) {
    if (step.kind == StepKind::moved) {
      if (reaches(step, folded, at)) fold_moved(folded, step);
      continue;
    }
    if (!covers(at, step.position, step.legal_date)) continue;
    if (step.kind == StepKind::own) fold_own(folded, step);
    if (step.kind == StepKind::refused) ++folded.state.refusals;
  }
  return folded;
}

}  // namespace jejak
