// The stored form of one stream's rule state. docs/formats/state.md has the same in words.

#include "ledger/base/wire.hpp"
#include "ledger/rules/state.hpp"

#include <limits>

namespace jejak {

namespace {

constexpr std::uint8_t row_format = 1;

struct ValueWriter {
  WireWriter& out;
  void operator()(std::int64_t number) const { out.i64(number); }
  void operator()(Date date) const { out.i32(date.days); }
  void operator()(const Code& code) const { out.text16(code.text); }
  void operator()(const Codes& codes) const {
    out.u16(static_cast<std::uint16_t>(codes.size()));
    for (const Code& code : codes) out.text16(code.text);
  }
  void operator()(const Id& id) const { out.raw(BytesView(id)); }
  void operator()(const Hash& hash) const { out.raw(view(hash)); }
  void operator()(const Reference& reference) const { out.text16(reference.stream); }
  void operator()(const Bytes& table) const {
    out.u32(static_cast<std::uint32_t>(table.size()));
    out.raw(BytesView(table));
  }
};

void write(WireWriter& out, const Kept& kept) {
  out.u16(kept.type);
  out.raw(BytesView(kept.event));
  out.u64(kept.position.value);
  out.i64(kept.recorded_at.us);
  out.i32(kept.legal_date.days);
  out.text16(kept.office);
  out.u8(static_cast<std::uint8_t>(kept.holder));
  out.u8(static_cast<std::uint8_t>(kept.fields.size()));
  for (const Field& field : kept.fields) {
    out.u16(field.number);
    out.u8(static_cast<std::uint8_t>(kind_of(field.value)));
    std::visit(ValueWriter{out}, field.value);
  }
}

constexpr std::int32_t still_running = std::numeric_limits<std::int32_t>::min();

void write(WireWriter& out, const Term& term) {
  out.text16(term.id);
  out.text16(term.agency);
  out.i32(term.started_on.days);
  out.u64(term.since.value);
  out.u16(term.extended);
  out.i32(term.stopped_on ? term.stopped_on->days : still_running);
}

std::size_t size_hint(const StreamState& stream) {
  std::size_t bytes = 64 + stream.recent.size() * sizeof(Hash);
  for (const Kept& kept : stream.kept) bytes += 80 + kept.fields.size() * 40;
  return bytes + stream.terms.size() * 40;
}

// How many hashes a stream with this many events holds: those since the last exact event, that one included.
std::uint64_t recent_wanted(std::uint64_t events, std::uint64_t exact_revision) {
  const std::uint64_t since = exact_revision == 0 ? events : events - exact_revision + 1;
  return since < recent_hashes_max ? since : recent_hashes_max;
}

class RowReader {
 public:
  RowReader(std::string_view name, BytesView row) : name_(name), in_(row) {}

  Result<StreamHead> head() {
    StreamState stream;
    if (const char* wrong = read_head(stream)) return corrupt(wrong);
    return StreamHead{std::string(name_), stream.events, stream.last(), stream.refusals};
  }

  Result<StreamState> all() {
    StreamState stream;
    stream.name = name_;
    if (const char* wrong = read_head(stream)) return corrupt(wrong);
    if (const char* wrong = read_kept(stream)) return corrupt(wrong);
    if (const char* wrong = read_overlays(stream)) return corrupt(wrong);
    if (const char* wrong = read_terms(stream)) return corrupt(wrong);
    if (!in_.ok()) return corrupt("it ends too early");
    if (!in_.finished()) return corrupt("bytes after its end");
    return stream;
  }

 private:
  const char* read_head(StreamState& stream) {
    if (in_.u8() != row_format) return "unknown row format";
    const std::uint16_t state = in_.u16();
    if (!is_known_state(state) || is_overlay(static_cast<StateCode>(state))) return "unknown state";
    stream.state = static_cast<StateCode>(state);
    stream.events = in_.u64();
    stream.refusals = in_.u64();
    stream.exact_revision = in_.u64();
    const std::uint8_t zone = in_.u8();
    if (zone > static_cast<std::uint8_t>(Zone::wit)) return "unknown zone";
    stream.zone = static_cast<Zone>(zone);
    if (stream.exact_revision > stream.events) return "exact revision beyond its events";
    const std::uint8_t hashes = in_.u8();
    if (hashes != recent_wanted(stream.events, stream.exact_revision)) return "wrong number of recent hashes";
    stream.recent.reserve(hashes);
    for (int i = 0; i < hashes; ++i) stream.recent.push_back(Hash{in_.array<32>()});
    return in_.ok() ? nullptr : "it ends too early";
  }

  const char* read_kept(StreamState& stream) {
    const std::uint32_t count = in_.u32();
    constexpr std::size_t smallest = 42;
    if (count > in_.left() / smallest) return "more kept events than bytes";
    stream.kept.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      Kept kept;
      kept.type = in_.u16();
      kept.event = in_.array<16>();
      kept.position.value = in_.u64();
      kept.recorded_at.us = in_.i64();
      kept.legal_date.days = in_.i32();
      kept.office = in_.text16();
      const std::uint8_t holder = in_.u8();
      if (holder > static_cast<std::uint8_t>(HolderKind::plh)) return "unknown kind of holder";
      kept.holder = static_cast<HolderKind>(holder);
      if (const char* wrong = read_fields(kept.fields)) return wrong;
      stream.kept.push_back(std::move(kept));
    }
    return nullptr;
  }

