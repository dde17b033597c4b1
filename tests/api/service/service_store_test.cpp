#include "api/service/service_store.hpp"

#include "api/service/subscriptions.hpp"
#include "ledger/table_files.hpp"
#include "tests/api/service/listed_matches.hpp"
#include "tests/faults/fault_fs.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rounds.hpp"
#include "tests/support/scratch.hpp"

#include <rocksdb/db.h>
#include <rocksdb/table.h>

#include <fstream>
#include <random>
#include <set>

using namespace jejak;
using namespace jejak::test;

namespace {

Bytes bytes(std::string_view text) {
  return copy(view(text));
}

std::unique_ptr<ServiceStore> opened(const std::string& folder, const ServiceStoreOptions& options = {}) {
  auto store = open_service_store(folder, options);
  INFO((store ? "" : store.error().message));
  REQUIRE(store.has_value());
  return std::move(*store);
}

Error refusal(const std::string& folder) {
  auto store = open_service_store(folder);
  REQUIRE_FALSE(store.has_value());
  return std::move(store).error();
}

std::string rows_of(const ServiceStore& store, std::string_view prefix, std::string_view from = "") {
  std::string out;
  REQUIRE(store
              .scan(prefix, from,
                    [&out](std::string_view key, BytesView value) -> Outcome {
                      out += std::string(key) + "=" + std::string(text(value)) + ";";
                      return {};
                    })
              .has_value());
  return out;
}

struct FaultyDisk {
  std::shared_ptr<FaultFs> fs = std::make_shared<FaultFs>();
  std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(fs);
  ServiceStoreOptions options() const {
    ServiceStoreOptions out;
    out.env = env.get();
    return out;
  }
};

void put_raw(const std::string& folder, const std::string& key, const std::string& value) {
  // Tables as the store writes them: RocksDB's own defaults are another version's every few years.
  rocksdb::BlockBasedTableOptions blocks;
  blocks.format_version = table_format_version;
  blocks.checksum = rocksdb::kXXH3;
  rocksdb::Options options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  rocksdb::DB* db = nullptr;
  REQUIRE(rocksdb::DB::Open(options, folder, &db).ok());
  rocksdb::WriteOptions synced;
  synced.sync = true;
  CHECK(db->Put(synced, key, value).ok());
  delete db;
}

}  // namespace

TEST_CASE("service store: what was committed is there after it is opened again", "[service][store]") {
  const Scratch folder;
  {
    const auto store = opened(folder.at("service"));
    REQUIRE(store->commit({{"s/a", bytes("1")}, {"s/b", bytes("2")}, {"t/a", bytes("3")}}).has_value());
    REQUIRE(store->commit({{"s/a", std::nullopt}, {"s/c", bytes("4")}}).has_value());
  }
  const auto store = opened(folder.at("service"));
  CHECK(rows_of(*store, "s/") == "s/b=2;s/c=4;");
  CHECK(rows_of(*store, "s/", "s/bb") == "s/c=4;");
  CHECK(rows_of(*store, "") == "s/b=2;s/c=4;t/a=3;");  // the format is no row
  CHECK_FALSE(store->read("s/a")->has_value());
  CHECK(text(**store->read("t/a")) == "3");
}

TEST_CASE("service store: the one in memory answers like the one on disk", "[service][store]") {
  const Scratch folder;
  const auto disk = opened(folder.path());
  MemoryServiceStore memory;
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    const std::string key = std::string(1, static_cast<char>('a' + random() % 3)) + "/" + std::to_string(random() % 9);
    std::optional<Bytes> value;
    if (random() % 3 != 0) value = bytes(std::to_string(round));
    const RowChanges changes{{key, value}};
    REQUIRE(disk->commit(changes).has_value());
    REQUIRE(memory.commit(changes).has_value());
    CHECK(rows_of(*disk, key.substr(0, 2), key) == rows_of(memory, key.substr(0, 2), key));
  }
}

TEST_CASE("service store: a newer format is refused, and so is another's folder", "[service][store]") {
  const Scratch folder;
  {
    opened(folder.at("service"));
  }
  put_raw(folder.at("service"), "\x01", std::string("\0\0\0\x02", 4));
  const Error newer = refusal(folder.at("service"));
  CHECK(newer.code == Errc::unsupported);
  CHECK(newer.message.find("has format 2, this program knows 1") != std::string::npos);

  std::filesystem::create_directories(folder.at("other"));
  std::ofstream(folder.at("other") + "/letter.txt") << "mine";
  CHECK(refusal(folder.at("other")).code == Errc::conflict);
  CHECK(refusal(folder.at("other") + "/letter.txt").code == Errc::conflict);

  put_raw(folder.at("service"), "\x01", "x");
  CHECK(refusal(folder.at("service")).message.find("the row \\x01 of the service is damaged") != std::string::npos);
}

TEST_CASE("service store: a second opener is told that the first one has it", "[service][store]") {
  const Scratch folder;
  const auto first = opened(folder.path());
  CHECK(refusal(folder.path()).code == Errc::unavailable);
}

TEST_CASE("service store: the folder it was made in is synced, so that a power cut leaves it there",
          "[service][store]") {
  class Watched final : public FaultFs {
   public:
    rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                   std::unique_ptr<rocksdb::FSDirectory>* result,
                                   rocksdb::IODebugContext* context) override {
      opened.insert(path);
      return FaultFs::NewDirectory(path, options, result, context);
    }
    std::set<std::string> opened;  // RocksDB opens a folder to sync it
  };
  const Scratch folder;
  const auto fs = std::make_shared<Watched>();
  const auto env = rocksdb::NewCompositeEnv(fs);
  ServiceStoreOptions options;
  options.env = env.get();
  const auto store = opened(folder.at("service"), options);
  CHECK(fs->opened.contains(folder.at("service")));
  CHECK(fs->opened.contains(folder.path()));
}

