#include "api/workers.hpp"

#include <algorithm>

namespace jejak {

Workers::Workers(unsigned threads, std::size_t waiting_max)
    : waiting_max_(waiting_max), reading_max_(std::max(2U, threads) - 1) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() {
  stop();
}

void Workers::stop() {
  Tasks dropped;  // dies outside of the lock: a task may own much
  Tasks dropped_reads;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.swap(tasks_);
    dropped_reads.swap(reads_);
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

bool Workers::post(std::function<void()> task) {
  return post_to(tasks_, std::move(task));
}

bool Workers::post_read(std::function<void()> task) {
  return post_to(reads_, std::move(task));
}

bool Workers::post_to(Tasks& tasks, std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || tasks.size() >= waiting_max_) return false;
    tasks.push_back(std::move(task));
  }
  arrived_.notify_one();
  return true;
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock(mutex_);
  return tasks_.size() + reads_.size();
}

void Workers::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    arrived_.wait(lock, [this] { return stopping_ || !tasks_.empty() || may_read(); });
    if (stopping_) return;
    const bool is_read = tasks_.empty();
    Tasks& tasks = is_read ? reads_ : tasks_;
    auto task = std::move(tasks.front());
    tasks.pop_front();
    if (is_read) ++reading_;
    lock.unlock();
    task();
    task = nullptr;  // a task may own much
    lock.lock();
    if (is_read) --reading_;
  }
}

}  // namespace jejak
