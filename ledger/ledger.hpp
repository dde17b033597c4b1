#pragma once
// The engine: gate, inbox, sequencer, store, checkpointer and feed put together. What a submission meets on its
// way is told in docs/life-of-an-event.md.

#include "ledger/base/clock.hpp"
#include "ledger/feed.hpp"
#include "ledger/proof/checkpoint.hpp"
#include "ledger/reader.hpp"
#include "ledger/rules/engine.hpp"
#include "ledger/rules/judge.hpp"
#include "ledger/store.hpp"

#include <functional>
#include <memory>

namespace jejak {

constexpr std::uint64_t reserve_bytes_default = 128 * 1024 * 1024;  // a flush of all that is in memory fits in it

struct LedgerOptions {
  std::size_t inbox_events_max = 65'536;
  std::size_t inbox_bytes_max = 256 * 1024 * 1024;
  std::size_t batch_events_max = 1'024;
  std::size_t batch_bytes_max = 8 * 1024 * 1024;
  std::size_t gather_events = 32;  // while others are being checked, a batch waits until it has so many,
  std::int64_t gather_us = 1'000;  // but no longer than this
  unsigned verifiers = 0;          // 0: one a core
  std::uint64_t reserve_bytes = reserve_bytes_default;  // free space that is left alone
  std::int64_t clock_step_us_max = 300'000'000;         // between wall and monotonic clock
  unsigned refusals_per_key_per_minute = 600;           // further ones are not judged: overloaded
  std::size_t cached_streams_max = 100'000;
  std::uint32_t engine_newest = jejak::engine_newest;  // the version of the rules up to which this program judges
  std::function<void(std::int64_t us)> committed;      // how long a batch took to be on disk; on the writer
};

// Where an event stands, durable: sequenced. Asking again with the same event gives the same answer for ever.
struct Placed {
  Sequence sequence;
  Hash leaf;
  Instant recorded_at;
  Refusal refusal;  // code none: admitted
  std::uint64_t stream_revision = 0;
  TreeSize covered_by;    // the first head that covers it
  bool repeated = false;  // it was there before
};

using Answered = std::function<void(Result<Placed>)>;

class Lane;

class Ledger {
 public:
  // Creates the folder, entry 0 and the first checkpoint. `genesis_note` must be finished (all roots have signed);
  // `log_key` must be its log key. Nothing is left behind on failure. Errors: malformed, verification, conflict
  // (the folder is not empty), disk, permission.
  static Outcome create(const std::string& folder, std::string_view genesis_note, const NoteSigner& log_key,
                        const Clock& clock);

  // Opens for appending: recovers, re-derives the tail, compares with HEAD. `clock` must be simulated exactly when
  // the genesis says so. Errors: corrupt (with the position), unsupported, unavailable (already open), disk.
  static Result<std::unique_ptr<Ledger>> open(const std::string& folder, NoteSigner log_key, const Clock& clock,
                                              const LedgerOptions& options = {});
  // The same over a store that the caller made; for tests and benchmarks.
  static Result<std::unique_ptr<Ledger>> open(std::unique_ptr<Store> store, NoteSigner log_key, const Clock& clock,
                                              const LedgerOptions& options = {});
  ~Ledger();  // answers everything that waits, then stops

  const Genesis& genesis() const;

  // Checks signatures on the verifier pool, then queues. `answered` is called exactly once, from another thread,
  // when the event is durable or has been turned away. Errors: malformed, too_large, bad_signature, unknown_key,
  // conflict (revision or id), overloaded, disk (full), unavailable (a sync failed; only reading from now on).
  // A refusal by law is not an error: it is Placed, with its code. Any thread.
  void submit(Bytes envelope, Answered answered);

  // For events of one caller that must be judged in their order (ledger/lane.hpp). It must die before the ledger.
  std::unique_ptr<Lane> lane();

  // The same as submit(), waiting; the signature is checked on the caller's thread.
  Result<Placed> append(Bytes envelope);

  // Appends a heads entry. Waits until it is durable.
  Result<Placed> append_heads();

  // Signs the present head, unless that size is signed already; it is in the store and in HEAD when this returns.
  Result<SignedCheckpoint> checkpoint();
  std::shared_ptr<const SignedCheckpoint> published() const;

  // What the law would say now, without appending; for dry runs. Waits for the writer.
  Result<Judgement> judge_only(Bytes envelope);

  const Reader& reader() const;
  Feed& feed();

  // The wall clock stepped against the monotonic one, or stands before the last entry: only a ClockConfirmed event is
  // taken, which ends it.
  bool clock_stopped() const;
  bool stopped() const;  // a commit or a check failed: reading only

 private:
  struct Parts;
  explicit Ledger(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// Read-only: no log key, no writer. For verify, log, case, prove, export.
struct OpenedStore {
  std::unique_ptr<Store> store;
  Genesis genesis;
  Hash genesis_hash;
};
Result<OpenedStore> open_for_reading(const std::string& folder);

}  // namespace jejak
