#include "ledger/log_files.hpp"

#include "tests/ledger/database_folder.hpp"
#include "tests/support/catch.hpp"

namespace jejak::test {
namespace {

void add(Bytes& log, std::uint8_t kind, std::size_t length) {
  log.insert(log.end(), {1, 2, 3, 4, static_cast<std::uint8_t>(length), static_cast<std::uint8_t>(length >> 8), kind});
  log.resize(log.size() + length, 0xee);
}

}  // namespace

TEST_CASE("log files: a record of a kind that is not ours is named before RocksDB reads it", "[ledger]") {
  const char* name = GENERATE("000007.log", "MANIFEST-000004");
  const DatabaseFolder folder(name);
  CHECK(folder.check_elsewhere());
  CHECK(folder.check());
  folder.write({});
  CHECK(folder.check());

  Bytes log;
  add(log, 1, 300);
  add(log, 1, 20);
  add(log, 2, 32'768 - log.size() - 7);  // fills the block
  add(log, 3, 32'768 - 7 - 5);           // leaves five bytes, too few for a head
  log.resize(2 * 32'768);
  add(log, 4, 10);
  add(log, 1, 0);
  folder.write(log);
  CHECK(folder.check());

  const std::vector<std::size_t> heads = {0, 307, 334, 32'768, 65'536, 65'553};
  for (const std::size_t head : heads) {
    for (const unsigned kind : {5U, 6U, 8U, 9U, 11U, 130U, 255U}) {
      Bytes other = log;
      other[head + 6] = static_cast<std::uint8_t>(kind);
      folder.write(other);
      const auto checked = folder.check();
      REQUIRE_FALSE(checked);
      CHECK(checked.error().code == Errc::corrupt);
      CHECK(checked.error().message.find(name) != std::string::npos);
      CHECK(checked.error().message.find("at byte " + std::to_string(head) + " ") != std::string::npos);
    }
  }

  // Cut off anywhere by a crash, or going on in zeros: RocksDB says what there is to say.
  for (std::size_t size = 0; size <= 400; ++size) {
    folder.write(Bytes(log.begin(), log.begin() + static_cast<std::ptrdiff_t>(size)));
    CHECK(folder.check());
  }
  log.resize(log.size() + 100'000);
  folder.write(log);
  CHECK(folder.check());
  Bytes derailed = log;
  derailed[5] = 0xff;  // a length that leaves the block
  folder.write(derailed);
  CHECK(folder.check());
}

}  // namespace jejak::test
