#include "ledger/table_files.hpp"

#include "tests/ledger/database_folder.hpp"
#include "tests/support/catch.hpp"

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
  const DatabaseFolder folder(name);
  CHECK(folder.check_elsewhere());
  CHECK(folder.check());
  folder.write(table_end(4, table_format_version));
  CHECK(folder.check());
  for (const auto& [checksum, version] : {std::pair{4, 1}, std::pair{4, 4}, std::pair{0, 5}, std::pair{5, 5}}) {
    INFO(checksum << " " << version);
    folder.write(table_end(static_cast<std::uint8_t>(checksum), static_cast<std::uint8_t>(version)));
    const auto checked = folder.check();
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == Errc::corrupt);
    CHECK(checked.error().message.find(name) != std::string::npos);
  }
  // The metaindex stands at 100; six bytes before it a flag.
  Bytes flagged = table_end(4, table_format_version);
  flagged[201] = 100;
  folder.write(flagged);
  CHECK(folder.check());
  flagged[94] |= 0x80;
  folder.write(flagged);
  REQUIRE_FALSE(folder.check());
  CHECK(folder.check().error().code == Errc::corrupt);
  // Not finished yet, or too short to be a table: RocksDB says what there is to say.
  Bytes half = table_end(4, 1);
  half.resize(half.size() - 3);
  folder.write(half);
  CHECK(folder.check());
  folder.write({1, 2, 3});
  CHECK(folder.check());
}

}  // namespace jejak::test
