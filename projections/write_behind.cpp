#include "projections/write_behind.hpp"

#include "ledger/base/failpoint.hpp"

namespace jejak {

Outcome commit(const RowBatch& batch) {
  failpoint("before_view_commit");
  auto committed = batch.store->commit(batch.changes, batch.position);
  if (committed) failpoint("after_view_commit");
  return committed;
}

WriteBehind::WriteBehind() : thread_([this] { run(); }) {}

WriteBehind::~WriteBehind() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Outcome WriteBehind::wait(std::unique_lock<std::mutex>& lock) {
  changed_.wait(lock, [this] { return batches_.empty(); });
  if (!failed_) return {};
  Error error = std::move(*failed_);
  failed_.reset();
  return error;
}

Outcome WriteBehind::hand_over(std::vector<RowBatch> batches) {
  std::unique_lock lock(mutex_);
  if (auto before = wait(lock); !before) return before;
  batches_ = std::move(batches);
  lock.unlock();
  changed_.notify_all();
  return {};
}

Outcome WriteBehind::settle() {
  std::unique_lock lock(mutex_);
  return wait(lock);
}

void WriteBehind::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || !batches_.empty(); });
    if (batches_.empty()) return;
    lock.unlock();
    std::optional<Error> failed;
    for (const RowBatch& batch : batches_) {  // nobody else touches them until they are empty
      auto committed = commit(batch);
      if (committed) continue;
      failed = std::move(committed).error();
      break;
    }
    lock.lock();
    batches_.clear();
    failed_ = std::move(failed);
    changed_.notify_all();
  }
}

}  // namespace jejak
