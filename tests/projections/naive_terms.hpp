#pragma once
// Terms counted the slow way: for every question the whole history goes through the law once more, as an audit does it,
// and every term of every stream is looked at. Shares no code with the view but the law.

#include "projections/tally.hpp"
#include "tests/projections/random_history.hpp"

#include <map>

namespace jejak::test {

using TermCounts = std::map<std::string, std::map<std::string, TermTally>>;  // by agency, by term

// How terms stand on `today`. Errors: those of the law's reading.
Result<TermCounts> naive_terms(const std::vector<Written>& history, const Coordinates& at, Date today);

// An answer by agency in the same form; what is credited to nobody is under "-".
TermCounts terms_by_name(const TallyAnswer& answer);

}  // namespace jejak::test
