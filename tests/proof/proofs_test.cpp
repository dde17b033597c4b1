#include "ledger/proof/frontier.hpp"
#include "ledger/proof/tree_reader.hpp"
#include "tests/proof/plain_tree.hpp"
#include "tests/support/catch.hpp"

#include <random>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::uint64_t all_sizes_max = 600;

struct Inclusion {
  Sequence leaf;
  TreeSize size;
  Hash leaf_hash;
  std::vector<Hash> proof;
  Hash root;
  bool holds() const { return verify_inclusion(leaf, size, leaf_hash, proof, root).has_value(); }
};

struct Consistency {
  TreeSize old_size;
  Hash old_root;
  TreeSize new_size;
  Hash new_root;
  std::vector<Hash> proof;
  bool holds() const { return verify_consistency(old_size, old_root, new_size, new_root, proof).has_value(); }
};

Hash flipped(Hash hash, std::size_t bit) {
  hash.bytes[bit / 8 % 32] = static_cast<std::uint8_t>(hash.bytes[bit / 8 % 32] ^ 1u << bit % 8);
  return hash;
}

// How the leaf is reached from the root. Two trees in which it is the same cannot be told apart by a path.
std::string path_shape(std::uint64_t leaf, std::uint64_t size) {
  std::string shape;
  while (size > 1) {
    std::uint64_t split = 1;
    while (split * 2 < size) split *= 2;
    shape += leaf < split ? 'l' : 'r';
    if (leaf >= split) leaf -= split;
    size = leaf < split && shape.back() == 'l' ? split : size - split;
  }
  return shape;
}

std::string consistency_shape(std::uint64_t old_size, std::uint64_t new_size) {
  std::string shape;
  bool whole = true;
  while (old_size != new_size) {
    std::uint64_t split = 1;
    while (split * 2 < new_size) split *= 2;
    if (old_size <= split) {
      shape += 'l';
      new_size = split;
    } else {
      shape += 'r';
      whole = false;
      old_size -= split;
      new_size -= split;
    }
  }
  return shape + (whole ? "w" : "s");
}

// Every refusal that does not depend on the kind of proof: each hash changed, left out, doubled; one added.
template <class Proof>
void check_hashes_are_bound(const Proof& good) {
  for (std::size_t i = 0; i < good.proof.size(); ++i) {
    Proof bad = good;
    bad.proof[i] = flipped(bad.proof[i], i * 37 + 5);
    REQUIRE_FALSE(bad.holds());
    bad = good;
    bad.proof.erase(bad.proof.begin() + static_cast<std::ptrdiff_t>(i));
    REQUIRE_FALSE(bad.holds());
    bad = good;
    bad.proof.insert(bad.proof.begin() + static_cast<std::ptrdiff_t>(i), good.proof[i]);
    REQUIRE_FALSE(bad.holds());
    if (i + 1 < good.proof.size() && good.proof[i] != good.proof[i + 1]) {
      bad = good;
      std::swap(bad.proof[i], bad.proof[i + 1]);
      REQUIRE_FALSE(bad.holds());
    }
  }
  Proof bad = good;
  bad.proof.push_back(empty_root());
  REQUIRE_FALSE(bad.holds());
  bad = good;
  bad.proof.push_back(good.proof.empty() ? Hash() : good.proof.back());
  REQUIRE_FALSE(bad.holds());
}

void check_everything_is_bound(PlainTree& tree, const Inclusion& good) {
  check_hashes_are_bound(good);
  Inclusion bad = good;
  bad.root = flipped(good.root, 0);
  REQUIRE_FALSE(bad.holds());
  bad = good;
  bad.leaf_hash = flipped(good.leaf_hash, 255);
  REQUIRE_FALSE(bad.holds());
  for (std::uint64_t index = 0; index <= good.size.value + 1; ++index) {
    if (index == good.leaf.value) continue;
    bad = good;
    bad.leaf = Sequence{index};
    REQUIRE_FALSE(bad.holds());
  }
  for (std::uint64_t size = 0; size <= good.size.value + 9; ++size) {
    if (size == good.size.value) continue;
    bad = good;
    bad.size = TreeSize{size};
    const bool same_path =
        good.leaf.value < size && path_shape(good.leaf.value, size) == path_shape(good.leaf.value, good.size.value);
    REQUIRE(bad.holds() == same_path);
    bad.root = tree.root(size);  // as signed for that size
    REQUIRE_FALSE(bad.holds());
  }
}

