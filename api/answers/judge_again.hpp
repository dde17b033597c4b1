#pragma once
// Why an attempt was refused, with the facts the law rested on. An entry keeps the code alone; the facts are found by
// judging the history again up to it.

#include "api/answers/asker.hpp"
#include "api/answers/read_entry.hpp"
#include "ledger/reader.hpp"
#include "ledger/rules/refusal.hpp"

#include <map>

namespace jejak {

// Judges entries 0 … size-1 again and shows each, with its refusal (code none: admitted, or no event). Costs a
// signature check an entry; any thread. Errors: verification (the history is false, and where), corrupt, disk,
// interrupted.
Outcome judge_again(const Reader& reader, TreeSize size, const Asker& asker,
                    const std::function<Outcome(const ReadEntry&, const Refusal&)>& visit);

using Refusals = std::map<std::uint64_t, Refusal>;  // by position

// Every refusal of entries 0 … `last`.
Result<Refusals> refusals_until(const Reader& reader, Sequence last, const Asker& asker);

}  // namespace jejak
