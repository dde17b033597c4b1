#pragma once
// A look at the files of a RocksDB database before RocksDB opens them, where one changed bit would lead it astray.

#include "ledger/base/result.hpp"

#include <string>

namespace jejak {

// Table files end as ours do (ledger/table_files.hpp), logs hold only records of ours (ledger/log_files.hpp). A folder
// that is not there is left to RocksDB. Errors: corrupt, naming the file; disk.
Outcome check_database_files(const std::string& folder);

}  // namespace jejak
