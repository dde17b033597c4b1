#include "ledger/mirror.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/store_rocksdb.hpp"
#include "tests/ledger/published.hpp"
#include "tests/support/catch.hpp"

#include <filesystem>
#include <map>

namespace jejak::test {
namespace {

void enrol_many(TestLedger& ledger, int from, int to) {
  for (int i = from; i < to; ++i) ledger.enrol("PPK_ASN@kab:" + std::to_string(1000 + i));
}

std::map<std::string, Bytes> content_of(const Store& store, Table table) {
  std::map<std::string, Bytes> out;
  REQUIRE(store.scan(table, "", "", [&out](std::string_view key, BytesView value) -> Outcome {
    out.emplace(key, copy(value));
    return {};
  }));
  return out;
}

TreeSize held_by(const std::string& mirror) {
  const auto store = open_rocksdb(mirror, OpenMode::read_only);
  REQUIRE(store);
  return (*store)->head()->size;
}

// Entry for entry, tile for tile, row for row.
void check_same(const std::string& mirror, const std::string& origin) {
  const auto a = open_rocksdb(mirror, OpenMode::read_only);
  const auto b = open_rocksdb(origin, OpenMode::read_only);
  REQUIRE(a);
  REQUIRE(b);
  CHECK(*(*a)->head() == *(*b)->head());
  for (const Table table : {Table::entries, Table::tiles, Table::ids, Table::rows}) {
    CHECK(content_of(**a, table) == content_of(**b, table));
  }
}

struct Origin {
  Origin() {
    settle(memory);
    enrol_many(memory, 0, 200);
    disk.emplace(memory);
    REQUIRE(disk->ledger->checkpoint());
  }
  void grow(int from, int to) {
    enrol_many(memory, from, to);
    disk->catch_up();
    REQUIRE(disk->ledger->checkpoint());
  }
  std::string note() const { return print((*disk->ledger->reader().checkpoint())->note); }
  std::uint64_t size() const { return memory.entries().size(); }

  TestLedger memory;
  std::optional<Replayed> disk;
  Scratch scratch;
  std::string mirror = scratch.at("mirror");
};

}  // namespace

TEST_CASE("mirror: holds the very ledger that is published, and follows it as it grows", "[ledger][mirror]") {
  Origin origin;
  REQUIRE(origin.size() > 2 * tile_width);
  const std::string older = origin.note();
  auto first = follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting());
  INFO((first ? "" : first.error().message));
  REQUIRE(first);
  CHECK(first->before.value == 0);
  CHECK(first->size.value == origin.size());
  CHECK(first->origin == origin.memory.genesis().origin);

  auto again = follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting());
  REQUIRE(again);
  CHECK(again->before == again->size);

  for (const int to : {201, 290, 420}) {  // inside a bundle, and across several
    const TreeSize before{origin.size()};
    origin.grow(to == 201 ? 200 : to == 290 ? 201 : 290, to);
    const auto grown = follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting());
    INFO((grown ? "" : grown.error().message));
    REQUIRE(grown);
    CHECK(grown->before == before);
    CHECK(grown->size.value == origin.size());
    CHECK(grown->root == origin.disk->ledger->reader().head()->root);
  }
  const auto behind = follow_log(origin.mirror, Published(*origin.disk, older), origin.disk->trusting());
  REQUIRE(behind);
  CHECK(behind->published < behind->size);
  CHECK(behind->size.value == origin.size());
  origin.disk->close();
  check_same(origin.mirror, origin.disk->folder);
  const auto judged = verify_store(**open_rocksdb(origin.mirror, OpenMode::read_only), origin.disk->trusting());
  REQUIRE(judged);
  CHECK_FALSE(judged->divergence);
}

TEST_CASE("mirror: goes on where it was broken off", "[ledger][mirror]") {
  Origin origin;
  std::uint64_t held = 0;  // no checkpoint covers it alone, yet it is tied to the published one
  for (const std::uint64_t bundles : {0U, 1U, 1U}) {
    Published broken(*origin.disk);
    broken.bundles_left = bundles;
    const auto got = follow_log(origin.mirror, broken, origin.disk->trusting());
    REQUIRE_FALSE(got);
    CHECK(got.error().code == Errc::unavailable);
    held += bundles * tile_width;
    CHECK(held_by(origin.mirror).value == held);
    CHECK(std::filesystem::exists(origin.mirror + "/FORMAT") == (held > 0));
  }
  VerifyOptions stopped = origin.disk->trusting();
  stopped.progress = [](std::uint64_t) { return false; };
  const auto interrupted = follow_log(origin.mirror, Published(*origin.disk), stopped);
  REQUIRE_FALSE(interrupted);
  CHECK(interrupted.error().code == Errc::interrupted);
  const auto whole = follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting());
  REQUIRE(whole);
  CHECK(whole->before.value > held);
  CHECK(whole->size.value == origin.size());
  origin.disk->close();
  check_same(origin.mirror, origin.disk->folder);
}

