// Rows of the service's store, as a damaged disk or another hand may leave them. They are refused by name, or they are
// read, written as what reads the same, and worked on with no contradiction.

#include "api/service/subscription.hpp"
#include "api/service/webhook.hpp"
#include "ledger/base/wire.hpp"
#include "tests/api/service/listed_matches.hpp"

#include <algorithm>

using namespace jejak;

namespace {

constexpr std::size_t done_max = 100;
constexpr TreeSize head{140};
const std::string group = "reports";
const std::string hook = "wh_00112233445566778899aabbccddeeff";
const SimulatedClock now(Instant{1'600'000'000'000'000});

std::uint64_t no_chance() {
  return 0;
}

test::ListedMatches& log_of_cases() {
  static test::ListedMatches log = [] {
    test::ListedMatches out;
    for (std::uint64_t i = 0; i < head.value; ++i) out.add(i % 7 == 0 ? "" : "case-" + std::to_string(i % 5));
    return out;
  }();
  return log;
}

void refused(const Error& no) {
  JEJAK_ASSERT(no.code == Errc::corrupt && no.message.starts_with("the row "));
}

void is_printed(Instant instant) {
  JEJAK_ASSERT(parse_instant(print(instant)) == instant);
}

void put(ServiceStore& store, const RowChanges& rows) {
  JEJAK_ASSERT(store.commit(rows).has_value());
}

// Every row of what was read; those of parked and failed events only where they changed.
template <class Follower>
RowChanges rows_of(Follower& follower) {
  follower.changes_failed();
  return follower.take_changes(true);
}

void read_done_set(BytesView row) {
  BytesView rest = row;
  const auto done = DoneSet::decode(rest, done_max);
  if (!done) return;
  JEJAK_ASSERT(done->done_above() <= done_max && done->open() == 0 && done->scanned() == done->checkpoint());
  Bytes written;
  done->encode(written);
  JEJAK_ASSERT(written.size() <= row.size() - rest.size());
  BytesView left = written;
  const auto again = DoneSet::decode(left, done_max);
  JEJAK_ASSERT(again.has_value() && left.empty());
  JEJAK_ASSERT(again->checkpoint() == done->checkpoint() && again->done_above() == done->done_above());
  Bytes twice;
  again->encode(twice);
  JEJAK_ASSERT(twice == written);
}

void consume(Subscription& subscription) {
  const auto consumer = subscription.join();
  JEJAK_ASSERT(consumer.has_value());
  subscription.give_credit(*consumer, 1'000);
  JEJAK_ASSERT(subscription.read_ahead(log_of_cases()).has_value());
  std::set<std::uint64_t> settled;
  for (int rounds = 0; rounds < 4; ++rounds) {
    std::vector<Sequence> taken;
    for (const Delivery& delivery : subscription.hand_out(50)) {
      JEJAK_ASSERT(delivery.consumer == *consumer && !settled.contains(delivery.position.value));
      JEJAK_ASSERT(delivery.attempt >= 1 && delivery.attempt <= subscription.terms().attempts_max);
      taken.push_back(delivery.position);
    }
    const std::size_t half = taken.size() / 2;
    const std::span<const Sequence> all(taken);
    JEJAK_ASSERT(subscription.ack(*consumer, all.first(half)).accepted == half);
    for (const Sequence position : all.first(half)) settled.insert(position.value);
    JEJAK_ASSERT(subscription.nack(*consumer, all.subspan(half), Nack::park).unknown.empty());
  }
  subscription.leave(*consumer);
}

void read_subscription(MemoryServiceStore store) {
  auto read = Subscription::load(group, store, now);
  if (!read) return refused(read.error());
  const auto parked = (*read)->parked(Sequence{0}, Subscription::parked_max);
  for (const ParkedEvent& event : parked) is_printed(event.parked_at);
  if (const auto last = (*read)->status(head).last_acknowledged) is_printed(*last);
  const RowChanges rows = rows_of(**read);
  put(store, rows);
  auto again = Subscription::load(group, store, now);
  JEJAK_ASSERT(again.has_value() && (*again)->terms() == (*read)->terms());
  JEJAK_ASSERT((*again)->parked(Sequence{0}, Subscription::parked_max) == parked && rows_of(**again) == rows);
  (*read)->replay_all();
  put(store, rows_of(**read));
  again = Subscription::load(group, store, now);
  JEJAK_ASSERT(again.has_value());
  JEJAK_ASSERT((*again)->parked(Sequence{0}, Subscription::parked_max) ==
               (*read)->parked(Sequence{0}, Subscription::parked_max));
  consume(**read);
  put(store, rows_of(**read));
  JEJAK_ASSERT(Subscription::load(group, store, now).has_value());
}

void deliver(Webhook& webhook) {
  webhook.enable();
  JEJAK_ASSERT(webhook.read_ahead(log_of_cases()).has_value());
  std::set<std::uint64_t> delivered;
  for (int rounds = 0; rounds < 32; ++rounds) {
    for (const WebhookAttempt& attempt : webhook.take_due()) {
      JEJAK_ASSERT(attempt.attempt <= webhook_attempts_max && delivered.insert(attempt.position.value).second);
      webhook.answered(attempt.position, {204, "", ""});
    }
  }
}

void read_webhook(MemoryServiceStore store) {
  auto read = Webhook::load(hook, store, now, no_chance);
  if (!read) return refused(read.error());
  for (const WebhookFailure& failure : (*read)->failures(Sequence{0}, Webhook::failures_max)) {
    is_printed(failure.last_attempt);
  }
  if (const auto paused = (*read)->status(head).paused_until) is_printed(*paused);
  const RowChanges rows = rows_of(**read);
  put(store, rows);
  auto again = Webhook::load(hook, store, now, no_chance);
  JEJAK_ASSERT(again.has_value() && (*again)->terms() == (*read)->terms());
  JEJAK_ASSERT((*again)->signing() == (*read)->signing() && rows_of(**again) == rows);
  (*read)->replay_all();
  put(store, rows_of(**read));
  again = Webhook::load(hook, store, now, no_chance);
  JEJAK_ASSERT(again.has_value() && (*again)->status(head).owed == (*read)->status(head).owed);
  JEJAK_ASSERT((*again)->status(head).failed == (*read)->status(head).failed);
  deliver(**read);
  put(store, rows_of(**read));
  JEJAK_ASSERT(Webhook::load(hook, store, now, no_chance).has_value());
}

// Sound ones, begun where some positions are done already.
MemoryServiceStore sound_rows() {
  SubscriptionTerms terms;
  terms.name = group;
  terms.start = Sequence{100};
  WebhookTerms endpoint;
  endpoint.id = hook;
  endpoint.url = "https://receiver.example/jejak";
  endpoint.start = Sequence{100};
  MemoryServiceStore out;
  put(out, Subscription(terms, now).take_changes());
  put(out, Webhook(endpoint, PublicKey{}, now, no_chance).take_changes());
  return out;
}

}  // namespace

// Rows in the place of the sound ones, each: u8 family, of parked and failed events u64 position, u16 length, bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const MemoryServiceStore sound = sound_rows();
  MemoryServiceStore subscription = sound;
  MemoryServiceStore webhook = sound;
  WireReader in(BytesView(data, size));
  while (in.left() > 0) {
    const std::uint8_t family = in.u8() % 7;
    const Sequence position{family == 3 || family == 6 ? in.u64() : 0};
    const std::size_t length = in.u16();
    const BytesView row = in.raw(std::min(length, in.left()));
    if (!in.ok()) break;
    switch (family) {
      case 0: read_done_set(row); break;
      case 1: put(subscription, {{"s/" + group, copy(row)}}); break;
      case 2: put(subscription, {{"p/" + group, copy(row)}}); break;
      case 3: put(subscription, {{position_key("k/" + group + "/", position), copy(row)}}); break;
      case 4: put(webhook, {{"w/" + hook, copy(row)}}); break;
      case 5: put(webhook, {{"v/" + hook, copy(row)}}); break;
      default: put(webhook, {{position_key("f/" + hook + "/", position), copy(row)}});
    }
  }
  read_subscription(subscription);
  read_webhook(webhook);
  return 0;
}
