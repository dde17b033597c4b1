#pragma once
// Comma-separated values as in RFC 4180, safe to open in a spreadsheet. Any thread; nothing fails.

#include <string>
#include <vector>

namespace jejak {

// One field; an apostrophe stands before what a spreadsheet would take for a formula.
std::string csv_field(const std::string& text);
std::string csv_line(const std::vector<std::string>& fields);  // with its line feed
// A line of `names` first.
std::string print_csv(const std::vector<std::vector<std::string>>& rows, const std::vector<std::string>& names);

}  // namespace jejak
