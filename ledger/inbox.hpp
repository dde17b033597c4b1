#pragma once
// The inbox: vouched events on their way to the writer, in order of arrival. What arrives while a batch is being
// synced is the next batch. Its mutex is the only lock of the ledger, and never held across a call out.

#include "ledger/ledger.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace jejak {

struct Waiting {
  Vouched event;
  Answered answered;
};
using Errand = std::function<void()>;  // something else the writer is asked to do between two batches

class Inbox {
 public:
  Inbox(std::size_t events_max, std::size_t bytes_max) : events_max_(events_max), bytes_max_(bytes_max) {}

  // False: full (overloaded) or closed; then `waiting` was not taken. Any thread.
  bool put(Waiting&& waiting);
  bool put(Errand errand);

  struct Taken {
    std::vector<Waiting> events;
    std::vector<Errand> errands;
    bool closed = false;  // and nothing is left
  };
  // Waits until something is there. Writer.
  Taken take();

  void close();
  bool closed() const;

 private:
  const std::size_t events_max_;
  const std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Waiting> events_;  // guarded by mutex_
  std::vector<Errand> errands_;  // guarded by mutex_
  std::size_t bytes_ = 0;        // guarded by mutex_
  bool closed_ = false;          // guarded by mutex_
};

}  // namespace jejak
