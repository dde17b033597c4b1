#include "api/service/subscription.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::uint32_t unacknowledged_limit = 2'000;
constexpr std::uint32_t attempts_limit = 1'000;
constexpr std::int64_t timeout_us_min = 100'000;
constexpr std::int64_t timeout_us_limit = 24 * 3'600 * std::int64_t{1'000'000};
constexpr std::size_t found_at_once_max = 256;

struct Named {
  const char* name;
  Nack action;
};
constexpr Named nack_names[] = {{"park", Nack::park}, {"retry", Nack::retry}, {"skip", Nack::skip}};

}  // namespace

const char* name(Nack action) {
  return nack_names[static_cast<std::size_t>(action)].name;
}

std::optional<Nack> parse_nack(std::string_view name) {
  for (const Named& each : nack_names) {
    if (each.name == name) return each.action;
  }
  return std::nullopt;
}

const char* name(ParkReason reason) {
  return reason == ParkReason::asked ? "asked" : "attempts";
}

Outcome check_terms(const SubscriptionTerms& terms) {
  const auto wrong = [](const char* what) { return Error{Errc::usage, std::string("subscription: ") + what}; };
  const bool is_name = is_code(terms.name) && terms.name.find('/') == std::string::npos;
  if (terms.name.empty() || terms.name.size() > code_bytes_max || !is_name) {
    return wrong("its name must be 1 to 80 characters of A-Z a-z 0-9 : . _ ( ) @ + -");
  }
  if (terms.start.value > tree_size_max) return wrong("it starts beyond every log");
  if (terms.unacknowledged_max == 0 || terms.unacknowledged_max > unacknowledged_limit) {
    return wrong("1 to 2000 events may be unacknowledged");
  }
  if (terms.attempts_max == 0 || terms.attempts_max > attempts_limit) return wrong("1 to 1000 attempts may be made");
  if (terms.timeout_us < timeout_us_min || terms.timeout_us > timeout_us_limit) {
    return wrong("the time-out must be 0.1 seconds to 24 hours");
  }
  if (terms.retry_delay_us < 0 || terms.retry_delay_us > timeout_us_limit) {
    return wrong("the delay before another attempt must be 0 to 24 hours");
  }
  return {};
}

Subscription::Subscription(SubscriptionTerms terms, const Clock& clock)
    : terms_(std::move(terms)), clock_(clock), progress_(terms_.start) {
  JEJAK_ASSERT(check_terms(terms_).has_value());
}

bool Subscription::may_read_on() const {
  return !consumers_.empty() && progress_.kept() < window_max;
}

Result<bool> Subscription::read_ahead(MatchSource& source) {
  if (!may_read_on()) return false;
  MatchLimits limits;
  limits.found_max = std::min(found_at_once_max, window_max - progress_.kept());
  auto matches = source.find(terms_.filter, progress_.scanned(), limits);
  if (!matches) return std::move(matches).error().during("subscription " + terms_.name);
  for (Match& match : matches->found) {
    const std::uint64_t position = match.position.value;
    if (!progress_.begin(match.position)) continue;
    Item item;
    item.stream = std::move(match.stream);
    const auto before = attempts_before_.find(position);
    if (before != attempts_before_.end()) item.attempts = before->second;
    add(position, std::move(item));
  }
  progress_.scan_to(Sequence{matches->looked.value});
  attempts_before_.erase(attempts_before_.begin(), attempts_before_.lower_bound(matches->looked.value));
  return matches->looked < matches->head && may_read_on();
}

Result<ConsumerId> Subscription::join() {
  if (consumers_.size() >= consumers_max) {
    return Error{Errc::overloaded, "subscription " + terms_.name + " has " + std::to_string(consumers_max) +
                                       " consumers already, and no more are let in"};
  }
  consumers_.emplace(++last_consumer_, Consumer{});
  return ConsumerId{last_consumer_};
}

void Subscription::leave(ConsumerId consumer) {
  const auto left = consumers_.find(consumer.value);
  if (left == consumers_.end()) return;
  const std::set<std::uint64_t> had = left->second.in_flight;
  for (const std::uint64_t position : had) attempt_failed(items_.find(position));
  consumers_.erase(left);
}

void Subscription::give_credit(ConsumerId consumer, std::uint32_t events) {
  const auto known = consumers_.find(consumer.value);
  if (known == consumers_.end()) return;
  const std::uint32_t room = terms_.unacknowledged_max - known->second.credit;
  known->second.credit += std::min(events, room);
}