void check_everything_is_bound(PlainTree& tree, const Consistency& good) {
  check_hashes_are_bound(good);
  Consistency bad = good;
  bad.old_root = flipped(good.old_root, 100);
  REQUIRE_FALSE(bad.holds());
  bad = good;
  bad.new_root = flipped(good.new_root, 200);
  REQUIRE_FALSE(bad.holds());
  bad = good;
  std::swap(bad.old_size, bad.new_size);
  REQUIRE_FALSE(bad.holds());
  for (std::uint64_t size = 1; size <= good.new_size.value + 9; ++size) {
    bad = good;
    bad.old_size = TreeSize{size};
    if (size != good.old_size.value && size < good.new_size.value) {
      REQUIRE(bad.holds() == (consistency_shape(size, good.new_size.value) ==
                              consistency_shape(good.old_size.value, good.new_size.value)));
      bad.old_root = tree.root(size);
      REQUIRE_FALSE(bad.holds());
    }
    bad = good;
    bad.new_size = TreeSize{size};
    if (size != good.new_size.value && size > good.old_size.value) {
      REQUIRE(bad.holds() == (consistency_shape(good.old_size.value, size) ==
                              consistency_shape(good.old_size.value, good.new_size.value)));
      bad.new_root = tree.root(size);
      REQUIRE_FALSE(bad.holds());
    }
  }
}

}  // namespace

TEST_CASE("proofs: inclusion of every leaf in every size to 600 is the definition's and holds", "[proof][proofs]") {
  PlainTree tree(entry_leaves(all_sizes_max));
  const PlainTiles tiles(tree.leaves());
  for (std::uint64_t size = 1; size <= all_sizes_max; ++size) {
    const Hash root = tree.root(size);
    TreeReader reader(TreeSize{size}, tiles);
    for (std::uint64_t leaf = 0; leaf < size; ++leaf) {
      const auto expected = tree.inclusion(leaf, 0, size);
      if (!verify_inclusion(Sequence{leaf}, TreeSize{size}, tree.leaves()[leaf], expected, root) ||
          reader.inclusion_proof(Sequence{leaf}).value() != expected ||
          (leaf % 37 == 0 && inclusion_proof(Sequence{leaf}, TreeSize{size}, tiles).value() != expected)) {
        CAPTURE(leaf, size);
        FAIL("an inclusion proof differs from the definition or is refused");
      }
    }
  }
}

TEST_CASE("proofs: consistency of every two sizes to 600 is the definition's and holds", "[proof][proofs]") {
  PlainTree tree(entry_leaves(all_sizes_max));
  PlainTiles tiles(tree.leaves());
  tiles.generous = true;  // partial tiles of an old size may come from a full one
  for (std::uint64_t size = 0; size <= all_sizes_max; ++size) {
    const Hash root = tree.root(size);
    TreeReader reader(TreeSize{size}, tiles);
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      const auto expected = tree.consistency(old_size, size);
      if (!verify_consistency(TreeSize{old_size}, tree.root(old_size), TreeSize{size}, root, expected) ||
          reader.consistency_proof(TreeSize{old_size}).value() != expected ||
          (old_size % 37 == 0 && consistency_proof(TreeSize{old_size}, TreeSize{size}, tiles).value() != expected)) {
        CAPTURE(old_size, size);
        FAIL("a consistency proof differs from the definition or is refused");
      }
    }
  }
}

TEST_CASE("proofs: every element of an inclusion proof is bound", "[proof][proofs]") {
  PlainTree tree(entry_leaves(640));
  const auto check = [&tree](std::uint64_t leaf, std::uint64_t size) {
    CAPTURE(leaf, size);
    const Inclusion good{Sequence{leaf}, TreeSize{size}, tree.leaves()[leaf], tree.inclusion(leaf, 0, size),
                         tree.root(size)};
    REQUIRE(good.holds());
    check_everything_is_bound(tree, good);
  };
  for (std::uint64_t size = 1; size <= 40; ++size) {
    for (std::uint64_t leaf = 0; leaf < size; ++leaf) check(leaf, size);
  }
  for (const std::uint64_t size : {255u, 256u, 257u, 511u, 512u, 513u, 600u}) {
    for (const std::uint64_t leaf : {std::uint64_t{0}, std::uint64_t{1}, size / 2, size - 2, size - 1})
      check(leaf, size);
  }
}

