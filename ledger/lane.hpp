#pragma once
// A lane: one caller's events, checked on every core and judged in the order in which they were handed in. What
// Ledger::submit() leaves open, which of two events comes first, a file of events that build on one another needs.

#include "ledger/gate.hpp"
#include "ledger/inbox.hpp"

#include <memory>

namespace jejak {

class Lane {
 public:
  // From Ledger::lane(); gate and inbox must outlive every answer.
  Lane(Gate& gate, Inbox& inbox);
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  ~Lane();  // what was handed in is still answered

  // `answered` as in Ledger::submit(), but in no order: it may be called before this returns. `before`, if any, is
  // called on the writer right before the event is judged, and its error is the answer: a simulated clock is moved
  // there. Once one event is answered with an error, every later one is answered `interrupted` and is not judged. The
  // caller bounds what waits. One thread.
  void submit(Bytes envelope, Answered answered, std::function<Outcome()> before = {});

 private:
  struct Queue;
  Gate& gate_;
  std::shared_ptr<Queue> queue_;
};

}  // namespace jejak
