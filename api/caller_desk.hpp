#pragma once
// Who asks: a token or a signature over the request, checked; and what that key may read now, by the registry.

#include "api/auth/nonce_store.hpp"
#include "api/auth/scope.hpp"
#include "api/auth/token_cache.hpp"
#include "api/host.hpp"
#include "api/problem.hpp"
#include "api/service/event_filter.hpp"

#include <variant>

namespace jejak {

// Who asks, and what is shown to them.
struct Caller {
  std::optional<PublicKey> key;        // none: the public
  std::shared_ptr<const Scope> scope;  // never null
  std::uint64_t registry = 0;          // which reading of the registry the scope is of
  // Callers of one class see the same: what is cached or shared among them is kept under it.
  std::string class_of_answers() const;
};

// The registry is read again when the log has grown, at most once a second, and whoever asks while it is read is
// judged by the reading before: a key that is revoked reads on for no longer than that.
class CallerDesk {
 public:
  explicit CallerDesk(Host& host);

  // Errors as problems: 401 with the part and the rule. Any thread. Nothing of a request without credentials fails.
  std::variant<Caller, Problem> identify(const Request& request);

  // Whether whoever was let follow before still may: asked again of the registry. Errors: permission and unknown_key
  // (no more), corrupt, disk. Any thread.
  Outcome may_follow(const PublicKey& key, const EventFilter& filter, bool is_thin);
  // Empty for keys that are not registered, and where that cannot be read. Any thread.
  std::string office_of(const PublicKey& key);

 private:
  // The registry as it was read last, and what it said of the keys that asked since.
  struct Registry {
    std::uint64_t number = 0;
    TreeSize as_of;
    std::int64_t hour = 0;  // since 1970; wherever a day ends, an hour ends
    std::chrono::steady_clock::time_point read_at;
    std::mutex mutex;
    State state;                                               // guarded by mutex
    std::map<PublicKey, std::shared_ptr<const Scope>> scopes;  // guarded by mutex
    Registry(const Host& host, TreeSize size, std::int64_t hour_now);
  };
  using RegistryPtr = std::shared_ptr<Registry>;
  Result<RegistryPtr> registry(Instant now);
  RegistryPtr newest();
  Result<Caller> caller_of(const PublicKey& key, Instant now);
  Result<PublicKey> key_of(const Request& request, Instant now);

  Host& host_;
  const ScopeRules rules_;
  const std::shared_ptr<const Scope> anyone_;
  TokenCache tokens_;
  const SignatureRules signatures_;
  NonceStore nonces_;

  std::mutex loading_mutex_;    // held while the registry is read; never while it is asked
  std::uint64_t readings_ = 0;  // guarded by loading_mutex_
  std::mutex mutex_;
  RegistryPtr registry_;  // guarded by mutex_
};

}  // namespace jejak