TEST_CASE("proofs: every element of a consistency proof is bound", "[proof][proofs]") {
  PlainTree tree(entry_leaves(640));
  const auto check = [&tree](std::uint64_t old_size, std::uint64_t size) {
    CAPTURE(old_size, size);
    const Consistency good{TreeSize{old_size}, tree.root(old_size), TreeSize{size}, tree.root(size),
                           tree.consistency(old_size, size)};
    REQUIRE(good.holds());
    check_everything_is_bound(tree, good);
  };
  for (std::uint64_t size = 2; size <= 40; ++size) {
    for (std::uint64_t old_size = 1; old_size < size; ++old_size) check(old_size, size);
  }
  for (const std::uint64_t size : {255u, 256u, 257u, 511u, 512u, 513u, 600u}) {
    for (const std::uint64_t old_size : {std::uint64_t{1}, std::uint64_t{128}, size / 2, size - 2, size - 1}) {
      check(old_size, size);
    }
  }
}

TEST_CASE("proofs: sizes 0 and equal sizes have empty proofs and one root", "[proof][proofs]") {
  const Hash some = leaf_hash(view("some"));
  const Hash other = leaf_hash(view("other"));
  const TreeSize none{0};
  const TreeSize five{5};
  CHECK(verify_consistency(none, empty_root(), five, some, {}).has_value());
  CHECK_FALSE(verify_consistency(none, empty_root(), five, some, {other}).has_value());
  CHECK_FALSE(verify_consistency(none, some, five, some, {}).has_value());
  CHECK(verify_consistency(none, empty_root(), none, empty_root(), {}).has_value());
  CHECK_FALSE(verify_consistency(none, some, none, some, {}).has_value());
  CHECK_FALSE(verify_consistency(none, empty_root(), none, some, {}).has_value());
  CHECK(verify_consistency(five, some, five, some, {}).has_value());
  CHECK_FALSE(verify_consistency(five, some, five, other, {}).has_value());
  CHECK_FALSE(verify_consistency(five, some, five, some, {some}).has_value());
  CHECK_FALSE(verify_inclusion(Sequence{0}, none, some, {}, some).has_value());
  CHECK(verify_inclusion(Sequence{0}, TreeSize{1}, some, {}, some).has_value());
}

TEST_CASE("proofs: a proof of a power of two does not begin with the old root", "[proof][proofs]") {
  PlainTree tree(entry_leaves(300));
  const PlainTiles tiles(tree.leaves());
  for (const std::uint64_t old_size : {1u, 2u, 4u, 64u, 128u, 256u}) {
    auto proof = consistency_proof(TreeSize{old_size}, TreeSize{300}, tiles).value();
    const Hash old_root = tree.root(old_size);
    CHECK(proof.front() != old_root);
    proof.insert(proof.begin(), old_root);
    CHECK_FALSE(verify_consistency(TreeSize{old_size}, old_root, TreeSize{300}, tree.root(300), proof).has_value());
  }
}

