#include "ledger/store_rocksdb_parts.hpp"

namespace jejak {

std::string end_of_prefix(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xff) prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(prefix.back() + 1);
  return prefix;
}

bool is_of_a_database(const std::string& name) {
  for (const std::string_view word : {"CURRENT", "IDENTITY", "LOCK", "LOG", "MANIFEST-", "OPTIONS-"}) {
    if (name.starts_with(word)) return true;
  }
  const auto digits = name.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string::npos && name[digits] == '.';
}

Error error_of(const rocksdb::Status& status, const std::string& attempt, const StatusWords& words) {
  const std::string said = status.ToString();
  const auto says = [&said](const char* part) { return said.find(part) != std::string::npos; };
  if (status.IsCorruption()) return Error{Errc::corrupt, attempt + ": " + said};
  if (status.IsNoSpace()) return Error{Errc::disk, attempt + ": the disk is full (" + said + ")"};
  // First: the file LOCK, too, cannot be opened there, and nobody holds it.
  if (says("Permission denied") || says("Read-only file system")) {
    return Error{Errc::permission, attempt + ": " + said};
  }
  if (says("lock") && says("LOCK")) {
    return Error{Errc::unavailable,
                 attempt + ": another process has it open for writing" + words.locked + " (" + said + ")"};
  }
  if (says("Too many open files")) {
    return Error{Errc::unavailable, attempt + ": " + said + "; let the program have more (`ulimit -n`)"};
  }
  if (status.IsNotFound() || status.IsPathNotFound()) return Error{words.missing, attempt + ": " + said};
  // What RocksDB finds contradictory in its own files it calls an invalid argument as often as a corruption.
  if (status.IsInvalidArgument() || status.IsNotSupported()) return Error{Errc::corrupt, attempt + ": " + said};
  return Error{Errc::disk, attempt + ": " + said};
}

}  // namespace jejak
