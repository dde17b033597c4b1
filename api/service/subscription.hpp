#pragma once
// A durable subscription: consumers of one group share the events that a filter lets pass, each event going to one of
// them until somebody acknowledges it, parks it or skips it. After KurrentDB's persistent subscriptions, with credit
// instead of a push buffer.
//
//   ready ──hand_out──▶ in flight ──ack──▶ done        in log order, and of one stream never a second one while the
//     ▲                  │     └─skip──▶ done          first is ready, in flight or waiting
//     └──── waiting ◀────┤retry, time-out, consumer left: after a delay, at most attempts_max hand-outs …
//                        └park────────▶ parked         … and then parked. A parked one holds nothing up.
//
// At least once: what take_changes() gave and the store committed is never handed out again; what it did not may be,
// after a crash. Nothing is lost: the checkpoint never passes an event that is neither done nor parked.
//
// A state machine: it reads no clock and no disk of its own. One thread.

#include "api/service/done_set.hpp"
#include "api/service/match_source.hpp"
#include "api/service/service_store.hpp"
#include "ledger/base/clock.hpp"
#include "ledger/proof/ed25519.hpp"

#include <unordered_map>

namespace jejak {

struct SubscriptionTerms {
  std::string name;   // 1 to 80 code characters, and no '/'
  PublicKey owner{};  // whose key set it up
  EventFilter filter;
  Sequence start;                            // the first entry that is looked at
  std::uint32_t unacknowledged_max = 1'000;  // of the whole group; at most 2,000
  std::uint32_t attempts_max = 10;
  std::int64_t timeout_us = 30'000'000;  // in flight for longer: taken back
  std::int64_t retry_delay_us = 1'000'000;
  bool operator==(const SubscriptionTerms&) const = default;
};
// Errors: usage, naming what is out of range.
Outcome check_terms(const SubscriptionTerms& terms);

using ConsumerId = Strong<struct ConsumerTag>;
enum class Nack : std::uint8_t { park, retry, skip };
const char* name(Nack action);  // "park", "retry", "skip"
std::optional<Nack> parse_nack(std::string_view name);

enum class ParkReason : std::uint8_t { asked = 1, attempts = 2 };
const char* name(ParkReason reason);  // "asked", "attempts"

struct Delivery {
  ConsumerId consumer;
  Sequence position;
  std::string stream;
  std::uint32_t attempt = 1;
  bool operator==(const Delivery&) const = default;
};

// Of an acknowledgement: positions that were not in flight to that consumer (too late, never) change nothing. One that
// is named twice counts once.
struct Settled {
  std::size_t accepted = 0;
  std::vector<Sequence> unknown;
};

struct ParkedEvent {
  Sequence position;
  std::string stream;
  std::uint32_t attempts = 0;
  ParkReason reason = ParkReason::asked;
  Instant parked_at;
  bool replaying = false;  // on its way again, by wish
  bool operator==(const ParkedEvent&) const = default;
};

struct SubscriptionStatus {
  Sequence checkpoint;    // everything below is done, or parked
  std::uint64_t lag = 0;  // entries from there to the head
  std::size_t consumers = 0;
  std::size_t in_flight = 0;
  std::size_t ready = 0;    // read, and nobody has taken them; behind another one of their stream
  std::size_t waiting = 0;  // for their next attempt
  std::size_t parked = 0;
  bool parked_full = false;  // nothing is handed out until parked events are replayed or dropped
  std::optional<Instant> last_acknowledged;
};

class Subscription {
 public:
  static constexpr std::size_t consumers_max = 256;
  static constexpr std::size_t parked_max = 10'000;
  static constexpr std::size_t window_max = 4'000;  // positions open, or done above the checkpoint

  Subscription(SubscriptionTerms terms, const Clock& clock);  // a new one; requires check_terms()
  // From its rows. Errors: corrupt, naming the row; disk.
  static Result<std::unique_ptr<Subscription>> load(const std::string& name, const ServiceStore& store,
                                                    const Clock& clock);
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;

  const SubscriptionTerms& terms() const { return terms_; }
  Sequence scanned() const { return progress_.scanned(); }  // how far it has read

  // Reads on where there is room and somebody is there to take it, one bounded piece. True: there may be more to look
  // at. Errors: the source's.
  Result<bool> read_ahead(MatchSource& source);

  // Errors: overloaded (consumers_max). What a consumer that leaves had in flight counts as one attempt and is waited
  // for again.
  Result<ConsumerId> join();
  void leave(ConsumerId consumer);
  // So many events more than already allowed; unacknowledged_max is the most. Nothing for an unknown consumer.
  void give_credit(ConsumerId consumer, std::uint32_t events);

