#pragma once
// A folder with one file in it, as a database might have it.

#include "ledger/base/bytes.hpp"
#include "ledger/database_files.hpp"
#include "tests/support/scratch.hpp"

#include <filesystem>
#include <fstream>

namespace jejak::test {

class DatabaseFolder {
 public:
  explicit DatabaseFolder(std::string file) : file_(std::move(file)) { std::filesystem::create_directories(at()); }
  void write(const Bytes& bytes) const {
    std::ofstream out(at() + "/" + file_, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  Outcome check() const { return check_database_files(at()); }
  Outcome check_elsewhere() const { return check_database_files(scratch_.at("nothing there")); }

 private:
  std::string at() const { return scratch_.at("db"); }
  const Scratch scratch_;
  const std::string file_;
};

}  // namespace jejak::test
