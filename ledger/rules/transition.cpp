#include "ledger/rules/transition.hpp"

#include "ledger/rules/decisions.hpp"
#include "ledger/rules/terms.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

namespace {

bool contains(std::span<const StateCode> states, StateCode state) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

Kept without_fields(const Judging& judging) {
  const Event& event = judging.event;
  return {event.type,   event.id, judging.moment.position, judging.moment.recorded_at, event.legal_date, event.office,
          event.holder, {}};
}

Kept keep(const Judging& judging, const Signers& signers) {
  const Event& event = judging.event;
  Kept kept = without_fields(judging);
  for (const Field& field : event.fields) {
    const auto& wanted = judging.row.kept_fields;
    if (std::find(wanted.begin(), wanted.end(), field.number) != wanted.end()) kept.fields.push_back(field);
  }
  if (!judging.row.keep_signers) return kept;
  std::uint16_t number = kept_signers_from;
  for (const Signer& signer : signers.all) {
    if (signer.key_stream != nullptr) kept.fields.push_back({number++, Hash{*signer.key}});
  }
  return kept;
}

void extend(StreamState& stream, const Judging& judging, const Signers& signers, const Hash& hash) {
  const CatalogueRow& row = judging.row;
  ++stream.events;
  if (row.concurrency == Concurrency::exact) {
    stream.exact_revision = stream.events;
    stream.recent.clear();
  }
  if (stream.recent.size() == recent_hashes_max) stream.recent.erase(stream.recent.begin());
  stream.recent.push_back(hash);
  stream.zone = judging.event.zone;
  stream.move(row.to);
  for (const StateCode overlay : row.moves) stream.move(overlay);
  for (const StateCode value : row.ends) {
    if (stream.is(value)) stream.move(first_of(overlay_of(value)));
  }
  for (const OutcomeRow& outcome : row.outcomes) {
    const Code* code = judging.event.get<Code>(outcome.field);
    if (code != nullptr && code->text == outcome.code) stream.move(outcome.to);
  }
  run_terms(stream, judging);
  if (row.keep == Keep::none) return;
  if (row.keep == Keep::last) {
    stream.kept.erase_if([&](const Kept& kept) { return kept.type == row.shape.number; });
  }
  stream.kept.push_back(keep(judging, signers));
}

StreamState& change(Changes& changes, const StreamState& stream) {
  for (StreamState& changed : changes) {
    if (changed.name == stream.name) return changed;
  }
  return changes.emplace_back(stream);
}

// So that a second case about the same act is found when it comes to a second penalty.
void mark_subject(Changes& changes, const Judging& judging) {
  const auto subject = subject_of(judging.stream);
  if (!subject) return;
  const std::string name = subject_stream(subject->subject);
  const StreamState* known = judging.find(name);
  StreamState fresh;
  fresh.name = name;
  StreamState& marked = change(changes, known == nullptr ? fresh : *known);
  marked.kept.erase_if([&](const Kept& kept) {
    const auto* kase = kept.get<Reference>(field::subject_mark::kase);
    return kase != nullptr && kase->stream == judging.event.stream;
  });
  Kept mark = without_fields(judging);
  mark.fields.push_back({field::subject_mark::kase, Reference{judging.event.stream}});
  marked.kept.push_back(std::move(mark));
}

}  // namespace

const char* field_name(std::uint16_t of_type, std::uint16_t number) {
  const CatalogueRow* row = catalogue().row(of_type);
  if (row == nullptr) return "field";
  for (const FieldShape& shape : row->shape.fields) {
    if (shape.number == number) return shape.name;
  }
  return "field";
}

Touched touched(const Judging& judging, const Touch& touch) {
  const Value* value = judging.event.find(touch.via_field);
  if (touch.via_type != 0) {
    const Kept* kept = judging.stream.last_of(touch.via_type);
    value = kept == nullptr ? nullptr : kept->find(touch.via_field);
  }
  const auto* reference = value == nullptr ? nullptr : std::get_if<Reference>(value);
  if (reference == nullptr) {
    if (touch.optional) return {};
    const std::uint16_t of_type = touch.via_type != 0 ? touch.via_type : judging.event.type;
    return {nullptr, Refusal(RefusalCode::e_reference_unknown, {{"reference", field_name(of_type, touch.via_field)}})};
  }
  const StreamState* stream = judging.find(reference->stream);
  if (stream != nullptr && stream->events > 0) return {stream, std::nullopt};
  return {nullptr, Refusal(RefusalCode::e_reference_unknown, {{"reference", reference->stream}})};
}

Changes changes_of(const Judging& judging, const Signers& signers, const Hash& hash) {
  Changes changes;
  changes.reserve(1 + judging.row.touches.size());
  extend(changes.emplace_back(judging.stream), judging, signers, hash);
  for (const Touch& touch : judging.row.touches) {
    const StreamState* stream = touch.to == StateCode::none ? nullptr : touched(judging, touch).stream;
    if (stream == nullptr || contains(touch.stays, stream->state)) continue;
    change(changes, *stream).move(touch.to);
  }
  if (judging.row.marks_subject) mark_subject(changes, judging);
  return changes;
}

}  // namespace jejak
