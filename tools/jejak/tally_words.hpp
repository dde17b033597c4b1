#pragma once
// What tallies say, as tables, CSV and JSON.

#include "projections/tally.hpp"
#include "tools/jejak/table.hpp"

namespace jejak {

std::string title_of(Counter counter, const Terminal& terminal);  // hyphens mark where it may break
std::string without_hyphens(std::string title);
std::string whole_title_of(Counter counter, const Terminal& terminal);
std::string title_of(TallyDimension dimension, const Terminal& terminal);

// The counters that are shown together: "cases", "sanctions", "prevention", "candidacy", "all".
std::span<const Counter> counters_shown(std::string_view together);  // empty: there is no such group
std::vector<std::string> shown_names();

// Those of them that an answer grouped so can hold.
std::vector<Counter> countable(std::span<const Counter> counters, const TallyQuestion& question);

TextTable table_of(const TallyAnswer& answer, const TallyQuestion& question, const std::vector<Counter>& counters,
                   const Terminal& terminal);
// Medians of a group, and its deadlines; no rows where there are none.
TextTable phase_table(const TallyGroup& group, const Terminal& terminal);
TextTable term_table(const TallyGroup& group, const Terminal& terminal);
// Medians and deadlines, each its own table with a title; of the total, and of each group below it.
std::string times_of(const TallyAnswer& answer, const Terminal& terminal, std::size_t width);
std::string tally_json(const TallyAnswer& answer, const TallyQuestion& question, const std::vector<Counter>& counters);
// Names of the columns of table_of(), for CSV.
std::vector<std::string> column_names(const TallyQuestion& question, const std::vector<Counter>& counters);

}  // namespace jejak