TEST_CASE("mirror: an interruption behind the last entry leaves the checkpoint with it", "[ledger][mirror]") {
  Origin origin;
  VerifyOptions stopped = origin.disk->trusting();
  stopped.progress = [&origin](std::uint64_t done) { return done < origin.size(); };
  const auto interrupted = follow_log(origin.mirror, Published(*origin.disk), stopped);
  REQUIRE_FALSE(interrupted);
  CHECK(interrupted.error().code == Errc::interrupted);
  CHECK(held_by(origin.mirror).value == origin.size());
  CHECK(read_file(origin.mirror + "/HEAD", 10'000).value() == origin.note());
}

TEST_CASE("mirror: what was judged before a break is written only where it is of the published history",
          "[ledger][mirror]") {
  Origin origin;
  Published broken(*origin.disk);
  broken.bundles_left = 1;
  broken.change_tile = [](Tile& tile) { tile.front().bytes[0] ^= 1; };
  const auto got = follow_log(origin.mirror, broken, origin.disk->trusting());
  REQUIRE_FALSE(got);
  CHECK(held_by(origin.mirror).value == 0);
}

TEST_CASE("mirror: nothing false is written, whatever the service says", "[ledger][mirror]") {
  Origin origin;
  const auto refused = [&origin](const Published& log) {
    const auto got = follow_log(origin.mirror, log, origin.disk->trusting());
    REQUIRE_FALSE(got);
    CHECK((got.error().code == Errc::verification || got.error().code == Errc::malformed));
    return got.error().message;
  };
  const auto bundle_that = [&origin](auto change) {
    Published log(*origin.disk);
    log.change_bundle = change;
    return log;
  };
  refused(bundle_that([](std::uint64_t, std::string& bytes) { bytes.clear(); }));
  refused(bundle_that([](std::uint64_t, std::string& bytes) { bytes.pop_back(); }));
  refused(bundle_that([](std::uint64_t, std::string& bytes) { bytes += "more"; }));
  for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{40}, std::size_t{5'000}}) {
    refused(bundle_that([at](std::uint64_t index, std::string& bytes) {
      if (index == 1) bytes[at] = static_cast<char>(bytes[at] ^ 1);
    }));
  }
  std::string note = origin.note();
  note[note.find('\n') + 1] = '9';  // another size than was signed for
  CHECK(refused(Published(*origin.disk, note)).find("not signed as the policy demands") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(origin.mirror + "/FORMAT"));

  // What was tried in vain is no hindrance.
  CHECK(follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting()));

  const TreeSize held{origin.size()};
  origin.grow(200, 300);
  Published tiles(*origin.disk);
  tiles.change_tile = [](Tile& tile) { tile.front().bytes[0] ^= 1; };
  refused(tiles);
  const auto whole = follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting());
  REQUIRE(whole);
  CHECK(whole->before == held);
}

TEST_CASE("mirror: a second history is told from the one that it holds", "[ledger][mirror]") {
  Origin origin;
  REQUIRE(follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting()));
  TestLedger other;  // the same genesis, the same key, another history
  settle(other);
  enrol_many(other, 500, 650);
  Replayed shorter(other);
  REQUIRE(shorter.ledger->checkpoint());
  enrol_many(other, 650, 800);
  Replayed longer(other);
  REQUIRE(longer.ledger->checkpoint());
  for (const Replayed* forked : {&shorter, &longer}) {
    const auto got = follow_log(origin.mirror, Published(*forked), origin.disk->trusting());
    REQUIRE_FALSE(got);
    CHECK(got.error().code == Errc::verification);
  }
  const auto still = follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting());
  REQUIRE(still);
  CHECK(still->size.value == origin.size());
}

