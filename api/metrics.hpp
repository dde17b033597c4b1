#pragma once
// What the service counts, in Prometheus' text form. Counting costs an atomic addition; nothing personal is a label.

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace jejak {

// Durations in seconds, by upper bounds.
class Histogram {
 public:
  static constexpr std::array bounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075,
                                        0.1,   0.25,   0.5,   1.0,  2.5,   5.0,  10.0};
  void add(double seconds);
  // name_bucket, name_sum and name_count, each with `labels` ("a=\"b\"", or empty).
  void print(std::string& out, std::string_view name, const std::string& labels) const;

 private:
  std::array<std::atomic<std::uint64_t>, bounds.size() + 1> counts_{};
  std::atomic<std::uint64_t> sum_us_{0};
};

// Adds durations in microseconds to a histogram: for LedgerOptions::committed.
std::function<void(std::int64_t us)> durations_into(std::shared_ptr<Histogram> histogram);

// Of one ledger: what became of the events that were handed in over HTTP, and how long the answers took.
struct AppendFigures {
  std::atomic<std::uint64_t> admitted{0};
  std::atomic<std::uint64_t> refused{0};      // by the law: recorded
  std::atomic<std::uint64_t> repeated{0};     // were there before
  std::atomic<std::uint64_t> turned_away{0};  // not recorded
  Histogram duration;                         // until durable, of those that were recorded
};

// Writes families of samples: HELP and TYPE once, before the first of a name.
class MetricsText {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help);
  void sample(std::string_view name, const std::string& labels, double value);
  void sample(std::string_view name, const std::string& labels, std::uint64_t value);
  std::string& text() { return out_; }

 private:
  std::string out_;
};
std::string label(std::string_view name, std::string_view value);  // name="value", escaped

// Of one route: how often it was answered with which status, and how long that took.
struct RouteCounts {
  std::array<std::atomic<std::uint64_t>, 6> by_class{};  // 0 unused, 1xx … 5xx
  Histogram duration;
};

}  // namespace jejak
