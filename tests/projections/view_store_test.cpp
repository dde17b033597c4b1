#include "projections/view_store.hpp"

#include "projections/view_store_rocksdb.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"

#include <rocksdb/db.h>

#include <fstream>

using namespace jejak;
using namespace jejak::test;

namespace {

ViewPosition position_of(std::uint64_t size) {
  ViewPosition out;
  for (std::uint64_t i = 0; i < size; ++i) {
    const std::uint8_t byte = static_cast<std::uint8_t>(i);
    out.tree.append(leaf_hash(BytesView(&byte, 1)));
  }
  return out;
}

Bytes bytes(std::string_view text) {
  return copy(view(text));
}

RowChanges rows(std::initializer_list<std::pair<const std::string, std::string>> list) {
  RowChanges out;
  for (const auto& [key, value] : list) out.emplace_back(key, bytes(value));
  return out;
}

std::vector<std::string> keys_of(const ViewReader& view, std::string_view prefix) {
  std::vector<std::string> out;
  REQUIRE(view.scan(prefix,
                    [&out](std::string_view key, BytesView) -> Outcome {
                      out.emplace_back(key);
                      return {};
                    })
              .has_value());
  return out;
}

Hash digest(const ViewReader& view) {
  auto out = digest_of(view);
  REQUIRE(out.has_value());
  return *out;
}

const ViewName cases{"cases", 1};

// Runs the same claims over both stores.
template <class Claims>
void for_both(const Claims& claims) {
  SECTION("in memory") {
    MemoryViewStore store(cases);
    claims(store);
  }
  SECTION("on disk") {
    const Scratch folder;
    auto database = ViewDatabase::open(folder.at("views"));
    REQUIRE(database.has_value());
    const auto store = (*database)->view(cases);
    claims(*store);
  }
}

}  // namespace

TEST_CASE("view store: rows and position are what was committed last", "[projections][views]") {
  for_both([](ViewStore& store) {
    CHECK(store.position()->size() == TreeSize{0});
    REQUIRE(store.commit(rows({{"a", "1"}, {"b", "2"}}), position_of(3)).has_value());
    RowChanges changes = rows({{"a", "one"}, {"c", "3"}});
    changes.emplace_back("b", std::nullopt);
    REQUIRE(store.commit(changes, position_of(5)).has_value());
    CHECK(keys_of(store, "") == std::vector<std::string>{"a", "c"});
    CHECK(**store.read("a") == bytes("one"));
    CHECK_FALSE(store.read("b")->has_value());
    CHECK(store.position()->size() == TreeSize{5});
    CHECK(store.position()->root() == position_of(5).root());
  });
}

TEST_CASE("view store: a scan gives the prefix's keys, ascending, and no others", "[projections][views]") {
  for_both([](ViewStore& store) {
    const std::string high(1, '\xff');
    const RowChanges changes = rows({{"t/case-1" + std::string(1, '\0') + "b", ""},
                                     {"t/case-1" + std::string(1, '\0') + "a", ""},
                                     {"t/case-10", ""},
                                     {"t/" + high, ""},
                                     {high + high, ""},
                                     {"u", ""}});
    REQUIRE(store.commit(changes, position_of(1)).has_value());
    CHECK(keys_of(store, "t/case-1" + std::string(1, '\0')).size() == 2);
    CHECK(keys_of(store, "t/").size() == 4);
    CHECK(keys_of(store, high).size() == 1);
    CHECK(keys_of(store, "v").empty());
    const std::vector<std::string> all = keys_of(store, "");
    CHECK(all.size() == 6);
    CHECK(std::is_sorted(all.begin(), all.end()));
  });
}

TEST_CASE("view store: a scan from a key begins there, and never before the prefix", "[projections][views]") {
  for_both([](ViewStore& store) {
    REQUIRE(
        store.commit(rows({{"a", ""}, {"t/1", ""}, {"t/2", ""}, {"t/3", ""}, {"u", ""}}), position_of(1)).has_value());
    const auto from = [&store](std::string_view key) {
      std::string seen;
      const auto scanned = store.scan_from(key, "t/", [&seen](std::string_view each, BytesView) -> Outcome {
        seen += each.back();
        return {};
      });
      CHECK(scanned.has_value());
      return seen;
    };
    CHECK(from("") == "123");
    CHECK(from("t/2") == "23");
    CHECK(from(std::string("t/2") + '\0') == "3");
    CHECK(from("u").empty());
  });
}

