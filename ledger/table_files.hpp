#pragma once
// A look at RocksDB's table files before RocksDB opens them. It believes what it reads before a checksum is compared or
// where none covers it: the numbers of the format and of the checksum in a table's footer, and a flag at the end of the
// block of properties. A build with asserts, such as Debian's, ends the process where a changed one leads it astray.

#include "ledger/base/result.hpp"

#include <cstdint>
#include <filesystem>

namespace jejak {

constexpr std::uint32_t table_format_version = 5;  // of every table that we write; checksums are XXH3

bool is_table_file(const std::filesystem::path& path);  // by its name

// It ends as ours do. One that is still being written has no end yet and is left to RocksDB. Errors: corrupt.
Outcome check_table_file(const std::filesystem::path& path);

}  // namespace jejak
