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
#include <thread>

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

struct Found {
  std::map<std::string, Count> files;
  std::vector<std::string> wrong;  // flips that were noticed in silence, or went unnoticed and changed the export

  int noticed() const {
    int sum = 0;
    for (const auto& [name, count] : files) sum += count.noticed;
    return sum;
  }
  void add(const Found& other) {
    for (const auto& [name, count] : other.files) {
      files[name].noticed += count.noticed;
      files[name].harmless += count.harmless;
    }
    wrong.insert(wrong.end(), other.wrong.begin(), other.wrong.end());
  }
};

// Flips bytes `first`, `first + every`, … of each file, one at a time.
Found flip_files(const std::string& folder, std::uint64_t first, std::uint64_t every) {
  Found found;
  const std::optional<std::string> original = export_of(folder);
  if (!original) found.wrong.push_back("the original cannot be exported");
  std::vector<fs::path> files;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.is_regular_file() && file.file_size() > 0) files.push_back(file.path());
  }
  for (const fs::path& path : files) {
    const std::string name = fs::relative(path, folder);
    const std::uint64_t size = fs::file_size(path);
    for (std::uint64_t at = first; at < size; at += every) {
      std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
      file.seekg(static_cast<std::streamoff>(at));
      const char before = static_cast<char>(file.get());
      const char after = static_cast<char>(before ^ (1 << (at % 8)));
      file.seekp(static_cast<std::streamoff>(at));
      file.put(after).flush();
      std::string said;
      if (!verifies(folder, said)) {
        ++found.files[name].noticed;
        if (said.empty()) found.wrong.push_back(name + " byte " + std::to_string(at) + ": noticed without a word");
      } else if (export_of(folder) == original) {
        ++found.files[name].harmless;
      } else {
        found.wrong.push_back(name + " byte " + std::to_string(at) + ": unnoticed, and the export differs");
      }
      file.seekp(static_cast<std::streamoff>(at));
      file.put(before).flush();
    }
  }
  return found;
}

void tell(const Found& found) {
  for (const auto& [name, count] : found.files) {
    std::cout << "  " << name << ": " << count.noticed << " noticed, " << count.harmless
              << " harmless (the export is identical)\n";
  }
  for (const std::string& wrong : found.wrong) std::cout << "  WRONG " << wrong << "\n";
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
  const Found flipped = flip_files(folder, every / 2, every);
  tell(flipped);
  CHECK(flipped.wrong.empty());
  CHECK(flipped.noticed() > 100);
}

// Hidden, because sanitizers make it slow: the preset without them runs it as a test of its own.
TEST_CASE("flip: every byte of a ledger that was just founded", "[.][faults][flip-every-byte]") {
  constexpr std::size_t registry_events = 8;
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  const Scratch scratch;
  found(scratch.at("0"), registry_events);
  std::vector<Found> parts(threads);
  std::vector<std::thread> flipping;
  for (unsigned i = 1; i < threads; ++i)
    fs::copy(scratch.at("0"), scratch.at(std::to_string(i)), fs::copy_options::recursive);
  for (unsigned i = 0; i < threads; ++i) {
    flipping.emplace_back([&, i] { parts[i] = flip_files(scratch.at(std::to_string(i)), i, threads); });
  }
  for (std::thread& thread : flipping) thread.join();
  Found all;
  for (const Found& part : parts) all.add(part);
  tell(all);
  CHECK(all.wrong.empty());
  CHECK(all.noticed() > 1'000);
}

}  // namespace jejak::test
