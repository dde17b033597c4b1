#include "api/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jejak {

void Histogram::add(double seconds) {
  const auto at = std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin();
  counts_[static_cast<std::size_t>(at)].fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(static_cast<std::uint64_t>(seconds * 1e6), std::memory_order_relaxed);
}

std::function<void(std::int64_t us)> durations_into(std::shared_ptr<Histogram> histogram) {
  return [histogram = std::move(histogram)](std::int64_t us) { histogram->add(static_cast<double>(us) / 1e6); };
}

void Histogram::print(std::string& out, std::string_view name, const std::string& labels) const {
  const std::string comma = labels.empty() ? "" : ",";
  const std::string braces = labels.empty() ? "" : "{" + labels + "}";
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    below += counts_[i].load(std::memory_order_relaxed);
    const std::string bound = i < bounds.size() ? fmt::format("{}", bounds[i]) : "+Inf";
    out += fmt::format("{}_bucket{{{}{}le=\"{}\"}} {}\n", name, labels, comma, bound, below);
  }
  out += fmt::format("{}_sum{} {}\n", name, braces, static_cast<double>(sum_us_.load(std::memory_order_relaxed)) / 1e6);
  out += fmt::format("{}_count{} {}\n", name, braces, below);
}

void MetricsText::family(std::string_view name, std::string_view type, std::string_view help) {
  out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void MetricsText::sample(std::string_view name, const std::string& labels, double value) {
  out_ += fmt::format("{}{} {}\n", name, labels.empty() ? labels : "{" + labels + "}", value);
}

void MetricsText::sample(std::string_view name, const std::string& labels, std::uint64_t value) {
  out_ += fmt::format("{}{} {}\n", name, labels.empty() ? labels : "{" + labels + "}", value);
}

std::string label(std::string_view name, std::string_view value) {
  std::string out = std::string(name) + "=\"";
  for (const char byte : value) {
    if (byte == '\\' || byte == '"') out += '\\';
    if (byte == '\n') {
      out += "\\n";
    } else {
      out += byte;
    }
  }
  return out + "\"";
}

}  // namespace jejak
