#include "projections/projection.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/record/envelope.hpp"

namespace jejak {
namespace {

Error damaged(Sequence position, const Error& cause) {
  return Error{Errc::corrupt, "entry " + std::to_string(position.value) + ": " + cause.message};
}

}  // namespace

Result<ProjectedEntry> projected_entry(Sequence position, BytesView entry) {
  auto decoded = decode_entry(entry);
  if (!decoded) return damaged(position, decoded.error());
  ProjectedEntry out;
  out.position = position;
  out.kind = decoded->kind;
  out.recorded_at = decoded->recorded_at;
  out.verdict = decoded->verdict;
  out.stream_revision = decoded->stream_revision;
  out.leaf = leaf_hash(entry);
  if (decoded->kind != EntryKind::event) return out;

  auto envelope = decode_envelope(decoded->body);
  if (!envelope) return damaged(position, envelope.error());
  auto event = decode(envelope->event);
  if (!event) return damaged(position, event.error());
  out.event = std::move(*event);
  out.keys.reserve(envelope->signatures.size());
  for (const EventSignature& signature : envelope->signatures) out.keys.push_back(signature.key);
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
