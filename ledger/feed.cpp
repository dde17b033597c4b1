#include "ledger/feed.hpp"

namespace jejak {

void Feed::ring(TreeSize size) {
  {
    const std::lock_guard lock(mutex_);
    if (size > size_) size_ = size;
  }
  grown_.notify_all();
}

void Feed::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  grown_.notify_all();
}

TreeSize Feed::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

TreeSize Feed::wait(TreeSize seen, std::chrono::milliseconds at_most) const {
  std::unique_lock lock(mutex_);
  grown_.wait_for(lock, at_most, [this, seen] { return closed_ || size_ > seen; });
  return size_;
}

}  // namespace jejak
