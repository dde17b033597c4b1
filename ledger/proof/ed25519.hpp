#pragma once
// Ed25519 (RFC 8032) by libsodium, whose verifier refuses small-order points and non-canonical encodings.

#include "ledger/base/result.hpp"
#include "ledger/proof/hash.hpp"

namespace jejak {

using PublicKey = ByteArray<32>;
using Signature = ByteArray<64>;

// The secret half. Wiped on destruction and when moved from; moves, never copies. A moved-from key only dies
// or is assigned to.
class SigningKey {
 public:
  static SigningKey generate();
  static SigningKey from_seed(const ByteArray<32>& seed);
  SigningKey(SigningKey&& other) noexcept;
  SigningKey& operator=(SigningKey&& other) noexcept;
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;
  ~SigningKey();

  const PublicKey& public_key() const { return public_key_; }
  const ByteArray<32>& seed() const { return seed_; }  // for writing a key file; do not keep copies
  Signature sign(BytesView message) const;             // deterministic; any thread

 private:
  SigningKey() = default;
  ByteArray<32> seed_{};
  ByteArray<64> secret_{};
  PublicKey public_key_{};
};

bool verify(const PublicKey& key, BytesView message, const Signature& signature);  // any thread

// From the operating system's generator; any thread. The process ends if the system has none.
void random_bytes(std::uint8_t* out, std::size_t size);
template <std::size_t N>
ByteArray<N> random_array() {
  ByteArray<N> out;
  random_bytes(out.data(), N);
  return out;
}

// Overwrites a secret in a way that the compiler keeps.
void wipe(std::uint8_t* bytes, std::size_t size);

}  // namespace jejak
