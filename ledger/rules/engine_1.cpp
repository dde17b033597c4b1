// Engine version 1: all rows, and all checks in their order. A file of its own, so that the mutation test can put a
// table and an order in its place in which one guard is missing (tests/rules/without.cpp).

#include "ledger/rules/order.hpp"

namespace jejak {

const Catalogue& catalogue() {
  static const Catalogue table;
  return table;
}

std::span<const Check> order_of_judgement() {
  return whole_order();
}

}  // namespace jejak
