#pragma once
// Conflicts of interest in one case: an office that was declared to have one acts in it no more, nor does anybody on
// its behalf but the substitute that the declaration names.

#include "ledger/rules/judging.hpp"

namespace jejak {

// What was declared of an office in the case that the event is about, newest first; null if nothing was. An approval
// is about the case for which it is asked.
const Kept* conflict_of(const Judging& judging, std::string_view office);

// E_CONFLICT_OF_INTEREST if an act is done by the office of such a declaration, or in its name by others than its
// substitute. Facts are recorded by whoever may record them.
std::optional<Refusal> check_conflict(const Judging& judging);

}  // namespace jejak
