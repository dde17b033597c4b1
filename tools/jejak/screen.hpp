#pragma once
// The screen that a person looks at: how wide and high it is, and long answers page by page.

#include "tools/jejak/terminal.hpp"

namespace jejak {

struct Screen {
  std::size_t width = 0;  // cells; 0: unlimited, nobody looks
  std::size_t height = 0;
};
Screen screen();  // of stdout

// How many cells a text takes: one a code point; painting takes none.
std::size_t cells_of(std::string_view text);

// A result to stdout; through $PAGER ("less" if it is not set) where it is longer than the screen that it goes to.
void show(Terminal& terminal, const std::string& text);

}  // namespace jejak
