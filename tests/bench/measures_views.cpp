#include "tests/bench/measures_views.hpp"

#include "ledger/data_folder.hpp"
#include "projections/views.hpp"
#include "tests/bench/machine.hpp"
#include "tests/bench/phase.hpp"
#include "tools/demo/load.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <thread>

namespace jejak {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int rounds = 3;
constexpr std::uint64_t seed = 1;
constexpr std::uint64_t first_case = 500'000'000;  // no other phase records these

double seconds_since(Steady::time_point begin) {
  return std::chrono::duration<double>(Steady::now() - begin).count();
}

// How far the views are behind, once a millisecond: how long ago the log grew beyond what they cover.
class LagWatch {
 public:
  LagWatch(const Feed& feed, const Runner& runner) : thread_([this, &feed, &runner] { watch(feed, runner); }) {}
  LagWatch(const LagWatch&) = delete;
  LagWatch& operator=(const LagWatch&) = delete;
  ~LagWatch() {
    if (thread_.joinable()) thread_.join();
  }
  std::vector<double> finish() {  // milliseconds, ascending
    done_ = true;
    thread_.join();
    std::sort(lags_.begin(), lags_.end());
    return std::move(lags_);
  }

 private:
  void watch(const Feed& feed, const Runner& runner) {
    std::deque<std::pair<Steady::time_point, TreeSize>> grown;
    while (!done_) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      const TreeSize head = feed.size();
      const auto now = Steady::now();
      if (grown.empty() || grown.back().second < head) grown.emplace_back(now, head);
      const TreeSize covered = runner.position();
      while (!grown.empty() && grown.front().second <= covered) grown.pop_front();
      lags_.push_back(grown.empty() ? 0 : std::chrono::duration<double, std::milli>(now - grown.front().first).count());
    }
  }

  std::atomic<bool> done_{false};
  std::vector<double> lags_;
  std::thread thread_;
};

// The two numbers that such a program writes: seconds, and how many.
Result<Timed> told(const Ran& ran) {
  char* end = nullptr;
  Timed out;
  out.seconds = std::strtod(ran.output.c_str(), &end);
  out.count = std::strtoull(end, nullptr, 10);
  if (out.count == 0) return Error{Errc::internal, "a measuring program wrote: " + ran.output};
  return out;
}

}  // namespace

Result<Figures> measure_view_lag(const Setting& setting) {
  const auto plan = LoadPlan::make(seed);
  if (!plan) return plan.error();
  SimulatedClock clock(plan->cases_from());
  auto ledger = Ledger::open(setting.full(), plan->log_key(), clock);
  if (!ledger) return std::move(ledger).error();
  auto recorded = record_case(**ledger, plan->long_case());
  if (!recorded) return std::move(recorded).error().during("the long case");
  const LedgerSource source((*ledger)->reader());
  auto views = Views::open(views_folder(setting.full()), source);
  if (!views) return std::move(views).error();
  Cases cases = plan->cases(first_case, std::max<std::uint64_t>(1, setting.window / LoadPlan::events_a_case));

  (*views)->runner().follow((*ledger)->feed());
  LagWatch watch((*ledger)->feed(), (*views)->runner());
  auto rate = record_all(**ledger, std::move(cases), setting.producers, setting.door);
  const std::vector<double> lags = watch.finish();
  if (!rate) return std::move(rate).error();
  const bool caught_up = (*views)->runner().wait_for((*ledger)->feed().size(), std::chrono::minutes(1));
  (*views)->runner().stop();
  if (!caught_up) return Error{Errc::internal, "the views did not catch up"};
  auto head = (*ledger)->checkpoint();
  if (!head) return std::move(head).error();
  Figures out;
  const auto place = static_cast<std::size_t>(0.99 * static_cast<double>(lags.size()));
  out.set("view_lag_ms_p99", lags.empty() ? 0 : lags[std::min(place, lags.size() - 1)]);
  out.set("view_lag_ms_max", lags.empty() ? 0 : lags.back());
  out.set("view_lag_samples", static_cast<double>(lags.size()));
  out.set("append_followed_per_s", rate->per_s());
  return out;
}

Result<Figures> measure_rebuild(const Setting& setting) {
  std::vector<double> rates;
  Figures out;
  double highest = 0;
  for (int round = 0; round < rounds; ++round) {
    forget_cached(setting.full());
    auto ran = run_program({setting.verify.front(), "--rebuild", setting.full()});
    if (!ran) return std::move(ran).error();
    auto timed = told(*ran);
    if (!timed) return std::move(timed).error();
    rates.push_back(static_cast<double>(timed->count) / timed->seconds);
    highest = std::max(highest, ran->rss_mb);
    out.set("rebuild_cpu_us", ran->cpu_seconds * 1e6 / static_cast<double>(timed->count));
  }
  out.set("rebuild_events_per_s", median(rates));
  out.set("rebuild_rss_mb", highest);
  out.set("views_bytes", folder_size(views_folder(setting.full())).bytes);
  return out;
}

Result<Figures> measure_case(const Setting& setting) {
  std::vector<double> whole;
  Figures out;
  for (int round = 0; round < rounds; ++round) {
    auto ran = run_program({setting.verify.front(), "--case", setting.full()});
    if (!ran) return std::move(ran).error();
    auto timed = told(*ran);
    if (!timed) return std::move(timed).error();
    whole.push_back(ran->seconds * 1e3);
    out.set("case_answer_ms", timed->seconds * 1e3);
    out.set("case_rows", static_cast<double>(timed->count));
  }
  out.set("case_ms", *std::max_element(whole.begin(), whole.end()));
  return out;
}

Result<Timed> rebuild_folder(const std::string& folder) {
  const auto opened = open_for_reading(folder);
  if (!opened) return opened.error();
  const Reader reader(*opened->store);
  const LedgerSource source(reader);
  ViewsOptions options;
  options.from_zero = true;
  const auto begin = Steady::now();
  auto views = Views::open(views_folder(folder), source, options);
  if (!views) return std::move(views).error();
  Timed out;
  out.count = (*views)->runner().position().value;
  views->reset();  // with what is left in memory on the disk
  out.seconds = seconds_since(begin);
  return out;
}

Result<Timed> ask_for_case(const std::string& folder) {
  const auto begin = Steady::now();
  const auto opened = open_for_reading(folder);
  if (!opened) return opened.error();
  const Reader reader(*opened->store);
  const LedgerSource source(reader);
  auto views = Views::open(views_folder(folder), source);
  if (!views) return std::move(views).error();
  auto file = (*views)->read_case(LoadPlan::long_case_stream, WithDigest::no);
  if (!file) return std::move(file).error();
  return Timed{seconds_since(begin), file->value.timeline.size()};
}

}  // namespace jejak
