#pragma once
// Reading what the log holds, for those who take it as recorded: signatures and canonical bytes, which were checked
// before the entry was admitted and which verification checks again, are not looked at, and nothing is copied that the
// reader does not ask for. Safe on any bytes.

#include "ledger/record/entry.hpp"
#include "ledger/record/envelope.hpp"
#include "ledger/record/event.hpp"

namespace jejak {

struct StoredEntry {
  EntryKind kind = EntryKind::genesis;
  Instant recorded_at;
  std::uint16_t verdict = 0;
  std::uint64_t stream_revision = 0;
  BytesView body;
};
// Views hold as long as the bytes. Errors: malformed, unsupported.
Result<StoredEntry> read_stored_entry(BytesView bytes);

struct StoredEnvelope {
  std::vector<PublicKey> keys;  // that signed it, as they stand there
  BytesView event;
};
Result<StoredEnvelope> read_stored_envelope(BytesView bytes);  // errors: malformed

// The event, of a form that encode() accepts; not checked is that these bytes are the canonical ones. Errors:
// malformed, too_large.
Result<Event> read_stored_event(BytesView bytes);

}  // namespace jejak
