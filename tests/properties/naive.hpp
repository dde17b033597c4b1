#pragma once
// The table read a second time, by nobody's cleverness: loops and comparisons, no term arithmetic of the library.

#include "tests/properties/steps.hpp"

namespace jejak::test {

// Nothing, or what the row asks and an admitted event did not keep.
std::string objection(const Walked& walked, TestLedger& ledger);

// The last day of a term, day by day. Nothing where a year on the way has no calendar, or the unit is another one.
std::optional<Date> last_day(const Term& term, TestLedger& ledger, bool& hard);

}  // namespace jejak::test
