#pragma once
// Tables in a terminal: titles that break into lines, numbers to the right, and as many tables below one another as
// the width needs.

#include "api/answers/csv.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

struct Column {
  std::string title;
  bool is_number = true;
};

struct TextTable {
  std::vector<Column> columns;  // the first names the row and is repeated where a table is split
  std::vector<std::vector<std::string>> rows;
  bool last_is_total = false;

  void row(std::vector<std::string> cells) { rows.push_back(std::move(cells)); }
};

// Every line ends with a newline. `width` 0: unlimited.
std::string print(const TextTable& table, const Terminal& terminal, std::size_t width);
// Fields parted by tabs, without titles.
std::string print_plain(const TextTable& table);
// Its rows, below a line of `names`.
std::string print_csv(const TextTable& table, const std::vector<std::string>& names);

}  // namespace jejak
