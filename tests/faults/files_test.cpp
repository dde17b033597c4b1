// Files that are truncated, swapped, older than they should be, or another ledger's.

#include "ledger/data_folder.hpp"
#include "ledger/store_rocksdb.hpp"
#include "tests/faults/load_ledger.hpp"
#include "tests/support/catch.hpp"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <fstream>
#include <functional>
#include <sstream>

namespace jejak::test {
namespace {

namespace fs = std::filesystem;

void copy_folder(const std::string& from, const std::string& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive);
}

// True if neither opening for writing nor verifying takes this folder for a true ledger of `size` entries.
bool noticed(const std::string& folder, std::uint64_t size, std::string& said) {
  const SimulatedClock clock = clock_for_cases();
  auto ledger = open_ledger(folder, clock);
  if (!ledger) said = ledger.error().message;
  const bool refused = !ledger;
  if (ledger) ledger->reset();
  const auto report = verify_folder(folder);
  if (!report) {
    said += " | " + report.error().message;
    return refused;
  }
  if (report->divergence) said += " | " + report->divergence->message;
  return refused || report->divergence || report->size.value != size;
}

std::uint64_t size_of(const std::string& folder) {
  auto store = open_rocksdb(folder, OpenMode::read_only);
  REQUIRE(store);
  return (*store)->head()->size.value;
}

struct Made {
  Scratch scratch;
  std::string folder = scratch.at("ledger");
  std::string older = scratch.at("older");
  std::string victim = scratch.at("victim");
  std::uint64_t size = 0;

  Made() {
    found(folder);
    copy_folder(folder, older);
    const SimulatedClock clock = clock_for_cases();
    auto ledger = open_ledger(folder, clock);
    REQUIRE(ledger);
    std::vector<Acknowledged> ignored;
    for (std::uint64_t index = 0; index < 5; ++index) REQUIRE(append_case(**ledger, index, ignored));
    REQUIRE((*ledger)->checkpoint());
    ledger->reset();
    size = size_of(folder);
  }
};

}  // namespace

TEST_CASE("files: a truncated file of the database is noticed, or costs nothing", "[faults][files]") {
  Made made;
  int noticed_in_all = 0;
  for (const auto& file : fs::directory_iterator(made.folder + "/ledger")) {
    const std::string name = file.path().filename();
    if (!file.is_regular_file() || file.file_size() == 0) continue;
    // RocksDB's own notes of its settings and its lock are read by nobody.
    if (name.rfind("OPTIONS", 0) == 0 || name == "LOCK" || name == "IDENTITY" || name.rfind("LOG", 0) == 0) continue;
    for (const std::uintmax_t left : {std::uintmax_t{0}, file.file_size() / 2, file.file_size() - 1}) {
      copy_folder(made.folder, made.victim);
      fs::resize_file(made.victim + "/ledger/" + name, left);
      std::string said;
      INFO(name << " cut to " << left << " of " << file.file_size());
      if (noticed(made.victim, made.size, said)) {
        CHECK_FALSE(said.empty());
        ++noticed_in_all;
      } else {
        // The cut took only what was never needed: the whole history is there and true.
        CHECK(size_of(made.victim) == made.size);
      }
    }
  }
  CHECK(noticed_in_all >= 6);
}

TEST_CASE("files: an older HEAD, a missing HEAD and a foreign HEAD are noticed", "[faults][files]") {
  Made made;
  std::string said;
  SECTION("an older database under the present HEAD is a rollback") {
    copy_folder(made.older, made.victim);
    fs::copy_file(made.folder + "/HEAD", made.victim + "/HEAD", fs::copy_options::overwrite_existing);
    CHECK(noticed(made.victim, made.size, said));
    CHECK(said.find("old backup") != std::string::npos);
  }
  SECTION("a HEAD with another signature") {
    copy_folder(made.folder, made.victim);
    auto note = read_file(made.victim + "/HEAD");
    REQUIRE(note);
    const NoteSigner stranger{load_plan().genesis().origin, KeyType::ed25519, SigningKey::generate()};
    const auto parsed = parse_signed_checkpoint(*note);
    REQUIRE(parsed);
    const auto forged =
        sign_checkpoint(stranger.name, parsed->checkpoint.size, parsed->checkpoint.root, std::span(&stranger, 1));
    REQUIRE(write_file(made.victim + "/HEAD", print(forged.note)));
    CHECK(noticed(made.victim, made.size, said));
  }
  SECTION("a HEAD that is empty") {
    copy_folder(made.folder, made.victim);
    REQUIRE(write_file(made.victim + "/HEAD", ""));
    CHECK(noticed(made.victim, made.size, said));
  }
  SECTION("a HEAD that lags behind the store is written again, because a crash can leave it so") {
    copy_folder(made.folder, made.victim);
    fs::copy_file(made.older + "/HEAD", made.victim + "/HEAD", fs::copy_options::overwrite_existing);
    const auto report = verify_folder(made.victim);
    REQUIRE(report);
    INFO((report->divergence ? report->divergence->message : ""));
    CHECK_FALSE(report->divergence);
    const SimulatedClock clock = clock_for_cases();
    REQUIRE(open_ledger(made.victim, clock));
    CHECK(*read_file(made.victim + "/HEAD") == *read_file(made.folder + "/HEAD"));
  }
}

