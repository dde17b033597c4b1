#pragma once
// The definitions of the counters of cases, as the table in tally.hpp has them: in which a case stands, and which
// agency each is credited to.

#include "projections/tally.hpp"

namespace jejak {

// Bit i is set for the counter of number i. `overdue`: DL-06 has lapsed.
std::uint32_t counters_of(const StrandFacts& facts, bool overdue);

Word credited(Counter counter, const StrandFacts& facts);
Word credited_of_phase(std::size_t phase, const StrandFacts& facts);  // from each milestone to the next

}  // namespace jejak
