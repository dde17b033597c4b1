#pragma once
// Figures that agencies published, beside the ledger's own on the same legal dates.

#include "tools/demo/published.hpp"
#include "tools/jejak/opened_views.hpp"
#include "tools/jejak/tally_words.hpp"

namespace jejak {

// The series of a data set by its name, or of a file in the same format. Errors: not_found (with the names there are),
// malformed, permission, too_large, disk.
Result<std::vector<PublishedFigures>> find_published(const Terminal& terminal, const std::string& name_or_file);

struct ComparedFigures {
  PublishedFigures published;
  std::array<std::uint64_t, 3>
      own{};  // reported, recommended, followed up by the day: of what the question narrows it to
};
// Only days that the question's position can know of. Errors: those of tally(); interrupted.
Result<std::vector<ComparedFigures>> compare_published(OpenedViews& opened, const TallyQuestion& question,
                                                       const std::vector<PublishedFigures>& series);

TextTable published_table(const std::vector<ComparedFigures>& compared, const Terminal& terminal);
std::string published_json(const std::vector<ComparedFigures>& compared);
std::vector<std::string> published_columns();  // for CSV

}  // namespace jejak
