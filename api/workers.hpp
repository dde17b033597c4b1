#pragma once
// Threads for what takes longer than a moment, so that nobody else's request waits for it. Reads may take long, and go
// on where their caller is gone; so one thread is kept free of them, and nothing else ever waits for a read. With one
// thread alone everything takes its turn.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace jejak {

class Workers {
 public:
  Workers(unsigned threads, std::size_t waiting_max);  // so many reads, and so many others
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers();  // what has begun is finished; what waits is dropped

  // False, and the task is not taken: too many wait. Tasks must not throw. Any thread.
  bool post(std::function<void()> task);
  bool post_read(std::function<void()> task);
  std::size_t waiting() const;
  void stop();

 private:
  using Tasks = std::deque<std::function<void()>>;
  bool post_to(Tasks& tasks, std::function<void()> task);
  bool may_read() const { return !reads_.empty() && reading_ < reading_max_; }
  void run();

  const std::size_t waiting_max_;
  const unsigned reading_max_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  Tasks tasks_;            // guarded by mutex_
  Tasks reads_;            // guarded by mutex_
  unsigned reading_ = 0;   // reads that have begun; guarded by mutex_
  bool stopping_ = false;  // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace jejak
