#pragma once
// The tree as RFC 6962 section 2.1 defines it, by plain recursion, with its own SHA-256 (libsodium's): what
// the fast ways are compared with.

#include "ledger/proof/tiles.hpp"

#include <map>
#include <utility>

namespace jejak::test {

class PlainTree {
 public:
  explicit PlainTree(std::vector<Hash> leaves) : leaves_(std::move(leaves)) {}

  const std::vector<Hash>& leaves() const { return leaves_; }
  Hash root(std::uint64_t begin, std::uint64_t end);  // MTH(D[begin:end])
  Hash root(std::uint64_t size) { return root(0, size); }
  std::vector<Hash> inclusion(std::uint64_t leaf, std::uint64_t begin, std::uint64_t end);  // PATH(m, D[begin:end])
  std::vector<Hash> consistency(std::uint64_t old_size, std::uint64_t new_size);            // PROOF(m, D[n])

 private:
  std::vector<Hash> subproof(std::uint64_t old_end, std::uint64_t begin, std::uint64_t end, bool whole);

  std::vector<Hash> leaves_;
  std::map<std::pair<std::uint64_t, std::uint64_t>, Hash> known_;
};

std::vector<Hash> entry_leaves(std::uint64_t count);  // leaf hashes of "entry-0", "entry-1", ...

// All tiles of a tree, cut by definition: hash i of level l is the root of 256 hashes of level l-1.
class PlainTiles final : public TileSource {
 public:
  explicit PlainTiles(std::vector<Hash> leaves);
  Result<Tile> tile(TileId id, std::uint64_t width) const override;

  bool generous = false;                       // answers with all it has, not only what was asked for
  mutable std::map<TileId, unsigned> answers;  // how often each tile was read

 private:
  std::vector<std::vector<Hash>> levels_;
};

// A tree of any size in which all leaves are equal, so that a perfect subtree is known by its height.
class UniformTiles final : public TileSource {
 public:
  UniformTiles();
  Result<Tile> tile(TileId id, std::uint64_t width) const override;
  const Hash& perfect(unsigned height) const { return heights_[height]; }
  std::vector<Hash> peaks(TreeSize size) const;

 private:
  std::vector<Hash> heights_;
};

}  // namespace jejak::test
