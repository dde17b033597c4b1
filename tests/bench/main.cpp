// jejak-bench: how fast the engine is, told as ratios to things measured in the same run. Started by tools/bench.

#include "tests/bench/measures_serve.hpp"
#include "tests/bench/measures_views.hpp"
#include "tests/bench/phase.hpp"
#include "tests/bench/tallies.hpp"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <set>

namespace jejak {
namespace {

constexpr const char* usage =
    "usage: jejak-bench --dir DIR [--json] [--short] [--serve] [--events N] [--only NAME]... [--door submit|append]\n"
    "                   [--producers N] [--postgres DRIVER]\n"
    "       jejak-bench --verify FOLDER\n"
    "       jejak-bench --rebuild FOLDER\n"
    "       jejak-bench --case FOLDER\n"
    "\n"
    "tools/bench builds it, makes the folder, and says what the measures are.\n";

struct Arguments {
  Setting setting;
  bool json = false;
  bool quick = false;
  bool serve = false;  // the service, and nothing else
  std::set<std::string> only;
  std::string verify;   // a folder to be verified, and nothing else
  std::string rebuild;  // a folder whose views are to be folded from zero, and nothing else
  std::string ask;      // a folder whose long case is to be asked for, and nothing else
};

bool is_measure(const std::string& name) {
  for (const Wanted& measure : wanted()) {
    if (name == measure.name) return true;
  }
  return false;
}

std::optional<Arguments> read_arguments(const std::vector<std::string>& words) {
  Arguments out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--json") {
      out.json = true;
      continue;
    }
    if (word == "--short") {
      out.quick = true;
      continue;
    }
    if (word == "--serve") {
      out.serve = true;
      continue;
    }
    if (i + 1 == words.size()) return std::nullopt;
    const std::string& value = words[++i];
    if (word == "--dir") {
      out.setting.folder = value;
    } else if (word == "--postgres") {
      out.setting.postgres = value;
    } else if (word == "--verify") {
      out.verify = value;
    } else if (word == "--rebuild") {
      out.rebuild = value;
    } else if (word == "--case") {
      out.ask = value;
    } else if (word == "--only" && is_measure(value)) {
      out.only.insert(value);
    } else if (word == "--door" && (value == "submit" || value == "append")) {
      out.setting.door = value == "submit" ? Door::submit : Door::append;
    } else if (word == "--producers" && parse_decimal(value).value_or(0) > 0 && value.size() < 5) {
      out.setting.producers = static_cast<unsigned>(*parse_decimal(value));
    } else if (word == "--events" && parse_decimal(value).value_or(0) > 0) {
      out.setting.events = *parse_decimal(value);
    } else {
      return std::nullopt;
    }
  }
  if (out.setting.folder.empty() && out.verify.empty() && out.rebuild.empty() && out.ask.empty()) return std::nullopt;
  return out;
}

