#pragma once
// Why an attempt was refused, with the facts the law rested on. An entry keeps the code alone; the facts are found by
// judging the history again up to it.

#include "ledger/ledger.hpp"
#include "tools/jejak/terminal.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {

// Judges entries 0 … size-1 again and shows each, with its refusal (code none: admitted, or no event). Costs a
// signature check an entry. Errors: verification (the history is false, and where), corrupt, disk, interrupted.
Outcome judge_again(Terminal& terminal, const OpenedStore& opened, TreeSize size,
                    const std::function<void(const ReadEntry&, const Refusal&)>& visit);

using Refusals = std::map<std::uint64_t, Refusal>;  // by position

// Every refusal of entries 0 … `last`.
Result<Refusals> refusals_until(Terminal& terminal, const OpenedStore& opened, Sequence last);

}  // namespace jejak
