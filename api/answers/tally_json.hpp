#pragma once
// What tallies say, as JSON and as cells of a table. Any thread; nothing fails.

#include "api/answers/tally_question.hpp"
#include "projections/tally_public.hpp"

namespace jejak {

using Cells = std::vector<std::vector<std::string>>;  // row by row

std::string tally_json(const TallyAnswer& answer, const TallyQuestion& question, const std::vector<Counter>& counters);
// One row a group that has something in it, with its name first; then the total. For people and for CSV.
Cells tally_cells(const TallyAnswer& answer, const TallyQuestion& question, const std::vector<Counter>& counters,
                  Language language);
// Names of their columns, for CSV.
std::vector<std::string> column_names(const TallyQuestion& question, const std::vector<Counter>& counters);

// The same of the table that is published for everybody. Without a published month there are no rows.
std::string public_tally_json(const PublicTable& table, const TallyQuestion& question,
                              const std::vector<Counter>& counters, std::uint64_t threshold);
Cells public_tally_cells(const PublicTable& table, Language language);
std::vector<std::string> public_column_names(const TallyQuestion& question, const std::vector<Counter>& counters);

std::string print_days(double days);  // "12.5"

}  // namespace jejak
