#include "ledger/proof/tiles.hpp"

#include "ledger/proof/frontier.hpp"
#include "tests/proof/plain_tree.hpp"
#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace jejak;
using namespace jejak::test;

namespace {

using Full = std::map<TileId, Tile>;

Bytes bytes_of(const Tile& tile) {
  Bytes out;
  for (const Hash& hash : tile) out.insert(out.end(), hash.bytes.begin(), hash.bytes.end());
  return out;
}

class FullTiles final : public TileSource {
 public:
  explicit FullTiles(const Full& tiles) : tiles_(tiles) {}
  Result<Tile> tile(TileId id, std::uint64_t) const override {
    const auto found = tiles_.find(id);
    if (found == tiles_.end()) return Error{Errc::not_found, "no such tile"};
    return found->second;
  }

 private:
  const Full& tiles_;
};

struct Grown {
  TileEdge edge;
  Full full;
  std::vector<TileId> order;
  void append(const Hash& leaf) {
    edge.append(leaf, [this](TileId id, const Tile& tile) {
      order.push_back(id);
      full.emplace(id, tile);
    });
  }
};

}  // namespace

TEST_CASE("tiles: edge, frontier and tile roots are those of the definition to 600", "[proof][tiles]") {
  PlainTree tree(entry_leaves(600));
  const PlainTiles tiles(tree.leaves());
  Grown grown;
  Frontier frontier;
  CHECK(grown.edge.root() == empty_root());
  CHECK(root_at(TreeSize{0}, tiles).value() == empty_root());
  for (std::uint64_t size = 1; size <= 600; ++size) {
    grown.append(tree.leaves()[size - 1]);
    frontier.append(tree.leaves()[size - 1]);
    const Hash expected = tree.root(size);
    REQUIRE(grown.edge.size() == TreeSize{size});
    REQUIRE(grown.edge.root() == expected);
    REQUIRE(frontier.root() == expected);
    REQUIRE(root_at(TreeSize{size}, tiles).value() == expected);
    REQUIRE(root_over(Tile(tree.leaves().begin(), tree.leaves().begin() + static_cast<std::ptrdiff_t>(size))) ==
            expected);
  }
}

