#pragma once
// JSON of any shape for a reader at a terminal: lists as tables, objects as lines. One thread.

#include "tools/jejak/terminal.hpp"

#include <boost/json/value.hpp>

namespace jejak {

// A table with a column for each member, or one item below the other where members have members. "-" for none.
std::string print_items(const Terminal& terminal, const boost::json::array& items);

// "name  value" a line, objects and lists indented below their name. Ends in a newline if there is anything.
std::string print_members(const Terminal& terminal, const boost::json::value& value);

}  // namespace jejak
