#pragma once
// A new data folder from an export: verified completely, then built with the very same entries.

#include "ledger/proof/note.hpp"
#include "ledger/rules/verification.hpp"

#include <functional>
#include <istream>

namespace jejak {

// Builds `folder`, which must not exist or be empty, from an export that `options` find true. Its entries, tiles and
// indexes are byte for byte those of the ledger that was exported; the last checkpoint of the export becomes HEAD. No
// key is needed; to append to it later one needs the ledger's key. Nothing is left behind on failure. Errors:
// verification (the export is false; the message says where), conflict, disk, interrupted.
Result<VerifyReport> import_export(const std::string& folder, std::istream& file, const VerifyOptions& options);

}  // namespace jejak
