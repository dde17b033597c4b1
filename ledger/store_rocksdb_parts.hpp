#pragma once
// What every database of ours over RocksDB has in common: how its status becomes an error of ours, and that it keeps no
// log file of its own. Included by stores alone.

#include "ledger/base/bytes.hpp"
#include "ledger/base/result.hpp"

#include <rocksdb/env.h>
#include <rocksdb/slice.h>
#include <rocksdb/status.h>

namespace jejak {

inline rocksdb::Slice slice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}
inline rocksdb::Slice slice(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline std::string_view view_of(const rocksdb::Slice& bytes) {
  return {bytes.data(), bytes.size()};
}

// The end of all keys that begin with a prefix; empty: the end of the database.
std::string end_of_prefix(std::string prefix);

// Whether RocksDB may have made a file of that name: digits with an ending, or one of its own words.
bool is_of_a_database(const std::string& name);

struct StatusWords {
  Errc missing = Errc::corrupt;  // of a file or folder that is not there
  const char* locked = "";       // what to do when another process has the database
};
Error error_of(const rocksdb::Status& status, const std::string& attempt, const StatusWords& words);

// RocksDB's own LOG file would be one more writer on a full disk (and Debian's build stops the process there).
class SilentLog final : public rocksdb::Logger {
 public:
  SilentLog() : rocksdb::Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

}  // namespace jejak
