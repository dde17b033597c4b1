#pragma once
// All durable subscriptions of a ledger, and their rows. What happened to any of them since the last flush goes to disk
// in one synced write: an acknowledgement is durable, and may be answered, once flush() has returned. One thread.

#include "api/service/kept_rows.hpp"
#include "api/service/owner.hpp"
#include "api/service/subscription.hpp"
#include "api/service/turns.hpp"

namespace jejak {

class Subscriptions {
 public:
  static constexpr std::size_t subscriptions_max = 256;
  static constexpr std::size_t owner_share_max = subscriptions_max / 8;
  static constexpr std::size_t given_at_once_max = 256;  // of one subscription in its turn

  // Errors: corrupt, naming the row; disk. All must outlive it.
  static Result<std::unique_ptr<Subscriptions>> open(ServiceStore& store, MatchSource& source, const Clock& clock);

  // On disk when it returns. The same terms again change nothing. `is_own`: whether an owner is the one of these terms
  // under another key; null: the key alone says. Errors: usage; conflict (the name is taken by other terms); overloaded
  // (subscriptions_max, owner_share_max); those of the store.
  Result<Subscription*> create(const SubscriptionTerms& terms, const IsOwn& is_own = {});
  // With its parked events, on disk when it returns; whoever still consumes it has left. Errors: not_found; those of
  // the store.
  Outcome remove(const std::string& name);
  Subscription* find(std::string_view name);  // null if there is none; holds until it is removed
  std::vector<std::string> names() const { return names_of(all_); }

  // One bounded piece of everybody's work: subscriptions read on, turn by turn, and `give` hands out at most so many
  // events of one and answers how many there were. One that cannot read on holds up no other.
  using Give = std::function<std::size_t(Subscription& subscription, std::size_t most)>;
  Round go_round(const Give& give);
  // Errors: those of the store; after disk the next flush writes everything again. `closing`: also how far they have
  // read.
  Outcome flush(bool closing = false) { return flush_all(all_, store_, closing); }

 private:
  Subscriptions(ServiceStore& store, MatchSource& source, const Clock& clock)
      : store_(store), source_(source), clock_(clock) {}
  ServiceStore& store_;
  MatchSource& source_;
  const Clock& clock_;
  AllByName<Subscription> all_;
  Turns turns_;
};

}  // namespace jejak
