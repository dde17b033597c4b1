#include "ledger/gate.hpp"

#include <sys/resource.h>

namespace jejak {
namespace {

constexpr int verifier_nice = 10;

}  // namespace

Gate::Gate(std::string origin, unsigned verifiers, std::size_t waiting_max, std::size_t bytes_max)
    : origin_(std::move(origin)), waiting_max_(waiting_max), bytes_max_(bytes_max) {
  for (unsigned i = 0; i < verifiers; ++i) threads_.emplace_back([this] { run(); });
}

Gate::~Gate() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  for (Waiting& left : waiting_) left.answer(Error{Errc::unavailable, "the ledger is closing"});
}

bool Gate::submit(Bytes envelope, VouchedAnswer answer) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_ || waiting_.size() >= waiting_max_ || waiting_bytes_ + envelope.size() > bytes_max_) return false;
    waiting_bytes_ += envelope.size();
    waiting_.push_back({std::move(envelope), std::move(answer)});
  }
  arrived_.notify_one();
  return true;
}

void Gate::run() {
  // The writer, once woken, must not wait until a verifier has used up its slice: soon all verifiers would wait for it.
  // On Linux this is the calling thread's own priority; that it cannot be lowered harms nothing.
  static_cast<void>(setpriority(PRIO_PROCESS, 0, verifier_nice));
  for (;;) {
    Waiting next;
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
      if (closing_) return;
      next = std::move(waiting_.front());
      waiting_.pop_front();
      waiting_bytes_ -= next.envelope.size();
    }
    next.answer(check(std::move(next.envelope)));
  }
}

}  // namespace jejak
