#pragma once
// How many requests a caller may make: a bucket of tokens for each, refilled evenly (draft-ietf-httpapi-ratelimit-
// headers). A caller is a key, or for whoever brings none the address it comes from.

#include "api/http.hpp"
#include "ledger/proof/ed25519.hpp"

#include <chrono>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace jejak {

struct QuotaRule {
  std::uint64_t requests = 0;  // at once, after a pause
  std::uint64_t seconds = 0;   // and so many in every such span
};
// "100/60". Nothing if it is not so, or 0, or beyond 1000000 requests or a day.
std::optional<QuotaRule> parse_rate(std::string_view text);

// Whose bucket it is: of a key, or of an address (of IPv6 the network, /64). Empty: nobody's, and not limited; so over
// a Unix socket, where whoever stands before the service knows the addresses.
std::string quota_owner(const std::optional<PublicKey>& key, std::string_view peer);

// Remembers the callers of the last span, and of them at most `owners_max`: beyond that the one that has been silent
// for longest is forgotten, and begins anew. Any thread.
class Quota {
 public:
  using Time = std::chrono::steady_clock::time_point;
  explicit Quota(QuotaRule rule, std::size_t owners_max = 100'000) : rule_(rule), owners_max_(owners_max) {}

  struct Verdict {
    bool is_granted = true;
    std::uint64_t left = 0;          // requests that may follow at once
    std::uint64_t next_seconds = 0;  // until there is one more; at least 1 where none is left
  };
  Verdict take(const std::string& owner, Time now);

  std::string policy() const;                        // of RateLimit-Policy
  static std::string state(const Verdict& verdict);  // of RateLimit
  // 429, with what Retry-After has to say.
  Answer refusal(const Verdict& verdict) const;
  std::size_t owners() const;

 private:
  struct Bucket {
    std::string owner;
    std::uint64_t credit = 0;  // a request costs `seconds` in microseconds; each microsecond gives `requests`
    Time at;                   // up to which it was given
  };
  const QuotaRule rule_;
  const std::size_t owners_max_;
  mutable std::mutex mutex_;
  std::list<Bucket> by_use_;                                            // the newest first; guarded by mutex_
  std::unordered_map<std::string, std::list<Bucket>::iterator> found_;  // guarded by mutex_
};

}  // namespace jejak