std::vector<Delivery> Subscription::hand_out(std::size_t most, const HasRoom& has_room) {
  take_due();
  std::vector<Delivery> out;
  for (auto next = ready_.begin(); next != ready_.end() && out.size() < most;) {
    const auto at = items_.find(*next++);  // sending takes it, and none before it, out of ready_
    if (!may_go(at->second)) continue;
    if (in_flight_ >= terms_.unacknowledged_max) break;
    if (next_consumer(has_room) == nullptr) break;
    send(at, ConsumerId{turn_});
    out.push_back({at->second.consumer, Sequence{at->first}, at->second.stream, at->second.attempts});
  }
  return out;
}

void Subscription::take_back(const Delivery& delivery, std::int64_t wait_us) {
  const auto at = items_.find(delivery.position.value);
  JEJAK_ASSERT(at != items_.end() && at->second.consumer == delivery.consumer);
  come_back(at);
  --at->second.attempts;
  ++consumers_.at(delivery.consumer.value).credit;
  if (wait_us > 0) {
    wait_for(at, clock_.monotonic_us() + wait_us);
  } else {
    renew(at->second.stream);
  }
}

std::optional<std::int64_t> Subscription::next_due_us() const {
  return due_.empty() ? std::nullopt : std::optional(due_.begin()->first);
}

template <class Deed>
Settled Subscription::for_each_in_flight(ConsumerId consumer, std::span<const Sequence> positions, const Deed& deed) {
  Settled out;
  std::set<Sequence> settled;
  for (const Sequence position : positions) {
    if (settled.contains(position)) continue;
    const auto at = items_.find(position.value);
    if (at == items_.end() || at->second.stage != Stage::in_flight || at->second.consumer != consumer) {
      out.unknown.push_back(position);
      continue;
    }
    deed(at);
    settled.insert(position);
    ++out.accepted;
  }
  return out;
}

Settled Subscription::ack(ConsumerId consumer, std::span<const Sequence> positions) {
  Settled out = for_each_in_flight(consumer, positions, [this](Items::iterator at) { settle(at); });
  if (out.accepted > 0) last_acknowledged_ = clock_.now();
  return out;
}

Settled Subscription::nack(ConsumerId consumer, std::span<const Sequence> positions, Nack action) {
  return for_each_in_flight(consumer, positions, [this, action](Items::iterator at) {
    switch (action) {
      case Nack::park: park(at, ParkReason::asked); break;
      case Nack::retry: attempt_failed(at); break;
      case Nack::skip: settle(at); break;
    }
  });
}

std::vector<ParkedEvent> Subscription::parked(Sequence from, std::size_t most) const {
  std::vector<ParkedEvent> out;
  for (auto at = parked_.lower_bound(from.value); at != parked_.end() && out.size() < most; ++at) {
    out.push_back(at->second);
  }
  return out;
}

Outcome Subscription::replay(Sequence position) {
  const auto at = parked_.find(position.value);
  if (at == parked_.end()) {
    return Error{Errc::not_found, "entry " + std::to_string(position.value) + " is not parked in " + terms_.name};
  }
  if (at->second.replaying) return {};
  at->second.replaying = true;
  changed_parked_.insert(position.value);
  Item item;
  item.stream = at->second.stream;
  item.replayed = true;
  add(position.value, std::move(item));
  return {};
}

std::size_t Subscription::replay_all() {
  std::size_t begun = 0;
  for (const auto& [position, event] : parked_) {
    if (event.replaying) continue;
    JEJAK_ASSERT(replay(Sequence{position}).has_value());
    ++begun;
  }
  return begun;
}

Outcome Subscription::drop(Sequence position) {
  const auto at = parked_.find(position.value);
  const std::string entry = "entry " + std::to_string(position.value);
  if (at == parked_.end()) return Error{Errc::not_found, entry + " is not parked in " + terms_.name};
  if (at->second.replaying) return Error{Errc::conflict, entry + " is being replayed in " + terms_.name};
  parked_.erase(at);
  changed_parked_.insert(position.value);
  return {};
}

SubscriptionStatus Subscription::status(TreeSize head) const {
  SubscriptionStatus out;
  out.checkpoint = progress_.checkpoint();
  out.lag = head.value - std::min(head.value, out.checkpoint.value);
  out.consumers = consumers_.size();
  out.in_flight = in_flight_;
  out.waiting = waiting_;
  out.ready = items_.size() - in_flight_ - waiting_;
  out.parked = parked_.size();
  out.parked_full = parked_.size() >= parked_max;
  out.last_acknowledged = last_acknowledged_;
  return out;
}

