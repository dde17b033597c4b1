#include "api/following.hpp"

namespace jejak {

std::optional<Error> beyond_scope(const Scope& scope, const EventFilter& filter) {
  if (scope.follows_all()) return std::nullopt;
  for (const std::string& agency : filter.agencies()) {
    if (scope.may_see_agency(agency)) continue;
    return Error{Errc::permission, "agency " + agency + " is not in the scope of " + scope.office()};
  }
  if (!filter.agencies().empty()) return std::nullopt;
  return Error{Errc::permission, scope.office() + " follows the agencies of its scope: add agency= to the filter"};
}

IsOwn own_of(const Call& call) {
  const std::string& office = call.caller.scope->office();
  if (!call.caller.key || office.empty()) return {};
  return [&call, &office](const PublicKey& owner) { return call.served->callers.office_of(owner) == office; };
}

bool may_manage(const Call& call, const PublicKey& owner) {
  const bool is_public = call.host().options().is_public;
  if (owner == PublicKey{}) return is_public;
  if (!call.caller.key) return false;
  if (*call.caller.key == owner) return true;
  if (!is_public && call.caller.scope->may_read_entries()) return true;
  const IsOwn is_own = own_of(call);
  return is_own && is_own(owner);
}

Recipient recipient_of(const Call& call, const EventFilter& filter) {
  const std::string& office = call.caller.scope->office();
  Recipient out{office.empty() ? call.request->peer : office, standing_of(call, filter)};
  if (out.standing) {
    out.standing_key = (call.caller.scope->may_read_entries() ? "full " : "thin ");
    out.standing_key += std::string(text(*call.caller.key)) + filter.text();
  }
  return out;
}

May may_of(const Outcome& followed) {
  if (followed) return May::yes;
  const Errc code = followed.error().code;
  return code == Errc::permission || code == Errc::unknown_key ? May::no : May::unknown;
}

std::function<May()> standing_of(const Call& call, const EventFilter& filter) {
  if (call.host().options().is_public || !call.caller.key) return {};
  return
      [&callers = call.served->callers, key = *call.caller.key, filter,
       is_thin = !call.caller.scope->may_read_entries()] { return may_of(callers.may_follow(key, filter, is_thin)); };
}

}  // namespace jejak
