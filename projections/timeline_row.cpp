#include "projections/timeline_row.hpp"

#include "ledger/base/wire.hpp"

namespace jejak {
namespace {

constexpr std::uint8_t row_format = 1;

void put_flag(WireWriter& out, bool flag) {
  out.u8(flag ? 1 : 0);
}

void put_date(WireWriter& out, const std::optional<Date>& date) {
  put_flag(out, date.has_value());
  if (date) out.i32(date->days);
}

void put_change(WireWriter& out, const StateChange& change) {
  out.text16(change.stream);
  out.u16(static_cast<std::uint16_t>(change.before));
  out.u16(static_cast<std::uint16_t>(change.after));
}

void put_document(WireWriter& out, const Document& document) {
  out.text16(document.number);
  put_date(out, document.date);
  out.raw(view(document.hash));
  out.text16(text(document.certificate));
  put_flag(out, document.signed_at.has_value());
  if (document.signed_at) out.i64(document.signed_at->us);
}

struct ValueWriter {
  WireWriter& out;
  void operator()(std::int64_t value) const { out.i64(value); }
  void operator()(Date value) const { out.i32(value.days); }
  void operator()(const Code& value) const { out.text16(value.text); }
  void operator()(const Codes& value) const {
    out.u16(static_cast<std::uint16_t>(value.size()));
    for (const Code& code : value) out.text16(code.text);
  }
  void operator()(const Id& value) const { out.raw(value); }
  void operator()(const Hash& value) const { out.raw(view(value)); }
  void operator()(const Reference& value) const { out.text16(value.stream); }
  void operator()(const Bytes& value) const { out.text16(text(value)); }
};

void put_field(WireWriter& out, const Field& field) {
  out.u16(field.number);
  out.u8(static_cast<std::uint8_t>(kind_of(field.value)));
  std::visit(ValueWriter{out}, field.value);
}

}  // namespace

std::optional<StateCode> TimelineRow::state_of(std::string_view stream) const {
  std::optional<StateCode> out;
  if (own.stream == stream && admitted()) out = own.after;
  for (const StateChange& change : touched) {
    if (change.stream == stream) out = change.after;
  }
  return out;
}

TimelineRow timeline_row(const ProjectedEntry& entry) {
  const Event& event = *entry.event;
  TimelineRow row;
  row.position = entry.position;
  row.recorded_at = entry.recorded_at;
  row.leaf = entry.leaf;
  row.verdict = entry.verdict;
  row.stream_revision = entry.stream_revision;
  row.own.stream = event.stream;
  row.event = event.id;
  row.type = event.type;
  row.legal_date = event.legal_date;
  row.legal_minute = event.legal_minute;
  row.zone = event.zone;
  row.received_date = event.received_date;
  row.office = event.office;
  row.holder = event.holder;
  row.on_behalf_of = event.on_behalf_of;
  row.rule_set = event.rule_set;
  row.late_reason = event.late_reason;
  row.legal_bases = event.legal_bases;
  row.documents = event.documents;
  row.causation = event.causation;
  row.external_refs = event.external_refs;
  row.fields = event.fields;
  row.keys = entry.keys;
  return row;
}

Bytes encode(const TimelineRow& row) {
  WireWriter out;
  out.reserve(512);
  out.u8(row_format);
  out.u64(row.position.value);
  out.i64(row.recorded_at.us);
  out.raw(view(row.leaf));
  out.u16(row.verdict);
  out.u64(row.stream_revision);
  put_flag(out, row.in_order);
  put_change(out, row.own);
  out.u16(static_cast<std::uint16_t>(row.touched.size()));
  for (const StateChange& change : row.touched) put_change(out, change);
  out.u16(static_cast<std::uint16_t>(row.overlays.size()));
  for (const StateCode overlay : row.overlays) out.u16(static_cast<std::uint16_t>(overlay));
  out.raw(row.event);
  out.u16(row.type);
  out.i32(row.legal_date.days);
  put_flag(out, row.legal_minute.has_value());
  if (row.legal_minute) out.u16(*row.legal_minute);
  out.u8(static_cast<std::uint8_t>(row.zone));
  put_date(out, row.received_date);
  out.text16(row.office);
  out.u8(static_cast<std::uint8_t>(row.holder));
  out.text16(row.on_behalf_of);
  out.text16(row.rule_set);
  out.text16(row.late_reason);
  out.u16(static_cast<std::uint16_t>(row.legal_bases.size()));
  for (const std::string& basis : row.legal_bases) out.text16(basis);
  out.u16(static_cast<std::uint16_t>(row.documents.size()));
  for (const Document& document : row.documents) put_document(out, document);
  put_flag(out, row.causation.has_value());
  if (row.causation) out.raw(*row.causation);
  out.u16(static_cast<std::uint16_t>(row.external_refs.size()));
  for (const ExternalRef& reference : row.external_refs) {
    out.text16(reference.system);
    out.text16(reference.id);
  }
  out.u16(static_cast<std::uint16_t>(row.fields.size()));
  for (const Field& field : row.fields) put_field(out, field);
  out.u16(static_cast<std::uint16_t>(row.keys.size()));
  for (const PublicKey& key : row.keys) out.raw(key);
  out.text16(row.contested_by);
  put_flag(out, row.corrected_by.has_value());
  if (row.corrected_by) out.u64(row.corrected_by->value);
  return out.take();
}

}  // namespace jejak
