#include "ledger/proof/tiles.hpp"

#include <bit>
#include <utility>

namespace jejak {
namespace {

Error untrue(std::string what) {
  return {Errc::verification, std::move(what)};
}

std::string number(std::uint64_t value) {
  return std::to_string(value);
}

Outcome check_same_size(TreeSize size, const Hash& old_root, const Hash& new_root, const std::vector<Hash>& proof) {
  if (!proof.empty()) return untrue("trees of equal size need no hash, but the proof has " + number(proof.size()));
  if (old_root != new_root) return untrue("two different roots for size " + number(size.value));
  if (size.value == 0 && old_root != empty_root()) return untrue("the root of size 0 is not the empty root");
  return {};
}

}  // namespace

Outcome verify_inclusion(Sequence leaf, TreeSize size, const Hash& leaf_hash, const std::vector<Hash>& proof,
                         const Hash& root) {
  if (size.value > tree_size_max) return untrue("the size is above 2^63-1");
  if (leaf.value >= size.value) {
    return untrue("index " + number(leaf.value) + " is not in a tree of " + number(size.value) + " entries");
  }
  // Below the place where the paths of this leaf and of the last one part, every level has a sibling;
  // above it, only the levels where this leaf's path comes from the right.
  const auto inner = static_cast<std::size_t>(std::bit_width(leaf.value ^ (size.value - 1)));
  const auto border = static_cast<std::size_t>(inner == 64 ? 0 : std::popcount(leaf.value >> inner));
  if (proof.size() != inner + border) {
    return untrue("the path of entry " + number(leaf.value) + " in a tree of " + number(size.value) + " entries has " +
                  number(inner + border) + " hashes, the proof has " + number(proof.size()));
  }
  Hash hash = leaf_hash;
  for (std::size_t i = 0; i < proof.size(); ++i) {
    const bool from_right = i >= inner || (leaf.value >> i & 1) != 0;
    hash = from_right ? node_hash(proof[i], hash) : node_hash(hash, proof[i]);
  }
  if (hash != root) return untrue("leaf hash and proof do not lead to the root");
  return {};
}

Outcome verify_consistency(TreeSize old_size, const Hash& old_root, TreeSize new_size, const Hash& new_root,
                           const std::vector<Hash>& proof) {
  if (new_size.value > tree_size_max) return untrue("the new size is above 2^63-1");
  if (old_size > new_size) {
    return untrue("old size " + number(old_size.value) + " is above new size " + number(new_size.value));
  }
  if (old_size == new_size) return check_same_size(old_size, old_root, new_root, proof);
  if (old_size.value == 0) return check_same_size(old_size, old_root, empty_root(), proof);

  // RFC 9162 section 2.1.4.2. The last complete subtree of the old tree is its root if the old size is a
  // power of two, and the proof's first hash otherwise.
  std::uint64_t old_node = old_size.value - 1;
  std::uint64_t new_node = new_size.value - 1;
  const int complete = std::countr_one(old_node);
  old_node >>= complete;
  new_node >>= complete;
  std::size_t used = 0;
  if (old_node != 0 && proof.empty()) return untrue("the proof has no hash, but the sizes need some");
  const Hash start = old_node == 0 ? old_root : proof[used++];
  Hash old_hash = start;
  Hash new_hash = start;
  for (; used < proof.size(); ++used) {
    if (new_node == 0) return untrue("hash " + number(used + 1) + " of the proof is one too many");
    const Hash& next = proof[used];
    if ((old_node & 1) != 0 || old_node == new_node) {
      old_hash = node_hash(next, old_hash);
      new_hash = node_hash(next, new_hash);
      while ((old_node & 1) == 0 && old_node != 0) {
        old_node >>= 1;
        new_node >>= 1;
      }
    } else {
      new_hash = node_hash(new_hash, next);
    }
    old_node >>= 1;
    new_node >>= 1;
  }
  if (new_node != 0) return untrue("the proof ends after hash " + number(used) + ", too early for these sizes");
  if (old_hash != old_root) return untrue("the proof does not lead to the old root");
  if (new_hash != new_root) return untrue("the proof does not lead to the new root");
  return {};
}

}  // namespace jejak
