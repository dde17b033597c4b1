#pragma once
// Commits batches of rows on a thread of its own while the fold goes on with the next.

#include "projections/view_store.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace jejak {

struct RowBatch {  // of one view
  ViewStore* store = nullptr;
  RowChanges changes;
  ViewPosition position;
};
Outcome commit(const RowBatch& batch);  // at once, on this thread

class WriteBehind {
 public:
  WriteBehind();
  ~WriteBehind();  // finishes what was handed over
  WriteBehind(const WriteBehind&) = delete;
  WriteBehind& operator=(const WriteBehind&) = delete;

  // Waits until everything handed over before is on its way to the disk; then takes these. Errors: those of the
  // commits before, once; nobody knows then what was stored. One thread.
  Outcome hand_over(std::vector<RowBatch> batches);
  Outcome settle();  // waits for the rest

 private:
  void run();
  Outcome wait(std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<RowBatch> batches_;  // guarded by mutex_; empty: nothing to do
  std::optional<Error> failed_;    // guarded by mutex_
  bool stopping_ = false;          // guarded by mutex_
  std::thread thread_;
};

}  // namespace jejak
