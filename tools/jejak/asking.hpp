#pragma once
// The person at the terminal as one who asks for answers: a bar follows long ways through the log, Ctrl-C ends them.

#include "api/answers/asker.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

Asker asker_of(Terminal& terminal);  // the terminal outlives it

}  // namespace jejak
