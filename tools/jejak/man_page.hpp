#pragma once
// Manual pages in the language of man(7), one a command, written from the outline.

#include "tools/jejak/outline.hpp"

namespace jejak {

// Headings of the page, in the language of the outline.
struct ManWords {
  std::string name;
  std::string synopsis;
  std::string commands;
  std::string options;
  std::string everywhere;
  std::string examples;
  std::string exit_status;
  std::string see_also;
  std::string title;                                            // of the manual, in the page's head
  std::vector<std::pair<std::string, std::string>> exit_codes;  // "0", what it says
};

// `command` is `root` or below it. `version`: of the program, in the page's foot.
std::string man_page(const CommandOutline& root, const CommandOutline& command, const ManWords& words,
                     const std::string& version);

std::string man_name(const CommandOutline& command);  // "jejak-key-new"

}  // namespace jejak
