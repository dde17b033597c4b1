#include "ledger/record/envelope.hpp"

#include "ledger/base/wire.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::uint8_t envelope_version = 1;

Error malformed(std::string rule) {
  return Error{Errc::malformed, "envelope: " + std::move(rule)};
}

Outcome check_form(BytesView event, const std::vector<EventSignature>& signatures) {
  if (signatures.empty()) return malformed("has no signature");
  if (signatures.size() > envelope_signatures_max) {
    return Error{Errc::too_large, "envelope: has more than 8 signatures"};
  }
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    if (signatures[i].algorithm != algorithm_ed25519) {
      return malformed("signature " + std::to_string(i) + " has unknown algorithm " +
                       std::to_string(signatures[i].algorithm));
    }
    if (i > 0 && signatures[i - 1].key >= signatures[i].key) {
      return malformed("signature " + std::to_string(i) + " must stand in ascending order of keys, each key once");
    }
  }
  if (event.empty()) return malformed("the event is missing");
  if (event.size() > event_bytes_max) {
    return Error{Errc::too_large, "envelope: the event has " + std::to_string(event.size()) + " bytes, at most " +
                                      std::to_string(event_bytes_max) + " are allowed"};
  }
  return {};
}

Outcome read_signature(WireReader& in, EventSignature& out) {
  out.algorithm = in.u8();
  out.key = in.array<32>();
  const std::uint16_t length = in.u16();
  if (in.ok() && length != out.bytes.size()) return malformed("an Ed25519 signature has 64 bytes");
  out.bytes = in.array<64>();
  return {};
}

}  // namespace

Result<Bytes> encode(const Envelope& envelope) {
  if (Outcome form = check_form(envelope.event, envelope.signatures); !form) return std::move(form.error());
  WireWriter out;
  out.reserve(6 + envelope.signatures.size() * 99 + envelope.event.size());
  out.u8(envelope_version);
  out.u8(static_cast<std::uint8_t>(envelope.signatures.size()));
  for (const EventSignature& signature : envelope.signatures) {
    out.u8(signature.algorithm);
    out.raw(signature.key);
    out.u16(static_cast<std::uint16_t>(signature.bytes.size()));
    out.raw(signature.bytes);
  }
  out.u32(static_cast<std::uint32_t>(envelope.event.size()));
  out.raw(envelope.event);
  return out.take();
}

Result<Envelope> decode_envelope(BytesView bytes) {
  auto lying = view_envelope(bytes);
  if (!lying) return std::move(lying).error();
  return Envelope{copy(lying->event), std::move(lying->signatures)};
}

Result<EnvelopeView> view_envelope(BytesView bytes) {
  if (bytes.size() > envelope_bytes_max) {
    return Error{Errc::too_large, "envelope: " + std::to_string(bytes.size()) + " bytes, at most " +
                                      std::to_string(envelope_bytes_max) + " are allowed"};
  }
  WireReader in(bytes);
  if (in.u8() != envelope_version) return malformed("byte 0: unknown version, 1 is expected");
  const std::uint8_t count = in.u8();
  if (count == 0 || count > envelope_signatures_max) return malformed("byte 1: must have 1 to 8 signatures");
  EnvelopeView envelope;
  envelope.signatures.resize(count);
  for (EventSignature& signature : envelope.signatures) {
    if (Outcome read = read_signature(in, signature); !read) return std::move(read.error());
  }
  const std::uint32_t length = in.u32();
  if (!in.ok()) return malformed("ends before its event");
  if (length != in.left()) {
    return malformed("announces an event of " + std::to_string(length) + " bytes and has " + std::to_string(in.left()));
  }
  envelope.event = in.rest();
  if (Outcome form = check_form(envelope.event, envelope.signatures); !form) return std::move(form.error());
  return envelope;
}

Bytes pre_authentication_encoding(std::string_view type, BytesView body) {
  const std::string head = "DSSEv1 " + std::to_string(type.size()) + " ";
  const std::string length = " " + std::to_string(body.size()) + " ";
  Bytes out;
  out.reserve(head.size() + type.size() + length.size() + body.size());
  for (const BytesView part : {view(head), view(type), view(length), body}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

Outcome sign(Envelope& envelope, const SigningKey& key) {
  const PublicKey& signer = key.public_key();
  const auto place = std::lower_bound(envelope.signatures.begin(), envelope.signatures.end(), signer,
                                      [](const EventSignature& held, const PublicKey& k) { return held.key < k; });
  const bool known = place != envelope.signatures.end() && place->key == signer;
  if (!known && envelope.signatures.size() >= envelope_signatures_max) {
    return Error{Errc::too_large, "envelope: has 8 signatures already"};
  }
  const Signature bytes = key.sign(pre_authentication_encoding(event_payload_type, envelope.event));
  if (known) {
    *place = EventSignature{algorithm_ed25519, signer, bytes};
  } else {
    envelope.signatures.insert(place, EventSignature{algorithm_ed25519, signer, bytes});
  }
  return {};
}

}  // namespace jejak