  const char* read_overlays(StreamState& stream) {
    const std::uint8_t count = in_.u8();
    if (count > overlay_count) return "more overlays than there are";
    for (int i = 0; i < count; ++i) {
      const std::uint16_t number = in_.u16();
      const auto overlay = static_cast<StateCode>(number);
      if (!is_known_state(number) || !is_overlay(overlay)) return "unknown overlay";
      if (overlay == first_of(overlay_of(overlay))) return "an overlay that never moved";
      if (!stream.overlays.empty() && overlay_of(overlay) <= overlay_of(stream.overlays.back())) {
        return "overlays out of order";
      }
      stream.overlays.push_back(overlay);
    }
    return nullptr;
  }

  const char* read_terms(StreamState& stream) {
    const std::uint16_t count = in_.u16();
    constexpr std::size_t smallest = 22;
    if (count > in_.left() / smallest) return "more terms than bytes";
    for (int i = 0; i < count; ++i) {
      Term term;
      term.id = in_.text16();
      term.agency = in_.text16();
      term.started_on.days = in_.i32();
      term.since.value = in_.u64();
      term.extended = in_.u16();
      const std::int32_t stopped = in_.i32();
      if (stopped != still_running) term.stopped_on = Date{stopped};
      if (!in_.ok()) return "it ends too early";
      if (stream.term(term.id) != nullptr) return "a term twice";
      stream.terms.push_back(std::move(term));
    }
    return nullptr;
  }

  const char* read_fields(std::vector<Field>& fields) {
    const std::uint8_t count = in_.u8();
    if (count > event_fields_max) return "too many fields";
    fields.reserve(count);
    for (int i = 0; i < count; ++i) {
      Field field;
      field.number = in_.u16();
      if (!fields.empty() && field.number <= fields.back().number) return "fields out of order";
      if (!read_value(field.value)) return "a field that cannot be read";
      fields.push_back(std::move(field));
    }
    return nullptr;
  }

  bool read_value(Value& value) {
    switch (static_cast<FieldKind>(in_.u8())) {
      case FieldKind::number: value = in_.i64(); return in_.ok();
      case FieldKind::date: value = Date{in_.i32()}; return in_.ok();
      case FieldKind::code: value = Code{std::string(in_.text16())}; return in_.ok();
      case FieldKind::codes: return read_codes(value);
      case FieldKind::id: value = Id(in_.array<16>()); return in_.ok();
      case FieldKind::hash: value = Hash{in_.array<32>()}; return in_.ok();
      case FieldKind::reference: value = Reference{std::string(in_.text16())}; return in_.ok();
      case FieldKind::table: value = copy(in_.raw(in_.u32())); return in_.ok();
    }
    return false;
  }

  bool read_codes(Value& value) {
    const std::uint16_t count = in_.u16();
    if (count > code_list_max) return false;
    Codes codes;
    for (int i = 0; i < count && in_.ok(); ++i) codes.push_back(Code{std::string(in_.text16())});
    value = std::move(codes);
    return in_.ok();
  }

  Error corrupt(const char* what) const {
    return Error{Errc::corrupt, "rule state of " + std::string(name_) + ": " + what};
  }

  std::string_view name_;
  WireReader in_;
};

}  // namespace

Bytes encode(const StreamState& stream) {
  JEJAK_ASSERT(stream.recent.size() == recent_wanted(stream.events, stream.exact_revision));
  WireWriter out;
  out.reserve(size_hint(stream));
  out.u8(row_format);
  out.u16(static_cast<std::uint16_t>(stream.state));
  out.u64(stream.events);
  out.u64(stream.refusals);
  out.u64(stream.exact_revision);
  out.u8(static_cast<std::uint8_t>(stream.zone));
  out.u8(static_cast<std::uint8_t>(stream.recent.size()));
  for (const Hash& hash : stream.recent) out.raw(view(hash));
  out.u32(static_cast<std::uint32_t>(stream.kept.size()));
  for (const Kept& kept : stream.kept) write(out, kept);
  out.u8(static_cast<std::uint8_t>(stream.overlays.size()));
  for (const StateCode overlay : stream.overlays) out.u16(static_cast<std::uint16_t>(overlay));
  out.u16(static_cast<std::uint16_t>(stream.terms.size()));
  for (const Term& term : stream.terms) write(out, term);
  return out.take();
}

Result<StreamState> decode_stream_state(std::string_view name, BytesView row) {
  return RowReader(name, row).all();
}

Result<StreamHead> decode_stream_head(std::string_view name, BytesView row) {
  return RowReader(name, row).head();
}

}  // namespace jejak
