#include "api/service/webhook.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t error_bytes_max = 200;
constexpr std::size_t found_at_once_max = 256;

std::string said(int status, const std::string& error) {
  return status == 0 ? "no answer (" + error + ")" : std::to_string(status);
}

}  // namespace

Webhook::Webhook(WebhookTerms terms, const PublicKey& key, const Clock& clock, Chance chance)
    : terms_(std::move(terms)), clock_(clock), chance_(std::move(chance)), key_(key), progress_(terms_.start) {}

std::vector<std::uint32_t> Webhook::signing() const {
  std::vector<std::uint32_t> out{generation_};
  if (generation_ > 1 && clock_.now().us < old_key_until_us_) out.push_back(generation_ - 1);
  return out;
}

void Webhook::rotate(const PublicKey& next) {
  key_ = next;
  ++generation_;
  old_key_until_us_ = clock_.now().us + old_key_us;
  are_terms_changed_ = true;
}

Result<bool> Webhook::read_ahead(MatchSource& source) {
  const auto has_room = [this] { return enabled_ && progress_.open() < owed_max && progress_.kept() < window_max; };
  if (!has_room()) return false;
  MatchLimits limits;
  limits.found_max = std::min({found_at_once_max, owed_max - progress_.open(), window_max - progress_.kept()});
  auto matches = source.find(terms_.filter, progress_.scanned(), limits);
  if (!matches) return std::move(matches).error().during("webhook " + terms_.id);
  for (const Match& match : matches->found) {
    if (!progress_.begin(match.position)) continue;
    Owed owed;
    owed.due_us = clock_.now().us;
    const auto before = before_.find(match.position.value);
    if (before != before_.end()) owed = before->second;
    add(match.position.value, std::move(owed));
  }
  progress_.scan_to(Sequence{matches->looked.value});
  before_.erase(before_.begin(), before_.lower_bound(matches->looked.value));
  return matches->looked < matches->head && has_room();
}

void Webhook::add(std::uint64_t position, Owed owed) {
  due_.emplace(owed.due_us, position);
  JEJAK_ASSERT(owed_.emplace(position, std::move(owed)).second);
}

std::vector<WebhookAttempt> Webhook::take_due() {
  std::vector<WebhookAttempt> out;
  const std::int64_t now = clock_.now().us;
  if (now < seen_us_) make_due_again();
  seen_us_ = now;
  if (!enabled_ || now < paused_until_us_) return out;
  while (in_flight_ < in_flight_max && !due_.empty() && due_.begin()->first <= now) {
    Owed& owed = owed_.at(due_.begin()->second);
    out.push_back({Sequence{due_.begin()->second}, ++owed.attempts});
    due_.erase(due_.begin());
    owed.in_flight = true;
    owed.last_us = now;
    if (owed.attempts == 1) owed.first_us = now;
    ++in_flight_;
  }
  return out;
}

// The clock was set back: what was due at once is due still, in the order of the log.
void Webhook::make_due_again() {
  due_.clear();
  for (auto& [position, owed] : owed_) {
    if (owed.attempts == 0) owed.due_us = 0;
    if (!owed.in_flight) due_.emplace(owed.due_us, position);
  }
}

std::optional<Instant> Webhook::next_due() const {
  if (!enabled_ || due_.empty() || in_flight_ == in_flight_max) return std::nullopt;
  return Instant{std::max(due_.begin()->first, paused_until_us_)};
}

void Webhook::answered(Sequence position, const WebhookAnswer& answer) {
  const auto at = owed_.find(position.value);
  if (at == owed_.end() || !at->second.in_flight) return;
  at->second.in_flight = false;
  --in_flight_;
  is_progress_changed_ = true;
  const WebhookVerdict verdict = webhook_verdict(answer.status);
  if (verdict == WebhookVerdict::delivered) {
    delivered(at);
    return;
  }
  at->second.last_status = answer.status;
  at->second.last_error = answer.error.substr(0, error_bytes_max);
  const Instant now = clock_.now();
  const std::int64_t asked_us = parse_retry_after_us(answer.retry_after, now).value_or(0);
  slow_in_a_row_ = verdict == WebhookVerdict::slow_down ? slow_in_a_row_ + 1 : 0;
  const std::int64_t pause_us = slow_in_a_row_ == 0 ? 0 : webhook_pause_us(slow_in_a_row_);
  if (std::max(asked_us, pause_us) > 0) {
    paused_until_us_ = std::max(paused_until_us_, now.us + std::max(asked_us, pause_us));
  }
  failed(at, asked_us);
  if (verdict == WebhookVerdict::gone) disable("the receiver answered 410: it wants no more");
}

void Webhook::delivered(Items::iterator at) {
  slow_in_a_row_ = 0;
  last_delivered_ = clock_.now();
  if (at->second.replayed) {
    failures_.erase(at->first);
    changed_failures_.insert(at->first);
  } else {
    progress_.finish(Sequence{at->first});
  }
  owed_.erase(at);
}

