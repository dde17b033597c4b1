#pragma once
// The inbox: vouched events on their way to the writer, in order of arrival. What arrives while a batch is being
// synced is the next batch; while more are known to be on their way, the writer lets a few gather, because a sync
// costs the same for one as for many. Its mutex is never held across a call out.

#include "ledger/ledger.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace jejak {

struct Waiting {
  Vouched event;
  Answered answered;
  std::function<Outcome()> before = {};  // called by the writer before it judges; an error is the answer
};
using Errand = std::function<void()>;  // something else the writer is asked to do between two batches

class Inbox {
 public:
  explicit Inbox(const LedgerOptions& options)
      : events_max_(options.inbox_events_max),
        bytes_max_(options.inbox_bytes_max),
        gather_events_(options.gather_events),
        gather_us_(options.gather_us) {}

  // An event is on its way: put() follows, or lost(). Any thread.
  void expect();
  void lost();
  // False: full (overloaded) or closed; then `waiting` was not taken. Any thread. An expected event has come, whatever
  // the answer is.
  bool put(Waiting&& waiting, bool expected = false);
  bool put(Errand errand);

  struct Taken {
    std::vector<Waiting> events;
    std::vector<Errand> errands;
    bool closed = false;  // and nothing is left
  };
  // Waits until something is there, and then, while more is expected, until `gather_events` are there, or for at most
  // `gather_us`. Writer.
  Taken take();

  void close();
  bool closed() const;

 private:
  bool gathered() const;  // with the mutex held

  const std::size_t events_max_;
  const std::size_t bytes_max_;
  const std::size_t gather_events_;
  const std::int64_t gather_us_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Waiting> events_;  // guarded by mutex_
  std::vector<Errand> errands_;  // guarded by mutex_
  std::size_t bytes_ = 0;        // guarded by mutex_
  std::size_t expected_ = 0;     // guarded by mutex_
  bool closed_ = false;          // guarded by mutex_
};

}  // namespace jejak