TEST_CASE("view store: a scan stops at the visitor's error and passes it on", "[projections][views]") {
  for_both([](ViewStore& store) {
    REQUIRE(store.commit(rows({{"a", ""}, {"b", ""}}), position_of(1)).has_value());
    int seen = 0;
    auto scanned = store.scan("", [&seen](std::string_view, BytesView) -> Outcome {
      ++seen;
      return Error{Errc::interrupted, "enough"};
    });
    CHECK(seen == 1);
    REQUIRE_FALSE(scanned.has_value());
    CHECK(scanned.error().code == Errc::interrupted);
  });
}

TEST_CASE("view store: a snapshot does not move", "[projections][views]") {
  for_both([](ViewStore& store) {
    REQUIRE(store.commit(rows({{"a", "1"}}), position_of(1)).has_value());
    auto snapshot = store.snapshot();
    REQUIRE(snapshot.has_value());
    REQUIRE(store.commit(rows({{"a", "2"}, {"b", "2"}}), position_of(2)).has_value());
    CHECK(**(*snapshot)->read("a") == bytes("1"));
    CHECK(keys_of(**snapshot, "") == std::vector<std::string>{"a"});
    CHECK((*snapshot)->position()->size() == TreeSize{1});
    CHECK((*snapshot)->name() == cases);
  });
}

TEST_CASE("view store: clearing leaves neither rows nor position", "[projections][views]") {
  for_both([](ViewStore& store) {
    REQUIRE(store.commit(rows({{"a", "1"}, {"\xff\xff", "2"}, {"", "3"}}), position_of(4)).has_value());
    REQUIRE(store.clear().has_value());
    CHECK(keys_of(store, "").empty());
    CHECK(store.position()->size() == TreeSize{0});
    CHECK(store.position()->root() == empty_root());
  });
}

TEST_CASE("view digest: any other row gives another digest", "[projections][views]") {
  MemoryViewStore store(cases);
  REQUIRE(store.commit(rows({{"ab", "c"}, {"d", "ef"}}), position_of(2)).has_value());
  const Hash before = digest(store);
  const std::vector<RowChanges> others = {
      rows({{"ab", "x"}}), rows({{"ab", ""}}), rows({{"z", ""}}), rows({{"", ""}}), {{"d", std::nullopt}}};
  for (const RowChanges& changes : others) {
    MemoryViewStore other = store;
    REQUIRE(other.commit(changes, position_of(2)).has_value());
    CHECK_FALSE(digest(other) == before);
  }
  MemoryViewStore shifted(cases);  // the same bytes in a row, cut elsewhere
  REQUIRE(shifted.commit(rows({{"a", "bc"}, {"d", "ef"}}), position_of(2)).has_value());
  CHECK_FALSE(digest(shifted) == before);
}

TEST_CASE("view digest: it is SHA-256 over the sorted, length-prefixed rows", "[projections][views]") {
  MemoryViewStore store(cases);
  CHECK(digest(store) == sha256({}));
  REQUIRE(store.commit(rows({{"b", "2"}, {"a", "one"}}), position_of(1)).has_value());
  const std::string expected(
      "\0\0\0\1a\0\0\0\3one\0\0\0\1b\0\0\0\1"
      "2",
      22);
  CHECK(digest(store) == sha256(view(expected)));
}

TEST_CASE("view digest: the same rows have the same digest in memory and on disk", "[projections][views]") {
  const Scratch folder;
  auto database = ViewDatabase::open(folder.at("views"));
  REQUIRE(database.has_value());
  const auto stored = (*database)->view(cases);
  const auto neighbour = (*database)->view({"cases", 2});
  const auto other = (*database)->view({"tallies", 1});
  MemoryViewStore memory(cases);
  REQUIRE(neighbour->commit(rows({{"x", "y"}}), position_of(9)).has_value());
  REQUIRE(other->commit(rows({{"p", "q"}}), position_of(9)).has_value());
  for (ViewStore* store : {static_cast<ViewStore*>(&memory), stored.get()}) {
    REQUIRE(store->commit(rows({{"k", "v"}, {"l", "w"}, {"\xff", "z"}}), position_of(2)).has_value());
  }
  CHECK(digest(memory) == digest(*stored));
  CHECK(*stamp_of(memory, WithDigest::yes) == *stamp_of(*stored, WithDigest::yes));
}