void make_short(Setting& setting) {
  setting.events = std::min<std::uint64_t>(setting.events, 10'000);
  setting.window = 2'560;
  setting.small = 1'280;
  setting.ceiling_events = 2'000;
  setting.paced_seconds = 1;
  setting.single_seconds = 0.2;
  setting.postgres_seconds = 2;
}

void set_ratio(Figures& found, const char* name, const char* above, const char* below) {
  const auto top = found.get(above);
  const auto bottom = found.get(below);
  if (top && bottom) found.set(name, *top / *bottom);
}

// Runs the phases that the asked measures need, in the order of the ledger's life.
Outcome measure(const Arguments& asked, Figures& found) {
  const Setting& setting = asked.setting;
  if (asked.serve) {
    ServeSetting serve;
    if (asked.quick) serve = ServeSetting{3'000, 300, 10, 50, 200, 1};
    std::fprintf(stderr, "-- the service\n");
    auto served = measure_serve(setting, serve);
    if (!served) return std::move(served).error();
    found.add(*served);
    return {};
  }
  const auto wants = [&asked](std::initializer_list<const char*> names) {
    if (asked.only.empty()) return true;
    for (const char* name : names) {
      if (asked.only.count(name) != 0) return true;
    }
    return false;
  };
  const auto phase = [&found](const char* title, const std::function<Result<Figures>()>& work) -> Outcome {
    std::fprintf(stderr, "-- %s\n", title);
    auto figures = run_phase(title, work);
    if (!figures) return std::move(figures).error();
    found.add(*figures);
    return {};
  };

  if (wants({"judge_vs_signature"})) {
    auto done = phase("judging the demo", [] { return measure_judging(); });
    if (!done) return done;
  }
  const auto is_only = [&asked](const char* name) { return asked.only == std::set<std::string>{name}; };
  if (is_only("judge_vs_signature")) return {};
  if (wants({"append_1m_vs_10k", "single_vs_sync"})) {
    auto done = phase("appends to small ledgers", [&] { return measure_small(setting); });
    if (!done) return done;
  }
  if (is_only("single_vs_sync")) return {};

  auto filled = phase("filling the full ledger", [&] { return measure_filling(setting); });
  if (!filled) return filled;
  auto weighed = phase("the sizes of its entries", [&] { return measure_entries(setting); });
  if (!weighed) return weighed;
  set_ratio(found, "store_vs_entry_bytes", "store_bytes", "entry_bytes");

  if (wants({"verify_vs_ceiling", "verify_rss_mb"})) {
    std::fprintf(stderr, "-- full verify\n");
    auto verified = measure_verify(setting);
    if (!verified) return std::move(verified).error();
    found.add(*verified);
    found.set("verify_cpu_us", *found.get("verify_cpu_s") * 1e6 / *found.get("entries"));
    found.set("verify_per_s", *found.get("entries") / *found.get("verify_s"));
    set_ratio(found, "verify_vs_ceiling", "verify_per_s", "verify_ceiling_per_s");
  }
  if (wants({"open_1m_s"})) {
    auto done = phase("opening the full ledger", [&] { return measure_opening(setting); });
    if (!done) return done;
  }
  if (wants({"tally_ms"})) {
    auto done = phase("national tallies", [&] { return measure_tallies(setting); });
    if (!done) return done;
  }
  if (wants({"append_1m_vs_10k", "ack_p99_ms_half_load"})) {
    auto done = phase("appends to the full ledger, and waits at half load",
                      [&] { return measure_full(setting, *found.get("append_per_s")); });
    if (!done) return done;
    set_ratio(found, "append_1m_vs_10k", "append_at_1m_per_s", "append_at_10k_per_s");
  }
  if (wants({"view_lag_ms_p99", "case_ms", "rebuild_events_per_s", "rebuild_rss_mb"})) {
    auto done =
        phase("appends to the full ledger, with the views behind them", [&] { return measure_view_lag(setting); });
    if (!done) return done;
  }
  if (wants({"rebuild_events_per_s", "rebuild_rss_mb"})) {
    std::fprintf(stderr, "-- the views from zero\n");
    auto rebuilt = measure_rebuild(setting);
    if (!rebuilt) return std::move(rebuilt).error();
    found.add(*rebuilt);
  }
  if (wants({"case_ms"})) {
    std::fprintf(stderr, "-- a case of 500 events\n");
    auto asked_for = measure_case(setting);
    if (!asked_for) return std::move(asked_for).error();
    found.add(*asked_for);
  }
  if (!setting.postgres.empty() && wants({"append_vs_postgres_chain"})) {
    std::fprintf(stderr, "-- the chain in PostgreSQL\n");
    auto chained = measure_postgres(setting, *found.get("leaf_bytes_median"));
    if (!chained) return std::move(chained).error();
    found.add(*chained);
    set_ratio(found, "append_vs_postgres_chain", "append_per_s", "postgres_chain_per_s");
  }
  return {};
}

int verify_only(const std::string& folder) {
  const auto entries = verify_folder(folder);
  if (!entries) {
    std::fprintf(stderr, "jejak-bench: %s: %s\n", folder.c_str(), entries.error().message.c_str());
    return 1;
  }
  std::printf("%llu entries\n", static_cast<unsigned long long>(*entries));
  return 0;
}

// What the process that started this one reads: seconds, and how many.
int tell(const std::string& folder, const Result<Timed>& timed) {
  if (!timed) {
    std::fprintf(stderr, "jejak-bench: %s: %s\n", folder.c_str(), timed.error().message.c_str());
    return 1;
  }
  std::printf("%.6f %llu\n", timed->seconds, static_cast<unsigned long long>(timed->count));
  return 0;
}

int run(const std::vector<std::string>& words) {
  auto asked = read_arguments(words);
  if (!asked) {
    std::fputs(usage, stderr);
    return 2;
  }
  if (!asked->verify.empty()) return verify_only(asked->verify);
  if (!asked->rebuild.empty()) return tell(asked->rebuild, rebuild_folder(asked->rebuild));
  if (!asked->ask.empty()) return tell(asked->ask, ask_for_case(asked->ask));
  if (asked->quick) make_short(asked->setting);
  std::error_code failure;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failure);
  asked->setting.verify = {self.string(), "--verify"};

  Figures found;
  found.set("events", static_cast<double>(asked->setting.events));
  found.set("producers", asked->setting.producers);
  found.set("cores", static_cast<double>(sysconf(_SC_NPROCESSORS_ONLN)));
  const auto measured = measure(*asked, found);
  if (!measured) {
    std::fprintf(stderr, "jejak-bench: %s\n", measured.error().message.c_str());
    return 1;
  }
  std::fputs((asked->json ? print_json(found) : print_table(found)).c_str(), stdout);
  return 0;
}

}  // namespace
}  // namespace jejak

int main(int count, char** words) {
  return jejak::run(std::vector<std::string>(words + 1, words + count));
}
