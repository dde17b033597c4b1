#include "projections/projection.hpp"

#include "ledger/record/stored.hpp"

#include <algorithm>

namespace jejak {
namespace {

Error damaged(Sequence position, const Error& cause) {
  return Error{Errc::corrupt, "entry " + std::to_string(position.value) + ": " + cause.message};
}

// Whether a stored event's dates are such as an admitted one may have: those who count with them rely on it.
bool has_dates_in_range(const Event& event) {
  const auto in_range = [](Date date) { return date >= date_min && date <= date_max; };
  return in_range(event.legal_date) && std::all_of(event.fields.begin(), event.fields.end(), [&](const Field& field) {
           const Date* date = std::get_if<Date>(&field.value);
           return date == nullptr || in_range(*date);
         });
}

}  // namespace

Result<ProjectedEntry> projected_entry(Sequence position, BytesView entry) {
  auto stored = read_stored_entry(entry);
  if (!stored) return damaged(position, stored.error());
  if (stored->recorded_at.us < 0 || stored->recorded_at >= start_of(date_max + 1, Zone::none)) {
    return damaged(position, Error{Errc::malformed, "entry: it was recorded before 1970 or after 9999"});
  }
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
  if (!has_dates_in_range(*event)) {
    return damaged(position, Error{Errc::malformed, "event: a date lies before 1900 or after 9999"});
  }
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
