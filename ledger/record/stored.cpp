#include "ledger/record/stored.hpp"

#include "ledger/base/wire.hpp"

namespace jejak {
namespace {

constexpr std::size_t hash_bytes = 32;
constexpr std::size_t signature_bytes = 64;

Error malformed(const char* what) {
  return Error{Errc::malformed, std::string(what) + " ends before its end, or holds what it may not"};
}

}  // namespace

Result<StoredEntry> read_stored_entry(BytesView bytes) {
  WireReader in(bytes);
  const std::uint8_t format = in.u8();
  if (in.ok() && format != entry_format) {
    return Error{Errc::unsupported,
                 "entry: byte 0: format " + std::to_string(format) + ", this program knows format 1"};
  }
  const std::uint8_t kind = in.u8();
  StoredEntry entry;
  entry.kind = static_cast<EntryKind>(kind);
  entry.recorded_at = Instant{in.i64()};
  entry.verdict = in.u16();
  entry.stream_revision = in.u64();
  in.raw(hash_bytes);
  entry.body = in.rest();
  if (entry.body.empty() || kind > static_cast<std::uint8_t>(EntryKind::heads)) return malformed("entry");
  return entry;
}

Result<StoredEnvelope> read_stored_envelope(BytesView bytes) {
  constexpr std::uint8_t envelope_version = 1;
  WireReader in(bytes);
  const std::uint8_t version = in.u8();
  const std::uint8_t count = in.u8();
  if (!in.ok() || version != envelope_version || count == 0 || count > envelope_signatures_max) {
    return malformed("envelope");
  }
  StoredEnvelope envelope;
  envelope.keys.reserve(count);
  for (std::uint8_t i = 0; i < count; ++i) {
    in.u8();  // algorithm
    envelope.keys.push_back(in.array<hash_bytes>());
    const std::uint16_t length = in.u16();
    if (length != signature_bytes) return malformed("envelope");
    in.raw(signature_bytes);
  }
  const std::uint32_t length = in.u32();
  if (!in.ok() || length != in.left() || length == 0) return malformed("envelope");
  envelope.event = in.rest();
  return envelope;
}

}  // namespace jejak
