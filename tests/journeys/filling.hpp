#pragma once
// A ledger folder filled with the demo `load`, fast: submissions in flight, group commit, one order.

#include "tools/demo/load.hpp"

namespace jejak {

// Creates `folder` and fills it up to the last of `sizes` (ascending, entries with the genesis), signing a checkpoint
// at each. Errors: the engine's; verification if a step of the plan is refused.
Outcome fill(const LoadPlan& plan, const std::string& folder, const std::vector<std::uint64_t>& sizes);

}  // namespace jejak
