#pragma once
// Two tallies of the same question at different coordinates: which numbers differ, and by how much.

#include "tools/jejak/tally_words.hpp"

namespace jejak {

// Rows in which a counter differs, with signed changes.
TextTable diff_table(const TallyAnswer& from, const TallyAnswer& to, const TallyQuestion& question,
                     const std::vector<Counter>& counters, const Terminal& terminal);
// Of each such row the counters that differ, with both numbers.
std::string diff_json(const TallyAnswer& from, const TallyAnswer& to, const TallyQuestion& question,
                      const std::vector<Counter>& counters);

}  // namespace jejak
