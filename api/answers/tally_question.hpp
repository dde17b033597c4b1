#pragma once
// What a tally shall count, as somebody wrote it, and which counters an answer shows.

#include "api/answers/asker.hpp"
#include "projections/tally.hpp"

namespace jejak {

struct AskedCounts {
  std::string by;                  // a dimension
  std::string agency;              // only what is credited to it
  std::vector<std::string> where;  // dimension=value
  std::string show;                // counters that are shown together; empty: cases
  std::string counters;            // only these, parted by commas
  bool persons = false;
  bool times = false;
};

struct AskedTally {
  TallyQuestion question;  // without its coordinates
  std::vector<Counter> counters;
};
// Errors: usage, with the nearest names, in the asker's language. Any thread, as all below.
Result<AskedTally> read_tally_question(const AskedCounts& asked, const Asker& asker);

// The counters that are shown together: "cases", "sanctions", "prevention", "candidacy", "all".
std::span<const Counter> counters_shown(std::string_view together);  // empty: there is no such group
std::vector<std::string> shown_names();

bool is_of_cases(Counter counter);  // else of events
// Those of them that an answer grouped so can hold.
std::vector<Counter> countable(std::span<const Counter> counters, const TallyQuestion& question);

// What an answer stands on that no single tally gave. Errors: those of the source.
Result<Stamp> tally_stamp(const EntrySource& source, TreeSize as_of);

// Nothing counted on a date before the ledger's first event is no answer about that date. Asked where nothing was
// counted. Errors: not_found (it is such a date), those of the source.
Outcome check_begun(const EntrySource& source, const Coordinates& at, const Asker& asker);

}  // namespace jejak
