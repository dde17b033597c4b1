#include "ledger/record/codec.hpp"
#include "ledger/record/envelope.hpp"

namespace jejak {

Result<Vouched> vouch(Bytes envelope_bytes, std::string_view origin) {
  Result<EnvelopeView> envelope = view_envelope(envelope_bytes);
  if (!envelope) return std::move(envelope.error());
  Result<Event> event = decode(envelope->event);
  if (!event) return std::move(event.error());
  if (event->origin != origin) {
    return Error{Errc::malformed,
                 "event: origin: is meant for the ledger " + event->origin + ", this is " + std::string(origin)};
  }
  const Bytes message = pre_authentication_encoding(event_payload_type, envelope->event);
  std::vector<PublicKey> keys;
  keys.reserve(envelope->signatures.size());
  for (const EventSignature& signature : envelope->signatures) {
    if (!verify(signature.key, message, signature.bytes)) {
      return Error{Errc::bad_signature, "envelope: the signature by key " + to_hex(signature.key) + " does not hold"};
    }
    keys.push_back(signature.key);
  }
  const Hash hash = event_hash(envelope->event);
  return Vouched(std::make_shared<const Vouched::Held>(
      Vouched::Held{std::move(*event), hash, std::move(keys), std::move(envelope_bytes)}));
}

}  // namespace jejak
