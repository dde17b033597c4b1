#pragma once
// A simulated ledger with the registry of the load plan, for tests that then do terrible things to it.

#include "ledger/fsck.hpp"
#include "ledger/ledger.hpp"
#include "tests/support/scratch.hpp"
#include "tools/demo/load.hpp"

#include <functional>
#include <limits>

namespace jejak::test {

const LoadPlan& load_plan();

// What a producer was told, and must find again for ever.
struct Acknowledged {
  Id event{};
  Sequence sequence;
  Hash leaf;
};

// Founds the ledger in `folder`, records the registry (or its first events), signs a checkpoint.
void found(const std::string& folder, std::size_t events_max = std::numeric_limits<std::size_t>::max());

SimulatedClock clock_for_cases();
Result<std::unique_ptr<Ledger>> open_ledger(const std::string& folder, const Clock& clock);

// Appends events of a case until one is turned away or the case ends; remembers what was acknowledged.
Outcome append_case(Ledger& ledger, std::uint64_t index, std::vector<Acknowledged>& acknowledged,
                    std::size_t events_max = LoadPlan::events_a_case);

// Full verification with the plan's own policy and genesis.
Result<VerifyReport> verify_folder(const std::string& folder);
VerifyOptions trusting();

// The first acknowledged event that the folder no longer holds as it was told; empty if all are there.
std::string first_lost(const Store& store, const std::vector<Acknowledged>& acknowledged);

}  // namespace jejak::test
