#include "api/caller_desk.hpp"

#include "api/auth/message_signature.hpp"
#include "api/following.hpp"

namespace jejak {
namespace {

constexpr std::size_t tokens_max = 10'000;
constexpr std::size_t scopes_max = 10'000;
constexpr std::int64_t skew_seconds = 60;
constexpr std::int64_t us_per_hour = 3'600'000'000;
constexpr std::string_view bearer = "Bearer ";

bool is_bearer(std::string_view authorization) {
  if (authorization.size() < bearer.size()) return false;
  for (std::size_t i = 0; i < bearer.size(); ++i) {
    const char byte = authorization[i];
    if ((byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte) !=
        (bearer[i] >= 'A' && bearer[i] <= 'Z' ? static_cast<char>(bearer[i] + 32) : bearer[i])) {
      return false;
    }
  }
  return true;
}

Problem unauthenticated(const Error& error) {
  const bool is_ours = error.code == Errc::corrupt || error.code == Errc::disk || error.code == Errc::overloaded;
  return is_ours ? problem_of(error) : Problem{ProblemType::unauthenticated, error.message};
}

}  // namespace

std::string Caller::class_of_answers() const {
  switch (scope->entitlement()) {
    case Entitlement::anyone: return "anyone";
    case Entitlement::whole: return "whole";
    case Entitlement::agency:
    case Entitlement::supervisor:  // an office's scope changes with the registry and with the day
      return std::string(name(scope->entitlement())) + ":" + scope->office() + ":" + std::to_string(registry);
  }
  return {};
}

// Callers' clocks are those of the world, also where the ledger's is simulated.
CallerDesk::CallerDesk(Host& host)
    : host_(host),
      rules_{host.options().is_public, host.options().whole_scope_offices},
      anyone_(std::make_shared<const Scope>(Scope::of_anyone(rules_))),
      tokens_(TokenRules{host.origin(), skew_seconds}, tokens_max),
      signatures_{host.origin()},
      nonces_(NonceLimits{}, signatures_, SystemClock().now()) {}

std::variant<Caller, Problem> CallerDesk::identify(const Request& request) {
  if (request.header("authorization").empty() && request.header("signature-input").empty()) {
    return Caller{std::nullopt, anyone_, 0};
  }
  const Instant now = SystemClock().now();
  const auto key = key_of(request, now);
  if (!key) return unauthenticated(key.error());
  auto caller = caller_of(*key, host_.clock().now());
  if (!caller) return unauthenticated(caller.error());
  return std::move(*caller);
}

Result<PublicKey> CallerDesk::key_of(const Request& request, Instant now) {
  const std::string_view authorization = request.header("authorization");
  if (!authorization.empty()) {
    if (!is_bearer(authorization)) return Error{Errc::unsupported, "Authorization: Bearer is the scheme that is taken"};
    auto claims = tokens_.verify(authorization.substr(bearer.size()), now);
    if (!claims) return std::move(claims).error().during("token");
    return claims->key;
  }
  std::vector<HeaderLine> lines;
  for (const auto& [name, value] : request.headers) lines.push_back({name, value});
  RequestParts parts;
  parts.method = name(request.method);
  parts.scheme = request.is_secure ? "https" : "http";
  parts.authority = request.header("host");
  parts.target = request.target;
  parts.headers = lines;
  parts.body = view(request.body);
  auto signature = verify_request(parts, signatures_, now);
  if (!signature) return std::move(signature).error();
  // Only keys of the registry may fill the memory of nonces.
  auto caller = caller_of(signature->key, host_.clock().now());
  if (!caller) return std::move(caller).error();
  if (auto spent = nonces_.spend(*signature, now); !spent) return std::move(spent).error();
  return signature->key;
}

Outcome CallerDesk::may_follow(const PublicKey& key, const EventFilter& filter, bool is_thin) {
  const auto caller = caller_of(key, host_.clock().now());
  if (!caller) return Error(caller.error());
  const Scope& scope = *caller->scope;
  if (auto beyond = beyond_scope(scope, filter)) return *beyond;
  if (is_thin || scope.may_read_entries()) return {};
  return Error{Errc::permission, scope.office() + " may not read all entries any more"};
}

std::string CallerDesk::office_of(const PublicKey& key) {
  const Instant now = host_.clock().now();
  auto known = registry(now);
  if (!known) return {};
  const std::lock_guard lock((*known)->mutex);
  auto office = registered_office((*known)->state, key, now);
  return office ? std::move(*office) : std::string();
}

CallerDesk::Registry::Registry(const Host& host, TreeSize size, std::int64_t hour_now)
    : as_of(size), hour(hour_now), read_at(std::chrono::steady_clock::now()), state(host.genesis(), host.reader()) {}

CallerDesk::RegistryPtr CallerDesk::newest() {
  const std::lock_guard lock(mutex_);
  return registry_;
}

Result<CallerDesk::RegistryPtr> CallerDesk::registry(Instant now) {
  const TreeSize head = host_.ledger().feed().size();
  const std::int64_t hour = now.us / us_per_hour;
  const auto is_good = [&](const RegistryPtr& known) {
    return known && ((known->as_of == head && known->hour == hour) ||
                     std::chrono::steady_clock::now() - known->read_at < std::chrono::seconds{1});
  };
  RegistryPtr known = newest();
  if (is_good(known)) return known;
  std::unique_lock loading(loading_mutex_, std::defer_lock);
  if (!known) {
    loading.lock();
  } else if (!loading.try_lock()) {
    return known;
  }
  known = newest();  // somebody else may have read it meanwhile
  if (is_good(known)) return known;
  auto fresh = std::make_shared<Registry>(host_, head, hour);
  if (auto loaded = fresh->state.load(); !loaded) return std::move(loaded).error();
  fresh->number = ++readings_;
  const std::lock_guard lock(mutex_);
  registry_ = fresh;
  return fresh;
}

Result<Caller> CallerDesk::caller_of(const PublicKey& key, Instant now) {
  auto known = registry(now);
  if (!known) return std::move(known).error();
  Registry& registry = **known;
  const std::lock_guard lock(registry.mutex);
  if (const auto found = registry.scopes.find(key); found != registry.scopes.end()) {
    return Caller{key, found->second, registry.number};
  }
  auto made = scope_of(registry.state, key, rules_, now);
  if (!made) return std::move(made).error();
  auto scope = std::make_shared<const Scope>(std::move(*made));
  if (registry.scopes.size() < scopes_max) registry.scopes.emplace(key, scope);
  return Caller{key, std::move(scope), registry.number};
}

}  // namespace jejak
