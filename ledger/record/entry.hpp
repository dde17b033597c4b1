#pragma once
// The entry: what stands in the log for ever, the leaf's exact bytes. The sequencer writes its head; the
// envelope inside is as received. Bytes: docs/formats/entry.md.

#include "ledger/base/result.hpp"
#include "ledger/base/strong.hpp"
#include "ledger/record/event.hpp"

namespace jejak {

constexpr std::size_t entry_bytes_max = 65'535;
constexpr std::uint8_t entry_format = 1;

enum class EntryKind : std::uint8_t { genesis = 0, event = 1, heads = 2 };
const char* name(EntryKind kind);

struct Entry {
  EntryKind kind = EntryKind::event;
  Instant recorded_at;
  std::uint16_t verdict = 0;  // 0 admitted, else the number of a refusal code; 0 unless kind is event
  std::uint64_t stream_revision =
      0;                 // admitted: the event's 1-based place in its stream; refused: events the stream has
  Hash stream_previous;  // hash of the stream's last admitted event before this one; zero if none
  Bytes body;            // event: the envelope; genesis: the genesis note; heads: encode(Heads)
  bool operator==(const Entry&) const = default;
};

Bytes encode(const Entry& entry);             // requires a body that fits
Result<Entry> decode_entry(BytesView bytes);  // form only; encode(decode(x)) == x

// A heads entry's body: what lets a case file say "complete up to here" for every stream.
struct Heads {
  Hash streams_root;          // RFC 6962 root over the leaves StreamHead, sorted by stream name
  std::uint64_t streams = 0;  // how many leaves
  Hash state_digest;          // SHA-256 over the sorted rows of the rule state (ledger/rules/state.hpp)
  bool operator==(const Heads&) const = default;
};
Bytes encode(const Heads& heads);
Result<Heads> decode_heads(BytesView bytes);

struct StreamHead {
  std::string stream;
  std::uint64_t events = 0;  // admitted
  Hash last;                 // hash of the last admitted event; zero if none
  std::uint64_t refusals = 0;
};
Bytes encode(const StreamHead& head);  // the leaf's bytes

}  // namespace jejak
