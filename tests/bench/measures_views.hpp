#pragma once
// The views of the full ledger: folded from zero, followed while appends run, and one long case asked for by a process
// that has just started.

#include "tests/bench/measures.hpp"

namespace jejak {

// Follows the full ledger while it is appended to as fast as it goes; adds the long case to it.
Result<Figures> measure_view_lag(const Setting& setting);

// These start programs, and must be called by the small process.
Result<Figures> measure_rebuild(const Setting& setting);
Result<Figures> measure_case(const Setting& setting);

// What those programs do: fold all views of a folder from entry 0 and write them; ask for the long case. Each gives
// the seconds it took and the entries, or the rows of the answer.
struct Timed {
  double seconds = 0;
  std::uint64_t count = 0;
};
Result<Timed> rebuild_folder(const std::string& folder);
Result<Timed> ask_for_case(const std::string& folder);

}  // namespace jejak
