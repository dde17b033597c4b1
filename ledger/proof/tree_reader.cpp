#include "ledger/proof/tree_reader.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace jejak {
namespace {

Error too_large() {
  return {Errc::usage, "no tree is larger than 2^63-1 entries"};
}

// Where RFC 6962 section 2.1 splits the range: the largest power of two below its length.
std::uint64_t split_of(std::uint64_t begin, std::uint64_t end) {
  return begin + std::bit_floor(end - begin - 1);
}

}  // namespace

Result<Hash> TreeReader::root() {
  if (size_.value > tree_size_max) return too_large();
  if (size_.value == 0) return empty_root();
  return range(0, size_.value);
}

// PATH(m, D[n]) of RFC 6962 section 2.1.1, walked from the root down.
Result<std::vector<Hash>> TreeReader::inclusion_proof(Sequence leaf) {
  if (size_.value > tree_size_max) return too_large();
  if (leaf.value >= size_.value) {
    return Error{Errc::usage, "entry " + std::to_string(leaf.value) + " is not in a tree of " +
                                  std::to_string(size_.value) + " entries"};
  }
  std::vector<Hash> proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size_.value;
  while (end - begin > 1) {
    const std::uint64_t split = split_of(begin, end);
    const bool left = leaf.value < split;
    auto sibling = left ? range(split, end) : range(begin, split);
    if (!sibling) return std::move(sibling).error();
    proof.push_back(*sibling);
    (left ? end : begin) = split;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

// PROOF(m, D[n]) of RFC 6962 section 2.1.2, walked from the root down.
Result<std::vector<Hash>> TreeReader::consistency_proof(TreeSize old_size) {
  if (size_.value > tree_size_max) return too_large();
  if (old_size > size_) {
    return Error{Errc::usage, "a tree of " + std::to_string(old_size.value) + " entries does not come before one of " +
                                  std::to_string(size_.value)};
  }
  if (old_size.value == 0 || old_size == size_) return std::vector<Hash>();
  std::vector<Hash> proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size_.value;
  while (old_size.value != end) {
    const std::uint64_t split = split_of(begin, end);
    const bool left = old_size.value <= split;
    auto sibling = left ? range(split, end) : range(begin, split);
    if (!sibling) return std::move(sibling).error();
    proof.push_back(*sibling);
    (left ? end : begin) = split;
  }
  if (begin != 0) {  // what both trees share to the end of the old one; the verifier has it if it is all of it
    auto shared = range(begin, end);
    if (!shared) return std::move(shared).error();
    proof.push_back(*shared);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

// Root of the entries [begin, end), where begin is a multiple of the power of two that covers the range:
// every range that RFC 6962 section 2.1 names is of this kind.
Result<Hash> TreeReader::range(std::uint64_t begin, std::uint64_t end) {
  const std::uint64_t count = end - begin;
  if (std::has_single_bit(count)) return perfect(begin, count);
  const std::uint64_t split = split_of(begin, end);
  auto left = perfect(begin, split - begin);
  if (!left) return left;
  auto right = range(split, end);
  if (!right) return right;
  return node_hash(*left, *right);
}

Result<Hash> TreeReader::perfect(std::uint64_t begin, std::uint64_t count) {
  const auto height = static_cast<unsigned>(std::countr_zero(count));
  const unsigned level = height / 8;
  const std::uint64_t place = begin >> (8 * level);
  auto read_rows = read({static_cast<std::uint8_t>(level), place / tile_width});
  if (!read_rows) return std::move(read_rows).error();
  Rows& rows = **read_rows;
  while (rows.size() <= height % 8) {
    const Tile& below = rows.back();
    Tile above(below.size() / 2);
    for (std::size_t i = 0; i < above.size(); ++i) above[i] = node_hash(below[2 * i], below[2 * i + 1]);
    rows.push_back(std::move(above));
  }
  return rows[height % 8][(place % tile_width) >> (height % 8)];
}

Result<TreeReader::Rows*> TreeReader::read(TileId id) {
  if (const auto known = kept_.find(id); known != kept_.end()) return &known->second;
  const std::uint64_t hashes = size_.value >> (8u * id.level);
  const std::uint64_t width = std::min(tile_width, hashes - id.index * tile_width);
  auto tile = tiles_.tile(id, width);
  if (!tile) return std::move(tile).error();
  if (tile->size() < width || tile->size() > tile_width) {
    return Error{Errc::corrupt, tile_path(id, width) + " holds " + std::to_string(tile->size()) + " hashes, not " +
                                    std::to_string(width)};
  }
  tile->resize(width);  // what lies beyond this tree does not exist for it
  if (kept_.size() == tiles_kept_max) kept_.clear();
  Rows& rows = kept_[id];
  rows.push_back(*std::move(tile));
  return &rows;
}

Result<Hash> root_at(TreeSize size, const TileSource& tiles) {
  return TreeReader(size, tiles).root();
}

Result<std::vector<Hash>> inclusion_proof(Sequence leaf, TreeSize size, const TileSource& tiles) {
  return TreeReader(size, tiles).inclusion_proof(leaf);
}

Result<std::vector<Hash>> consistency_proof(TreeSize old_size, TreeSize new_size, const TileSource& tiles) {
  return TreeReader(new_size, tiles).consistency_proof(old_size);
}

}  // namespace jejak
