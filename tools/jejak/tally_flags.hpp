#pragma once
// What a tally shall count, from the command line: the same for every command that counts.

#include "api/answers/tally_question.hpp"
#include "tools/jejak/command.hpp"

namespace jejak {

// All but persons and times, which not every command that counts has.
void add_tally_flags(const Command& command, AskedCounts& flags);
// The first of those that was given, "--by"; empty if none was.
std::string given_tally_flag(const AskedCounts& flags);

}  // namespace jejak
