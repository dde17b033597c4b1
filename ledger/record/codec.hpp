#pragma once
// Events to canonical bytes and back. Canonical means: what decode() accepts, encode() would write, byte for
// byte. Cap'n Proto's exceptions, which hostile input raises, are caught in flat_message.cpp and nowhere else.
// Everything here is pure and may be called from any thread.

#include "ledger/base/result.hpp"
#include "ledger/record/event.hpp"

namespace jejak {

// The one encoder. Requires an event that check_event() accepts; else Errc::malformed or too_large.
Result<Bytes> encode(const Event& event);

// Decodes, checks every rule of form (docs/formats/event.md), encodes again and compares. The bytes need not be
// aligned. Bounded by event_bytes_max, a traversal limit and a nesting limit. Errc::too_large, or Errc::malformed,
// whose message names member and rule.
Result<Event> decode(BytesView bytes);

// The rules of form alone: lengths, character sets, order, NFC, ranges. Errc::malformed; the message begins with the
// member's path, a field by its number: "fields[3]: must lie between …".
Outcome check_event(const Event& event);

// "An event's hash" everywhere: SHA-256 of its canonical bytes, so that signatures may be re-ordered.
Hash event_hash(BytesView canonical);

}  // namespace jejak
