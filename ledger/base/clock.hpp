#pragma once
// Where time comes from. Every part that needs it takes a Clock, so that tests, drills and simulated
// ledgers decide what day it is.

#include "ledger/base/date.hpp"

#include <atomic>

namespace jejak {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;                  // UTC; may step
  virtual std::int64_t monotonic_us() const = 0;    // never steps; only differences mean anything
  virtual bool simulated() const { return false; }  // somebody decides what time it is
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
  std::int64_t monotonic_us() const override;
};

// Stands still until its owner moves it forward; moving back is ignored. Any thread.
class SimulatedClock final : public Clock {
 public:
  explicit SimulatedClock(Instant start) : us_(start.us) {}
  Instant now() const override { return {us_.load()}; }
  std::int64_t monotonic_us() const override { return us_.load(); }
  bool simulated() const override { return true; }
  void advance_to(Instant instant) {
    std::int64_t seen = us_.load();
    while (seen < instant.us && !us_.compare_exchange_weak(seen, instant.us)) {
    }
  }

 private:
  std::atomic<std::int64_t> us_;
};

}  // namespace jejak
