#pragma once
// The law with one thing left out. A mutation run (tools/mutate) starts the tests with JEJAK_WITHOUT=NAME in the
// environment and expects one of them to fail. The library knows nothing of it: these tests bring their own
// catalogue() and order_of_judgement() (ledger/rules/engine_1.cpp).

#include <string>
#include <vector>

namespace jejak::test {

// Everything that can be left out:
//   check:NAME         a check of the order of judgement, in every row
//   guard:NAME         a guard, in every row that has it
//   guard:NAME@TYPE    a guard, in one row
//   COLUMN@TYPE        what a column of one row asks: from, jurisdiction, needs, expects, require, within, documents
std::vector<std::string> what_can_be_left_out();

}  // namespace jejak::test
