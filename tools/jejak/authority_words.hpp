#pragma once
// Why an act could be signed, in words and as JSON.

#include "tools/jejak/authority.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

std::vector<std::string> authority_lines(const Terminal& terminal, const Event& event, const Authority& authority);
std::string authority_json(const Terminal& terminal, const ReadEntry& read, const Authority& authority);  // one object

}  // namespace jejak
