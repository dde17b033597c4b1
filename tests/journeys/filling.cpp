#include "tests/journeys/filling.hpp"

#include "ledger/ledger.hpp"

#include <algorithm>
#include <deque>

namespace jejak {
namespace {

// Submits in order and waits for all answers. One verifier, so that the order of submission is the ledger's.
class Filler {
 public:
  explicit Filler(Ledger& ledger) : ledger_(ledger) {}

  void submit(const Bytes& envelope) {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return waiting_ < in_flight_max; });
      ++waiting_;
    }
    ledger_.submit(envelope, [this](Result<Placed> placed) { answered(placed); });
  }

  Outcome finish() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return waiting_ == 0; });
    if (trouble_) return *trouble_;
    return {};
  }

 private:
  static constexpr std::size_t in_flight_max = 2'000;

  void answered(const Result<Placed>& placed) {
    const std::lock_guard<std::mutex> lock(mutex_);
    --waiting_;
    if (!placed && !trouble_) trouble_ = placed.error();
    if (placed && placed->refusal.code != RefusalCode::none && !trouble_) {
      trouble_ = Error{Errc::verification,
                       "position " + std::to_string(placed->sequence.value) + ": " + print(placed->refusal)};
    }
    changed_.notify_all();
  }

  Ledger& ledger_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t waiting_ = 0;       // guarded by mutex_
  std::optional<Error> trouble_;  // guarded by mutex_
};

// The setup, then the cases one after the other.
class Source {
 public:
  explicit Source(const LoadPlan& plan) : plan_(plan) {
    for (const PlannedEvent& event : plan.setup()) waiting_.push_back(event.envelope);
  }
  Bytes next() {
    if (waiting_.empty()) {
      for (Bytes& envelope : plan_.one_case(next_case_++)) waiting_.push_back(std::move(envelope));
    }
    Bytes envelope = std::move(waiting_.front());
    waiting_.pop_front();
    return envelope;
  }

 private:
  const LoadPlan& plan_;
  std::deque<Bytes> waiting_;
  std::uint64_t next_case_ = 0;
};

}  // namespace

Outcome fill(const LoadPlan& plan, const std::string& folder, const std::vector<std::uint64_t>& sizes) {
  SimulatedClock clock(plan.setup().front().at);
  if (Outcome made = Ledger::create(folder, plan.genesis_note(), plan.log_key(), clock); !made) return made;
  LedgerOptions options;
  options.verifiers = 1;
  Result<std::unique_ptr<Ledger>> ledger = Ledger::open(folder, plan.log_key(), clock, options);
  if (!ledger) return std::move(ledger).error();
  Filler filler(**ledger);
  Source source(plan);
  clock.advance_to(plan.setup().back().at);
  std::uint64_t size = 1;
  const std::uint64_t set_up = 1 + plan.setup().size();
  for (const std::uint64_t end : sizes) {
    for (; size < end; ++size) {
      if (size == set_up) {
        if (Outcome done = filler.finish(); !done) return done;
        clock.advance_to(plan.cases_from());
      }
      filler.submit(source.next());
    }
    if (Outcome done = filler.finish(); !done) return done;
    if (auto signed_one = (*ledger)->checkpoint(); !signed_one) return std::move(signed_one).error();
  }
  return {};
}

}  // namespace jejak