TEST_CASE("proofs: places and sizes that do not exist are refused", "[proof][proofs]") {
  const PlainTiles tiles(entry_leaves(10));
  CHECK(inclusion_proof(Sequence{10}, TreeSize{10}, tiles).error().code == Errc::usage);
  CHECK(inclusion_proof(Sequence{0}, TreeSize{0}, tiles).error().code == Errc::usage);
  CHECK(inclusion_proof(Sequence{0}, TreeSize{tree_size_max + 1}, tiles).error().code == Errc::usage);
  CHECK(consistency_proof(TreeSize{6}, TreeSize{5}, tiles).error().code == Errc::usage);
  CHECK(consistency_proof(TreeSize{1}, TreeSize{tree_size_max + 1}, tiles).error().code == Errc::usage);
  CHECK(root_at(TreeSize{tree_size_max + 1}, tiles).error().code == Errc::usage);
  CHECK(root_at(TreeSize{11}, tiles).error().code == Errc::not_found);
  CHECK(inclusion_proof(Sequence{0}, TreeSize{11}, tiles).error().code == Errc::not_found);
  const Hash hash;
  CHECK_FALSE(
      verify_inclusion(Sequence{0}, TreeSize{~std::uint64_t{0}}, hash, std::vector<Hash>(64), hash).has_value());
  CHECK_FALSE(verify_consistency(TreeSize{1}, hash, TreeSize{~std::uint64_t{0}}, hash, {hash}).has_value());
  CHECK_FALSE(verify_inclusion(Sequence{3}, TreeSize{8}, hash, std::vector<Hash>(100'000), hash).has_value());
  CHECK_FALSE(verify_consistency(TreeSize{3}, hash, TreeSize{8}, hash, std::vector<Hash>(100'000)).has_value());
}

TEST_CASE("proofs: a short or overlong tile is corruption, not a crash", "[proof][proofs]") {
  class Broken final : public TileSource {
   public:
    explicit Broken(std::size_t width) : width_(width) {}
    Result<Tile> tile(TileId, std::uint64_t) const override { return Tile(width_); }

   private:
    std::size_t width_;
  };
  for (const std::size_t width : {0u, 9u, 257u}) {
    CHECK(inclusion_proof(Sequence{0}, TreeSize{10}, Broken(width)).error().code == Errc::corrupt);
    CHECK(consistency_proof(TreeSize{3}, TreeSize{10}, Broken(width)).error().code == Errc::corrupt);
    CHECK(root_at(TreeSize{10}, Broken(width)).error().code == Errc::corrupt);
  }
}

TEST_CASE("proofs: each tile is read once and only as wide as the tree has it", "[proof][proofs]") {
  const PlainTiles all(entry_leaves(70'000));
  for (const std::uint64_t size : {600u, 65'536u, 65'537u, 70'000u}) {
    const PlainTiles tiles(entry_leaves(size));  // knows nothing beyond this size
    CHECK(inclusion_proof(Sequence{size / 3}, TreeSize{size}, tiles).value() ==
          inclusion_proof(Sequence{size / 3}, TreeSize{size}, all).value());
    for (const auto& answer : tiles.answers) CHECK(answer.second == 1);
    CHECK(tiles.answers.size() <= 5);
    tiles.answers.clear();
    CHECK(consistency_proof(TreeSize{size / 2 + 7}, TreeSize{size}, tiles).value() ==
          consistency_proof(TreeSize{size / 2 + 7}, TreeSize{size}, all).value());
    for (const auto& answer : tiles.answers) CHECK(answer.second == 1);
    CHECK(tiles.answers.size() <= 5);
  }
}

TEST_CASE("proofs: a reader that has seen more tiles than it keeps still proves", "[proof][proofs]") {
  const auto leaves = entry_leaves(70'000);
  const PlainTiles tiles(leaves);
  TreeReader reader(TreeSize{70'000}, tiles);
  const Hash root = reader.root().value();
  for (int lap = 0; lap < 2; ++lap) {
    for (std::uint64_t leaf = 0; leaf < 70'000; leaf += 251) {
      const auto proof = reader.inclusion_proof(Sequence{leaf}).value();
      REQUIRE(verify_inclusion(Sequence{leaf}, TreeSize{70'000}, leaves[leaf], proof, root).has_value());
    }
  }
  CHECK(reader.root().value() == root);
}

TEST_CASE("proofs: enormous trees prove and verify", "[proof][proofs]") {
  const UniformTiles tiles;
  std::mt19937_64 random(63);
  const auto root_of = [&tiles](std::uint64_t size) {
    return Frontier::from_peaks(TreeSize{size}, tiles.peaks(TreeSize{size}))->root();
  };
  for (int round = 0; round < 300; ++round) {
    const std::uint64_t size = round == 0 ? tree_size_max : ((random() >> 1) >> random() % 60) + 2;
    const std::uint64_t place = round == 0 ? tree_size_max - 1 : random() % size;
    CAPTURE(size, place);
    const auto inclusion = inclusion_proof(Sequence{place}, TreeSize{size}, tiles).value();
    REQUIRE(inclusion.size() <= proof_hashes_max);
    REQUIRE(verify_inclusion(Sequence{place}, TreeSize{size}, tiles.perfect(0), inclusion, root_of(size)).has_value());
    const std::uint64_t old_size = place + 1;
    const auto consistency = consistency_proof(TreeSize{old_size}, TreeSize{size}, tiles).value();
    REQUIRE(verify_consistency(TreeSize{old_size}, root_of(old_size), TreeSize{size}, root_of(size), consistency)
                .has_value());
  }
}
