#include "ledger/proof/ed25519.hpp"

#include <sodium.h>

#include <utility>

namespace jejak {
namespace {

// libsodium chooses its implementations and opens its random source here; safe from several threads.
void prepare_sodium() {
  static const int outcome = sodium_init();
  JEJAK_ASSERT(outcome >= 0);
}

}  // namespace

SigningKey SigningKey::generate() {
  auto seed = random_array<32>();
  SigningKey key = from_seed(seed);
  wipe(seed.data(), seed.size());
  return key;
}

SigningKey SigningKey::from_seed(const ByteArray<32>& seed) {
  prepare_sodium();
  SigningKey key;
  key.seed_ = seed;
  JEJAK_ASSERT(crypto_sign_seed_keypair(key.public_key_.data(), key.secret_.data(), seed.data()) == 0);
  return key;
}

SigningKey::SigningKey(SigningKey&& other) noexcept
    : seed_(other.seed_), secret_(other.secret_), public_key_(other.public_key_) {
  wipe(other.seed_.data(), other.seed_.size());
  wipe(other.secret_.data(), other.secret_.size());
}

SigningKey& SigningKey::operator=(SigningKey&& other) noexcept {
  if (this == &other) return *this;
  seed_ = other.seed_;
  secret_ = other.secret_;
  public_key_ = other.public_key_;
  wipe(other.seed_.data(), other.seed_.size());
  wipe(other.secret_.data(), other.secret_.size());
  return *this;
}

SigningKey::~SigningKey() {
  wipe(seed_.data(), seed_.size());
  wipe(secret_.data(), secret_.size());
}

Signature SigningKey::sign(BytesView message) const {
  Signature signature;
  JEJAK_ASSERT(crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_.data()) == 0);
  return signature;
}

bool verify(const PublicKey& key, BytesView message, const Signature& signature) {
  prepare_sodium();
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

void random_bytes(std::uint8_t* out, std::size_t size) {
  prepare_sodium();
  randombytes_buf(out, size);
}

void wipe(std::uint8_t* bytes, std::size_t size) {
  sodium_memzero(bytes, size);
}

}  // namespace jejak
