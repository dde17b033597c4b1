#pragma once
// The envelope: an event's canonical bytes and one to eight signatures over them (DSSE pre-authentication
// encoding), sorted by key. Bytes: docs/formats/envelope.md.

#include "ledger/base/result.hpp"
#include "ledger/proof/ed25519.hpp"
#include "ledger/record/event.hpp"

#include <memory>

namespace jejak {

constexpr std::size_t envelope_signatures_max = 8;
constexpr std::size_t envelope_bytes_max = 62'000;
constexpr std::uint8_t algorithm_ed25519 = 1;
constexpr std::string_view event_payload_type = "application/vnd.jejak.event+capnp;v=1";

struct EventSignature {
  std::uint8_t algorithm = algorithm_ed25519;
  PublicKey key{};
  Signature bytes{};
  bool operator==(const EventSignature&) const = default;
};

struct Envelope {
  Bytes event;                             // canonical bytes
  std::vector<EventSignature> signatures;  // strictly ascending by key
  bool operator==(const Envelope&) const = default;
};

// The same where it lies in somebody else's bytes, which must outlive it.
struct EnvelopeView {
  BytesView event;
  std::vector<EventSignature> signatures;
};

Result<Bytes> encode(const Envelope& envelope);
Result<Envelope> decode_envelope(BytesView bytes);    // form only; encode(decode(x)) == x
Result<EnvelopeView> view_envelope(BytesView bytes);  // accepts the same

// What is signed: "DSSEv1 SP len(type) SP type SP len(body) SP body".
Bytes pre_authentication_encoding(std::string_view type, BytesView body);

// Adds (or replaces) one signature, keeping the order. Fails with too_large beyond eight.
Outcome sign(Envelope& envelope, const SigningKey& key);

// A decoded event whose signatures all hold for its bytes: a function of the bytes alone, nothing is said about
// whether the keys are registered. Only vouch() makes one, so an unchecked event cannot reach the writer. It passes
// through many hands on its way there: what changes hands is a pointer.
class Vouched {
 public:
  const Event& event() const { return held_->event; }
  const Hash& event_hash() const { return held_->hash; }
  const std::vector<PublicKey>& keys() const { return held_->keys; }  // ascending
  const Bytes& envelope() const { return held_->envelope; }           // as received

 private:
  friend Result<Vouched> vouch(Bytes, std::string_view);
  struct Held {
    Event event;
    Hash hash;
    std::vector<PublicKey> keys;
    Bytes envelope;
  };
  explicit Vouched(std::shared_ptr<const Held> held) : held_(std::move(held)) {}
  std::shared_ptr<const Held> held_;  // null once it was moved from
};

// Decodes and checks everything that needs no state. Errors: malformed (E_SCHEMA), bad_signature
// (E_BAD_SIGNATURE), too_large. `origin` must be the event's. Any thread; about one signature check each.
Result<Vouched> vouch(Bytes envelope, std::string_view origin);

}  // namespace jejak
