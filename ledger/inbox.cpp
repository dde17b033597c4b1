#include "ledger/inbox.hpp"

namespace jejak {

bool Inbox::put(Waiting&& waiting) {
  {
    const std::lock_guard lock(mutex_);
    const std::size_t bytes = waiting.event.envelope().size();
    if (closed_ || events_.size() >= events_max_ || bytes_ + bytes > bytes_max_) return false;
    bytes_ += bytes;
    events_.push_back(std::move(waiting));
  }
  arrived_.notify_one();
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
  Taken taken;
  taken.events.swap(events_);
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
