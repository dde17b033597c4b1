#pragma once
// Whose case it is, out of what is known of it: what a caller's scope is asked with.

#include "api/auth/scope.hpp"
#include "ledger/reader.hpp"
#include "projections/case_reading.hpp"

#include <set>

namespace jejak {

// Views into `file`, which must outlive the answer. As of the file's coordinates: whoever asks for an earlier day is
// asked what it could see on that day.
CaseParties parties_of(const CaseFile& file);
// Whether `scope` shows the case; the log is read only if those who had it before decide. Errors: corrupt, disk.
Result<bool> may_see_case(const Scope& scope, const CaseSummary& summary, const Reader& reader);

// The members of a case's JSON that a skeleton does not show: what could tell one person from another.
const std::set<std::string>& hidden_in_skeleton();

}  // namespace jejak
