#pragma once
// That no signature over a request is used twice: the nonces of those that were, each for as long as its signature
// would be taken. In memory only; a restart forgets them, so what may have been used before it is refused after it.

#include "api/auth/message_signature.hpp"
#include "ledger/base/keyed_hash.hpp"

#include <map>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

namespace jejak {

struct NonceLimits {
  std::size_t nonces_max = 100'000;
  std::size_t nonces_per_key_max = 10'000;
};

// Never forgets a nonce to make room: what does not fit is refused. No key holds more than its share, so nobody can
// shut the others out. Spend only for keys that the ledger knows, or strangers fill it. Any thread.
class NonceStore {
 public:
  // `rules`: those of verify_request(). `started`: when this process began to take signatures.
  NonceStore(const NonceLimits& limits, const SignatureRules& rules, Instant started);

  // Of any number of calls with the same signature one is a yes. Errors: conflict (used before), overloaded (its share,
  // or the whole store, is taken), permission (too old by now, or not made after the start). A clock that steps back
  // opens nothing: what was forgotten once is too old for ever.
  Outcome spend(const RequestSignature& signature, Instant now);

  std::size_t size() const;

 private:
  using Digest = ByteArray<32>;
  struct Spent {
    Digest digest;
    PublicKey key;
  };
  void forget_expired();  // mutex_ is held

  const NonceLimits limits_;
  const std::int64_t created_after_;
  mutable std::mutex mutex_;
  std::int64_t latest_;                                                            // second; guarded by mutex_
  std::unordered_set<Digest, KeyedHash, std::equal_to<>> spent_;                   // guarded by mutex_
  std::unordered_map<PublicKey, std::size_t, KeyedHash, std::equal_to<>> of_key_;  // guarded by mutex_
  std::multimap<std::int64_t, Spent> by_end_;                                      // guarded by mutex_
};

}  // namespace jejak
