#include "ledger/record/entry.hpp"

#include "ledger/base/wire.hpp"
#include "ledger/record/envelope.hpp"

namespace jejak {
namespace {

constexpr std::size_t entry_head_bytes = 1 + 1 + 8 + 2 + 8 + 32;
constexpr std::size_t heads_bytes = 32 + 8 + 32;
constexpr std::int64_t recorded_at_max = (std::int64_t{date_max.days} + 1) * 86'400'000'000 - 1;

static_assert(entry_head_bytes + envelope_bytes_max <= entry_bytes_max);

Error malformed(std::string rule) {
  return Error{Errc::malformed, "entry: " + std::move(rule)};
}

Outcome check_form(const Entry& entry) {
  if (entry.recorded_at.us < 0 || entry.recorded_at.us > recorded_at_max) {
    return malformed("byte 2: recorded_at must lie between the years 1970 and 9999");
  }
  if (entry.kind != EntryKind::event) {
    if (entry.verdict != 0) return malformed("byte 10: the verdict of this kind must be 0");
    if (entry.stream_revision != 0) return malformed("byte 12: the stream revision of this kind must be 0");
    if (entry.stream_previous != Hash{}) return malformed("byte 20: the previous hash of this kind must be zero");
  }
  if (entry.stream_revision > tree_size_max) return malformed("byte 12: the stream revision must be below 2^63");
  if (entry.body.empty()) return malformed("the body is empty");
  if (entry.kind == EntryKind::heads && entry.body.size() != heads_bytes) {
    return malformed("the body of a heads entry has 72 bytes, this has " + std::to_string(entry.body.size()));
  }
  if (entry.body.size() > entry_bytes_max - entry_head_bytes) return malformed("the body is too long");
  return {};
}

}  // namespace

const char* name(EntryKind kind) {
  switch (kind) {
    case EntryKind::genesis: return "genesis";
    case EntryKind::event: return "event";
    case EntryKind::heads: return "heads";
  }
  return "";
}

Bytes encode(const Entry& entry) {
  JEJAK_ASSERT(check_form(entry).has_value());
  WireWriter out;
  out.reserve(entry_head_bytes + entry.body.size());
  out.u8(entry_format);
  out.u8(static_cast<std::uint8_t>(entry.kind));
  out.i64(entry.recorded_at.us);
  out.u16(entry.verdict);
  out.u64(entry.stream_revision);
  out.raw(view(entry.stream_previous));
  out.raw(entry.body);
  return out.take();
}

Result<Entry> decode_entry(BytesView bytes) {
  if (bytes.size() > entry_bytes_max) {
    return Error{Errc::too_large, "entry: " + std::to_string(bytes.size()) + " bytes, at most " +
                                      std::to_string(entry_bytes_max) + " are allowed"};
  }
  if (bytes.size() < entry_head_bytes)
    return malformed("has " + std::to_string(bytes.size()) + " bytes, fewer than its head");
  WireReader in(bytes);
  const std::uint8_t format = in.u8();
  if (format != entry_format) {
    return Error{Errc::unsupported,
                 "entry: byte 0: format " + std::to_string(format) + ", this program knows format 1"};
  }
  const std::uint8_t kind = in.u8();
  if (kind > static_cast<std::uint8_t>(EntryKind::heads)) {
    return malformed("byte 1: unknown kind " + std::to_string(kind));
  }
  Entry entry;
  entry.kind = static_cast<EntryKind>(kind);
  entry.recorded_at = Instant{in.i64()};
  entry.verdict = in.u16();
  entry.stream_revision = in.u64();
  entry.stream_previous = Hash{in.array<32>()};
  entry.body = copy(in.rest());
  if (Outcome form = check_form(entry); !form) return std::move(form.error());
  return entry;
}

Bytes encode(const Heads& heads) {
  WireWriter out;
  out.reserve(heads_bytes);
  out.raw(view(heads.streams_root));
  out.u64(heads.streams);
  out.raw(view(heads.state_digest));
  return out.take();
}

Result<Heads> decode_heads(BytesView bytes) {
  WireReader in(bytes);
  Heads heads;
  heads.streams_root = Hash{in.array<32>()};
  heads.streams = in.u64();
  heads.state_digest = Hash{in.array<32>()};
  if (!in.finished()) {
    return Error{Errc::malformed, "heads: " + std::to_string(bytes.size()) + " bytes, must be 72"};
  }
  if (heads.streams > tree_size_max)
    return Error{Errc::malformed, "heads: byte 32: the number of streams must be below 2^63"};
  return heads;
}

Bytes encode(const StreamHead& head) {
  WireWriter out;
  out.text16(head.stream);
  out.u64(head.events);
  out.raw(view(head.last));
  out.u64(head.refusals);
  return out.take();
}

}  // namespace jejak
