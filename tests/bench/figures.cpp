#include "tests/bench/figures.hpp"

#include "ledger/base/assert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace jejak {
namespace {

bool is_wanted(const std::string& name) {
  return std::any_of(wanted().begin(), wanted().end(), [&name](const Wanted& measure) { return name == measure.name; });
}

}  // namespace

const std::vector<Wanted>& wanted() {
  static const std::vector<Wanted> measures = {
      {"append_vs_ceiling", "durable appends, 64 producers / signature checks on all cores", "", true, 0.6},
      {"append_vs_postgres_chain", "the same / a hash chain in PostgreSQL, 64 clients", "", true, 8},
      {"ack_p99_ms_half_load", "acknowledgement at half that load, 99th percentile", "ms", false, 20},
      {"single_vs_sync", "one producer waiting / the disk's syncs", "", true, 0.5},
      {"verify_vs_ceiling", "full verify / signature checks on all cores", "", true, 0.8},
      {"verify_rss_mb", "memory of a full verify, at its highest", "MB", false, 400},
      {"append_1m_vs_10k", "appends/s in the full ledger / at 10 thousand events", "", true, 0.9},
      {"open_1m_s", "opening the full ledger, slowest of three", "s", false, 1},
      {"judge_vs_signature", "judging an event of the demo / one signature check, one core", "", false, 0.15},
      {"tally_ms", "national tallies on any of the last 30 days, full ledger", "ms", false, 50},
      {"store_vs_entry_bytes", "the store's folder / the entries' bytes", "", false, 1.4},
      {"rebuild_events_per_s", "all views from zero, from disk, rows written", "/s", true, 150'000},
      {"rebuild_rss_mb", "memory of that, at its highest", "MB", false, 600},
      {"view_lag_ms_p99", "views behind the head at the full append rate, 99th percentile", "ms", false, 500},
      {"http_batch_vs_inprocess", "appends over HTTP, 64 connections, batches of 100 / inside the process", "", true,
       0.5},
      {"http_single_per_s", "single appends over HTTP, 64 connections", "/s", true, 8'000},
      {"http_single_p99_ms", "their answers, 99th percentile", "ms", false, 50},
      {"case_reads_per_s", "a case over HTTP, 64 connections", "/s", true, 20'000},
      {"case_reads_p99_ms", "its answers, 99th percentile", "ms", false, 20},
      {"tiles_per_s", "tiles over HTTP, 64 connections", "/s", true, 40'000},
      {"readers_held", "live readers held, each of one agency, at 1,000 events/s", "", true, 9'000},
      {"reader_bytes", "the server's memory, a reader", "B", false, 24'576},
      {"readers_missing_events", "events that a live reader did not get", "", false, 0},
      {"deliveries_per_s", "to 1,000 readers of everything", "/s", true, 200'000},
      {"case_ms", "a case of 500 events, by a process just started", "ms", false, 100},
  };
  return measures;
}

void Figures::set(const std::string& name, double value) {
  figures_[name] = value;
}

void Figures::add(const Figures& others) {
  for (const auto& [name, value] : others.figures_) figures_[name] = value;
}

std::optional<double> Figures::get(const std::string& name) const {
  const auto found = figures_.find(name);
  if (found == figures_.end()) return std::nullopt;
  return found->second;
}

std::string print_figure(double value) {
  if (std::abs(value) >= 1000 || value == std::round(value)) return fmt::format("{:.0f}", value);
  return fmt::format("{:.4g}", value);
}

std::string print_table(const Figures& found) {
  std::string out = fmt::format("{:<26} {:>10} {:>13}  {:<6}  {}\n", "measure", "found", "wanted", "", "what");
  for (const Wanted& measure : wanted()) {
    const auto value = found.get(measure.name);
    const std::string limit = fmt::format("{} {}{}{}", measure.at_least ? ">=" : "<=", print_figure(measure.limit),
                                          *measure.unit != '\0' ? " " : "", measure.unit);
    const bool met = value && (measure.at_least ? *value >= measure.limit : *value <= measure.limit);
    out += fmt::format("{:<26} {:>10} {:>13}  {:<6}  {}\n", measure.name, value ? print_figure(*value) : "-", limit,
                       !value ? "" : (met ? "met" : "MISSED"), measure.what);
  }
  out += "\n";
  for (const auto& [name, value] : found.all()) {
    if (!is_wanted(name)) out += fmt::format("{:<40} {:>14}\n", name, print_figure(value));
  }
  return out;
}

std::string print_json(const Figures& found) {
  std::string out = "{";
  for (const Wanted& measure : wanted()) {
    const auto value = found.get(measure.name);
    out += fmt::format("{}\"{}\": {}", out.size() > 1 ? ", " : "", measure.name, value ? print_figure(*value) : "null");
  }
  for (const auto& [name, value] : found.all()) {
    if (!is_wanted(name)) out += fmt::format(", \"{}\": {}", name, print_figure(value));
  }
  return out + "}\n";
}

double median(std::vector<double> values) {
  JEJAK_ASSERT(!values.empty());
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace jejak
