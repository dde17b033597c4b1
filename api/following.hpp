#pragma once
// Who may follow what, and whose a subscription or a webhook is.

#include "api/call.hpp"
#include "api/service/event_filter.hpp"
#include "api/service/owner.hpp"
#include "api/standing.hpp"

namespace jejak {

// What a scope may not follow: whoever does not see everything has to name agencies of its own. Nothing if it may.
std::optional<Error> beyond_scope(const Scope& scope, const EventFilter& filter);

// A subscription or webhook belongs to the office whose key set it up, so that it outlives the key; where whole scopes
// are named, those may manage it too. One that nobody's key set up, on a public ledger, is everybody's.
bool may_manage(const Call& call, const PublicKey& owner);
IsOwn own_of(const Call& call);  // other keys of the office that asks; during the call

// What CallerDesk::may_follow() says: no more, or that it cannot be told now.
May may_of(const Outcome& followed);

// For those who go on following after they were asked: null where everybody may, else whether this caller still may.
// Any thread.
std::function<May()> standing_of(const Call& call, const EventFilter& filter);

// Who follows: an office, or whoever brought no key by its address.
Recipient recipient_of(const Call& call, const EventFilter& filter);

}  // namespace jejak
