// fuzz-seeds FOLDER FILE…: copies test vectors into a folder, one file each; *.hex is turned into bytes.

#include "ledger/base/bytes.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

bool copy_seed(const std::filesystem::path& from, const std::filesystem::path& folder) {
  std::string content = read_file(from);
  if (from.extension() == ".hex") {
    content.erase(std::remove(content.begin(), content.end(), '\n'), content.end());
    const auto bytes = jejak::from_hex(content);
    if (!bytes) return false;
    content = std::string(jejak::text(*bytes));
  }
  std::ofstream out(folder / from.filename(), std::ios::binary);
  out << content;
  return !content.empty() && out.flush().good();
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "usage: fuzz-seeds FOLDER FILE...\n");
    return 64;
  }
  std::error_code error;
  std::filesystem::create_directories(arguments[1], error);
  for (int i = 2; i < count; ++i) {
    if (copy_seed(arguments[i], arguments[1])) continue;
    std::fprintf(stderr, "fuzz-seeds: cannot copy %s to %s\n", arguments[i], arguments[1]);
    return 1;
  }
  return 0;
}
