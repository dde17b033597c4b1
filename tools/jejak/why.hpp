#pragma once
// Why an attempt was refused, with the facts the law rested on. An entry keeps the code alone; the facts are found by
// judging the history again up to it.

#include "ledger/ledger.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

using Refusals = std::map<std::uint64_t, Refusal>;  // by position

// Every refusal of entries 0 … `last`. Costs a signature check an entry. Errors: verification (the history is false,
// and where), corrupt, disk, interrupted.
Result<Refusals> refusals_until(Terminal& terminal, const OpenedStore& opened, Sequence last);

}  // namespace jejak
