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
  // Callers of one class see the same: what is cached or shared among them is kept under it.
  std::string class_of_answers() const;
};

// The registry is read again when the log has grown, at most once a second: a key that is revoked reads on for no
// longer than that.
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
  Result<std::shared_ptr<const Scope>> scope_of_key(const PublicKey& key, Instant now);
  Result<PublicKey> key_of(const Request& request, Instant now);

  Host& host_;
  const ScopeRules rules_;
  const std::shared_ptr<const Scope> anyone_;
  TokenCache tokens_;
  const SignatureRules signatures_;
  NonceStore nonces_;

  // The registry as it was read last, and what it said of the keys that asked since.
  struct Registry {
    TreeSize as_of;
    Date on;
    std::chrono::steady_clock::time_point read_at;
    std::unique_ptr<State> state;
    std::map<PublicKey, std::shared_ptr<const Scope>> scopes;
  };
  Result<Registry*> registry(Instant now);  // with the mutex held

  std::mutex mutex_;
  std::optional<Registry> registry_;  // guarded by mutex_
};

}  // namespace jejak
