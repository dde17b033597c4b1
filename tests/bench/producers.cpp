#include "tests/bench/producers.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <latch>
#include <mutex>
#include <thread>

namespace jejak {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

double seconds_between(SteadyTime begin, SteadyTime end) {
  return std::chrono::duration<double>(end - begin).count();
}

Outcome fresh_and_lawful(const Result<Placed>& placed) {
  if (!placed) return placed.error();
  if (placed->refusal.code != RefusalCode::none) {
    return Error{Errc::internal, "an event of the load was refused: " + print(placed->refusal)};
  }
  if (placed->repeated) return Error{Errc::internal, "an event of the load was recorded before"};
  return {};
}

// The first trouble that any of several threads had.
class Trouble {
 public:
  void tell(const Outcome& outcome) {
    if (outcome) return;
    const std::lock_guard lock(mutex_);
    if (!first_) first_ = outcome.error();
    had_ = true;
  }
  bool had() const { return had_; }
  const std::optional<Error>& first() const { return first_; }  // when the threads have ended

 private:
  std::mutex mutex_;
  std::optional<Error> first_;
  std::atomic<bool> had_{false};
};

// Runs one function on many threads that begin together.
template <class Work>
void on_threads(unsigned count, SteadyTime& begin, const Work& work) {
  std::latch ready(static_cast<std::ptrdiff_t>(count) + 1);
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < count; ++i) {
    threads.emplace_back([&ready, &work, i] {
      ready.arrive_and_wait();
      work(i);
    });
  }
  begin = std::chrono::steady_clock::now() + std::chrono::milliseconds(1);
  ready.arrive_and_wait();
  for (std::thread& thread : threads) thread.join();
}

std::future<Result<Placed>> send(Ledger& ledger, Bytes envelope) {
  auto promise = std::make_shared<std::promise<Result<Placed>>>();  // outlives whichever side ends last
  auto answer = promise->get_future();
  ledger.submit(std::move(envelope), [promise](Result<Placed> placed) { promise->set_value(std::move(placed)); });
  return answer;
}

// The cases that all producers share, and what they have recorded of them so far.
class Work {
 public:
  Work(Cases& cases, unsigned producers) : cases_(cases), counts_(producers) {}

  std::vector<Bytes>* next_case() {
    const std::size_t mine = next_.fetch_add(1);
    return mine < cases_.size() ? &cases_[mine] : nullptr;
  }
  void recorded(unsigned producer) { counts_[producer].events.fetch_add(1, std::memory_order_relaxed); }

  // Called by who has nothing left; the first call ends the measured time.
  void out_of_cases(SteadyTime begin) {
    if (!measuring_.exchange(false)) return;
    rate_.seconds = seconds_between(begin, std::chrono::steady_clock::now());
    for (const Count& count : counts_) rate_.events += count.events.load(std::memory_order_relaxed);
  }
  const Rate& rate() const { return rate_; }  // when the producers have ended

 private:
  struct alignas(64) Count {
    std::atomic<std::uint64_t> events{0};
  };
  Cases& cases_;
  std::vector<Count> counts_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> measuring_{true};
  Rate rate_;
};

// One case in a producer's hand.
struct Lane {
  std::vector<Bytes>* events = nullptr;
  std::size_t sent = 0;
  std::future<Result<Placed>> answer;  // of the last that was sent
};

}  // namespace

Outcome record(Ledger& ledger, Bytes envelope, Door door) {
  if (door == Door::append) return fresh_and_lawful(ledger.append(std::move(envelope)));
  return fresh_and_lawful(send(ledger, std::move(envelope)).get());
}

Outcome record_case(Ledger& ledger, std::vector<Bytes> events) {
  for (Bytes& envelope : events) {
    auto recorded = record(ledger, std::move(envelope), Door::append);
    if (!recorded) return recorded;
  }
  return {};
}

Result<Rate> record_all(Ledger& ledger, Cases cases, unsigned producers, unsigned outstanding, Door door) {
  JEJAK_ASSERT(outstanding == 1 || door == Door::submit);
  Work work(cases, producers);
  Trouble trouble;
  SteadyTime begin;
  const auto one_at_a_time = [&](unsigned self) {
    while (std::vector<Bytes>* events = work.next_case()) {
      for (Bytes& envelope : *events) {
        const auto recorded = record(ledger, std::move(envelope), door);
        if (!recorded || trouble.had()) return trouble.tell(recorded);
        work.recorded(self);
      }
    }
    work.out_of_cases(begin);
  };
  const auto several_at_a_time = [&](unsigned self) {
    std::vector<Lane> lanes(outstanding);
    std::size_t busy = lanes.size();
    while (busy > 0) {
      busy = 0;
      for (Lane& lane : lanes) {
        if (lane.answer.valid()) {
          const auto recorded = fresh_and_lawful(lane.answer.get());
          if (!recorded || trouble.had()) return trouble.tell(recorded);
          work.recorded(self);
        }
        if (lane.events == nullptr || lane.sent == lane.events->size()) {
          lane.events = work.next_case();
          lane.sent = 0;
        }
        if (lane.events == nullptr) {
          work.out_of_cases(begin);
          continue;
        }
        lane.answer = send(ledger, std::move((*lane.events)[lane.sent++]));
        ++busy;
      }
    }
  };
  if (outstanding == 1) {
    on_threads(producers, begin, one_at_a_time);
  } else {
    on_threads(producers, begin, several_at_a_time);
  }
  if (trouble.first()) return *trouble.first();
  return work.rate();
}

Result<std::vector<double>> record_paced(Ledger& ledger, Cases cases, unsigned producers, double events_per_s,
                                         Door door) {
  std::vector<std::vector<double>> waits(producers);
  std::atomic<std::size_t> next{0};
  Trouble trouble;
  SteadyTime begin;
  const auto time_of = [&](std::size_t event, unsigned producer) {
    const double seconds = (static_cast<double>(event) * producers + producer) / events_per_s;
    return begin + std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(seconds));
  };
  on_threads(producers, begin, [&](unsigned self) {
    std::size_t done = 0;
    for (;;) {
      const std::size_t mine = next.fetch_add(1);
      if (mine >= cases.size() || trouble.had()) return;
      for (Bytes& envelope : cases[mine]) {
        const SteadyTime due = time_of(done++, self);
        std::this_thread::sleep_until(due);
        const auto recorded = record(ledger, std::move(envelope), door);
        if (!recorded) return trouble.tell(recorded);
        waits[self].push_back(seconds_between(due, std::chrono::steady_clock::now()) * 1000);
      }
    }
  });
  if (trouble.first()) return *trouble.first();
  std::vector<double> all;
  for (const auto& some : waits) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace jejak
