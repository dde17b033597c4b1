#pragma once
// Tokens that were verified, by the SHA-256 of their bytes, so that a caller who comes a hundred times a second is
// checked once. It remembers that a token is genuine, never what its key may do.

#include "api/auth/token.hpp"
#include "ledger/base/keyed_hash.hpp"
#include "ledger/proof/hash.hpp"

#include <list>
#include <mutex>
#include <unordered_map>

namespace jejak {

// Holds at most `tokens_max` (at least 1); the one used longest ago makes room. A stranger's tokens, which anybody can
// sign with a key of their own, cost the others a signature check more, nothing else. Any thread.
class TokenCache {
 public:
  TokenCache(TokenRules rules, std::size_t tokens_max);

  // verify_token(), or from memory; the times are checked whenever it is asked.
  Result<TokenClaims> verify(std::string_view token, Instant now);

  std::size_t size() const;

 private:
  struct Known {
    TokenClaims claims;
    std::list<ByteArray<32>>::iterator used;
  };
  void remember(const ByteArray<32>& digest, const TokenClaims& claims);
  void forget(const ByteArray<32>& digest);  // mutex_ is held

  const TokenRules rules_;
  const std::size_t tokens_max_;
  mutable std::mutex mutex_;
  std::unordered_map<ByteArray<32>, Known, KeyedHash, std::equal_to<>> known_;  // guarded by mutex_
  std::list<ByteArray<32>> used_;                                               // newest first; guarded by mutex_
};

}  // namespace jejak
