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

// Reads what the functions above wrote. Once something does not fit it stays damaged.
class RowReader {
 public:
  explicit RowReader(BytesView bytes) : in_(bytes) {}
  WireReader& in() { return in_; }
  bool good() const { return fits_ && in_.ok(); }
  bool finished() const { return fits_ && in_.finished(); }
  void expect(bool fits) { fits_ = fits_ && fits; }

  bool flag() {
    const std::uint8_t value = in_.u8();
    expect(value <= 1);
    return value == 1;
  }
  std::string string() { return std::string(in_.text16()); }
  Hash hash() { return Hash{in_.array<32>()}; }
  std::optional<Date> date() {
    if (!flag()) return std::nullopt;
    return Date{in_.i32()};
  }
  StateCode state() {
    const std::uint16_t number = in_.u16();
    expect(is_known_state(number));
    return static_cast<StateCode>(number);
  }
  StateChange change() {
    StateChange out;
    out.stream = string();
    out.before = state();
    out.after = state();
    return out;
  }
  Document document() {
    Document out;
    out.number = string();
    out.date = date();
    out.hash = hash();
    out.certificate = copy(view(in_.text16()));
    if (flag()) out.signed_at = Instant{in_.i64()};
    return out;
  }
  // A list whose length stands before it; every member takes bytes, so a false length ends at the row's end.
  template <class T, class Read>
  std::vector<T> list(Read read) {
    std::vector<T> out;
    const std::uint16_t count = in_.u16();
    for (std::uint16_t i = 0; i < count && good(); ++i) out.push_back(read());
    return out;
  }
  Value value() {
    const std::uint8_t kind = in_.u8();
    expect(kind >= static_cast<std::uint8_t>(FieldKind::number) && kind <= static_cast<std::uint8_t>(FieldKind::table));
    if (!good()) return std::int64_t{0};
    switch (static_cast<FieldKind>(kind)) {
      case FieldKind::number: return in_.i64();
      case FieldKind::date: return Date{in_.i32()};
      case FieldKind::code: return Code{string()};
      case FieldKind::codes: return list<Code>([this] { return Code{string()}; });
      case FieldKind::id: return in_.array<16>();
      case FieldKind::hash: return hash();
      case FieldKind::reference: return Reference{string()};
      case FieldKind::table: return copy(view(in_.text16()));
    }
    return std::int64_t{0};
  }
  Field field() {
    Field out;
    out.number = in_.u16();
    out.value = value();
    return out;
  }

 private:
  WireReader in_;
  bool fits_ = true;
};

}  // namespace

std::optional<StateCode> TimelineRow::state_of(std::string_view stream) const {
  std::optional<StateCode> out;
  if (own.stream == stream && admitted()) out = own.after;
  for (const StateChange& change : touched) {
    if (change.stream == stream) out = change.after;
  }
  return out;
}

TimelineRow timeline_row(const ProjectedEntry& entry, const Folded& folded) {
  const Event& event = *entry.event;
  TimelineRow row;
  row.position = entry.position;
  row.recorded_at = entry.recorded_at;
  row.leaf = entry.leaf;
  row.verdict = entry.verdict;
  row.stream_revision = entry.stream_revision;
  row.in_order = folded.in_order;
  row.own = folded.own;
  row.touched = folded.touched;
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
  return out.take();
}

Result<TimelineRow> decode_timeline_row(BytesView bytes) {
  RowReader reader(bytes);
  WireReader& in = reader.in();
  TimelineRow row;
  reader.expect(in.u8() == row_format);
  row.position = Sequence{in.u64()};
  row.recorded_at = Instant{in.i64()};
  row.leaf = reader.hash();
  row.verdict = in.u16();
  row.stream_revision = in.u64();
  row.in_order = reader.flag();
  row.own = reader.change();
  row.touched = reader.list<StateChange>([&reader] { return reader.change(); });
  row.event = in.array<16>();
  row.type = in.u16();
  row.legal_date = Date{in.i32()};
  if (reader.flag()) row.legal_minute = in.u16();
  const std::uint8_t zone = in.u8();
  reader.expect(zone <= static_cast<std::uint8_t>(Zone::wit));
  row.zone = static_cast<Zone>(zone);
  row.received_date = reader.date();
  row.office = reader.string();
  const std::uint8_t holder = in.u8();
  reader.expect(holder <= static_cast<std::uint8_t>(HolderKind::plh));
  row.holder = static_cast<HolderKind>(holder);
  row.on_behalf_of = reader.string();
  row.rule_set = reader.string();
  row.late_reason = reader.string();
  row.legal_bases = reader.list<std::string>([&reader] { return reader.string(); });
  row.documents = reader.list<Document>([&reader] { return reader.document(); });
  if (reader.flag()) row.causation = in.array<16>();
  row.external_refs = reader.list<ExternalRef>([&reader] {
    ExternalRef out;
    out.system = reader.string();
    out.id = reader.string();
    return out;
  });
  row.fields = reader.list<Field>([&reader] { return reader.field(); });
  row.keys = reader.list<PublicKey>([&in] { return in.array<32>(); });
  if (!reader.finished()) return Error{Errc::corrupt, "a row of a timeline is damaged"};
  return row;
}

}  // namespace jejak
