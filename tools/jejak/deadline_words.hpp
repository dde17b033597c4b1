#pragma once
// A deadline in words.

#include "api/answers/deadline_line.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

std::string deadline_row(const Terminal& terminal, const DeadlineLine& line);    // one line, without its stream
std::string deadline_words(const Terminal& terminal, const DeadlineLine& line);  // several lines

}  // namespace jejak