TEST_CASE("mirror: a checkpoint seen elsewhere is compared, whether its entries are held or still to come",
          "[ledger][mirror]") {
  Origin origin;
  const auto follow_with = [&origin](const std::string& seen, const std::string& published = {}) {
    VerifyOptions options = origin.disk->trusting();
    options.must_extend.push_back(parse_signed_checkpoint(seen).value());
    return follow_log(origin.mirror, Published(*origin.disk, published), options);
  };
  const std::string early = origin.note();
  CHECK(follow_with(early));  // still to come
  CHECK(follow_with(early));  // held, and nothing new
  origin.grow(200, 260);
  CHECK(follow_with(early));  // held, and more comes
  const std::string between = origin.note();
  CHECK(follow_with(between));
  origin.grow(260, 270);
  CHECK(follow_with(origin.note()));
  CHECK(follow_with(between, early));  // held, though an older one is shown
  CHECK(follow_with(origin.note(), early));

  TestLedger other;  // the same genesis, the same key, another history
  settle(other);
  enrol_many(other, 500, 650);
  Replayed forked(other);
  REQUIRE(forked.ledger->checkpoint());
  const std::string fork = print((*forked.ledger->reader().checkpoint())->note);
  for (int round = 0; round < 2; ++round) {
    const auto got = follow_with(fork);
    REQUIRE_FALSE(got);
    CHECK(got.error().code == Errc::verification);
    CHECK(got.error().message.find("two histories were signed") != std::string::npos);
    origin.grow(270 + round * 10, 280 + round * 10);
  }
  enrol_many(other, 650, 720);
  Replayed held_one(other);
  REQUIRE(held_one.ledger->checkpoint());
  const auto told = follow_with(print((*held_one.ledger->reader().checkpoint())->note), early);
  REQUIRE_FALSE(told);
  CHECK(told.error().message.find("two histories were signed") != std::string::npos);
  const auto fresh = origin.scratch.at("fresh");
  VerifyOptions knowing = origin.disk->trusting();
  knowing.must_extend.push_back(parse_signed_checkpoint(fork).value());
  const auto as_copied = follow_log(fresh, Published(*origin.disk), knowing);
  REQUIRE_FALSE(as_copied);
  CHECK(as_copied.error().code == Errc::verification);
  CHECK_FALSE(std::filesystem::exists(fresh + "/FORMAT"));

  const TreeSize before = held_by(origin.mirror);
  enrol_many(other, 720, 780);
  Replayed coming(other);
  const auto still_to_come = coming.ledger->checkpoint();
  REQUIRE(still_to_come);
  REQUIRE(still_to_come->checkpoint.size > before);
  REQUIRE(still_to_come->checkpoint.size.value < origin.size());
  const auto grown = follow_with(print(still_to_come->note));
  REQUIRE_FALSE(grown);
  CHECK(grown.error().code == Errc::verification);
  CHECK(held_by(origin.mirror) == before);
  enrol_many(other, 780, 900);
  Replayed longer(other);
  REQUIRE(longer.ledger->checkpoint());
  const auto beyond = follow_with(print((*longer.ledger->reader().checkpoint())->note));
  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().message.find("the published one only") != std::string::npos);
}

TEST_CASE("mirror: what a cut left out after the last commit is written by the next run, though nothing is new",
          "[ledger][mirror]") {
  Origin origin;
  REQUIRE(follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting()));
  for (const char* name : {"FORMAT", "HEAD", "policy"}) {
    REQUIRE(std::filesystem::remove(origin.mirror + "/" + name));
    if (std::string(name) == "policy") REQUIRE(std::filesystem::remove(origin.mirror + "/FORMAT"));  // written last
    const auto again = follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting());
    INFO(name << (again ? "" : ": " + again.error().message));
    REQUIRE(again);
    CHECK(std::filesystem::exists(origin.mirror + "/" + name));
  }
  CHECK(open_for_reading(origin.mirror));
  const auto judged = verify_store(**open_rocksdb(origin.mirror, OpenMode::read_only), origin.disk->trusting());
  REQUIRE(judged);
  CHECK_FALSE(judged->divergence);
}

TEST_CASE("mirror: writes into no folder that is somebody else's", "[ledger][mirror]") {
  Origin origin;
  std::filesystem::create_directories(origin.mirror);
  REQUIRE(write_file(origin.mirror + "/letter.txt", "mine"));
  const auto got = follow_log(origin.mirror, Published(*origin.disk), origin.disk->trusting());
  REQUIRE_FALSE(got);
  CHECK(got.error().code == Errc::conflict);
  VerifyOptions other = origin.disk->trusting();
  other.genesis_hash = hash_named("another genesis");
  const auto mistrusted = follow_log(origin.scratch.at("new"), Published(*origin.disk), other);
  REQUIRE_FALSE(mistrusted);
  CHECK(mistrusted.error().code == Errc::verification);
}

}  // namespace jejak::test
