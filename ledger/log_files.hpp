#pragma once
// A look at RocksDB's log files (the write-ahead log, and the manifest, which has the same form) before RocksDB opens
// them: from version 9 on its reader never ends at a record of a kind that stands where none of its kind may.

#include "ledger/base/result.hpp"

#include <filesystem>

namespace jejak {

bool is_log_file(const std::filesystem::path& path);  // by its name

// Every record is of a kind that we have RocksDB write: whole, or the first, a middle or the last part of one. What a
// crash left of the last one, and what is no record, is left to RocksDB. Time: one short read for every record. Errors:
// corrupt, naming the file and the place.
Outcome check_log_file(const std::filesystem::path& path);

}  // namespace jejak