TEST_CASE("service store: the reserve is left alone, and nothing is lost by asking", "[service][store]") {
  const Scratch folder;
  const FaultyDisk disk;
  const auto store = opened(folder.path(), disk.options());
  disk.fs->set_free_space(60 << 20);
  const Scratch other;
  CHECK(open_service_store(other.path(), disk.options()).has_value());  // to be read
  const auto refused = store->commit({{"s/a", bytes("1")}});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Errc::disk);
  disk.fs->set_free_space(80 << 20);
  CHECK(store->commit({{"s/a", bytes("1")}}).has_value());
}

TEST_CASE("service store: a write that failed ends the right to write", "[service][store]") {
  const Scratch folder;
  for (const Failure how : {Failure::not_done, Failure::done_all_the_same}) {
    const FaultyDisk disk;
    const auto store = opened(folder.path(), disk.options());
    REQUIRE(store->commit({{"s/a", bytes("1")}}).has_value());
    disk.fs->fail_call(disk.fs->calls(), how);
    CHECK(store->commit({{"s/a", bytes("2")}}).error().code == Errc::disk);
    CHECK(store->commit({{"s/a", bytes("3")}}).error().code == Errc::unavailable);
  }
  const auto store = opened(folder.path());
  const std::string kept = rows_of(*store, "s/");
  CHECK((kept == "s/a=1;" || kept == "s/a=2;"));
}

TEST_CASE("service store: a power cut leaves every commit that returned, and no half of another", "[service][store]") {
  std::mt19937_64 random(20'200'718);
  const unsigned long times = rounds("JEJAK_FORGET_ROUNDS", 60);
  for (unsigned long round = 0; round < times; ++round) {
    const Scratch folder;
    FaultyDisk disk;
    int committed = 0;
    {
      const auto store = opened(folder.at("service"), disk.options());
      disk.fs->power_off_at(disk.fs->calls() + random() % 40);
      for (int i = 1; i <= 30; ++i) {
        const Bytes value = bytes(std::to_string(i));
        if (!store->commit({{"s/a", value}, {"s/" + std::to_string(i), value}, {"s/z", value}})) break;
        committed = i;
      }
    }
    disk.fs->forget(random);
    const auto store = opened(folder.at("service"));
    const auto first = store->read("s/a");
    const auto last = store->read("s/z");
    REQUIRE((first.has_value() && last.has_value()));
    CHECK(*first == *last);
    const int found = *first ? std::stoi(std::string(text(**first))) : 0;
    CHECK((found == committed || found == committed + 1));
    for (int i = 1; i <= found; ++i) CHECK(store->read("s/" + std::to_string(i))->has_value());
  }
}

TEST_CASE("service store: a damaged row is an error that names it", "[service][store]") {
  const SimulatedClock clock(Instant{1'600'000'000'000'000});
  ListedMatches source;
  MemoryServiceStore sound;
  {
    auto all = Subscriptions::open(sound, source, clock);
    REQUIRE(all.has_value());
    SubscriptionTerms terms;
    terms.name = "reports";
    REQUIRE((*all)->create(terms).has_value());
    Subscription* made = (*all)->find("reports");
    source.add("case-1");
    const auto consumer = made->join();
    made->give_credit(*consumer, 1);
    REQUIRE(made->read_ahead(source).has_value());
    REQUIRE(made->hand_out().size() == 1);
    const std::vector<Sequence> it{Sequence{0}};
    CHECK(made->nack(*consumer, it, Nack::park).accepted == 1);
    REQUIRE((*all)->flush().has_value());
  }
  std::vector<std::pair<std::string, Bytes>> rows;
  REQUIRE(sound
              .scan("", "",
                    [&rows](std::string_view key, BytesView value) -> Outcome {
                      rows.emplace_back(key, copy(value));
                      return {};
                    })
              .has_value());
  REQUIRE(rows.size() == 3);
  for (const auto& [key, value] : rows) {
    for (const bool longer : {false, true}) {
      MemoryServiceStore store = sound;
      Bytes changed = value;
      longer ? changed.push_back(0) : changed.pop_back();
      REQUIRE(store.commit({{key, changed}}).has_value());
      const auto all = Subscriptions::open(store, source, clock);
      REQUIRE_FALSE(all.has_value());
      CHECK(all.error().code == Errc::corrupt);
      CHECK(all.error().message.find("the row " + key + " of the service is damaged") != std::string::npos);
    }
    for (std::size_t bit = 0; bit < value.size() * 8; ++bit) {  // whatever a flip makes of it, nothing is contradicted
      MemoryServiceStore store = sound;
      Bytes changed = value;
      changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1 << bit % 8));
      REQUIRE(store.commit({{key, changed}}).has_value());
      const auto all = Subscriptions::open(store, source, clock);
      if (!all) CHECK(all.error().message.find("of the service is damaged") != std::string::npos);
      if (!all) continue;
      const Round round =
          (*all)->go_round([](Subscription& each, std::size_t most) { return each.hand_out(most).size(); });
      CHECK_FALSE(round.failed.has_value());
    }
  }
}
