#include "ledger/record/codec.hpp"
#include "ledger/record/envelope.hpp"

namespace jejak {

Result<Vouched> vouch(BytesView envelope_bytes, std::string_view origin) {
  Result<EnvelopeView> envelope = view_envelope(envelope_bytes);
  if (!envelope) return std::move(envelope.error());
  Result<Event> event = decode(envelope->event);
  if (!event) return std::move(event.error());
  if (event->origin != origin) {
    return Error{Errc::malformed,
                 "event: origin: is meant for the ledger " + event->origin + ", this is " + std::string(origin)};
  }
  const Bytes message = pre_authentication_encoding(event_payload_type, envelope->event);
  Vouched vouched;
  vouched.keys_.reserve(envelope->signatures.size());
  for (const EventSignature& signature : envelope->signatures) {
    if (!verify(signature.key, message, signature.bytes)) {
      return Error{Errc::bad_signature, "envelope: the signature by key " + to_hex(signature.key) + " does not hold"};
    }
    vouched.keys_.push_back(signature.key);
  }
  vouched.event_ = std::move(*event);
  vouched.hash_ = event_hash(envelope->event);
  vouched.envelope_ = copy(envelope_bytes);
  return vouched;
}

}  // namespace jejak
