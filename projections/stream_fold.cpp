#include "projections/stream_fold.hpp"

#include "ledger/base/wire.hpp"

#include <algorithm>

namespace jejak {
namespace {

StateCode resulting_state(const CatalogueRow& row, const Event& event, StateCode before) {
  StateCode after = row.to == StateCode::none || is_overlay(row.to) ? before : row.to;
  for (const OutcomeRow& outcome : row.outcomes) {
    const Code* code = event.get<Code>(outcome.field);
    if (code != nullptr && code->text == outcome.code && outcome.to != StateCode::none && !is_overlay(outcome.to))
      after = outcome.to;
  }
  return after;
}

bool expects(const CatalogueRow& row, const FoldedStream& stream) {
  return std::any_of(row.from.begin(), row.from.end(), [&stream](StateCode from) {
    return from == StateCode::none ? stream.events == 0 : stream.state == from;
  });
}

void hold_references(FoldedStream& stream, const Event& event) {
  std::erase_if(stream.references, [&event](const HeldReference& held) { return held.type == event.type; });
  for (const Field& field : event.fields) {
    const auto* reference = std::get_if<Reference>(&field.value);
    if (reference != nullptr) stream.references.push_back({event.type, field.number, reference->stream});
  }
  std::sort(stream.references.begin(), stream.references.end(), [](const HeldReference& a, const HeldReference& b) {
    return std::pair(a.type, a.field) < std::pair(b.type, b.field);
  });
}

// The stream that a touch reaches; empty if none.
std::string touched_stream(const Touch& touch, const Event& event, const FoldedStream& stream) {
  if (touch.via_type == 0) {
    const auto* reference = event.get<Reference>(touch.via_field);
    return reference == nullptr ? std::string() : reference->stream;
  }
  for (const HeldReference& held : stream.references) {
    if (held.type == touch.via_type && held.field == touch.via_field) return held.stream;
  }
  return {};
}

// One name for each touch of the row, as they stood before the event; empty where it reaches nothing.
std::vector<std::string> streams_set_by(const CatalogueRow& row, const Event& event, const FoldedStream& stream) {
  std::vector<std::string> out;
  for (const Touch& touch : row.touches) out.push_back(touched_stream(touch, event, stream));
  return out;
}

}  // namespace

Bytes encode(const FoldedStream& stream) {
  WireWriter out;
  out.u16(static_cast<std::uint16_t>(stream.state));
  out.u64(stream.events);
  out.u64(stream.refusals);
  out.u16(static_cast<std::uint16_t>(stream.references.size()));
  for (const HeldReference& held : stream.references) {
    out.u16(held.type);
    out.u16(held.field);
    out.text16(held.stream);
  }
  return out.take();
}

Result<FoldedStream> decode_folded_stream(BytesView row) {
  WireReader in(row);
  FoldedStream stream;
  const std::uint16_t state = in.u16();
  stream.state = static_cast<StateCode>(state);
  stream.events = in.u64();
  stream.refusals = in.u64();
  const std::uint16_t references = in.u16();
  for (std::uint16_t i = 0; i < references && in.ok(); ++i) {
    const std::uint16_t type = in.u16();
    const std::uint16_t field = in.u16();
    stream.references.push_back({type, field, std::string(in.text16())});
  }
  if (!in.finished() || !is_known_state(state)) return Error{Errc::corrupt, "a stream's row in a view is damaged"};
  return stream;
}

std::string folded_key(std::string_view stream) {
  return std::string(folded_prefix) + std::string(stream);
}

Result<FoldedStream> read_folded(View& view, std::string_view stream) {
  auto row = view.read(folded_key(stream));
  if (!row) return std::move(row).error();
  if (!*row) return FoldedStream{};
  return decode_folded_stream(**row);
}

CatalogueField catalogue_field(std::string_view type, std::string_view field) {
  const TypeShape* shape = catalogue().find(type);
  JEJAK_ASSERT(shape != nullptr);
  CatalogueField found{shape->number, 0};
  for (const FieldShape& each : shape->fields) {
    if (each.name == field) found.field = each.number;
  }
  JEJAK_ASSERT(found.field != 0);
  return found;
}

bool is_followed(std::string_view stream) {
  const auto kind = stream_kind(stream);
  return kind == StreamKind::report || kind == StreamKind::kase || kind == StreamKind::approval;
}

Result<Folded> fold_stream(const ProjectedEntry& entry, View& view) {
  const Event& event = *entry.event;
  const bool followed = is_followed(event.stream);
  FoldedStream stream;
  if (followed) {
    auto read = read_folded(view, event.stream);
    if (!read) return std::move(read).error();
    stream = std::move(*read);
  }
  const auto keep = [&] {
    if (followed) view.write(folded_key(event.stream), encode(stream));
  };
  Folded out;
  out.own = {event.stream, stream.state, stream.state};
  if (entry.refused()) {
    ++stream.refusals;
    keep();
    return out;
  }

  out.begins = stream.events == 0;
  const CatalogueRow* row = catalogue().row(event.type);
  if (row == nullptr) {  // a type of a later catalogue: recorded, but nothing is known of its effects
    ++stream.events;
    keep();
    return out;
  }
  out.in_order = expects(*row, stream);
  const std::vector<std::string> reached = streams_set_by(*row, event, stream);
  ++stream.events;
  stream.state = resulting_state(*row, event, stream.state);
  out.own.after = stream.state;
  hold_references(stream, event);
  keep();

  std::size_t next = 0;
  for (const Touch& touch : row->touches) {
    const std::string& name = reached[next++];
    if (touch.to == StateCode::none || name.empty() || !is_followed(name)) continue;
    auto other = read_folded(view, name);
    if (!other) return std::move(other).error();
    if (other->events == 0 || (out.begins && name == event.stream)) continue;  // it was not there to be reached
    if (std::find(touch.stays.begin(), touch.stays.end(), other->state) != touch.stays.end()) continue;
    out.touched.push_back({name, other->state, touch.to});
    other->state = touch.to;
    view.write(folded_key(name), encode(*other));
  }
  return out;
}

}  // namespace jejak