TEST_CASE("files: who reads beside a writer has the ledger as it was, and calls nothing damaged", "[faults][files]") {
  Made made;
  const SimulatedClock clock = clock_for_cases();
  std::vector<Acknowledged> acknowledged;
  std::uint64_t index = 700'000;
  const auto go_on = [&] {
    auto ledger = open_ledger(made.folder, clock);
    REQUIRE(ledger);
    REQUIRE(append_case(**ledger, ++index, acknowledged));
    REQUIRE((*ledger)->checkpoint());
  };
  SECTION("a checkpoint is signed between opening and the end of verification") {
    auto store = open_rocksdb(made.folder, OpenMode::read_only);
    REQUIRE(store);
    go_on();
    const auto report = verify_store(**store, trusting());
    REQUIRE(report);
    INFO((report->divergence ? report->divergence->message : ""));
    CHECK_FALSE(report->divergence);
    CHECK(report->size.value == made.size);
  }
  SECTION("files go while it opens them") {
    // Before each of its first openings of a log file, the writer closes and opens again, and the log is gone.
    class Meddled final : public rocksdb::FileSystemWrapper {
     public:
      explicit Meddled(std::function<void()> meddle)
          : FileSystemWrapper(rocksdb::FileSystem::Default()), meddle_(std::move(meddle)) {}
      const char* Name() const override { return "Meddled"; }
      rocksdb::IOStatus NewSequentialFile(const std::string& name, const rocksdb::FileOptions& options,
                                          std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                          rocksdb::IODebugContext* context) override {
        if (name.ends_with(".log") && times_ > 0) {
          --times_;
          meddle_();
        }
        return FileSystemWrapper::NewSequentialFile(name, options, result, context);
      }
      bool has_meddled() const { return times_ == 0; }

     private:
      std::function<void()> meddle_;
      int times_ = 3;
    };
    const auto meddled = std::make_shared<Meddled>(go_on);
    const std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(meddled);
    RocksOptions options;
    options.env = env.get();
    auto store = open_rocksdb(made.folder, OpenMode::read_only, options);
    INFO((store ? "" : store.error().message));
    REQUIRE(store);
    CHECK(meddled->has_meddled());
    const auto report = verify_store(**store, trusting());
    REQUIRE(report);
    INFO((report->divergence ? report->divergence->message : ""));
    CHECK_FALSE(report->divergence);
    CHECK(first_lost(**store, acknowledged) == "");
  }
}

TEST_CASE("files: a folder of another format, another ledger's key and a second writer are turned away",
          "[faults][files]") {
  Made made;
  const SimulatedClock clock = clock_for_cases();
  SECTION("no ledger at all") {
    const auto opened = open_ledger(made.scratch.at("nothing"), clock);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::not_found);
    CHECK(opened.error().message.find("jejak init") != std::string::npos);
  }
  SECTION("a newer format") {
    REQUIRE(write_file(made.folder + "/FORMAT", "jejak-data 99\n"));
    const auto opened = open_ledger(made.folder, clock);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::unsupported);
  }
  SECTION("a stranger's log key") {
    const auto opened = Ledger::open(
        made.folder, NoteSigner{load_plan().genesis().origin, KeyType::ed25519, SigningKey::generate()}, clock);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Errc::permission);
  }
  SECTION("a second writer") {
    const auto first = open_ledger(made.folder, clock);
    REQUIRE(first);
    const auto second = open_ledger(made.folder, clock);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == Errc::unavailable);
  }
  SECTION("verified with another ledger's genesis hash") {
    VerifyOptions options = trusting();
    options.genesis_hash.bytes[0] ^= 1;
    auto store = open_rocksdb(made.folder, OpenMode::read_only);
    REQUIRE(store);
    const auto report = verify_store(**store, options);
    REQUIRE(report);
    REQUIRE(report->divergence);
    CHECK(report->divergence->kind == Divergence::Kind::genesis);
  }
}

}  // namespace jejak::test