  // Takes back what timed out, then gives everything that may go now, turn by turn to the consumers with credit and
  // room, in log order; at most `most`. `has_room`: null: everybody has.
  using HasRoom = std::function<bool(ConsumerId)>;
  std::vector<Delivery> hand_out(std::size_t most = 1'000, const HasRoom& has_room = {});
  // One that was handed out just now did not go out: neither an attempt nor the consumer's credit is used up. It may go
  // again once `wait_us` have passed.
  void take_back(const Delivery& delivery, std::int64_t wait_us = 0);
  // When hand_out() has something to do again although nobody calls: the next time-out or retry (monotonic clock).
  std::optional<std::int64_t> next_due_us() const;

  Settled ack(ConsumerId consumer, std::span<const Sequence> positions);
  Settled nack(ConsumerId consumer, std::span<const Sequence> positions, Nack action);

  // Parked events from a position on, ascending.
  std::vector<ParkedEvent> parked(Sequence from, std::size_t most) const;
  // Hands one out again, with all its attempts, out of its stream's order, as it must be; it stays parked until it is
  // acknowledged. Errors: not_found.
  Outcome replay(Sequence position);
  std::size_t replay_all();
  // Lets it be done. Errors: not_found; conflict (it is being replayed).
  Outcome drop(Sequence position);

  SubscriptionStatus status(TreeSize head) const;

  // Rows that have changed since the last call, for one commit; empty if none that matters has. `also_position`: also
  // where only the reading moved on, which costs a restart nothing but looking again.
  RowChanges take_changes(bool also_position = false);
  // A commit of taken changes failed without being tried (ServiceStore::commit: disk): the next call gives all again.
  void changes_failed();
  // All its rows, to be erased. Errors: those of the store.
  static Result<RowChanges> removal(const std::string& name, const ServiceStore& store);

 private:
  enum class Stage : std::uint8_t { ready, in_flight, waiting };
  struct Item {
    std::string stream;
    std::uint32_t attempts = 0;  // hand-outs so far
    Stage stage = Stage::ready;
    ConsumerId consumer;      // in flight
    std::int64_t due_us = 0;  // in flight: the time-out; waiting: the next attempt
    bool replayed = false;    // parked all the while
  };
  struct Line {                         // of one stream
    std::set<std::uint64_t> positions;  // of its items
    bool busy = false;                  // one of them is in flight
    std::optional<std::uint64_t> next;  // the one that stands in ready_
  };
  struct Consumer {
    std::uint32_t credit = 0;
    std::set<std::uint64_t> in_flight;
  };
  using Items = std::map<std::uint64_t, Item>;

  bool may_read_on() const;
  void add(std::uint64_t position, Item item);
  void renew(const std::string& stream);  // who of the stream is next
  void remove(Items::iterator at);
  void take_due();
  Consumer* next_consumer(const HasRoom& has_room);
  bool may_go(const Item& item) const;
  void send(Items::iterator at, ConsumerId to);
  void come_back(Items::iterator at);  // it is in flight no more
  void wait_for(Items::iterator at, std::int64_t due_us);
  void attempt_failed(Items::iterator at);
  void park(Items::iterator at, ParkReason reason);
  void settle(Items::iterator at);
  template <class Deed>
  Settled for_each_in_flight(ConsumerId consumer, std::span<const Sequence> positions, const Deed& deed);

  Bytes progress_row() const;
  Outcome read_progress(BytesView row);
  Outcome read_parked(const ServiceStore& store);

  SubscriptionTerms terms_;
  const Clock& clock_;
  DoneSet progress_;
  Items items_;                                             // open ones, and those replayed
  std::unordered_map<std::string, Line, KeyedHash> lines_;  // of their streams
  std::set<std::uint64_t> ready_;                           // the first of each stream that is not busy, if it is ready
  std::set<std::pair<std::int64_t, std::uint64_t>> due_;
  std::size_t in_flight_ = 0;
  std::size_t replayed_in_flight_ = 0;
  std::size_t waiting_ = 0;
  std::map<std::uint64_t, Consumer> consumers_;
  std::uint64_t last_consumer_ = 0;  // the newest one's id
  std::uint64_t turn_ = 0;           // whose turn was last
  std::map<std::uint64_t, ParkedEvent> parked_;
  std::optional<Instant> last_acknowledged_;
  // After a restart: attempts that were made before it, of events not found again yet.
  std::map<std::uint64_t, std::uint32_t> attempts_before_;

  bool are_terms_changed_ = true;
  bool is_progress_changed_ = true;
  std::uint64_t stored_checkpoint_ = 0;
  std::set<std::uint64_t> changed_parked_;
  std::set<std::uint64_t> taken_parked_;  // what take_changes() gave last
};

}  // namespace jejak
