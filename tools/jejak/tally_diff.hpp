#pragma once
// Two tallies of the same question at different coordinates: which numbers differ, and by how much.

#include "tools/jejak/coordinate_flags.hpp"
#include "tools/jejak/tally_words.hpp"

namespace jejak {

// A position, a recorded time, or a legal date, as people write one side of a comparison. A date keeps the position of
// `other`; a position or time keeps its date. Errors: usage, not_found; those of the source.
Result<Coordinates> read_side(const Terminal& terminal, const std::string& side, const Coordinates& other,
                              const EntrySource& source, const StoredHead& head);

// Rows in which a counter differs, with signed changes.
TextTable diff_table(const TallyAnswer& from, const TallyAnswer& to, const TallyQuestion& question,
                     const std::vector<Counter>& counters, const Terminal& terminal);
// Of each such row the counters that differ, with both numbers.
std::string diff_json(const TallyAnswer& from, const TallyAnswer& to, const TallyQuestion& question,
                      const std::vector<Counter>& counters);

std::string print(const Coordinates& at);  // "position 1464", "position 1464 on 2020-08-19"

}  // namespace jejak