TEST_CASE("tiles: the tree of 70000 entries has the roots and tiles of the vectors", "[proof][tiles]") {
  const auto leaves = entry_leaves(70'000);
  const PlainTiles tiles(leaves);
  const auto& roots = tlog_vectors().at("roots").as_object();
  Grown grown;
  Frontier frontier;
  std::size_t compared = 0;
  for (std::uint64_t size = 0;; ++size) {
    if (const auto known = roots.find(std::to_string(size)); known != roots.end()) {
      CAPTURE(size);
      const Hash expected = hash_of(std::string(known->value().as_string()));
      CHECK(grown.edge.root() == expected);
      CHECK(frontier.root() == expected);
      CHECK(root_at(TreeSize{size}, tiles).value() == expected);
      ++compared;
    }
    if (size == leaves.size()) break;
    grown.append(leaves[size]);
    frontier.append(leaves[size]);
  }
  CHECK(compared == roots.size());

  CHECK(grown.full.size() == 273 + 1);
  for (const auto& item : tlog_vectors().at("tiles_sha256_at_70000").as_object()) {
    const auto path = parse_tile_path(std::string_view(item.key().data(), item.key().size())).value();
    CAPTURE(item.key());
    const Tile tile = path.width == tile_width ? grown.full.at(path.id) : grown.edge.partial(path.id.level);
    CHECK(tile.size() == path.width);
    CHECK(to_hex(view(sha256(bytes_of(tile)))) == std::string(item.value().as_string()));
    CHECK(tiles.tile(path.id, path.width).value() == tile);
  }
}

TEST_CASE("tiles: full tiles are handed over once, in order, lowest level first", "[proof][tiles]") {
  const auto leaves = entry_leaves(65'536 + 300);
  Grown grown;
  for (const Hash& leaf : leaves) grown.append(leaf);
  std::vector<TileId> expected;
  for (std::uint64_t index = 0; index < 256; ++index) expected.push_back({0, index});
  expected.push_back({1, 0});
  expected.push_back({0, 256});
  CHECK(grown.order == expected);
  const PlainTiles tiles(leaves);
  for (const auto& [id, tile] : grown.full) CHECK(tiles.tile(id, tile_width).value() == tile);
}

TEST_CASE("tiles: an edge rebuilt at any size is the edge that grew", "[proof][tiles]") {
  const auto leaves = entry_leaves(66'000);
  const std::set<std::uint64_t> sizes{0,   1,   2,   255,  256,   257,    300,    511,    512,    513,
                                      600, 767, 768, 5000, 65279, 65'280, 65'535, 65'536, 65'537, 66'000};
  Grown grown;
  for (std::uint64_t size = 0;; ++size) {
    if (sizes.count(size) != 0) {
      CAPTURE(size);
      std::set<std::uint64_t> asked;
      const auto rebuilt =
          TileEdge::rebuild(TreeSize{size}, FullTiles(grown.full), [&](Sequence place) -> Result<Hash> {
            asked.insert(place.value);
            return leaves[place.value];
          });
      REQUIRE(rebuilt.has_value());
      CHECK(rebuilt->size() == TreeSize{size});
      CHECK(rebuilt->root() == grown.edge.root());
      for (std::uint8_t level = 0; level < 9; ++level) CHECK(rebuilt->partial(level) == grown.edge.partial(level));
      CHECK(asked.size() == size % 256);
      CHECK((asked.empty() || *asked.begin() == size - size % 256));
      TileEdge next = *rebuilt;
      TileEdge also = grown.edge;
      for (std::size_t i = 0; i < 300; ++i) {
        next.append(leaves[i], [](TileId, const Tile&) {});
        also.append(leaves[i], [](TileId, const Tile&) {});
      }
      CHECK(next.root() == also.root());
    }
    if (size == leaves.size()) break;
    grown.append(leaves[size]);
  }
}

TEST_CASE("tiles: rebuilding passes errors on and refuses short tiles", "[proof][tiles]") {
  const auto leaves = entry_leaves(600);
  Grown grown;
  for (const Hash& leaf : leaves) grown.append(leaf);
  const auto leaf = [&](Sequence place) -> Result<Hash> { return leaves[place.value]; };
  const auto no_leaf = [](Sequence) -> Result<Hash> { return Error{Errc::disk, "unreadable"}; };
  CHECK(TileEdge::rebuild(TreeSize{600}, FullTiles({}), leaf).error().code == Errc::not_found);
  CHECK(TileEdge::rebuild(TreeSize{600}, FullTiles(grown.full), no_leaf).error().code == Errc::disk);
  CHECK(TileEdge::rebuild(TreeSize{512}, FullTiles(grown.full), no_leaf).has_value());
  grown.full.at({0, 1}).pop_back();
  CHECK(TileEdge::rebuild(TreeSize{600}, FullTiles(grown.full), leaf).error().code == Errc::corrupt);
  CHECK(TileEdge::rebuild(TreeSize{tree_size_max + 1}, FullTiles(grown.full), leaf).error().code == Errc::usage);
}

TEST_CASE("tiles: which tiles a size has", "[proof][tiles]") {
  using Spans = std::vector<TileSpan>;
  CHECK(tiles_of(TreeSize{0}).empty());
  CHECK(tiles_of(TreeSize{1}) == Spans{{0, 0, 1}});
  CHECK(tiles_of(TreeSize{255}) == Spans{{0, 0, 255}});
  CHECK(tiles_of(TreeSize{256}) == Spans{{0, 1, 0}, {1, 0, 1}});
  CHECK(tiles_of(TreeSize{257}) == Spans{{0, 1, 1}, {1, 0, 1}});
  CHECK(tiles_of(TreeSize{65'536}) == Spans{{0, 256, 0}, {1, 1, 0}, {2, 0, 1}});
  CHECK(tiles_of(TreeSize{70'000}) == Spans{{0, 273, 112}, {1, 1, 17}, {2, 0, 1}});
  CHECK(tiles_of(TreeSize{std::uint64_t{1} << 56}).size() == 8);
  CHECK(tiles_of(TreeSize{tree_size_max}).back() == TileSpan{7, 0, 127});
}

TEST_CASE("tiles: what tiles_of names is what an edge of that size has", "[proof][tiles]") {
  const auto leaves = entry_leaves(1100);
  Grown grown;
  for (const Hash& leaf : leaves) {
    grown.append(leaf);
    std::uint64_t full = 0;
    for (const TileSpan& span : tiles_of(grown.edge.size())) {
      REQUIRE(grown.edge.partial(span.level).size() == span.partial);
      full += span.full;
    }
    REQUIRE(full == grown.full.size());
  }
}

TEST_CASE("tiles: roots of enormous sizes agree with the frontier", "[proof][tiles]") {
  const UniformTiles tiles;
  std::vector<std::uint64_t> sizes{tree_size_max, tree_size_max - 1};
  for (unsigned bit = 1; bit < 63; ++bit) {
    for (const std::uint64_t size :
         {(std::uint64_t{1} << bit) - 1, std::uint64_t{1} << bit, (std::uint64_t{1} << bit) + 1}) {
      sizes.push_back(size);
    }
  }
  for (const std::uint64_t size : sizes) {
    CAPTURE(size);
    const auto frontier = Frontier::from_peaks(TreeSize{size}, tiles.peaks(TreeSize{size}));
    REQUIRE(frontier.has_value());
    CHECK(root_at(TreeSize{size}, tiles).value() == frontier->root());
    if (size % 65'536 > 1) continue;  // rebuilding reads up to 255 tiles a level
    const auto edge =
        TileEdge::rebuild(TreeSize{size}, tiles, [&](Sequence) -> Result<Hash> { return tiles.perfect(0); });
    REQUIRE(edge.has_value());
    CHECK(edge->root() == frontier->root());
  }
}

TEST_CASE("tiles: a bundle of the vectors hashes to the level-0 tile", "[proof][tiles]") {
  const Bytes bundle = from_hex(std::string(tlog_vectors().at("bundle_000_p_3_hex").as_string())).value();
  const auto leaves = entry_leaves(3);
  std::size_t at = 0;
  for (const Hash& leaf : leaves) {
    const std::size_t length = static_cast<std::size_t>(bundle.at(at) << 8 | bundle.at(at + 1));
    CHECK(leaf_hash(BytesView(bundle).subspan(at + 2, length)) == leaf);
    at += 2 + length;
  }
  CHECK(at == bundle.size());
  for (const auto& item : tlog_vectors().at("leaf_hash_hex").as_object()) {
    const auto index = std::stoull(std::string(item.key()));
    CHECK(to_hex(view(entry_leaves(index + 1).back())) == std::string(item.value().as_string()));
  }
}
