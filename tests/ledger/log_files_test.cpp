#include "ledger/log_files.hpp"

#include "ledger/base/bytes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"

#include <filesystem>
#include <fstream>

namespace jejak::test {
namespace {

void add(Bytes& log, std::uint8_t kind, std::size_t length) {
  log.insert(log.end(), {1, 2, 3, 4, static_cast<std::uint8_t>(length), static_cast<std::uint8_t>(length >> 8), kind});
  log.resize(log.size() + length, 0xee);
}

}  // namespace

TEST_CASE("log files: a record of a kind that is not ours is named before RocksDB reads it", "[ledger]") {
  const char* name = GENERATE("000007.log", "MANIFEST-000004");
  const Scratch scratch;
  const std::string folder = scratch.at("db");
  std::filesystem::create_directories(folder);
  const auto write = [&folder, name](const Bytes& bytes) {
    std::ofstream out(folder + "/" + name, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  };
  CHECK(check_log_files(scratch.at("nothing there")));
  CHECK(check_log_files(folder));
  write({});
  CHECK(check_log_files(folder));

  Bytes log;
  add(log, 1, 300);
  add(log, 1, 20);
  add(log, 2, 32'768 - log.size() - 7);  // fills the block
  add(log, 3, 32'768 - 7 - 5);           // leaves five bytes, too few for a head
  log.resize(2 * 32'768);
  add(log, 4, 10);
  add(log, 1, 0);
  write(log);
  CHECK(check_log_files(folder));

  const std::vector<std::size_t> heads = {0, 307, 334, 32'768, 65'536, 65'553};
  for (const std::size_t head : heads) {
    for (const unsigned kind : {5U, 6U, 8U, 9U, 11U, 130U, 255U}) {
      Bytes other = log;
      other[head + 6] = static_cast<std::uint8_t>(kind);
      write(other);
      const auto checked = check_log_files(folder);
      REQUIRE_FALSE(checked);
      CHECK(checked.error().code == Errc::corrupt);
      CHECK(checked.error().message.find(name) != std::string::npos);
      CHECK(checked.error().message.find("at byte " + std::to_string(head) + " ") != std::string::npos);
    }
  }

  // Cut off anywhere by a crash, or going on in zeros: RocksDB says what there is to say.
  for (std::size_t size = 0; size <= 400; ++size) {
    write(Bytes(log.begin(), log.begin() + static_cast<std::ptrdiff_t>(size)));
    CHECK(check_log_files(folder));
  }
  log.resize(log.size() + 100'000);
  write(log);
  CHECK(check_log_files(folder));
  Bytes derailed = log;
  derailed[5] = 0xff;  // a length that leaves the block
  write(derailed);
  CHECK(check_log_files(folder));
}

}  // namespace jejak::test
