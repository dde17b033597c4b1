#pragma once
// The tree cut into tiles (C2SP tlog-tiles): level l, index n holds up to 256 hashes, each the root of a
// perfect subtree of 256^l leaves. Full tiles never change; everything else is cut from the edge.

#include "ledger/base/result.hpp"
#include "ledger/base/strong.hpp"
#include "ledger/proof/hash.hpp"

#include <functional>
#include <map>
#include <vector>

namespace jejak {

constexpr std::uint64_t tile_width = 256;
constexpr std::size_t proof_hashes_max = 63;  // of an inclusion proof; a tree has at most 2^63-1 entries

struct TileId {
  std::uint8_t level = 0;   // 0..63 in paths; a tree of at most 2^63-1 entries has levels 0..7
  std::uint64_t index = 0;  // from the left
  auto operator<=>(const TileId&) const = default;
};

using Tile = std::vector<Hash>;  // 1..256 hashes; 256 when full

// Where a reader of the tree finds the hashes of one tile. `width` is how many it needs (1..256);
// an answer may hold more, of which the first `width` count. Errors: not_found, corrupt, disk.
class TileSource {
 public:
  virtual ~TileSource() = default;
  virtual Result<Tile> tile(TileId id, std::uint64_t width) const = 0;
};

// Appends leaves and gives back the tiles that became full; keeps the partial right edge of every level.
// A value, like Frontier, but with all hashes of the unfinished tiles, so that proofs can be cut from it.
// One thread at a time; const calls from any number.
class TileEdge {
 public:
  // Appends one leaf; tiles completed by it are handed to `full` lowest level first. One node hash on
  // average. `full` must not call back into this edge. size() must be below tree_size_max.
  void append(const Hash& leaf, const std::function<void(TileId, const Tile&)>& full);
  TreeSize size() const { return size_; }
  // The partial tile at a level (empty if size / 256^level is a multiple of 256). Valid until append().
  const Tile& partial(std::uint8_t level) const;
  // Rebuilds the edge of a tree of `size` entries from full tiles and, for level 0, the tail's leaf hashes
  // (given by `leaf`, asked only for sequences in the last unfinished level-0 tile). Passes on the errors
  // of both; a source whose "full" tile is short is Errc::corrupt. Wrong hashes cannot be seen here:
  // compare root() with a signed one.
  static Result<TileEdge> rebuild(TreeSize size, const TileSource& full_tiles,
                                  const std::function<Result<Hash>(Sequence)>& leaf);
  Hash root() const;  // computed from the tiles, an independent route to Frontier::root()

 private:
  TreeSize size_{};
  std::vector<Tile> levels_;
};

// The RFC 6962 root over hashes that are themselves roots of equally large perfect subtrees, except that
// the last may be of a smaller one. empty_root() for none.
Hash root_over(const std::vector<Hash>& hashes);

// Level and index of every tile a tree of this size has, with its width (256 = full); for mirrors and fsck.
struct TileSpan {
  std::uint8_t level;
  std::uint64_t full;     // number of full tiles; they have the indices 0..full-1
  std::uint64_t partial;  // width of the partial tile, 0 if none; its index is `full`
  bool operator==(const TileSpan&) const = default;
};
std::vector<TileSpan> tiles_of(TreeSize size);  // lowest level first; empty for size 0

// "tile/0/x001/234" and "tile/0/x001/234.p/12"; parse accepts only what these print. Level 0..63, width
// 1..256 (256 prints no width), index at most 2^63-1.
std::string tile_path(TileId id, std::uint64_t width);
struct TilePath {
  TileId id;  // level 0 for entry bundles
  std::uint64_t width;
  bool entries;  // tile/entries/...
  bool operator==(const TilePath&) const = default;
};
std::optional<TilePath> parse_tile_path(std::string_view path);
std::string entries_path(std::uint64_t index, std::uint64_t width);

// Roots and proofs from tiles. Each reads every tile it needs once, at the width the tile has in a tree of
// that size. Errors: usage (a size or place that no such tree has), corrupt (a tile shorter than asked for),
// and whatever the source answers. The results are only as true as the tiles: verify against a signed root.
// For many proofs of one tree see tree_reader.hpp.
Result<Hash> root_at(TreeSize size, const TileSource& tiles);  // of any size the source covers
Result<std::vector<Hash>> inclusion_proof(Sequence leaf, TreeSize size, const TileSource& tiles);
// Empty when the sizes are equal or old_size is 0.
Result<std::vector<Hash>> consistency_proof(TreeSize old_size, TreeSize new_size, const TileSource& tiles);

// RFC 9162 section 2.1.3.2 and 2.1.4.2. Errc::verification says which element is wrong where that can be known.
// Sizes are bound by what signed them, not by the hashes: with another size that gives a leaf the same path,
// the same proof holds.
Outcome verify_inclusion(Sequence leaf, TreeSize size, const Hash& leaf_hash, const std::vector<Hash>& proof,
                         const Hash& root);
// Size 0 has the empty root and equal sizes have equal roots, both with an empty proof.
Outcome verify_consistency(TreeSize old_size, const Hash& old_root, TreeSize new_size, const Hash& new_root,
                           const std::vector<Hash>& proof);

}  // namespace jejak
