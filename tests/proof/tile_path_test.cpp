#include "ledger/proof/tiles.hpp"
#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

#include <random>

using namespace jejak;
using namespace jejak::test;

TEST_CASE("tile path: the indices of the vectors", "[proof][tile_path]") {
  for (const auto& item : tlog_vectors().at("tile_paths").as_object()) {
    const auto index = std::stoull(std::string(item.key()));
    const std::string path(item.value().as_string());
    CHECK(tile_path({0, index}, 256) == "tile/0/" + path);
    CHECK(entries_path(index, 256) == "tile/entries/" + path);
    CHECK(parse_tile_path("tile/0/" + path).value() == TilePath{{0, index}, 256, false});
    CHECK(parse_tile_path("tile/entries/" + path).value() == TilePath{{0, index}, 256, true});
  }
}

TEST_CASE("tile path: partial tiles and high levels", "[proof][tile_path]") {
  CHECK(tile_path({15, 123456789}, 41) == "tile/15/x123/x456/789.p/41");
  CHECK(tile_path({0, 1234}, 12) == "tile/0/x001/234.p/12");
  CHECK(tile_path({63, 0}, 255) == "tile/63/000.p/255");
  CHECK(entries_path(273, 112) == "tile/entries/273.p/112");
  CHECK(parse_tile_path("tile/15/x123/x456/789.p/41").value() == TilePath{{15, 123456789}, 41, false});
  CHECK(parse_tile_path("tile/entries/273.p/112").value() == TilePath{{0, 273}, 112, true});
}

TEST_CASE("tile path: what would be printed otherwise is refused", "[proof][tile_path]") {
  for (const char* bad : {"",
                          "tile",
                          "tile/",
                          "tile/0",
                          "tile/0/",
                          "tile/0/0",
                          "tile/0/00",
                          "tile/0/0000",
                          "tile/0/1000",
                          "tile/0/x000/000",
                          "tile/0/x000/001",
                          "tile/0/001/234",
                          "tile/0/x001/x234",
                          "tile/0/x001/x234/",
                          "tile/0/x1/234",
                          "tile/0/X001/234",
                          "tile/0/x001/23",
                          "tile/0/x001//234",
                          "tile/0/x001/234/",
                          "tile/00/000",
                          "tile/01/000",
                          "tile/64/000",
                          "tile/-1/000",
                          "tile/+1/000",
                          "tile/ 1/000",
                          "tile/256/000",
                          "tile//000",
                          "/tile/0/000",
                          "tile/0/000 ",
                          "tile/0/000\n",
                          "Tile/0/000",
                          "tile/0/000.p",
                          "tile/0/000.p/",
                          "tile/0/000.p/0",
                          "tile/0/000.p/256",
                          "tile/0/000.p/01",
                          "tile/0/000.p/1/",
                          "tile/0/000.p/1.p/1",
                          "tile/0/000.p/-1",
                          "tile/0/000.P/1",
                          "tile/0/.p/1",
                          "tile/data/000",
                          "tile/entries",
                          "tile/entries/",
                          "tile/entries/0",
                          "tile/entries/0/000",
                          "tile/0/entries/000",
                          "tile/8/0/x123/067.p/1",
                          "tile/3/5/123/456/078",
                          "tile/0/x123/456/078",
                          "tile/0/%30%30%30",
                          "tile/0/../000",
                          "tile/0/000.p/1?x",
                          "tile/0/x009/x223/x372/x036/x854/x775/808",
                          "tile/0/x999/x999/x999/x999/x999/x999/x999/999"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_tile_path(bad).has_value());
  }
  CHECK_FALSE(parse_tile_path(std::string("tile/0/00\0", 10)).has_value());
  CHECK_FALSE(parse_tile_path("tile/0/" + std::string(1'000'000, '0')).has_value());
}

TEST_CASE("tile path: any index, level and width comes back", "[proof][tile_path]") {
  std::mt19937_64 random(20260727);
  for (int round = 0; round < 20'000; ++round) {
    const std::uint64_t index = (random() >> 1) >> random() % 63;
    const auto level = static_cast<std::uint8_t>(random() % 64);
    const std::uint64_t width = random() % 256 + 1;
    CAPTURE(index, level, width);
    REQUIRE(parse_tile_path(tile_path({level, index}, width)).value() == TilePath{{level, index}, width, false});
    REQUIRE(parse_tile_path(entries_path(index, width)).value() == TilePath{{0, index}, width, true});
  }
  CHECK(parse_tile_path(tile_path({0, tree_size_max}, 256)).value().id.index == tree_size_max);
}

TEST_CASE("tile path: a changed byte is refused or prints back", "[proof][tile_path]") {
  std::mt19937_64 random(7);
  const std::string alphabet = "0123456789x/.pentrisl \n-+";
  std::size_t accepted = 0;
  for (int round = 0; round < 50'000; ++round) {
    std::string path = round % 2 == 0 ? "tile/15/x123/x456/789.p/41" : "tile/entries/x001/234.p/7";
    for (std::uint64_t change = random() % 3 + 1; change > 0; --change) {
      const std::size_t at = random() % path.size();
      if (random() % 4 == 0) {
        path.erase(at, random() % 4);
      } else {
        path[at] = alphabet[random() % alphabet.size()];
      }
      if (path.empty()) path = "t";
    }
    const auto parsed = parse_tile_path(path);
    if (!parsed) continue;
    ++accepted;
    CAPTURE(path);
    REQUIRE((parsed->entries ? entries_path(parsed->id.index, parsed->width) : tile_path(parsed->id, parsed->width)) ==
            path);
  }
  CHECK(accepted > 100);
}
