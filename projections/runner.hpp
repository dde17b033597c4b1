#pragma once
// Brings views up to the log and keeps them there. May be killed at any moment: a view's rows and its position move
// together, and where it stands is compared with the ledger before it is believed.

#include "ledger/feed.hpp"
#include "projections/entry_source.hpp"
#include "projections/row_cache.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace jejak {

struct RunnerOptions {
  std::uint64_t batch_entries_max = 512;  // of one commit; at most this many entries are decoded ahead
  std::chrono::milliseconds retry_after{1'000};
  // Called after each batch; false stops with Errc::interrupted, and nothing folded is lost.
  std::function<bool(TreeSize done, TreeSize of)> progress;
  std::function<void(const std::string& sentence)> say;  // that and why a view is folded again from zero
};

class Runner {
 public:
  // Projections, stores and the source must outlive the runner.
  Runner(const EntrySource& source, RunnerOptions options = {});
  ~Runner();  // stops following
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  // Before anything else. The store must be the projection's own, by name and version.
  void add(const Projection& projection, ViewStore& store);

  // Folds what is missing. A view that is damaged, stands beyond the ledger's end or at another root is folded again
  // from zero, and `say` tells so. Must not be called while following. Errors: corrupt (the ledger's own entries,
  // with the position), disk, interrupted, usage (`to` is beyond the ledger, or a view stands beyond `to`).
  Outcome catch_up();
  Outcome catch_up(TreeSize to);
  Outcome rebuild();  // throws all rows away first
  // After Errc::corrupt: it is a store that stays damaged although it was cleared, not the ledger. Deleting its
  // database helps.
  bool store_is_damaged() const { return store_is_damaged_; }

  // Follows the feed on a thread of its own: batches are folded as the log grows. A failure is kept in trouble()
  // and tried again.
  void follow(const Feed& feed);
  void stop();  // waits until the thread has ended; what was folded stays
  bool following() const { return thread_.joinable(); }

  // Any thread.
  TreeSize position() const { return TreeSize{position_.load()}; }  // of the view that is furthest behind
  std::optional<Error> trouble() const;  // why following does not get on; nothing once it does
  // Waits until every view covers `size`; false if the time is over before that.
  bool wait_for(TreeSize size, std::chrono::milliseconds at_most) const;

 private:
  struct Part {
    const Projection* projection;
    ViewStore* store;
    std::unique_ptr<RowCache> rows;  // over the store; what it holds is of the tree's size
    std::optional<Frontier> tree;    // how far the store has come; nothing until compared with the ledger
    bool restarted = false;          // folded again from zero once already in this catch_up
  };
  using Batch = std::vector<ProjectedEntry>;

  Outcome open_parts(const StoredHead& head);
  Outcome open_part(Part& part, const StoredHead& head);
  Outcome restart(Part& part, const std::string& why);
  Outcome clear(Part& part);
  Outcome fold_until(TreeSize to);
  Outcome fold_batch(Part& part, const Batch& batch);
  Result<Batch> decode_batch(Sequence from, TreeSize to) const;
  Sequence first_missing() const;
  void publish_position();
  void run(const Feed& feed);
  bool pause(std::chrono::milliseconds time);

  const EntrySource& source_;
  const RunnerOptions options_;
  std::vector<Part> parts_;  // whoever catches up: the caller, or the following thread
  bool store_is_damaged_ = false;
  std::atomic<std::uint64_t> position_{0};
  std::thread thread_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool stopping_ = false;         // guarded by mutex_
  std::optional<Error> trouble_;  // guarded by mutex_
};

}  // namespace jejak
