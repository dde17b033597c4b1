#pragma once
// Events to canonical bytes and back. Canonical means: what decode() accepts, encode() would write, byte for
// byte. One of three places that catch a library's exceptions (Cap'n Proto's, on hostile input).

#include "ledger/base/result.hpp"
#include "ledger/record/event.hpp"

namespace jejak {

// The one encoder. Requires an event that check_event() accepts; else Errc::malformed or too_large.
Result<Bytes> encode(const Event& event);

// Decodes, checks every rule of form (docs/formats/event.md), encodes again and compares. Any thread;
// bounded by event_bytes_max, a traversal limit and a nesting limit. Errc::malformed names field and rule.
Result<Event> decode(BytesView bytes);

// The rules of form alone: lengths, character sets, order, NFC, ranges.
Outcome check_event(const Event& event);

// "An event's hash" everywhere: SHA-256 of its canonical bytes, so that signatures may be re-ordered.
Hash event_hash(BytesView canonical);

}  // namespace jejak
