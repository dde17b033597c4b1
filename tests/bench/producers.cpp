#include "tests/bench/producers.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace jejak {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

SteadyTime steady_now() {
  return std::chrono::steady_clock::now();
}
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

// Where the ledger's threads leave their answers for the thread that drives the producers.
class Answers {
 public:
  struct Answer {
    unsigned producer;
    Outcome outcome;
  };
  Answers() = default;
  Answers(const Answers&) = delete;
  Answers& operator=(const Answers&) = delete;
  // The last answer may have been taken while the thread that left it is still on its way out.
  ~Answers() {
    while (inside_.load() != 0) std::this_thread::yield();
  }

  void put(unsigned producer, Outcome outcome) {
    ++inside_;
    bool first = false;
    {
      const std::lock_guard lock(mutex_);
      first = answers_.empty();
      answers_.push_back({producer, std::move(outcome)});
    }
    if (first) arrived_.notify_one();
    --inside_;
  }
  std::vector<Answer> take_by(SteadyTime latest) {
    std::unique_lock lock(mutex_);
    arrived_.wait_until(lock, latest, [this] { return !answers_.empty(); });
    return std::exchange(answers_, {});
  }

 private:
  std::atomic<unsigned> inside_{0};
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Answer> answers_;  // guarded by mutex_
};

// Drives all producers from the calling thread.
class Driver {
 public:
  Driver(Ledger& ledger, Cases& cases, unsigned producers) : ledger_(ledger), cases_(cases), producers_(producers) {}

  bool has_next(unsigned self) {
    Producer& producer = producers_[self];
    if (producer.events == nullptr || producer.sent == producer.events->size()) {
      producer.events = next_case_ < cases_.size() ? &cases_[next_case_++] : nullptr;
      producer.sent = 0;
    }
    return producer.events != nullptr;
  }
  void send(unsigned self) {  // requires has_next
    Producer& producer = producers_[self];
    ++waiting_;
    ledger_.submit(std::move((*producer.events)[producer.sent++]), [answers = &answers_, self](Result<Placed> placed) {
      answers->put(self, fresh_and_lawful(placed));
    });
  }

  // Calls answered(producer) for each answer that is there by `latest`; nobody is called any more after an error.
  template <class Answered>
  void take_by(SteadyTime latest, const Answered& answered) {
    for (Answers::Answer& answer : answers_.take_by(latest)) {
      --waiting_;
      if (!answer.outcome && trouble_) trouble_ = std::move(answer.outcome);
      if (trouble_) answered(answer.producer);
    }
  }
  bool waiting() const { return waiting_ > 0; }
  const Outcome& trouble() const { return trouble_; }

 private:
  struct Producer {
    std::vector<Bytes>* events = nullptr;
    std::size_t sent = 0;
  };
  Ledger& ledger_;
  Cases& cases_;
  std::vector<Producer> producers_;
  std::size_t next_case_ = 0;
  std::size_t waiting_ = 0;
  Outcome trouble_;
  Answers answers_;
};

Result<Rate> record_from_one_thread(Ledger& ledger, Cases& cases, unsigned producers) {
  Driver driver(ledger, cases, producers);
  Rate rate;
  std::uint64_t recorded = 0;
  const SteadyTime begin = steady_now();
  const auto go_on = [&](unsigned self) {
    if (driver.has_next(self)) return driver.send(self);
    if (rate.events != 0) return;
    rate = Rate{recorded, seconds_between(begin, steady_now())};
  };
  for (unsigned self = 0; self < producers; ++self) go_on(self);
  while (driver.waiting()) {
    driver.take_by(SteadyTime::max(), [&](unsigned self) {
      ++recorded;
      go_on(self);
    });
  }
  if (!driver.trouble()) return driver.trouble().error();
  return rate;
}

Result<Rate> record_from_many_threads(Ledger& ledger, Cases& cases, unsigned producers) {
  std::atomic<std::size_t> next_case{0};
  std::atomic<std::uint64_t> recorded{0};
  std::mutex mutex;
  Rate rate;        // guarded by mutex
  Outcome trouble;  // guarded by mutex
  const SteadyTime begin = steady_now();
  const auto produce = [&] {
    for (std::size_t mine = next_case++; mine < cases.size(); mine = next_case++) {
      for (Bytes& envelope : cases[mine]) {
        const auto outcome = fresh_and_lawful(ledger.append(std::move(envelope)));
        if (!outcome) {
          const std::lock_guard lock(mutex);
          trouble = outcome;
          next_case = cases.size();
          return;
        }
        ++recorded;
      }
    }
    const std::lock_guard lock(mutex);
    if (rate.events == 0) rate = Rate{recorded, seconds_between(begin, steady_now())};
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < producers; ++i) threads.emplace_back(produce);
  for (std::thread& thread : threads) thread.join();
  if (!trouble) return trouble.error();
  return rate;
}

}  // namespace

Outcome record_case(Ledger& ledger, std::vector<Bytes> events) {
  for (Bytes& envelope : events) {
    auto recorded = fresh_and_lawful(ledger.append(std::move(envelope)));
    if (!recorded) return recorded;
  }
  return {};
}

Result<Rate> record_all(Ledger& ledger, Cases cases, unsigned producers, Door door) {
  if (door == Door::submit) return record_from_one_thread(ledger, cases, producers);
  return record_from_many_threads(ledger, cases, producers);
}

Result<std::vector<double>> record_paced(Ledger& ledger, Cases cases, unsigned producers, double events_per_s) {
  Driver driver(ledger, cases, producers);
  std::vector<std::deque<SteadyTime>> due(producers);  // of events that are not answered yet; the first is sent
  std::vector<double> waits;
  std::uint64_t given = 0;
  bool more = true;
  const SteadyTime begin = steady_now();
  const auto time_of = [&](std::uint64_t event) {
    const std::chrono::duration<double> after(static_cast<double>(event) / events_per_s);
    return begin + std::chrono::duration_cast<SteadyTime::duration>(after);
  };
  const auto send = [&](unsigned self) {
    if (driver.has_next(self)) return driver.send(self);
    more = false;
    due[self].clear();
  };
  while (more || driver.waiting()) {
    for (; more && time_of(given) <= steady_now(); ++given) {
      const auto self = static_cast<unsigned>(given % producers);
      due[self].push_back(time_of(given));
      if (due[self].size() == 1) send(self);
    }
    driver.take_by(more ? time_of(given) : SteadyTime::max(), [&](unsigned self) {
      waits.push_back(seconds_between(due[self].front(), steady_now()) * 1000);
      due[self].pop_front();
      if (!due[self].empty()) send(self);
    });
    if (!driver.trouble()) more = false;
  }
  if (!driver.trouble()) return driver.trouble().error();
  std::sort(waits.begin(), waits.end());
  return waits;
}

}  // namespace jejak
