#pragma once
// A look at RocksDB's log files (the write-ahead log, and the manifest, which has the same form) before RocksDB opens
// them: from version 9 on its reader never ends at a record of a kind that stands where none of its kind may.

#include "ledger/base/result.hpp"

#include <string>

namespace jejak {

// Every record in the folder's logs is of a kind that we have RocksDB write: whole, or the first, a middle or the last
// part of one. What a crash left of the last one, and what is no record, is left to RocksDB, as is a folder that is not
// there. Time: one short read for every record. Errors: corrupt, naming the file and the place; disk.
Outcome check_log_files(const std::string& folder);

}  // namespace jejak
