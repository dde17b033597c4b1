#pragma once
// Bars in a terminal, to an eighth of a cell.

#include "tools/jejak/terminal.hpp"

namespace jejak {

struct Bar {
  std::string name;
  std::uint64_t value = 0;
};

// One line a bar: name, bar, number. The longest bar fills what names and numbers leave of `width` (0: 80 cells).
std::string print_chart(const std::string& title, const std::vector<Bar>& bars, const Terminal& terminal,
                        std::size_t width);

}  // namespace jejak
