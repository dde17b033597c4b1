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
  bool persons = false;  // not every command that counts has these two
  bool times = false;
};

// All but the last two.
void add_tally_flags(const Command& command, TallyFlags& flags);
// The first of those that was given, "--by"; empty if none was.
std::string given_tally_flag(const TallyFlags& flags);

struct AskedTally {
  TallyQuestion question;  // without its coordinates
  std::vector<Counter> counters;
};
// Errors: usage, with the nearest names.
Result<AskedTally> read_tally_flags(const Terminal& terminal, const TallyFlags& flags);

}  // namespace jejak
