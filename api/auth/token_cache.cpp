#include "api/auth/token_cache.hpp"

#include <algorithm>

namespace jejak {

TokenCache::TokenCache(TokenRules rules, std::size_t tokens_max)
    : rules_(std::move(rules)), tokens_max_(std::max<std::size_t>(tokens_max, 1)) {}

Result<TokenClaims> TokenCache::verify(std::string_view token, Instant now) {
  if (token.size() > token_bytes_max) return verify_token(token, rules_, now);  // not worth a hash
  const ByteArray<32> digest = sha256(view(token)).bytes;
  {
    const std::lock_guard lock(mutex_);
    const auto at = known_.find(digest);
    if (at != known_.end()) {
      if (auto times = check_times(at->second.claims, rules_.skew_seconds, now); !times) {
        forget(digest);
        return std::move(times).error();
      }
      used_.splice(used_.begin(), used_, at->second.used);
      return at->second.claims;
    }
  }
  auto claims = verify_token(token, rules_, now);
  if (claims) remember(digest, *claims);
  return claims;
}

std::size_t TokenCache::size() const {
  const std::lock_guard lock(mutex_);
  return known_.size();
}

void TokenCache::remember(const ByteArray<32>& digest, const TokenClaims& claims) {
  const std::lock_guard lock(mutex_);
  if (known_.contains(digest)) return;  // another thread was here first
  if (known_.size() == tokens_max_) forget(ByteArray<32>(used_.back()));
  used_.push_front(digest);
  known_.emplace(digest, Known{claims, used_.begin()});
}

void TokenCache::forget(const ByteArray<32>& digest) {
  const auto at = known_.find(digest);
  if (at == known_.end()) return;
  used_.erase(at->second.used);
  known_.erase(at);
}

}  // namespace jejak
