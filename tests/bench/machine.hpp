#pragma once
// The machine under the ledger: how often a second its disk can append and sync, how much lies on it, and what this
// process has cost so far.

#include "ledger/base/result.hpp"

#include <cstdint>
#include <string>

namespace jejak {

// Appends `bytes` to a fresh file in `folder` and syncs its data, over and over; how often a second. Errors: disk.
Result<double> syncs_per_s(const std::string& folder, std::size_t bytes, double seconds);

struct FolderSize {
  double bytes = 0;       // of the files' contents
  double disk_bytes = 0;  // of the blocks they take
};
FolderSize folder_size(const std::string& folder);

double bytes_written();  // that this process has handed to the system for writing
double cpu_seconds();    // of all its threads, in the program and in the system

// Takes the folder's files out of the system's cache, as after a start of the machine.
void forget_cached(const std::string& folder);

}  // namespace jejak
