#include "tests/bench/measures.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/fsck.hpp"
#include "tests/bench/ceiling.hpp"
#include "tests/bench/machine.hpp"
#include "tests/bench/phase.hpp"
#include "tools/demo/load.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

namespace jejak {
namespace {

constexpr int rounds = 3;
constexpr std::uint64_t seed = 1;

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::uint64_t cases_of(std::uint64_t events) {
  return std::max<std::uint64_t>(1, events / LoadPlan::events_a_case);
}

// A ledger of the load with its clock. Every phase makes the same plan, so that one can go on where another ended.
struct LoadedLedger {
  std::unique_ptr<SimulatedClock> clock;
  std::unique_ptr<Ledger> ledger;
};

Result<LoadedLedger> found(const LoadPlan& plan, const std::string& folder) {
  LoadedLedger made;
  made.clock = std::make_unique<SimulatedClock>(plan.setup().front().at);
  auto created = Ledger::create(folder, plan.genesis_note(), plan.log_key(), *made.clock);
  if (!created) return std::move(created).error();
  auto ledger = Ledger::open(folder, plan.log_key(), *made.clock);
  if (!ledger) return std::move(ledger).error();
  made.ledger = std::move(*ledger);
  for (const PlannedEvent& planned : plan.setup()) {
    made.clock->advance_to(planned.at);
    auto recorded = record_case(*made.ledger, {planned.envelope});
    if (!recorded) return std::move(recorded).error().during("the load's registry");
  }
  made.clock->advance_to(plan.cases_from());
  return made;
}

Result<LoadedLedger> reopen(const LoadPlan& plan, const std::string& folder) {
  LoadedLedger made;
  made.clock = std::make_unique<SimulatedClock>(plan.cases_from());
  auto ledger = Ledger::open(folder, plan.log_key(), *made.clock);
  if (!ledger) return std::move(ledger).error();
  made.ledger = std::move(*ledger);
  return made;
}

Outcome sign_head(Ledger& ledger) {
  auto signed_head = ledger.checkpoint();
  if (!signed_head) return std::move(signed_head).error();
  return {};
}

struct CeilingRound {
  double per_s = 0;
  double cpu_us = 0;  // of one event
};

Result<CeilingRound> ceiling_round(const Cases& cases, std::uint64_t events) {
  const auto ceiling = Ceiling::make(cases, events);
  if (!ceiling) return ceiling.error();
  const double cpu_before = cpu_seconds();
  const auto per_s = ceiling->round();
  if (!per_s) return per_s.error();
  return CeilingRound{*per_s, (cpu_seconds() - cpu_before) * 1e6 / static_cast<double>(ceiling->events())};
}

// One producer alone, by turns with the bare disk under the same folder.
Result<Figures> measure_single(const Setting& setting, Ledger& ledger, const std::string& folder, Cases cases) {
  std::vector<double> singles;
  std::vector<double> syncs;
  auto next = cases.begin();
  const double written_before = bytes_written();
  auto warmed = record_case(ledger, std::move(*next++));
  if (!warmed) return std::move(warmed).error();
  const double batch_bytes = (bytes_written() - written_before) / static_cast<double>(LoadPlan::events_a_case);
  for (int round = 0; round < rounds; ++round) {
    auto disk = syncs_per_s(folder, static_cast<std::size_t>(batch_bytes), setting.single_seconds);
    if (!disk) return std::move(disk).error();
    syncs.push_back(*disk);
    Rate rate;
    const auto begin = std::chrono::steady_clock::now();
    const auto last = cases.end() - (rounds - 1 - round) * ((cases.end() - next) / (rounds - round));
    for (; next != last && rate.seconds < setting.single_seconds; ++next) {
      rate.events += next->size();
      auto recorded = record_case(ledger, std::move(*next));
      if (!recorded) return std::move(recorded).error();
      rate.seconds = seconds_since(begin);
    }
    singles.push_back(rate.per_s());
  }
  Figures found;
  found.set("single_vs_sync", median(singles) / median(syncs));
  found.set("single_append_per_s", median(singles));
  found.set("disk_syncs_per_s", median(syncs));
  found.set("single_batch_bytes", batch_bytes);
  return found;
}

double percentile(const std::vector<double>& ascending, double part) {
  const auto place = static_cast<std::size_t>(part * static_cast<double>(ascending.size()));
  return ascending[std::min(place, ascending.size() - 1)];
}

}  // namespace

Result<Figures> measure_small(const Setting& setting) {
  const auto plan = LoadPlan::make(seed);
  if (!plan) return plan.error();
  const std::uint64_t small_cases = cases_of(setting.small);
  const std::uint64_t window_cases = cases_of(setting.window);
  Figures out;
  std::vector<double> ceilings;
  std::vector<double> rates;
  for (int round = 0; round < rounds; ++round) {
    const std::string folder = setting.folder + "/small-" + std::to_string(round);
    Cases before = plan->cases(0, small_cases);
    Cases window = plan->cases(small_cases, window_cases);
    auto made = found(*plan, folder);
    if (!made) return std::move(made).error();
    auto filled = record_all(*made->ledger, std::move(before), setting.producers, setting.door);
    if (!filled) return std::move(filled).error();
    auto ceiling = ceiling_round(window, setting.ceiling_events);
    if (!ceiling) return std::move(ceiling).error();
    ceilings.push_back(ceiling->per_s);
    auto rate = record_all(*made->ledger, std::move(window), setting.producers, setting.door);
    if (!rate) return std::move(rate).error();
    rates.push_back(rate->per_s());
    if (round == rounds - 1) {
      const std::uint64_t alone = cases_of(static_cast<std::uint64_t>(setting.single_seconds * 4000) * rounds);
      auto single =
          measure_single(setting, *made->ledger, folder, plan->cases(small_cases + window_cases, alone + rounds + 1));
      if (!single) return std::move(single).error();
      out.add(*single);
    }
    made->ledger.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  out.set("append_at_10k_per_s", median(rates));
  out.set("ceiling_at_10k_per_s", median(ceilings));
  return out;
}

Result<Figures> measure_filling(const Setting& setting) {
  const auto plan = LoadPlan::make(seed);
  if (!plan) return plan.error();
  const std::uint64_t all_cases = cases_of(setting.events);
  const auto signing = std::chrono::steady_clock::now();
  std::vector<Cases> parts;
  for (std::uint64_t part = 0; part < rounds; ++part) {
    const std::uint64_t first = all_cases * part / rounds;
    parts.push_back(plan->cases(first, all_cases * (part + 1) / rounds - first));
  }
  Figures out;
  out.set("load_signed_per_s", static_cast<double>(setting.events) / seconds_since(signing));

  auto made = found(*plan, setting.full());
  if (!made) return std::move(made).error();
  std::vector<double> ceilings;
  Rate whole;
  double cpu = 0;
  for (Cases& part : parts) {
    auto ceiling = ceiling_round(part, setting.ceiling_events);
    if (!ceiling) return std::move(ceiling).error();
    ceilings.push_back(ceiling->per_s);
    out.set("ceiling_cpu_us", ceiling->cpu_us);
    const double cpu_before = cpu_seconds();
    auto rate = record_all(*made->ledger, std::move(part), setting.producers, setting.door);
    if (!rate) return std::move(rate).error();
    cpu += cpu_seconds() - cpu_before;
    out.set("append_part" + std::to_string(ceilings.size()) + "_per_s", rate->per_s());
    whole.events += rate->events;
    whole.seconds += rate->seconds;
  }
  auto head = sign_head(*made->ledger);
  if (!head) return std::move(head).error();
  made->ledger.reset();

  out.set("append_per_s", whole.per_s());
  out.set("append_cpu_us", cpu * 1e6 / static_cast<double>(setting.events));
  out.set("ceiling_per_s", median(ceilings));
  out.set("append_vs_ceiling", whole.per_s() / median(ceilings));
  const FolderSize size = folder_size(setting.full() + "/ledger");
  out.set("store_bytes", size.bytes);
  out.set("store_disk_bytes", size.disk_bytes);
  return out;
}

Result<Figures> measure_entries(const Setting& setting) {
  const auto opened = open_for_reading(setting.full());
  if (!opened) return opened.error();
  std::vector<double> sizes;
  double sum = 0;
  auto scanned = opened->store->scan(Table::entries, "", "", [&](std::string_view, BytesView bytes) -> Outcome {
    sizes.push_back(static_cast<double>(bytes.size()));
    sum += static_cast<double>(bytes.size());
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  Figures out;
  out.set("entries", static_cast<double>(sizes.size()));
  out.set("entry_bytes", sum);
  out.set("leaf_bytes_median", median(std::move(sizes)));
  return out;
}

Result<Figures> measure_opening(const Setting& setting) {
  const auto plan = LoadPlan::make(seed);
  if (!plan) return plan.error();
  Figures out;
  double slowest = 0;
  for (int round = 0; round < rounds; ++round) {
    if (round == rounds - 1) forget_cached(setting.full());
    const auto begin = std::chrono::steady_clock::now();
    auto made = reopen(*plan, setting.full());
    const double seconds = seconds_since(begin);
    if (!made) return std::move(made).error();
    slowest = std::max(slowest, seconds);
    const char* names[rounds] = {"open_first_s", "open_again_s", "open_cold_s"};
    out.set(names[round], seconds);
  }
  out.set("open_1m_s", slowest);
  return out;
}

Result<Figures> measure_full(const Setting& setting, double appends_per_s) {
  const auto plan = LoadPlan::make(seed);
  if (!plan) return plan.error();
  std::uint64_t next_case = cases_of(setting.events);
  const std::uint64_t window_cases = cases_of(setting.window);
  auto made = reopen(*plan, setting.full());
  if (!made) return std::move(made).error();
  std::vector<double> ceilings;
  std::vector<double> rates;
  for (int round = 0; round < rounds; ++round) {
    Cases window = plan->cases(next_case, window_cases);
    next_case += window_cases;
    auto ceiling = ceiling_round(window, setting.ceiling_events);
    if (!ceiling) return std::move(ceiling).error();
    ceilings.push_back(ceiling->per_s);
    auto rate = record_all(*made->ledger, std::move(window), setting.producers, setting.door);
    if (!rate) return std::move(rate).error();
    rates.push_back(rate->per_s());
  }
  const double half = appends_per_s / 2;
  auto paced = plan->cases(next_case, cases_of(static_cast<std::uint64_t>(half * setting.paced_seconds)));
  const auto waits = record_paced(*made->ledger, std::move(paced), setting.producers, half);
  if (!waits) return waits.error();

  Figures out;
  out.set("append_at_1m_per_s", median(rates));
  out.set("ceiling_at_1m_per_s", median(ceilings));
  out.set("half_load_per_s", half);
  out.set("half_load_events", static_cast<double>(waits->size()));
  out.set("ack_p50_ms_half_load", percentile(*waits, 0.5));
  out.set("ack_p99_ms_half_load", percentile(*waits, 0.99));
  out.set("ack_max_ms_half_load", waits->back());
  return out;
}

Result<Figures> measure_verify(const Setting& setting) {
  const auto ceiling = [&setting]() -> Result<Figures> {
    const auto plan = LoadPlan::make(seed);
    if (!plan) return plan.error();
    auto round = ceiling_round(plan->cases(0, cases_of(setting.ceiling_events)), setting.ceiling_events);
    if (!round) return std::move(round).error();
    Figures out;
    out.set("round", round->per_s);
    return out;
  };
  std::vector<std::string> command = setting.verify;
  command.push_back(setting.full());
  auto before = run_phase("the ceiling", ceiling);
  if (!before) return std::move(before).error();
  auto verified = run_program(command);
  if (!verified) return std::move(verified).error();
  auto after = run_phase("the ceiling", ceiling);
  if (!after) return std::move(after).error();
  Figures out;
  out.set("verify_s", verified->seconds);
  out.set("verify_cpu_s", verified->cpu_seconds);
  out.set("verify_rss_mb", verified->rss_mb);
  out.set("verify_ceiling_per_s", (*before->get("round") + *after->get("round")) / 2);
  return out;
}

Result<Figures> measure_postgres(const Setting& setting, double payload_bytes) {
  auto ran = run_program({setting.postgres, setting.folder, print_figure(payload_bytes),
                          std::to_string(setting.postgres_seconds), std::to_string(setting.producers)});
  if (!ran) return std::move(ran).error();
  const double per_s = std::strtod(ran->output.c_str(), nullptr);
  if (per_s <= 0) return Error{Errc::internal, setting.postgres + " gave no number: " + ran->output};
  Figures out;
  out.set("postgres_chain_per_s", per_s);
  return out;
}

Result<std::uint64_t> verify_folder(const std::string& folder) {
  const auto opened = open_for_reading(folder);
  if (!opened) return opened.error();
  const auto text = read_file(policy_file(folder));
  if (!text) return text.error();
  const auto policy = parse_policy(*text);
  if (!policy) return policy.error();
  VerifyOptions options;
  options.genesis_hash = opened->genesis_hash;
  options.policy = &*policy;
  auto report = verify_store(*opened->store, options);
  if (!report) return std::move(report).error();
  if (report->divergence) {
    return Error{Errc::verification,
                 "entry " + std::to_string(report->divergence->position.value) + ": " + report->divergence->message};
  }
  return report->size.value;
}

}  // namespace jejak
