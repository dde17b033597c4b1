#pragma once
// One webhook endpoint: which entries it was sent, which it is owed, when the next attempt is due, and why it was shut
// off. Deliveries go out in log order as far as they succeed; one that fails is tried again by the schedule beside
// the others, so a receiver sorts by `sequence` and recognises repetitions by the id.
//
//   owed ──due──▶ in flight ──2xx──▶ delivered
//     ▲               │  └──410──▶ owed, and the endpoint is disabled
//     └──schedule─────┘ … after the last attempt: failed, kept until it is replayed or dropped; and the endpoint is
//                         disabled if nothing was delivered to it since that entry's first attempt
//
// At least once: what take_changes() gave and the store committed as delivered is never sent again; an attempt that the
// end of the process cut off is made again. A state machine; one thread.

#include "api/service/done_set.hpp"
#include "api/service/match_source.hpp"
#include "api/service/service_store.hpp"
#include "api/service/webhook_schedule.hpp"
#include "ledger/base/clock.hpp"
#include "ledger/proof/ed25519.hpp"

#include <atomic>
#include <memory>

namespace jejak {

struct WebhookTerms {
  std::string id;  // "wh_" and 32 hex digits
  std::string url;
  PublicKey owner{};  // whose key set it up
  EventFilter filter;
  Sequence start;  // the first entry that is looked at
  bool operator==(const WebhookTerms&) const = default;
};

// What became of an attempt: an answer, or why there was none.
struct WebhookAnswer {
  int status = 0;           // 0: none
  std::string retry_after;  // the header, if there was one
  std::string error;        // for people, if there was no answer
};

struct WebhookAttempt {
  Sequence position;
  std::uint32_t attempt = 1;
};

// A delivery that has not succeeded: still tried (`next_attempt`), or failed for good.
struct WebhookFailure {
  Sequence position;
  std::uint32_t attempts = 0;
  int last_status = 0;  // 0: no answer
  std::string last_error;
  Instant last_attempt;
  std::optional<Instant> next_attempt;
  bool replaying = false;  // it had failed for good, and is tried again by wish
};

struct WebhookStatus {
  bool enabled = true;
  std::string reason;  // why it is not
  Sequence checkpoint;
  std::uint64_t lag = 0;
  std::size_t owed = 0;  // read, and not delivered
  std::size_t in_flight = 0;
  std::size_t failed = 0;                 // for good
  std::optional<Instant> last_delivered;  //
  std::optional<Instant> failing_since;   // the first attempt of the oldest delivery that is tried again
  std::optional<Instant> paused_until;    // it asked us to slow down
};

class Webhook {
 public:
  static constexpr std::size_t owed_max = 1'000;
  static constexpr std::size_t window_max = 4'000;
  static constexpr std::size_t in_flight_max = 1;     // what it answers to one decides when the next is sent
  static constexpr std::size_t failures_max = 1'000;  // then it is disabled
  static constexpr std::int64_t old_key_us = 48 * 3'600 * std::int64_t{1'000'000};  // the last key signs on so long
  using Chance = std::function<std::uint64_t()>;

  Webhook(WebhookTerms terms, const PublicKey& key, const Clock& clock, Chance chance);  // a new, enabled one
  // Errors: not_found, corrupt (naming the row), disk.
  static Result<std::unique_ptr<Webhook>> load(const std::string& id, const ServiceStore& store, const Clock& clock,
                                               Chance chance);
  ~Webhook() { *wanted_ = false; }
  Webhook(const Webhook&) = delete;
  Webhook& operator=(const Webhook&) = delete;

  const WebhookTerms& terms() const { return terms_; }
  Sequence scanned() const { return progress_.scanned(); }  // how far it has read
  std::uint32_t generation() const { return generation_; }  // of its key; from 1
  const PublicKey& key() const { return key_; }
  // The generations that sign now, the newest first: two while a rotation is young.
  std::vector<std::uint32_t> signing() const;
  void rotate(const PublicKey& next);

  Result<bool> read_ahead(MatchSource& source);  // as Subscription::read_ahead()
  // What must be sent now, at most in_flight_max at a time. Each is answered() once.
  std::vector<WebhookAttempt> take_due();
  std::optional<Instant> next_due() const;  // nothing: only when there is more to read, or an answer
  void answered(Sequence position, const WebhookAnswer& answer);  // nothing if it is not in flight

  bool is_enabled() const { return enabled_; }
  std::shared_ptr<const std::atomic<bool>> wanted() const { return wanted_; }  // false once disabled, or gone
  void disable(std::string reason);
  void enable();                         // what is owed is due at once
  void hand_to(const PublicKey& owner);  // whose it is from now on

  std::vector<WebhookFailure> failures(Sequence from, std::size_t most) const;  // ascending
  Outcome replay(Sequence position);                                            // errors: not_found
  std::size_t replay_all();
  Outcome drop(Sequence position);  // errors: not_found, conflict (it is being replayed)
  WebhookStatus status(TreeSize head) const;

  RowChanges take_changes(bool also_position = false);  // as Subscription::take_changes()
  void changes_failed();
  static Result<RowChanges> removal(const std::string& id, const ServiceStore& store);

 private:
  struct Owed {
    std::uint32_t attempts = 0;  // made, or being made
    std::int64_t due_us = 0;
    std::int64_t first_us = 0;  // the first attempt
    std::int64_t last_us = 0;
    int last_status = 0;
    std::string last_error;
    bool in_flight = false;
    bool replayed = false;
  };
  using Items = std::map<std::uint64_t, Owed>;

  void add(std::uint64_t position, Owed owed);
  void make_due_again();
  void delivered(Items::iterator at);
  void failed(Items::iterator at, std::int64_t wait_us);
  void give_up(Items::iterator at);
  Bytes terms_row() const;
  Bytes progress_row() const;
  Outcome read_terms(BytesView row);
  Outcome read_progress(BytesView row);
  Outcome read_failures(const ServiceStore& store);

  WebhookTerms terms_;
  const Clock& clock_;
  const Chance chance_;
  PublicKey key_;
  std::uint32_t generation_ = 1;
  std::int64_t old_key_until_us_ = 0;  // the generation before signs as well
  bool enabled_ = true;
  const std::shared_ptr<std::atomic<bool>> wanted_ = std::make_shared<std::atomic<bool>>(true);
  std::string reason_;

  DoneSet progress_;
  Items owed_;
  std::set<std::pair<std::int64_t, std::uint64_t>> due_;  // of those owed and not in flight
  std::size_t in_flight_ = 0;
  std::int64_t paused_until_us_ = 0;
  std::int64_t seen_us_ = 0;  // the clock, when something was due last
  std::uint32_t slow_in_a_row_ = 0;
  std::optional<Instant> last_delivered_;
  std::map<std::uint64_t, WebhookFailure> failures_;  // for good
  std::map<std::uint64_t, Owed> before_;              // attempts made before a restart, of entries not found again yet

  bool are_terms_changed_ = true;
  bool is_progress_changed_ = true;
  std::uint64_t stored_checkpoint_ = 0;
  std::set<std::uint64_t> changed_failures_;
  std::set<std::uint64_t> taken_failures_;
};

}  // namespace jejak
