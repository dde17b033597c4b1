#include "ledger/proof/tiles.hpp"

#include "ledger/base/assert.hpp"

#include <utility>

namespace jejak {
namespace {

constexpr unsigned bits_per_level = 8;
constexpr std::uint8_t levels_max = 8;  // 256^8 is above tree_size_max

// How many hashes a level has in a tree of this size.
std::uint64_t hashes_at(TreeSize size, std::uint8_t level) {
  return level >= levels_max ? 0 : size.value >> (bits_per_level * level);
}

}  // namespace

Hash root_over(const std::vector<Hash>& hashes) {
  if (hashes.empty()) return empty_root();
  // Pairing level by level and carrying an odd last one up is the same tree as splitting at the largest
  // power of two below the size.
  std::vector<Hash> row = hashes;
  while (row.size() > 1) {
    const std::size_t pairs = row.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
    if (row.size() % 2 != 0) row[pairs] = row.back();
    row.resize(pairs + row.size() % 2);
  }
  return row.front();
}

void TileEdge::append(const Hash& leaf, const std::function<void(TileId, const Tile&)>& full) {
  JEJAK_ASSERT(size_.value < tree_size_max);
  ++size_.value;
  Hash carried = leaf;
  for (std::uint8_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    Tile& tile = levels_[level];
    if (tile.capacity() < tile_width) tile.reserve(tile_width);
    tile.push_back(carried);
    if (tile.size() < tile_width) return;
    full(TileId{level, hashes_at(size_, level) / tile_width - 1}, tile);
    carried = root_over(tile);
    tile.clear();
  }
}

const Tile& TileEdge::partial(std::uint8_t level) const {
  static const Tile none;
  return level < levels_.size() ? levels_[level] : none;
}

Result<TileEdge> TileEdge::rebuild(TreeSize size, const TileSource& full_tiles,
                                   const std::function<Result<Hash>(Sequence)>& leaf) {
  if (size.value > tree_size_max) return Error{Errc::usage, "no tree is larger than 2^63-1 entries"};
  TileEdge edge;
  edge.size_ = size;
  for (std::uint8_t level = 0; hashes_at(size, level) != 0; ++level) {
    const std::uint64_t end = hashes_at(size, level);
    Tile tile;
    tile.reserve(tile_width);
    for (std::uint64_t place = end - end % tile_width; place < end; ++place) {
      if (level == 0) {
        auto hash = leaf(Sequence{place});
        if (!hash) return std::move(hash).error();
        tile.push_back(*hash);
        continue;
      }
      const TileId below{static_cast<std::uint8_t>(level - 1), place};
      auto hashes = full_tiles.tile(below, tile_width);
      if (!hashes) return std::move(hashes).error();
      if (hashes->size() != tile_width) {
        return Error{Errc::corrupt,
                     tile_path(below, tile_width) + " holds " + std::to_string(hashes->size()) + " hashes, not 256"};
      }
      tile.push_back(root_over(*hashes));
    }
    edge.levels_.push_back(std::move(tile));
  }
  return edge;
}

Hash TileEdge::root() const {
  std::optional<Hash> below;  // root of everything to the right of this level's full subtrees
  for (const Tile& tile : levels_) {
    if (tile.empty()) continue;
    Tile row = tile;
    if (below) row.push_back(*below);
    below = root_over(row);
  }
  return below ? *below : empty_root();
}

std::vector<TileSpan> tiles_of(TreeSize size) {
  std::vector<TileSpan> spans;
  for (std::uint8_t level = 0; hashes_at(size, level) != 0; ++level) {
    const std::uint64_t hashes = hashes_at(size, level);
    spans.push_back({level, hashes / tile_width, hashes % tile_width});
  }
  return spans;
}

}  // namespace jejak
