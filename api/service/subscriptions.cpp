#include "api/service/subscriptions.hpp"

namespace jejak {

Result<std::unique_ptr<Subscriptions>> Subscriptions::open(ServiceStore& store, MatchSource& source,
                                                           const Clock& clock) {
  std::unique_ptr<Subscriptions> out(new Subscriptions(store, source, clock));
  std::vector<std::string> names;
  auto scanned = store.scan("s/", "", [&names](std::string_view key, BytesView) -> Outcome {
    names.emplace_back(key.substr(2));
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  for (const std::string& name : names) {
    auto loaded = Subscription::load(name, store, clock);
    if (!loaded) return std::move(loaded).error();
    out->all_.emplace(name, std::move(*loaded));
  }
  return out;
}

Result<Subscription*> Subscriptions::create(const SubscriptionTerms& terms, const IsOwn& is_own) {
  if (auto checked = check_terms(terms); !checked) return std::move(checked).error();
  if (Subscription* known = find(terms.name); known != nullptr) {
    if (known->terms() == terms) return known;
    return Error{Errc::conflict, "there is a subscription " + terms.name + " with other terms"};
  }
  if (all_.size() >= subscriptions_max) {
    return Error{Errc::overloaded, "there are " + std::to_string(subscriptions_max) + " subscriptions already"};
  }
  if (count_of_owner(all_, terms.owner, is_own) >= owner_share_max) {
    return Error{Errc::overloaded, "who sets this up has " + std::to_string(owner_share_max) +
                                       " subscriptions already, which is one owner's share. Remove one"};
  }
  auto made = std::make_unique<Subscription>(terms, clock_);
  if (auto stored = store_.commit(made->take_changes()); !stored) return std::move(stored).error();
  Subscription* out = made.get();
  all_.emplace(terms.name, std::move(made));
  return out;
}

Outcome Subscriptions::remove(const std::string& name) {
  if (!all_.contains(name)) return Error{Errc::not_found, "there is no subscription " + name};
  auto rows = Subscription::removal(name, store_);
  if (!rows) return std::move(rows).error();
  if (auto stored = store_.commit(*rows); !stored) return stored;
  all_.erase(name);
  return {};
}

Subscription* Subscriptions::find(std::string_view name) {
  const auto at = all_.find(name);
  return at == all_.end() ? nullptr : at->second.get();
}

Round Subscriptions::go_round(const Give& give) {
  return turns_.round(all_, [&](Subscription& subscription) {
    const std::uint64_t from = subscription.scanned().value;
    auto read = subscription.read_ahead(source_);
    const std::size_t given = give(subscription, given_at_once_max);
    Turn turn;
    turn.cost = subscription.scanned().value - from + given;
    turn.has_more = (read && *read) || given == given_at_once_max;
    if (!read) turn.failed = std::move(read).error();
    return turn;
  });
}

}  // namespace jejak
