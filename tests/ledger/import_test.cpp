#include "ledger/import.hpp"

#include "ledger/record/export.hpp"
#include "ledger/store_rocksdb.hpp"
#include "tests/ledger/replayed.hpp"
#include "tests/support/catch.hpp"

#include <sstream>

namespace jejak::test {
namespace {

std::string export_of(const Store& store) {
  const Reader reader(store);
  std::ostringstream out;
  ExportWriter writer(out);
  REQUIRE(reader.entries(Sequence{0}, reader.head()->size,
                         [&writer](Sequence, BytesView bytes) { return writer.entry(bytes); }));
  REQUIRE(writer.checkpoint(print((*reader.checkpoint())->note)));
  REQUIRE(writer.finish());
  return out.str();
}

}  // namespace

TEST_CASE("import: gives the very ledger that was exported, and it can be appended to", "[ledger][import]") {
  TestLedger memory;
  settle(memory);
  Replayed disk(memory);
  REQUIRE(disk.ledger->checkpoint());
  disk.close();
  const std::string exported = export_of(**open_rocksdb(disk.folder, OpenMode::read_only));

  const std::string copy = disk.scratch.at("copy");
  std::istringstream in(exported);
  const auto report = import_export(copy, in, disk.trusting());
  INFO((report ? "" : report.error().message));
  REQUIRE(report);
  CHECK(export_of(**open_rocksdb(copy, OpenMode::read_only)) == exported);
  const auto verified = verify_store(**open_rocksdb(copy, OpenMode::read_only), disk.trusting());
  REQUIRE(verified);
  INFO((verified->divergence ? verified->divergence->message : ""));
  CHECK_FALSE(verified->divergence);
  CHECK(Ledger::open(copy, disk.log_key(), disk.clock));

  std::istringstream again(exported);
  const auto occupied = import_export(copy, again, disk.trusting());
  REQUIRE_FALSE(occupied);
  CHECK(occupied.error().code == Errc::conflict);
}

TEST_CASE("import: an export that no checkpoint covers to its end is cut off", "[ledger][import]") {
  TestLedger memory;
  settle(memory);
  Replayed disk(memory);
  disk.close();
  std::stringstream file;
  ExportWriter writer(file);
  for (const Bytes& entry : memory.entries()) REQUIRE(writer.entry(entry));
  REQUIRE(writer.finish());
  const auto report = verify_export(file, disk.trusting());
  REQUIRE(report);
  REQUIRE(report->divergence);
  INFO(report->divergence->message);
  CHECK(report->divergence->kind == Divergence::Kind::truncated);
  CHECK(report->divergence->position.value == memory.entries().size());
}

TEST_CASE("export: a file that was cut is told from one that was changed, and both from a false entry",
          "[ledger][import]") {
  TestLedger memory;
  settle(memory);
  Replayed disk(memory);
  REQUIRE(disk.ledger->checkpoint());
  disk.close();
  const std::string exported = export_of(**open_rocksdb(disk.folder, OpenMode::read_only));
  const auto kind_of = [&disk](const std::string& bytes) {
    std::istringstream in(bytes);
    const auto report = verify_export(in, disk.trusting());
    REQUIRE(report);
    REQUIRE(report->divergence);
    INFO(report->divergence->message);
    return report->divergence->kind;
  };
  CHECK(kind_of(exported.substr(0, exported.size() - 1)) == Divergence::Kind::truncated);
  CHECK(kind_of(exported.substr(0, exported.size() / 2)) == Divergence::Kind::truncated);
  CHECK(kind_of("") == Divergence::Kind::truncated);
  std::string hash = exported;
  hash.back() = static_cast<char>(hash.back() ^ 1);
  CHECK(kind_of(hash) == Divergence::Kind::damaged);
  CHECK(kind_of(exported + "x") == Divergence::Kind::damaged);
  CHECK(kind_of("a letter") == Divergence::Kind::damaged);
  std::ostringstream false_entry;
  ExportWriter writer(false_entry);
  REQUIRE(writer.entry(memory.entries().front()));
  REQUIRE(writer.entry(view("no entry")));
  REQUIRE(writer.finish());
  CHECK(kind_of(false_entry.str()) == Divergence::Kind::entry_form);
}

TEST_CASE("import: a false or shortened export leaves nothing behind", "[ledger][import]") {
  TestLedger memory;
  settle(memory);
  Replayed disk(memory);
  REQUIRE(disk.ledger->checkpoint());
  disk.close();
  const std::string exported = export_of(**open_rocksdb(disk.folder, OpenMode::read_only));
  for (const std::size_t at : {std::size_t{20}, exported.size() / 3, exported.size() / 2, exported.size() - 10}) {
    for (const bool cut : {true, false}) {
      std::string bad = cut ? exported.substr(0, at) : exported;
      if (!cut) bad[at] = static_cast<char>(bad[at] ^ 4);
      std::istringstream in(bad);
      const std::string copy = disk.scratch.at("copy");
      INFO((cut ? "cut at " : "flipped at ") << at);
      CHECK_FALSE(import_export(copy, in, disk.trusting()));
      CHECK_FALSE(std::filesystem::exists(copy));
      CHECK_FALSE(std::filesystem::exists(copy + ".importing"));
    }
  }
}

}  // namespace jejak::test
