// Disks that fail one call, fail it although it was stored, are full, or forget what was not synced.

#include "ledger/store_rocksdb.hpp"
#include "tests/faults/fault_fs.hpp"
#include "tests/faults/load_ledger.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rounds.hpp"

namespace jejak::test {
namespace {

struct FaultyDisk {
  std::shared_ptr<FaultFs> fs = std::make_shared<FaultFs>();
  std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(fs);

  Result<std::unique_ptr<Ledger>> open(const std::string& folder, const Clock& clock) {
    RocksOptions options;
    options.env = env.get();
    auto store = open_rocksdb(folder, OpenMode::read_write, options);
    if (!store) return std::move(store).error();
    LedgerOptions settings;
    settings.verifiers = 1;
    return Ledger::open(std::move(*store), load_plan().log_key(), clock, settings);
  }
};

void copy_folder(const std::string& from, const std::string& to) {
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

// After whatever happened: it opens, holds what was told, and its whole history is true.
void check_survivor(const std::string& folder, const std::vector<Acknowledged>& acknowledged) {
  const SimulatedClock clock = clock_for_cases();
  {
    auto ledger = open_ledger(folder, clock);
    INFO((ledger ? "" : ledger.error().message));
    REQUIRE(ledger);
    std::vector<Acknowledged> more;
    const auto appended = append_case(**ledger, 900'000, more, 3);
    INFO((appended ? "" : appended.error().message));
    REQUIRE(appended);
    REQUIRE((*ledger)->checkpoint());
  }
  auto store = open_rocksdb(folder, OpenMode::read_only);
  REQUIRE(store);
  CHECK(first_lost(**store, acknowledged) == "");
  const auto report = verify_store(**store, trusting());
  REQUIRE(report);
  INFO((report->divergence ? report->divergence->message : ""));
  CHECK_FALSE(report->divergence);
}

}  // namespace

TEST_CASE("disk: a file system that forgets unsynced bytes never costs an acknowledged event", "[faults][disk]") {
  const Scratch scratch;
  const std::string origin = scratch.at("origin");
  found(origin);
  const unsigned long times = rounds("JEJAK_FORGET_ROUNDS", 200);
  unsigned long long acknowledged_in_all = 0;
  for (unsigned long seed = 1; seed <= times; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    const std::string folder = scratch.at("ledger");
    copy_folder(origin, folder);
    std::vector<Acknowledged> acknowledged;
    FaultyDisk disk;
    {
      const SimulatedClock clock = clock_for_cases();
      disk.fs->power_off_at(random() % 400);
      auto ledger = disk.open(folder, clock);
      for (std::uint64_t index = 0; ledger && !disk.fs->is_off(); ++index) {
        if (!append_case(**ledger, seed * 100 + index, acknowledged, 1 + random() % LoadPlan::events_a_case)) break;
        if (random() % 2 == 0 && !(*ledger)->checkpoint()) break;
      }
    }
    disk.fs->forget(random);
    acknowledged_in_all += acknowledged.size();
    check_survivor(folder, acknowledged);
  }
  CHECK(acknowledged_in_all > times);
}

TEST_CASE("disk: every disk call of a commit may fail, done or not, and nothing told is lost", "[faults][disk]") {
  const Scratch scratch;
  const std::string origin = scratch.at("origin");
  found(origin);
  const std::string folder = scratch.at("ledger");
  for (const Failure how : {Failure::not_done, Failure::done_all_the_same}) {
    for (std::uint64_t call = 0;; ++call) {
      INFO("call " << call << (how == Failure::not_done ? " failed" : " failed but was stored"));
      copy_folder(origin, folder);
      std::vector<Acknowledged> acknowledged;
      FaultyDisk disk;
      bool met = false;
      {
        const SimulatedClock clock = clock_for_cases();
        auto ledger = disk.open(folder, clock);
        REQUIRE(ledger);
        const std::uint64_t first = disk.fs->calls();
        disk.fs->fail_call(first + call, how);
        const auto appended = append_case(**ledger, call, acknowledged, 2);
        const auto signed_head = (*ledger)->checkpoint();
        met = disk.fs->calls() > first + call;
        if (met) {
          // The failure was noticed, and from then on nothing is appended, but everything can be read.
          CHECK((!appended || !signed_head));
          CHECK((*ledger)->stopped());
          std::vector<Acknowledged> none;
          const auto after = append_case(**ledger, call + 500, none, 1);
          REQUIRE_FALSE(after);
          CHECK(after.error().code == Errc::unavailable);
          CHECK((*ledger)->reader().entry(Sequence{0}));
        } else {
          CHECK(appended);
          CHECK(signed_head);
        }
      }
      check_survivor(folder, acknowledged);
      if (!met) {
        CHECK(call > 5);
        break;
      }
    }
  }
}

TEST_CASE("disk: a full disk refuses appends, keeps reading, and goes on after room is made", "[faults][disk]") {
  const Scratch scratch;
  const std::string folder = scratch.at("ledger");
  found(folder);
  std::vector<Acknowledged> acknowledged;
  {
    FaultyDisk disk;
    const SimulatedClock clock = clock_for_cases();
    auto ledger = disk.open(folder, clock);
    REQUIRE(ledger);
    REQUIRE(append_case(**ledger, 1, acknowledged));

    disk.fs->set_free_space(reserve_bytes_default);
    const auto refused = append_case(**ledger, 2, acknowledged, 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::disk);
    CHECK(refused.error().message.find("Make room") != std::string::npos);
    CHECK_FALSE((*ledger)->stopped());
    CHECK((*ledger)->reader().entry(acknowledged.front().sequence));

    disk.fs->set_free_space(std::uint64_t{1} << 40);
    CHECK(append_case(**ledger, 2, acknowledged));
  }
  check_survivor(folder, acknowledged);
}

TEST_CASE("disk: one that may only be read is not mistaken for a ledger that somebody else has open",
          "[faults][disk]") {
  class ReadOnlyFs final : public rocksdb::FileSystemWrapper {
   public:
    ReadOnlyFs() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
    const char* Name() const override { return "ReadOnlyFs"; }
    rocksdb::IOStatus LockFile(const std::string& name, const rocksdb::IOOptions&, rocksdb::FileLock**,
                               rocksdb::IODebugContext*) override {
      return rocksdb::IOStatus::IOError("while open a file for lock: " + name, "Read-only file system");
    }
  };
  const Scratch scratch;
  const std::string folder = scratch.at("ledger");
  found(folder);
  const std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(std::make_shared<ReadOnlyFs>());
  RocksOptions options;
  options.env = env.get();
  const auto read_only = open_rocksdb(folder, OpenMode::read_write, options);
  REQUIRE_FALSE(read_only);
  INFO(read_only.error().message);
  CHECK(read_only.error().code == Errc::permission);
  CHECK(read_only.error().message.find("another process") == std::string::npos);

  const auto first = open_rocksdb(folder, OpenMode::read_write);
  REQUIRE(first);
  const auto second = open_rocksdb(folder, OpenMode::read_write);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Errc::unavailable);
  CHECK(second.error().message.find("another process") != std::string::npos);
}

TEST_CASE("disk: too few files that may be open are no fault of the disk", "[faults][disk]") {
  class FewFiles final : public rocksdb::FileSystemWrapper {
   public:
    FewFiles() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
    const char* Name() const override { return "FewFiles"; }
    rocksdb::IOStatus NewSequentialFile(const std::string& name, const rocksdb::FileOptions&,
                                        std::unique_ptr<rocksdb::FSSequentialFile>*,
                                        rocksdb::IODebugContext*) override {
      return rocksdb::IOStatus::IOError("While open a file for sequential read: " + name, "Too many open files");
    }
  };
  const Scratch scratch;
  const std::string folder = scratch.at("ledger");
  found(folder);
  const std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(std::make_shared<FewFiles>());
  RocksOptions options;
  options.env = env.get();
  const auto opened = open_rocksdb(folder, OpenMode::read_only, options);
  REQUIRE_FALSE(opened);
  INFO(opened.error().message);
  CHECK(opened.error().code == Errc::unavailable);
  CHECK(opened.error().message.find("ulimit -n") != std::string::npos);
}

TEST_CASE("disk: a write that meets a full disk ends appending until a restart", "[faults][disk]") {
  const Scratch scratch;
  const std::string folder = scratch.at("ledger");
  found(folder);
  std::vector<Acknowledged> acknowledged;
  {
    FaultyDisk disk;
    const SimulatedClock clock = clock_for_cases();
    auto ledger = disk.open(folder, clock);
    REQUIRE(ledger);
    disk.fs->fail_call(disk.fs->calls(), Failure::not_done, rocksdb::IOStatus::NoSpace("no room"));
    const auto refused = append_case(**ledger, 1, acknowledged, 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("full") != std::string::npos);
    CHECK((*ledger)->stopped());
    CHECK((*ledger)->reader().entry(Sequence{1}));
  }
  check_survivor(folder, acknowledged);
}

}  // namespace jejak::test
