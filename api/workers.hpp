#pragma once
// Threads for what takes longer than a moment, so that nobody else's request waits for it.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace jejak {

class Workers {
 public:
  Workers(unsigned threads, std::size_t waiting_max);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers();  // what has begun is finished; what waits is dropped

  // False, and the task is not taken: too many wait. Tasks must not throw. Any thread.
  bool post(std::function<void()> task);
  std::size_t waiting() const;
  void stop();

 private:
  void run();

  const std::size_t waiting_max_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::function<void()>> tasks_;  // guarded by mutex_
  bool stopping_ = false;                    // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace jejak
