#include "projections/projection.hpp"

#include "ledger/record/stored.hpp"

namespace jejak {
namespace {

Error damaged(Sequence position, const Error& cause) {
  return Error{Errc::corrupt, "entry " + std::to_string(position.value) + ": " + cause.message};
}

}  // namespace

Result<ProjectedEntry> projected_entry(Sequence position, BytesView entry) {
  auto stored = read_stored_entry(entry);
  if (!stored) return damaged(position, stored.error());
  ProjectedEntry out;
  out.position = position;
  out.kind = stored->kind;
  out.recorded_at = stored->recorded_at;
  out.verdict = stored->verdict;
  out.stream_revision = stored->stream_revision;
  out.leaf = leaf_hash(entry);
  if (stored->kind != EntryKind::event) return out;

  auto envelope = read_stored_envelope(stored->body);
  if (!envelope) return damaged(position, envelope.error());
  auto event = read_stored_event(envelope->event);
  if (!event) return damaged(position, event.error());
  out.event = std::move(*event);
  out.keys = std::move(envelope->keys);
  return out;
}

ProjectedEntry projected_entry(Sequence position, const Step& step) {
  ProjectedEntry out;
  out.position = position;
  out.kind = step.entry.kind;
  out.recorded_at = step.entry.recorded_at;
  out.verdict = step.entry.verdict;
  out.stream_revision = step.entry.stream_revision;
  out.leaf = step.leaf;
  if (step.vouched) {
    out.event = step.vouched->event();
    out.keys = step.vouched->keys();
  }
  return out;
}

}  // namespace jejak
