#pragma once
// The command line as data: what completion scripts and manual pages are written from, so that neither can name a
// flag that does not exist. Words are in the language the command line was made in.

#include <string>
#include <vector>

namespace jejak {

struct OptionOutline {
  std::vector<std::string> names;  // "-o", "--output"; of a positional: its one name, "LEDGER"
  std::string kind;                // what follows it: "FILE", "en|id"; empty: nothing does
  std::string help;
  bool positional = false;
  bool required = false;
};

struct CommandOutline {
  std::string path;  // "jejak", "jejak key new"
  std::string help;
  std::vector<std::string> examples;
  std::vector<OptionOutline> options;  // its own, in the order in which help shows them
  std::vector<CommandOutline> commands;

  std::string name() const { return path.substr(path.rfind(' ') + 1); }
};

// Calls visit(command) for the command and all below it, each before those below.
template <class Visit>
void each_command(const CommandOutline& command, const Visit& visit) {
  visit(command);
  for (const CommandOutline& sub : command.commands) each_command(sub, visit);
}

}  // namespace jejak