TEST_CASE("view position: what is read back is what was written; anything else is damage", "[projections][views]") {
  for (const std::uint64_t size : std::initializer_list<std::uint64_t>{0, 1, 2, 3, 7, 255, 256, 1000}) {
    const Bytes good = encode(position_of(size));
    auto read = decode_view_position(good);
    REQUIRE(read.has_value());
    CHECK(read->size() == TreeSize{size});
    CHECK(read->root() == position_of(size).root());
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
      Bytes flipped = good;
      flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      auto other = decode_view_position(flipped);
      // A size with the same number of peaks cannot be told from the bytes: there the ledger's root decides.
      if (other) CHECK_FALSE(other->size() == TreeSize{size});
    }
    for (std::size_t length = 0; length < good.size(); ++length) {
      CHECK_FALSE(decode_view_position(BytesView(good).first(length)).has_value());
    }
  }
}

TEST_CASE("view database: views are kept apart by name and version, and survive reopening", "[projections][views]") {
  const Scratch folder;
  {
    auto database = ViewDatabase::open(folder.at("views"));
    REQUIRE(database.has_value());
    REQUIRE((*database)->view({"cases", 1})->commit(rows({{"a", "1"}}), position_of(1)).has_value());
    REQUIRE((*database)->view({"cases", 256})->commit(rows({{"a", "2"}}), position_of(2)).has_value());
    REQUIRE((*database)->view({"case", 1})->commit(rows({{"a", "3"}}), position_of(3)).has_value());
  }
  auto database = ViewDatabase::open(folder.at("views"));
  REQUIRE(database.has_value());
  CHECK(*(*database)->builds() == std::vector<Build>{{{"case", 1}, 0}, {{"cases", 1}, 0}, {{"cases", 256}, 0}});
  CHECK(**(*database)->view({"cases", 256})->read("a") == bytes("2"));
  REQUIRE((*database)->drop({{"cases", 1}, 0}).has_value());
  CHECK(*(*database)->builds() == std::vector<Build>{{{"case", 1}, 0}, {{"cases", 256}, 0}});
  CHECK(**(*database)->view({"case", 1})->read("a") == bytes("3"));
  CHECK(**(*database)->view({"cases", 256})->read("a") == bytes("2"));
}

TEST_CASE("view database: a key behind a build's rows is passed over", "[projections][views]") {
  const Scratch folder;
  {
    auto database = ViewDatabase::open(folder.at("views"));
    REQUIRE(database.has_value());
    REQUIRE((*database)->view(cases)->commit(rows({{"a", "1"}}), position_of(1)).has_value());
    REQUIRE((*database)->view({"tallies", 1})->commit(rows({{"a", "1"}}), position_of(1)).has_value());
  }
  {
    rocksdb::DB* opened = nullptr;
    REQUIRE(rocksdb::DB::Open(rocksdb::Options(), folder.at("views"), &opened).ok());
    const std::unique_ptr<rocksdb::DB> db(opened);
    const std::string build("cases\0\0\0\0\1\0\0\0\0", 14);
    for (const char* mark : {"s", "t", "\xff"}) REQUIRE(db->Put(rocksdb::WriteOptions(), build + mark, "x").ok());
  }
  auto database = ViewDatabase::open(folder.at("views"));
  REQUIRE(database.has_value());
  CHECK(*(*database)->builds() == std::vector<Build>{{cases, 0}, {{"tallies", 1}, 0}});
}

