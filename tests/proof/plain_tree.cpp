#include "tests/proof/plain_tree.hpp"

#include <sodium.h>

#include <algorithm>

namespace jejak::test {
namespace {

Hash plain_sha256(const Bytes& bytes) {
  Hash out;
  crypto_hash_sha256(out.bytes.data(), bytes.data(), bytes.size());
  return out;
}

Hash plain_node(const Hash& left, const Hash& right) {
  Bytes bytes{1};
  bytes.insert(bytes.end(), left.bytes.begin(), left.bytes.end());
  bytes.insert(bytes.end(), right.bytes.begin(), right.bytes.end());
  return plain_sha256(bytes);
}

// The largest power of two smaller than n.
std::uint64_t split_of(std::uint64_t n) {
  std::uint64_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

}  // namespace

Hash PlainTree::root(std::uint64_t begin, std::uint64_t end) {
  if (begin == end) return plain_sha256({});
  if (end - begin == 1) return leaves_[begin];
  if (const auto found = known_.find({begin, end}); found != known_.end()) return found->second;
  const std::uint64_t k = split_of(end - begin);
  const Hash hash = plain_node(root(begin, begin + k), root(begin + k, end));
  known_[{begin, end}] = hash;
  return hash;
}

std::vector<Hash> PlainTree::inclusion(std::uint64_t leaf, std::uint64_t begin, std::uint64_t end) {
  if (end - begin == 1) return {};
  const std::uint64_t middle = begin + split_of(end - begin);
  auto path = leaf < middle ? inclusion(leaf, begin, middle) : inclusion(leaf, middle, end);
  path.push_back(leaf < middle ? root(middle, end) : root(begin, middle));
  return path;
}

std::vector<Hash> PlainTree::consistency(std::uint64_t old_size, std::uint64_t new_size) {
  if (old_size == 0) return {};
  return subproof(old_size, 0, new_size, true);
}

std::vector<Hash> PlainTree::subproof(std::uint64_t old_end, std::uint64_t begin, std::uint64_t end, bool whole) {
  if (old_end == end) return whole ? std::vector<Hash>() : std::vector<Hash>{root(begin, end)};
  const std::uint64_t middle = begin + split_of(end - begin);
  auto proof = old_end <= middle ? subproof(old_end, begin, middle, whole) : subproof(old_end, middle, end, false);
  proof.push_back(old_end <= middle ? root(middle, end) : root(begin, middle));
  return proof;
}

std::vector<Hash> entry_leaves(std::uint64_t count) {
  std::vector<Hash> leaves;
  for (std::uint64_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(view("entry-" + std::to_string(i))));
  return leaves;
}

PlainTiles::PlainTiles(std::vector<Hash> leaves) {
  levels_.push_back(std::move(leaves));
  while (levels_.back().size() >= tile_width) {
    std::vector<Hash> above;
    const auto& below = levels_.back();
    for (std::size_t i = 0; i + tile_width <= below.size(); i += tile_width) {
      const auto first = below.begin() + static_cast<std::ptrdiff_t>(i);
      above.push_back(PlainTree(Tile(first, first + tile_width)).root(tile_width));
    }
    levels_.push_back(std::move(above));
  }
}

Result<Tile> PlainTiles::tile(TileId id, std::uint64_t width) const {
  ++answers[id];
  if (id.level >= levels_.size()) return Error{Errc::not_found, "no such level"};
  const auto& level = levels_[id.level];
  const std::uint64_t begin = id.index * tile_width;
  if (width < 1 || width > tile_width || begin + width > level.size()) return Error{Errc::not_found, "no such tile"};
  const std::uint64_t end = generous ? std::min<std::uint64_t>(begin + tile_width, level.size()) : begin + width;
  return Tile(level.begin() + static_cast<std::ptrdiff_t>(begin), level.begin() + static_cast<std::ptrdiff_t>(end));
}

UniformTiles::UniformTiles() : heights_{leaf_hash(view("always the same"))} {
  while (heights_.size() < 64) heights_.push_back(plain_node(heights_.back(), heights_.back()));
}

Result<Tile> UniformTiles::tile(TileId id, std::uint64_t width) const {
  if (id.level > 7) return Error{Errc::not_found, "no such level"};
  return Tile(width, heights_[8u * id.level]);
}

std::vector<Hash> UniformTiles::peaks(TreeSize size) const {
  std::vector<Hash> out;
  for (unsigned bit = 64; bit-- > 0;) {
    if ((size.value >> bit & 1) != 0) out.push_back(heights_[bit]);
  }
  return out;
}

}  // namespace jejak::test
