#include "ledger/inbox.hpp"

namespace jejak {

void Inbox::expect() {
  const std::lock_guard lock(mutex_);
  ++expected_;
}

void Inbox::lost() {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    --expected_;
    wake = !events_.empty() && gathered();
  }
  if (wake) arrived_.notify_one();
}

// Whether the writer should take what is there.
bool Inbox::gathered() const {
  return closed_ || !errands_.empty() || expected_ == 0 || events_.size() >= gather_events_;
}

// The writer is woken by the first event and by the one that makes the batch; it sleeps through those in between.
bool Inbox::put(Waiting&& waiting, bool expected) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (expected) --expected_;
    const std::size_t bytes = waiting.event.envelope().size();
    if (closed_ || events_.size() >= events_max_ || bytes_ + bytes > bytes_max_) return false;
    bytes_ += bytes;
    events_.push_back(std::move(waiting));
    wake = events_.size() == 1 || gathered();
  }
  if (wake) arrived_.notify_one();
  return true;
}

bool Inbox::put(Errand errand) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    errands_.push_back(std::move(errand));
  }
  arrived_.notify_one();
  return true;
}

Inbox::Taken Inbox::take() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return closed_ || !events_.empty() || !errands_.empty(); });
  if (!gathered()) arrived_.wait_for(lock, std::chrono::microseconds(gather_us_), [this] { return gathered(); });
  Taken taken;
  events_.swap(taken.events);
  events_.reserve(gather_events_);
  taken.errands.swap(errands_);
  bytes_ = 0;
  taken.closed = closed_ && taken.events.empty() && taken.errands.empty();
  return taken;
}

void Inbox::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  arrived_.notify_all();
}

bool Inbox::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

}  // namespace jejak
