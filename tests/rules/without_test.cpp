// The mutation run's own promises: every check and guard can be left out by name, and without a name nothing is.

#include "tests/rules/without.hpp"

#include "ledger/rules/order.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <set>

using namespace jejak;
using namespace jejak::test;

TEST_CASE("without: every check of the order and every guard of the table has a name of its own", "[rules][without]") {
  const std::vector<std::string> names = what_can_be_left_out();
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
  std::set<std::string> guards;
  std::set<const Guard*> different;
  for (const CatalogueRow* row : catalogue().rows()) {
    for (const Guard* guard : row->guards) {
      CHECK(std::count(names.begin(), names.end(), std::string("guard:") + guard->name + "@" + row->shape.name) == 1);
      guards.insert(guard->name);
      different.insert(guard);
    }
  }
  if (std::getenv("JEJAK_WITHOUT") == nullptr) CHECK(guards.size() == different.size());
  for (const char* check :
       {"keys", "revision", "mandates", "roles", "jurisdiction", "state", "expects", "references", "touched states"}) {
    CHECK(std::count(names.begin(), names.end(), std::string("check:") + check) == 1);
  }
}

TEST_CASE("without: the order of judgement is keys, revision, mandate, role, jurisdiction, state, others, deadline",
          "[rules][without]") {
  const std::vector<std::string> expected = {"keys",
                                             "revision",
                                             "mandates",
                                             "roles",
                                             "conflicts",
                                             "guards of roles",
                                             "jurisdiction",
                                             "guards of jurisdiction",
                                             "state",
                                             "overlays",
                                             "expects",
                                             "guards of state",
                                             "references",
                                             "guards of other streams",
                                             "touched states",
                                             "within",
                                             "guards of deadlines",
                                             "guards of duplicates"};
  std::vector<std::string> found;
  for (const Check& check : whole_order()) found.emplace_back(check.name);
  CHECK(found == expected);
}

// For tools/mutate: run by name only.
TEST_CASE("without: print what can be left out", "[.][print-without]") {
  for (const std::string& name : what_can_be_left_out()) std::cout << "without " << name << "\n";
}
