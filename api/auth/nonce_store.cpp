#include "api/auth/nonce_store.hpp"

#include "ledger/proof/hash.hpp"

#include <algorithm>

namespace jejak {

namespace {

constexpr std::int64_t us_per_second = 1'000'000;

}  // namespace

NonceStore::NonceStore(const NonceLimits& limits, const SignatureRules& rules, Instant started)
    : limits_(limits),
      created_after_(started.us / us_per_second + rules.skew_seconds),
      latest_(started.us / us_per_second) {}

Outcome NonceStore::spend(const RequestSignature& signature, Instant now) {
  Sha256 hash;
  hash.update(signature.key);
  hash.update(view(signature.nonce));
  const Digest digest = hash.finish().bytes;

  const std::lock_guard lock(mutex_);
  latest_ = std::max(latest_, now.us / us_per_second);
  forget_expired();
  if (signature.created <= created_after_) {
    return Error{Errc::permission, "signature-input: created lies before the start of this server; sign again"};
  }
  if (signature.usable_until < latest_) return Error{Errc::permission, "signature-input: the signature is too old"};
  if (spent_.contains(digest)) return Error{Errc::conflict, "nonce: was used before"};
  std::size_t& of_key = of_key_[signature.key];
  if (of_key >= limits_.nonces_per_key_max || spent_.size() >= limits_.nonces_max) {
    if (of_key == 0) of_key_.erase(signature.key);
    return Error{Errc::overloaded, "nonce: too many signed requests in one window"};
  }
  ++of_key;
  spent_.insert(digest);
  by_end_.emplace(signature.usable_until, Spent{digest, signature.key});
  return {};
}

std::size_t NonceStore::size() const {
  const std::lock_guard lock(mutex_);
  return spent_.size();
}

void NonceStore::forget_expired() {
  while (!by_end_.empty() && by_end_.begin()->first < latest_) {
    const Spent& spent = by_end_.begin()->second;
    const auto of_key = of_key_.find(spent.key);
    if (--of_key->second == 0) of_key_.erase(of_key);
    spent_.erase(spent.digest);
    by_end_.erase(by_end_.begin());
  }
}

}  // namespace jejak
