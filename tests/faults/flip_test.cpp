// One flipped byte anywhere in a small ledger's files: verification fails and says where, or what the copy exports is
// byte for byte what the original exports.

#include "ledger/data_folder.hpp"
#include "ledger/record/export.hpp"
#include "ledger/store_rocksdb.hpp"
#include "tests/faults/load_ledger.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rounds.hpp"

#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

namespace jejak::test {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> export_of(const std::string& folder) {
  auto store = open_rocksdb(folder, OpenMode::read_only);
  if (!store) return std::nullopt;
  const Reader reader(**store);
  const auto head = reader.head();
  const auto newest = reader.checkpoint();
  if (!head || !newest || !*newest) return std::nullopt;
  std::ostringstream out;
  ExportWriter writer(out);
  const auto read =
      reader.entries(Sequence{0}, head->size, [&writer](Sequence, BytesView bytes) { return writer.entry(bytes); });
  if (!read || !writer.checkpoint(print((*newest)->note)) || !writer.finish()) return std::nullopt;
  return out.str();
}

// Whether the whole check of the folder, as `jejak verify` makes it, finds it true.
bool verifies(const std::string& folder, std::string& said) {
  const auto format = check_data_folder(folder);
  if (!format) {
    said = format.error().message;
    return false;
  }
  const auto report = verify_folder(folder);
  if (!report) {
    said = report.error().message;
    return false;
  }
  if (report->divergence) said = report->divergence->message;
  return !report->divergence;
}

struct Count {
  int noticed = 0;
  int harmless = 0;
};

void flip_files(const std::string& folder, std::uint64_t every, std::map<std::string, Count>& counts) {
  const std::optional<std::string> original = export_of(folder);
  REQUIRE(original);
  std::vector<fs::path> files;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.is_regular_file() && file.file_size() > 0) files.push_back(file.path());
  }
  for (const fs::path& path : files) {
    const std::string name = fs::relative(path, folder);
    const std::uint64_t size = fs::file_size(path);
    for (std::uint64_t at = every / 2; at < size; at += every) {
      std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
      file.seekg(static_cast<std::streamoff>(at));
      const char before = static_cast<char>(file.get());
      const char after = static_cast<char>(before ^ (1 << (at % 8)));
      file.seekp(static_cast<std::streamoff>(at));
      file.put(after).flush();
      INFO(name << " byte " << at);
      std::string said;
      if (verifies(folder, said)) {
        ++counts[name].harmless;
        CHECK(export_of(folder) == original);
      } else {
        ++counts[name].noticed;
        CHECK_FALSE(said.empty());
      }
      file.seekp(static_cast<std::streamoff>(at));
      file.put(before).flush();
    }
  }
}

}  // namespace

TEST_CASE("flip: a flipped byte is noticed, or changes nothing that the ledger says", "[faults][flip]") {
  const Scratch scratch;
  const std::string folder = scratch.at("ledger");
  found(folder);
  {
    const SimulatedClock clock = clock_for_cases();
    auto ledger = open_ledger(folder, clock);
    REQUIRE(ledger);
    std::vector<Acknowledged> ignored;
    REQUIRE(append_case(**ledger, 1, ignored));
    REQUIRE((*ledger)->checkpoint());
  }
  // Every byte with JEJAK_FLIP_EVERY=1 (tools/soak flip); a sample otherwise.
  const std::uint64_t every = rounds("JEJAK_FLIP_EVERY", 97);
  std::map<std::string, Count> counts;
  flip_files(folder, every, counts);
  int noticed = 0;
  for (const auto& [name, count] : counts) {
    std::cout << "  " << name << ": " << count.noticed << " noticed, " << count.harmless
              << " harmless (the export is identical)\n";
    noticed += count.noticed;
  }
  CHECK(noticed > 100);
}

}  // namespace jejak::test
