#include "tests/faults/load_ledger.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/store_rocksdb.hpp"

#include <cstdio>
#include <cstdlib>

namespace jejak::test {
namespace {

// Preparing a test is not the test: what fails here ends the program.
template <class T>
void must(const Result<T>& result) {
  if (result) return;
  std::fprintf(stderr, "preparing a ledger: %s\n", result.error().message.c_str());
  std::abort();
}

const Policy& plan_policy() {
  static const Policy policy = parse_policy(load_plan().policy()).value();
  return policy;
}

Hash genesis_leaf() {
  Entry entry;
  entry.kind = EntryKind::genesis;
  entry.recorded_at = load_plan().setup().front().at;
  entry.body = copy(view(load_plan().genesis_note()));
  return leaf_hash(encode(entry));
}

}  // namespace

const LoadPlan& load_plan() {
  static const LoadPlan plan = [] {
    auto made = LoadPlan::make();
    must(made);
    return std::move(*made);
  }();
  return plan;
}

void found(const std::string& folder, std::size_t events_max) {
  SimulatedClock clock(load_plan().setup().front().at);
  const auto created = Ledger::create(folder, load_plan().genesis_note(), load_plan().log_key(), clock);
  must(created);
  auto ledger = open_ledger(folder, clock);
  must(ledger);
  for (const PlannedEvent& planned : load_plan().setup()) {
    if (events_max-- == 0) break;
    clock.advance_to(planned.at);
    const auto placed = (*ledger)->append(planned.envelope);
    must(placed);
    if (placed->refusal.code != RefusalCode::none) must(Result<int>(Error{Errc::internal, print(placed->refusal)}));
  }
  const auto signed_head = (*ledger)->checkpoint();
  must(signed_head);
}

SimulatedClock clock_for_cases() {
  return SimulatedClock(load_plan().cases_from());
}

Result<std::unique_ptr<Ledger>> open_ledger(const std::string& folder, const Clock& clock) {
  LedgerOptions options;
  options.verifiers = 1;
  return Ledger::open(folder, load_plan().log_key(), clock, options);
}

Outcome append_case(Ledger& ledger, std::uint64_t index, std::vector<Acknowledged>& acknowledged,
                    std::size_t events_max) {
  for (const Bytes& envelope : load_plan().one_case(index)) {
    if (events_max-- == 0) break;
    const auto placed = ledger.append(envelope);
    if (!placed) return placed.error();
    if (placed->refusal.code != RefusalCode::none) return Error{Errc::internal, print(placed->refusal)};
    acknowledged.push_back({decode(decode_envelope(envelope)->event)->id, placed->sequence, placed->leaf});
  }
  return {};
}

VerifyOptions trusting() {
  VerifyOptions options;
  options.genesis_hash = genesis_leaf();
  options.policy = &plan_policy();
  options.threads = 2;
  return options;
}

Result<VerifyReport> verify_folder(const std::string& folder) {
  auto store = open_rocksdb(folder, OpenMode::read_only);
  if (!store) return std::move(store).error();
  return verify_store(**store, trusting());
}

std::string first_lost(const Store& store, const std::vector<Acknowledged>& acknowledged) {
  const Reader reader(store);
  for (const Acknowledged& told : acknowledged) {
    const std::string which = "event " + print(told.event) + " told to stand at " + std::to_string(told.sequence.value);
    const auto found = reader.find_event(told.event);
    if (!found || !*found || **found != told.sequence) return which + " is not in the index";
    const auto bytes = reader.entry_bytes(told.sequence);
    if (!bytes || leaf_hash(*bytes) != told.leaf) return which + " has other bytes";
  }
  return "";
}

}  // namespace jejak::test
