#pragma once
// Figures that agencies published about an election, to stand beside the tallies of a made-up ledger. Compiled in, so
// that a program runs from anywhere. Format and meaning of the columns: tools/demo/data/published-2020.txt.

#include "ledger/base/date.hpp"
#include "ledger/base/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jejak {

// Persons, cumulative up to and including a day. Absent: that day's source does not say.
struct PublishedFigures {
  Date as_of;
  std::optional<std::int64_t> reported;
  std::optional<std::int64_t> recommended;
  std::optional<std::int64_t> followed_up;
  struct Other {
    std::string name;
    std::int64_t persons = 0;
  };
  std::vector<Other> other;  // as printed: open, blocked, unblocked …
  std::string source;        // the tag of what printed them; a code, as those names are
};

// The series of a data set ("pilkada2020"), ascending by day. Errors: not_found (names the series there are),
// malformed (names the line).
Result<std::vector<PublishedFigures>> published_series(std::string_view data_set);
std::vector<std::string> published_names();

// The same from a text in that format; `place` names it in errors.
Result<std::vector<PublishedFigures>> parse_published(std::string_view text, const std::string& place);

}  // namespace jejak
