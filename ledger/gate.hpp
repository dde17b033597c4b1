#pragma once
// The gate: decodes submissions and checks their signatures on every core, before anything that has an order. What
// passes is vouched for; whether it is lawful is the writer's question.

#include "ledger/record/envelope.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace jejak {

using VouchedAnswer = std::function<void(Result<Vouched>)>;

class Gate {
 public:
  Gate(std::string origin, unsigned verifiers, std::size_t waiting_max, std::size_t bytes_max);
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;
  ~Gate();  // answers what waits with `unavailable`

  // Answers on a verifier thread. False: the queue is full, and `answer` will not be called. Any thread.
  bool submit(Bytes envelope, VouchedAnswer answer);

  // The check itself, on the caller's thread.
  Result<Vouched> check(Bytes envelope) const { return vouch(std::move(envelope), origin_); }

 private:
  struct Waiting {
    Bytes envelope;
    VouchedAnswer answer;
  };
  void run();

  const std::string origin_;
  const std::size_t waiting_max_;
  const std::size_t bytes_max_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting> waiting_;    // guarded by mutex_
  std::size_t waiting_bytes_ = 0;  // guarded by mutex_
  bool closing_ = false;           // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace jejak
