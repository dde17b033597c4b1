#pragma once
// How long a national tally takes.

#include "tests/bench/measures.hpp"

namespace jejak {

// On the full ledger: national tallies by agency on each of the last thirty legal days, every day three times; the
// slowest day's quickest run. The views are folded first if they are not there.
Result<Figures> measure_tallies(const Setting& setting);

}  // namespace jejak
