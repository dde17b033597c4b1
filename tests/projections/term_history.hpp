#pragma once
// Random histories in which terms begin and end: rule sets, calendars, elections and heads of regions that change on
// the way, and cases, reports and candidacies that no law keeps in order. Every type that touches a term comes up
// often.

#include "tests/projections/random_history.hpp"

namespace jejak::test {

constexpr Date term_history_from = Date{18'000};  // 2019-04-14; no legal date is earlier

// Catalogue types only, so that the law may read it as well.
std::vector<Written> term_history(std::uint64_t seed, std::size_t entries);

}  // namespace jejak::test
