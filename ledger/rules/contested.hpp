#pragma once
// Contested acts: a key that is revoked with `invalid_since` contests what it signed from that day, or from the day
// of the revocation if that is earlier, up to the entry that revokes it. Earlier verdicts stand; whatever rests on a
// contested event from then on does not, until a key of the same office has attested the event again.

#include "ledger/rules/judging.hpp"

namespace jejak {

// The stream of the key that contests a kept event; null if none does. Only rows that keep their signers are ever
// contested. Pointers hold until the state changes.
const StreamState* contesting_key(const Judging& judging, const Kept& kept);

// Whether the key's revocation contests what it signed at that time and position.
bool contests(const StreamState& key, const Kept& kept);

// Whether another key of the office has attested the event again.
bool is_reattested(const StreamState& key, const Id& event);

}  // namespace jejak
