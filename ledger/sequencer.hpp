#pragma once
// The one writer. Everything that gives an event its place happens on this class's single thread, so nothing in it is
// locked except the inbox: judge, number, extend the tree on a copy, write, keep. docs/life-of-an-event.md.

#include "ledger/inbox.hpp"
#include "ledger/recent_ids.hpp"
#include "ledger/recovery.hpp"

#include <atomic>
#include <map>
#include <unordered_map>

namespace jejak {

class Sequencer {
 public:
  Sequencer(Store& store, Recovered recovered, const Clock& clock, const LedgerOptions& options, Feed& feed);

  Outcome load();

  // Judges and appends; answers every one of `events`, those that are recorded once they are durable.
  void append(std::vector<Waiting> events);
  Result<Placed> append_heads();
  Result<Judgement> judge_only(const Vouched& event);

  const StoredHead& head() const { return head_; }
  const Frontier& frontier() const { return frontier_; }
  const TileEdge& edge() const { return edge_; }

  // Ends the right to write; returns the error that every waiter gets from now on.
  Error stop(Error why);
  bool stopped() const { return stopped_; }              // any thread
  bool clock_stopped() const { return clock_stopped_; }  // any thread

 private:
  struct Staged;  // one batch while it is built
  void append_batch(std::vector<Waiting>& events, std::size_t first, std::size_t last);
  void stage(Staged& batch, Waiting& waiting);
  void stage_entry(Staged& batch, Entry entry);
  Outcome commit(Staged& batch);
  Result<std::optional<Sequence>> find_event(const Id& id) const;
  Result<Placed> placed_before(Sequence sequence, const Vouched& event);
  std::optional<Error> may_write(std::uint64_t bytes);
  Error clock_trouble() const;
  void watch_clock();
  bool too_many_refusals(const PublicKey& key);
  Instant now();

  Store& store_;
  const Reader reader_;
  const Clock& clock_;
  const LedgerOptions options_;
  Feed& feed_;
  State state_;
  std::optional<RecentIds> recent_ids_;  // from load() on
  StoredHead head_;
  Frontier frontier_;
  TileEdge edge_;
  Instant wall_seen_;
  std::int64_t monotonic_seen_;
  std::map<PublicKey, unsigned> refusals_;  // of the minute that began at refusals_since_
  std::int64_t refusals_since_;
  std::atomic<bool> stopped_{false};
  std::atomic<bool> clock_stopped_{false};
  std::optional<Error> why_stopped_;
};

}  // namespace jejak
