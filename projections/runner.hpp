#pragma once
// Brings views up to the log and keeps them there. May be killed at any moment: a view's rows and its position move
// together, and where it stands is compared with the ledger before it is believed.

#include "ledger/feed.hpp"
#include "projections/decode_ahead.hpp"
#include "projections/entry_source.hpp"
#include "projections/row_cache.hpp"
#include "projections/write_behind.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace jejak {

struct RunnerOptions {
  // A commit holds at most about this much. Far behind, batches fill up; close to the head, what there is is committed.
  std::uint64_t batch_entries_max = 100'000;
  std::size_t batch_bytes_max = 128 * 1024 * 1024;  // of the entries folded into it
  std::chrono::milliseconds retry_after{1'000};
  // Called now and then while folding; false stops with Errc::interrupted, and nothing folded is lost.
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

  // Folds what is missing, and shows the views (ViewStore::show) once they are whole up to the head. One that is
  // damaged, stands beyond the ledger's end or at another root is folded again from zero, and `say` tells so. Must not
  // be called while following. Errors: corrupt (the ledger's own entries,
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
  const Feed* feed() const { return following() ? feed_ : nullptr; }

  // Any thread.
  TreeSize position() const { return TreeSize{position_.load()}; }  // committed, of the view that is furthest behind
  std::optional<Error> trouble() const;  // why following does not get on; nothing once it does
  // Waits until every view covers `size`; false if the time is over before that.
  bool wait_for(TreeSize size, std::chrono::milliseconds at_most) const;

 private:
  struct Part {
    const Projection* projection;
    ViewStore* store;
    std::unique_ptr<RowCache> rows;  // over the store; what it holds is of the tree's size
    std::optional<Frontier> tree;    // how far the fold has come; nothing until compared with the ledger
    TreeSize handed_over;            // how far the store has, or will have
    bool restarted = false;          // folded again from zero once already in this catch_up
  };
  struct Unwritten {  // folded since the last commit
    std::uint64_t entries = 0;
    std::size_t bytes = 0;
  };

  Outcome open_parts(const StoredHead& head);
  Outcome open_part(Part& part, const StoredHead& head);
  Outcome restart(Part& part, const std::string& why);
  Outcome clear(Part& part);
  Outcome show();
  Outcome fold_until(TreeSize to);
  Outcome fold_all(TreeSize to, const std::function<Result<DecodedChunk>()>& next, WriteBehind* writer);
  Outcome fold_chunk(const DecodedChunk& chunk, WriteBehind* writer);
  Outcome fold_chunk(Part& part, const DecodedChunk& chunk);
  Outcome commit_folded(WriteBehind* writer);
  Outcome settle(WriteBehind* writer);
  void forget_places();
  Sequence first_missing() const;
  bool can_write_behind() const;
  void publish_position();
  void run(const Feed& feed);
  bool pause(std::chrono::milliseconds time);

  const EntrySource& source_;
  const RunnerOptions options_;
  std::vector<Part> parts_;  // whoever catches up: the caller, or the following thread
  Unwritten unwritten_;
  bool store_is_damaged_ = false;
  std::atomic<std::uint64_t> position_{0};
  std::thread thread_;
  const Feed* feed_ = nullptr;  // that is or was followed
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool stopping_ = false;         // guarded by mutex_
  std::optional<Error> trouble_;  // guarded by mutex_
};

}  // namespace jejak