TEST_CASE("view database: readers are shown one whole build, and the next one from one moment to the other",
          "[projections][views]") {
  const Scratch folder;
  auto database = ViewDatabase::open(folder.at("views"));
  REQUIRE(database.has_value());
  const auto read = [&database] { return (*database)->read(cases); };
  const auto first = (*database)->store({cases, 0});
  REQUIRE(first->commit(rows({{"a", "1"}}), position_of(1)).has_value());
  CHECK(read().error().code == Errc::unavailable);  // half-built, for all that anybody knows
  CHECK_FALSE((*database)->shown("cases")->has_value());
  REQUIRE(first->show().has_value());
  CHECK(**(*read())->read("a") == bytes("1"));

  const auto second = (*database)->store({cases, 1});
  REQUIRE(second->commit(rows({{"a", "2"}}), position_of(1)).has_value());
  auto old = read();
  CHECK(**(*old)->read("a") == bytes("1"));
  REQUIRE(second->show().has_value());
  CHECK(**(*read())->read("a") == bytes("2"));
  CHECK(**(*old)->read("a") == bytes("1"));
  REQUIRE((*database)->drop({cases, 0}).has_value());
  CHECK(**(*read())->read("a") == bytes("2"));
  CHECK(**(*old)->read("a") == bytes("1"));  // what was taken before holds
  CHECK(*(*database)->builds() == std::vector<Build>{{cases, 1}});

  REQUIRE(second->clear().has_value());
  CHECK(read().error().code == Errc::unavailable);
  const auto newer = (*database)->store({{"cases", 2}, 0});
  REQUIRE(newer->commit(rows({{"a", "3"}}), position_of(1)).has_value());
  REQUIRE(newer->show().has_value());
  CHECK(read().error().code == Errc::unavailable);  // of version 1 nothing is shown any more
  CHECK(**(*(*database)->read({"cases", 2}))->read("a") == bytes("3"));
}

TEST_CASE("view database: a second opening is told that another has it", "[projections][views]") {
  const Scratch folder;
  auto first = ViewDatabase::open(folder.at("views"));
  REQUIRE(first.has_value());
  auto second = ViewDatabase::open(folder.at("views"));
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == Errc::unavailable);
}

TEST_CASE("view database: every file cut short or overwritten opens, or is corrupt and can be wiped",
          "[projections][views]") {
  const Scratch folder;
  {
    auto database = ViewDatabase::open(folder.at("views"));
    REQUIRE(database.has_value());
    const auto store = (*database)->view(cases);
    for (std::uint64_t i = 1; i <= 30; ++i) {
      REQUIRE(store->commit(rows({{"key " + std::to_string(i), std::string(200, 'v')}}), position_of(i)).has_value());
    }
  }
  std::vector<std::filesystem::path> files;
  for (const auto& each : std::filesystem::directory_iterator(folder.at("views")))
    files.push_back(each.path().filename());
  REQUIRE(files.size() > 2);
  for (const auto& file : files) {
    for (const char* damage : {"removed", "emptied", "halved", "overwritten"}) {
      const std::string copy = folder.path() + "/copy";
      std::filesystem::remove_all(copy);
      std::filesystem::copy(folder.at("views"), copy, std::filesystem::copy_options::recursive);
      const auto path = std::filesystem::path(copy) / file;
      const auto size = std::filesystem::file_size(path);
      if (damage == std::string("removed")) std::filesystem::remove(path);
      if (damage == std::string("emptied")) std::filesystem::resize_file(path, 0);
      if (damage == std::string("halved")) std::filesystem::resize_file(path, size / 2);
      if (damage == std::string("overwritten")) std::ofstream(path, std::ios::binary) << std::string(size, 'x');
      INFO(file << " " << damage);

      auto opened = ViewDatabase::open(copy);
      if (opened) {
        // What is there is a state the view once had: rows and position of one and the same commit.
        const auto store = (*opened)->view(cases);
        auto position = store->position();
        if (position) CHECK(keys_of(*store, "").size() == position->size().value);
        continue;
      }
      CHECK(opened.error().code == Errc::corrupt);
      REQUIRE(ViewDatabase::wipe(copy).has_value());
      auto again = ViewDatabase::open(copy);
      REQUIRE(again.has_value());
      CHECK((*again)->view(cases)->position()->size() == TreeSize{0});
    }
  }
}
