#pragma once
// A look at RocksDB's table files before RocksDB opens them. It believes what it reads before a checksum is compared or
// where none covers it: the numbers of the format and of the checksum in a table's footer, and a flag at the end of the
// block of properties. A build with asserts, such as Debian's, ends the process where a changed one leads it astray.

#include "ledger/base/result.hpp"

#include <cstdint>
#include <string>

namespace jejak {

constexpr std::uint32_t table_format_version = 5;  // of every table that we write; checksums are XXH3

// Every whole table file in the folder ends as ours do. One that is still being written has no end yet and is left to
// RocksDB, as is a folder that is not there. Errors: corrupt, naming the file.
Outcome check_table_files(const std::string& folder);

}  // namespace jejak