void Webhook::failed(Items::iterator at, std::int64_t wait_us) {
  Owed& owed = at->second;
  if (owed.attempts >= webhook_attempts_max) {
    give_up(at);
    return;
  }
  owed.due_us = clock_.now().us + std::max(wait_us, webhook_delay_us(owed.attempts + 1, chance_()));
  due_.emplace(owed.due_us, at->first);
}

void Webhook::give_up(Items::iterator at) {
  const Owed owed = std::move(at->second);
  const Sequence position{at->first};
  owed_.erase(at);
  if (!owed.replayed) progress_.finish(position);
  failures_[position.value] = {position,     owed.attempts, owed.last_status, owed.last_error, Instant{owed.last_us},
                               std::nullopt, false};
  changed_failures_.insert(position.value);
  const std::string last = said(owed.last_status, owed.last_error);
  if (!last_delivered_ || last_delivered_->us < owed.first_us) {
    disable("nothing could be delivered since " + print(Instant{owed.first_us}) + "; the last attempt of entry " +
            std::to_string(position.value) + " gave " + last);
  } else if (failures_.size() >= failures_max) {
    disable(std::to_string(failures_max) + " deliveries have failed for good; the last one gave " + last);
  }
}

void Webhook::disable(std::string reason) {
  if (!enabled_) return;
  enabled_ = false;
  *wanted_ = false;
  reason_ = std::move(reason);
  are_terms_changed_ = true;
}

void Webhook::hand_to(const PublicKey& owner) {
  are_terms_changed_ = are_terms_changed_ || terms_.owner != owner;
  terms_.owner = owner;
}

void Webhook::enable() {
  if (enabled_) return;
  enabled_ = true;
  *wanted_ = true;
  reason_.clear();
  are_terms_changed_ = true;
  is_progress_changed_ = true;
  paused_until_us_ = 0;
  slow_in_a_row_ = 0;
  due_.clear();
  const std::int64_t now = clock_.now().us;
  for (auto& [position, owed] : owed_) {
    owed.due_us = now;
    if (!owed.in_flight) due_.emplace(owed.due_us, position);
  }
  for (auto& [position, owed] : before_) owed.due_us = now;
}

std::vector<WebhookFailure> Webhook::failures(Sequence from, std::size_t most) const {
  std::map<std::uint64_t, WebhookFailure> out(failures_.lower_bound(from.value), failures_.end());
  for (auto at = owed_.lower_bound(from.value); at != owed_.end(); ++at) {
    const Owed& owed = at->second;
    if (owed.last_us == 0 || (owed.in_flight && owed.attempts == 1)) continue;
    out[at->first] = {Sequence{at->first},   owed.attempts,        owed.last_status, owed.last_error,
                      Instant{owed.last_us}, Instant{owed.due_us}, owed.replayed};
  }
  std::vector<WebhookFailure> list;
  for (auto& [position, failure] : out) {
    if (list.size() == most) break;
    list.push_back(std::move(failure));
  }
  return list;
}

Outcome Webhook::replay(Sequence position) {
  const auto at = failures_.find(position.value);
  if (at == failures_.end()) {
    return Error{Errc::not_found, "entry " + std::to_string(position.value) + " has not failed for good"};
  }
  if (at->second.replaying) return {};
  at->second.replaying = true;
  changed_failures_.insert(position.value);
  Owed owed;
  owed.due_us = clock_.now().us;
  owed.replayed = true;
  add(position.value, std::move(owed));
  return {};
}

std::size_t Webhook::replay_all() {
  std::size_t begun = 0;
  for (const auto& [position, failure] : failures_) {
    if (failure.replaying) continue;
    JEJAK_ASSERT(replay(Sequence{position}).has_value());
    ++begun;
  }
  return begun;
}

Outcome Webhook::drop(Sequence position) {
  const auto at = failures_.find(position.value);
  const std::string entry = "entry " + std::to_string(position.value);
  if (at == failures_.end()) return Error{Errc::not_found, entry + " has not failed for good"};
  if (at->second.replaying) return Error{Errc::conflict, entry + " is being replayed"};
  failures_.erase(at);
  changed_failures_.insert(position.value);
  return {};
}

WebhookStatus Webhook::status(TreeSize head) const {
  WebhookStatus out;
  out.enabled = enabled_;
  out.reason = reason_;
  out.checkpoint = progress_.checkpoint();
  out.lag = head.value - std::min(head.value, out.checkpoint.value);
  out.owed = owed_.size();
  out.in_flight = in_flight_;
  out.failed = failures_.size();
  out.last_delivered = last_delivered_;
  if (clock_.now().us < paused_until_us_) out.paused_until = Instant{paused_until_us_};
  for (const auto& [position, owed] : owed_) {
    if (owed.attempts == 0 || (owed.in_flight && owed.attempts == 1)) continue;
    if (!out.failing_since || owed.first_us < out.failing_since->us) out.failing_since = Instant{owed.first_us};
  }
  return out;
}

}  // namespace jejak
