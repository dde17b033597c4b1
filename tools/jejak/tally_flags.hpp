#pragma once
// What a tally shall count, from the command line: the same for every command that counts.

#include "tools/jejak/command.hpp"
#include "tools/jejak/tally_words.hpp"

namespace jejak {

struct TallyFlags {
  std::string by;
  std::string agency;
  std::vector<std::string> where;
  std::string show;
  std::string counters;
  bool persons = false;
  bool times = false;
};

void add_tally_flags(const Command& command, TallyFlags& flags);

struct AskedTally {
  TallyQuestion question;  // without its coordinates
  std::vector<Counter> counters;
};
// Errors: usage, with the nearest names.
Result<AskedTally> read_tally_flags(const Terminal& terminal, const TallyFlags& flags);

}  // namespace jejak
