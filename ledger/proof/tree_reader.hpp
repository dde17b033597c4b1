#pragma once
// One tree of one size, read from its tiles: its root, and any number of proofs for the hashing of one.

#include "ledger/proof/tiles.hpp"

namespace jejak {

// Keeps the tiles it has read (at most tiles_kept_max of them, about 16 KiB each), so that proving many
// entries of one tree hashes every tile once. One thread at a time; the source must outlive it.
// Errors are those of the functions in tiles.hpp.
class TreeReader {
 public:
  TreeReader(TreeSize size, const TileSource& tiles) : size_(size), tiles_(tiles) {}

  TreeSize size() const { return size_; }
  Result<Hash> root();
  Result<std::vector<Hash>> inclusion_proof(Sequence leaf);
  Result<std::vector<Hash>> consistency_proof(TreeSize old_size);

 private:
  static constexpr std::size_t tiles_kept_max = 64;  // one proof needs at most 16
  using Rows = std::vector<Tile>;                    // a tile, and above it the roots of its pairs, fours, eights...

  Result<Hash> range(std::uint64_t begin, std::uint64_t end);
  Result<Hash> perfect(std::uint64_t begin, std::uint64_t count);
  Result<Rows*> read(TileId id);

  TreeSize size_;
  const TileSource& tiles_;
  std::map<TileId, Rows> kept_;
};

}  // namespace jejak
