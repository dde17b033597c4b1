#pragma once
// The whole check of a data folder, opened read-only: every entry, signature, chain and verdict by replay, and then
// everything stored beside the log (ids, tiles, rule state, checkpoints, HEAD) against what the replay gives.

#include "ledger/rules/verification.hpp"
#include "ledger/store.hpp"

namespace jejak {

// Errors are troubles of reading; a false history is in the report.
Result<VerifyReport> verify_store(const Store& store, const VerifyOptions& options);

}  // namespace jejak
