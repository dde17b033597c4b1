#pragma once
// Signatures of webhooks (Standard Webhooks 1.0.0, asymmetric): Ed25519 over "id.timestamp.body", written "v1a," and
// base64. A public key is written "whpk_" and the base64 of its 32 bytes.

#include "ledger/proof/ed25519.hpp"

#include <span>

namespace jejak {

std::string print_webhook_key(const PublicKey& key);                // "whpk_…"
std::optional<PublicKey> parse_webhook_key(std::string_view text);  // exactly what is printed

// What is signed. `id` must hold no dot; `seconds`: Unix time of this attempt.
std::string webhook_signed_content(std::string_view id, std::int64_t seconds, std::string_view body);

// The value of webhook-signature: one signature a key, separated by spaces, so that a receiver who knows any of them is
// content while keys are rotated.
std::string webhook_signatures(std::span<const SigningKey> keys, std::string_view id, std::int64_t seconds,
                               std::string_view body);

// As a receiver checks it: whether one of the signatures holds by the key. Signatures of other versions are passed
// over.
bool verify_webhook(const PublicKey& key, std::string_view signatures, std::string_view id, std::int64_t seconds,
                    std::string_view body);

// The keys of all endpoints follow from one secret of this server, the endpoint's id and a number that a rotation
// raises, so that the store holds none. Wiped on destruction. Any thread.
class WebhookSecret {
 public:
  explicit WebhookSecret(const ByteArray<32>& secret) : secret_(secret) {}
  WebhookSecret(const WebhookSecret&) = delete;
  WebhookSecret& operator=(const WebhookSecret&) = delete;
  ~WebhookSecret() { wipe(secret_.data(), secret_.size()); }
  SigningKey key(std::string_view endpoint, std::uint32_t generation) const;

 private:
  ByteArray<32> secret_;
};

}  // namespace jejak
