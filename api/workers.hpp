#pragma once
// Threads for what takes longer than a moment, so that nobody else's request waits for it. Reads may take long, and go
// on where their caller is gone; so one thread is kept free of them, and nothing else ever waits for a read. With one
// thread alone everything takes its turn. Reads of one kind wait in a queue of their own, and the kinds take turns:
// however many of one there are, another waits for one of them at most on each thread.

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace jejak {

enum class ReadKind : std::uint8_t {
  answer,
  live,  // for those who follow: they all come at once, at each checkpoint
  walk,  // through the log, which takes as long as the log is: one at a time
};

class Workers {
 public:
  // So many answers may wait, and so many others; half as many reads of those who follow, a sixteenth as many walks.
  Workers(unsigned threads, std::size_t waiting_max);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers();  // what has begun is finished; what waits is dropped

  // False, and the task is not taken: too many wait. Tasks must not throw. Any thread.
  bool post(std::function<void()> task);
  bool post_read(std::function<void()> task, ReadKind kind = ReadKind::answer);
  std::size_t waiting() const;
  void stop();

 private:
  using Tasks = std::deque<std::function<void()>>;
  struct Queue {
    std::size_t waiting_max;
    Tasks tasks;
    unsigned running_max;
    unsigned running = 0;
    bool is_due() const { return !tasks.empty() && running < running_max; }
  };
  bool post_to(Queue& queue, std::function<void()> task);
  Queue* next();  // whose first task is to be run now; null: none
  void run();

  const unsigned reading_max_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  Queue others_;                // guarded by mutex_
  std::array<Queue, 3> reads_;  // one a kind; guarded by mutex_
  std::size_t turn_ = 0;        // of the kinds of reads; guarded by mutex_
  unsigned reading_ = 0;        // reads that have begun; guarded by mutex_
  bool stopping_ = false;       // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace jejak