void Subscription::add(std::uint64_t position, Item item) {
  const std::string stream = item.stream;
  JEJAK_ASSERT(items_.emplace(position, std::move(item)).second);
  lines_[stream].positions.insert(position);
  renew(stream);
}

void Subscription::renew(const std::string& stream) {
  const auto at = lines_.find(stream);
  JEJAK_ASSERT(at != lines_.end());
  Line& line = at->second;
  if (line.next) ready_.erase(*line.next);
  line.next.reset();
  if (line.positions.empty()) {
    lines_.erase(at);
    return;
  }
  const std::uint64_t first = *line.positions.begin();
  if (line.busy || items_.at(first).stage != Stage::ready) return;
  line.next = first;
  ready_.insert(first);
}

void Subscription::remove(Items::iterator at) {
  JEJAK_ASSERT(at->second.stage == Stage::ready);
  const std::string stream = std::move(at->second.stream);
  lines_.at(stream).positions.erase(at->first);
  items_.erase(at);
  renew(stream);
}

void Subscription::take_due() {
  const std::int64_t now = clock_.monotonic_us();
  while (!due_.empty() && due_.begin()->first <= now) {
    const auto at = items_.find(due_.begin()->second);
    if (at->second.stage == Stage::in_flight) {
      attempt_failed(at);
      continue;
    }
    due_.erase(due_.begin());
    --waiting_;
    at->second.stage = Stage::ready;
    renew(at->second.stream);
  }
}

// Whose turn it is: the next one, in the order of joining, that has credit and room. Null if nobody has.
Subscription::Consumer* Subscription::next_consumer(const HasRoom& has_room) {
  auto at = consumers_.upper_bound(turn_);
  for (std::size_t asked = 0; asked < consumers_.size(); ++asked, ++at) {
    if (at == consumers_.end()) at = consumers_.begin();
    if (at->second.credit == 0 || (has_room && !has_room(ConsumerId{at->first}))) continue;
    turn_ = at->first;
    return &at->second;
  }
  return nullptr;
}

// Whatever is in flight may have to be parked, and then there must be room for it.
bool Subscription::may_go(const Item& item) const {
  return item.replayed || parked_.size() + (in_flight_ - replayed_in_flight_) < parked_max;
}

void Subscription::send(Items::iterator at, ConsumerId to) {
  Item& item = at->second;
  Consumer& consumer = consumers_.at(to.value);
  --consumer.credit;
  consumer.in_flight.insert(at->first);
  item.stage = Stage::in_flight;
  item.consumer = to;
  item.due_us = clock_.monotonic_us() + terms_.timeout_us;
  ++item.attempts;
  due_.emplace(item.due_us, at->first);
  ++in_flight_;
  if (item.replayed) ++replayed_in_flight_;
  lines_.at(item.stream).busy = true;
  renew(item.stream);
}

void Subscription::come_back(Items::iterator at) {
  Item& item = at->second;
  JEJAK_ASSERT(item.stage == Stage::in_flight);
  due_.erase({item.due_us, at->first});
  consumers_.at(item.consumer.value).in_flight.erase(at->first);
  --in_flight_;
  if (item.replayed) --replayed_in_flight_;
  item.stage = Stage::ready;
  lines_.at(item.stream).busy = false;
}

void Subscription::wait_for(Items::iterator at, std::int64_t due_us) {
  Item& item = at->second;
  item.stage = Stage::waiting;
  item.due_us = due_us;
  due_.emplace(due_us, at->first);
  ++waiting_;
  renew(item.stream);
}

void Subscription::attempt_failed(Items::iterator at) {
  if (at->second.attempts >= terms_.attempts_max) {
    park(at, ParkReason::attempts);
    return;
  }
  come_back(at);
  wait_for(at, clock_.monotonic_us() + terms_.retry_delay_us);
  is_progress_changed_ = true;
}

void Subscription::park(Items::iterator at, ParkReason reason) {
  come_back(at);
  const std::uint64_t position = at->first;
  const Item& item = at->second;
  if (!item.replayed) progress_.finish(Sequence{position});
  parked_[position] = {Sequence{position}, item.stream, item.attempts, reason, clock_.now(), false};
  changed_parked_.insert(position);
  is_progress_changed_ = true;
  remove(at);
}

void Subscription::settle(Items::iterator at) {
  come_back(at);
  const std::uint64_t position = at->first;
  if (at->second.replayed) {
    parked_.erase(position);
    changed_parked_.insert(position);
  } else {
    progress_.finish(Sequence{position});
  }
  is_progress_changed_ = true;
  remove(at);
}

}  // namespace jejak
