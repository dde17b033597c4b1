#pragma once
// The store on one machine: RocksDB with one synced write a batch and the options that make a lost or changed
// byte an error instead of a shorter history (docs/decisions/0003-rocksdb-options.md).

#include "ledger/store.hpp"

namespace rocksdb {
class Env;
}

namespace jejak {

// Beyond it what lies in memory is written to table files, at most so much at a time.
constexpr std::uint64_t log_files_bytes_max = 96 * 1024 * 1024;

struct RocksOptions {
  rocksdb::Env* env = nullptr;    // tests put a file system that fails or forgets here
  bool compact_on_close = false;  // smaller folder, slower close
};

// Who opens it to read has it as it was then, `HEAD` included, whatever a writer beside him does meanwhile.
// `folder` is the ledger's data folder; the database lies in folder/ledger, the file HEAD beside it. Errors:
// not_found, permission, disk, corrupt, unavailable (another process has it open for writing).
Result<std::unique_ptr<Store>> open_rocksdb(const std::string& folder, OpenMode mode, const RocksOptions& options = {});

}  // namespace jejak
