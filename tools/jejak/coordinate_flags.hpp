#pragma once
// --as-of and --on, the same for every command that reads the history.

#include "api/answers/asked_coordinates.hpp"
#include "tools/jejak/asking.hpp"
#include "tools/jejak/command.hpp"

namespace jejak {

// Puts both on the command.
void add_coordinates(const Command& command, AskedCoordinates& flags);

}  // namespace jejak
