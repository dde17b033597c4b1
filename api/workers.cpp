#include "api/workers.hpp"

#include <algorithm>
#include <utility>

namespace jejak {

Workers::Workers(unsigned threads, std::size_t waiting_max)
    : reading_max_(std::max(2U, threads) - 1),
      others_{waiting_max, {}, threads},
      reads_{Queue{waiting_max, {}, reading_max_}, Queue{std::max<std::size_t>(1, waiting_max / 2), {}, reading_max_},
             Queue{std::max<std::size_t>(1, waiting_max / 16), {}, 1}} {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() {
  stop();
}

void Workers::stop() {
  std::vector<Tasks> dropped;  // die outside of the lock: a task may own much
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.push_back(std::exchange(others_.tasks, {}));
    for (Queue& queue : reads_) dropped.push_back(std::exchange(queue.tasks, {}));
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

bool Workers::post(std::function<void()> task) {
  return post_to(others_, std::move(task));
}

bool Workers::post_read(std::function<void()> task, ReadKind kind) {
  return post_to(reads_[static_cast<std::size_t>(kind)], std::move(task));
}

bool Workers::post_to(Queue& queue, std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue.tasks.size() >= queue.waiting_max) return false;
    queue.tasks.push_back(std::move(task));
  }
  arrived_.notify_one();
  return true;
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock(mutex_);
  std::size_t waiting = others_.tasks.size();
  for (const Queue& queue : reads_) waiting += queue.tasks.size();
  return waiting;
}

Workers::Queue* Workers::next() {
  if (others_.is_due()) return &others_;
  if (reading_ == reading_max_) return nullptr;
  for (std::size_t i = 0; i < reads_.size(); ++i) {
    const std::size_t kind = (turn_ + i) % reads_.size();
    if (!reads_[kind].is_due()) continue;
    turn_ = kind + 1;
    return &reads_[kind];
  }
  return nullptr;
}

void Workers::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    Queue* queue = nullptr;
    arrived_.wait(lock, [&] { return stopping_ || (queue = next()) != nullptr; });
    if (stopping_) return;
    const bool is_read = queue != &others_;
    auto task = std::move(queue->tasks.front());
    queue->tasks.pop_front();
    ++queue->running;
    if (is_read) ++reading_;
    lock.unlock();
    task();
    task = nullptr;  // a task may own much
    lock.lock();
    --queue->running;
    if (is_read) --reading_;
    arrived_.notify_one();  // what had to wait for this one may be another thread's
  }
}

}  // namespace jejak
