#include "ledger/table_files.hpp"

#include "ledger/base/bytes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"

#include <filesystem>
#include <fstream>

namespace jejak::test {
namespace {

// The last bytes of a table as RocksDB writes them with our options.
Bytes table_end(std::uint8_t checksum, std::uint8_t version) {
  Bytes out(200, 0x2a);
  out.push_back(checksum);
  out.resize(out.size() + 40);
  out.insert(out.end(), {version, 0, 0, 0, 0xf7, 0xcf, 0xf4, 0x85, 0xb7, 0x41, 0xe2, 0x88});
  return out;
}

}  // namespace

TEST_CASE("table files: numbers that no checksum covers are looked at before RocksDB believes them", "[ledger]") {
  const char* name = GENERATE("000007.sst", "000007.ldb");  // RocksDB opens both
  const Scratch scratch;
  const std::string folder = scratch.at("db");
  std::filesystem::create_directories(folder);
  const auto write = [&folder, name](const Bytes& bytes) {
    std::ofstream out(folder + "/" + name, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  };
  CHECK(check_table_files(scratch.at("nothing there")));
  CHECK(check_table_files(folder));
  write(table_end(4, table_format_version));
  CHECK(check_table_files(folder));
  for (const auto& [checksum, version] : {std::pair{4, 1}, std::pair{4, 4}, std::pair{0, 5}, std::pair{5, 5}}) {
    INFO(checksum << " " << version);
    write(table_end(static_cast<std::uint8_t>(checksum), static_cast<std::uint8_t>(version)));
    const auto checked = check_table_files(folder);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == Errc::corrupt);
    CHECK(checked.error().message.find(name) != std::string::npos);
  }
  // The metaindex stands at 100; six bytes before it a flag.
  Bytes flagged = table_end(4, table_format_version);
  flagged[201] = 100;
  write(flagged);
  CHECK(check_table_files(folder));
  flagged[94] |= 0x80;
  write(flagged);
  REQUIRE_FALSE(check_table_files(folder));
  CHECK(check_table_files(folder).error().code == Errc::corrupt);
  // Not finished yet, or too short to be a table: RocksDB says what there is to say.
  Bytes half = table_end(4, 1);
  half.resize(half.size() - 3);
  write(half);
  CHECK(check_table_files(folder));
  write({1, 2, 3});
  CHECK(check_table_files(folder));
}

}  // namespace jejak::test
