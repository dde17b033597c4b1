#include "ledger/proof/frontier.hpp"

#include "tests/proof/plain_tree.hpp"
#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

#include <bit>

using namespace jejak;
using namespace jejak::test;

TEST_CASE("frontier: the root of every size to 600 is the one of the definition", "[proof][frontier]") {
  PlainTree tree(entry_leaves(600));
  Frontier frontier;
  CHECK(frontier.root() == empty_root());
  for (std::uint64_t size = 1; size <= 600; ++size) {
    frontier.append(tree.leaves()[size - 1]);
    REQUIRE(frontier.size() == TreeSize{size});
    REQUIRE(frontier.root() == tree.root(size));
    REQUIRE(frontier.peaks().size() == static_cast<std::size_t>(std::popcount(size)));
  }
}

TEST_CASE("frontier: a copy goes its own way", "[proof][frontier]") {
  const auto leaves = entry_leaves(10);
  Frontier frontier;
  for (std::size_t i = 0; i < 7; ++i) frontier.append(leaves[i]);
  const Hash before = frontier.root();
  Frontier copy = frontier;
  copy.append(leaves[7]);
  CHECK(frontier.root() == before);
  frontier.append(leaves[8]);
  CHECK(frontier.root() != copy.root());
}

TEST_CASE("frontier: rebuilt from its peaks it goes on as before", "[proof][frontier]") {
  const auto leaves = entry_leaves(70);
  Frontier frontier;
  for (const Hash& leaf : leaves) {
    auto again = Frontier::from_peaks(frontier.size(), frontier.peaks());
    REQUIRE(again.has_value());
    REQUIRE(again->root() == frontier.root());
    frontier.append(leaf);
    again->append(leaf);
    REQUIRE(again->root() == frontier.root());
  }
}

TEST_CASE("frontier: a wrong number of peaks or too large a size is refused", "[proof][frontier]") {
  const std::vector<Hash> three(3);
  CHECK(Frontier::from_peaks(TreeSize{7}, three).has_value());
  CHECK_FALSE(Frontier::from_peaks(TreeSize{6}, three).has_value());
  CHECK_FALSE(Frontier::from_peaks(TreeSize{15}, three).has_value());
  CHECK_FALSE(Frontier::from_peaks(TreeSize{0}, three).has_value());
  CHECK(Frontier::from_peaks(TreeSize{0}, {}).has_value());
  CHECK(Frontier::from_peaks(TreeSize{tree_size_max}, std::vector<Hash>(63)).has_value());
  CHECK_FALSE(Frontier::from_peaks(TreeSize{tree_size_max + 1}, std::vector<Hash>(1)).has_value());
}

TEST_CASE("frontier: the roots of another log's test data", "[proof][frontier]") {
  const std::string words[] = {"one",  "two", "three",  "four",  "five",     "six",     "seven", "eit",
                               "nain", "ten", "ileven", "twelf", "threeten", "fourten", "fivten"};
  Frontier frontier;
  for (const std::string& word : words) {
    frontier.append(leaf_hash(view(word)));
    const auto size = frontier.size().value;
    if (size == 1) CHECK(to_base64(frontier.root()) == "0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=");
    if (size == 3) CHECK(to_base64(frontier.root()) == "Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=");
  }
  CHECK(to_base64(frontier.root()) == "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=");
}
