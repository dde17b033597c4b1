#pragma once
// What tallies say, as tables for people.

#include "api/answers/tally_json.hpp"
#include "tools/jejak/table.hpp"

namespace jejak {

std::string title_of(Counter counter, const Terminal& terminal);  // hyphens mark where it may break
std::string without_hyphens(std::string title);
std::string whole_title_of(Counter counter, const Terminal& terminal);
std::string title_of(TallyDimension dimension, const Terminal& terminal);

TextTable table_of(const TallyAnswer& answer, const TallyQuestion& question, const std::vector<Counter>& counters,
                   const Terminal& terminal);
// Medians of a group, and its deadlines; no rows where there are none.
TextTable phase_table(const TallyGroup& group, const Terminal& terminal);
TextTable term_table(const TallyGroup& group, const Terminal& terminal);
// Medians and deadlines, each its own table with a title; of the total, and of each group below it.
std::string times_of(const TallyAnswer& answer, const Terminal& terminal, std::size_t width);

}  // namespace jejak
