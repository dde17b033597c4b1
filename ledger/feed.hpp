#pragma once
// The followers' doorbell: it rings when the log has grown; what is new is read from the store.

#include "ledger/base/strong.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace jejak {

class Feed {
 public:
  void ring(TreeSize size);  // writer
  void close();              // nothing will be appended any more
  TreeSize size() const;
  // Waits until the log is larger than `seen`, the feed is closed, or the time is over; gives the size. Any thread.
  TreeSize wait(TreeSize seen, std::chrono::milliseconds at_most) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable grown_;
  TreeSize size_;        // guarded by mutex_
  bool closed_ = false;  // guarded by mutex_
};

}  // namespace jejak
