#include "tests/proof/vectors.hpp"

#include "ledger/proof/checkpoint.hpp"
#include "ledger/proof/tiles.hpp"
#include "tests/proof/plain_tree.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// The body that a log posts to a witness: the old size, the proof from it, and the checkpoint.
std::string add_checkpoint(std::uint64_t old_size, const std::vector<Hash>& proof, const std::string& checkpoint) {
  std::string body = "old " + std::to_string(old_size) + "\n";
  for (const Hash& hash : proof) body += to_base64(hash) + "\n";
  return body + "\n" + checkpoint;
}

}  // namespace

TEST_CASE("vectors: every inclusion proof is ours and holds", "[proof][vectors]") {
  const auto leaves = entry_leaves(70'000);
  const PlainTiles tiles(leaves);
  for (const auto& item : tlog_vectors().at("inclusion").as_array()) {
    const Sequence index{item.at("index").to_number<std::uint64_t>()};
    const TreeSize size{item.at("size").to_number<std::uint64_t>()};
    CAPTURE(index.value, size.value);
    const auto proof = hashes_of(item.at("proof"));
    CHECK(inclusion_proof(index, size, tiles).value() == proof);
    CHECK(verify_inclusion(index, size, leaves[index.value], proof, root_at(size, tiles).value()).has_value());
  }
}

TEST_CASE("vectors: every consistency proof is ours and holds", "[proof][vectors]") {
  const PlainTiles tiles(entry_leaves(70'000));
  for (const auto& item : tlog_vectors().at("consistency").as_array()) {
    const TreeSize old_size{item.at("old").to_number<std::uint64_t>()};
    const TreeSize new_size{item.at("new").to_number<std::uint64_t>()};
    CAPTURE(old_size.value, new_size.value);
    const auto proof = hashes_of(item.at("proof"));
    CHECK(consistency_proof(old_size, new_size, tiles).value() == proof);
    CHECK(verify_consistency(old_size, root_at(old_size, tiles).value(), new_size, root_at(new_size, tiles).value(),
                             proof)
              .has_value());
  }
}

TEST_CASE("vectors: what a witness is sent can be made byte for byte", "[proof][vectors]") {
  const PlainTiles tiles(entry_leaves(257));
  const auto proof = consistency_proof(TreeSize{3}, TreeSize{257}, tiles).value();
  const std::string body = add_checkpoint(3, proof, vector_text("checkpoints", "257"));
  CHECK(body == read_vector("add-checkpoint-3-257.txt"));
  CHECK(body == std::string(tlog_vectors().at("add_checkpoint_second_body").as_string()));
  CHECK(add_checkpoint(0, {}, vector_text("checkpoints", "3")) ==
        std::string(tlog_vectors().at("add_checkpoint_first_body").as_string()));
  CHECK(to_hex(view(sha256(view(vector_text("log", "origin"))))) == vector_text("log", "origin_sha256"));
}

TEST_CASE("vectors: the resources of size 70000 are those that tiles_of names", "[proof][vectors]") {
  std::vector<std::string> expected;
  const auto spans = tiles_of(TreeSize{70'000});
  const auto add = [&expected](const std::string& first, const std::string& last) {
    expected.push_back(first == last ? first : first + " .. " + last);
  };
  for (const TileSpan& span : spans) {
    if (span.full > 0) add(tile_path({span.level, 0}, 256), tile_path({span.level, span.full - 1}, 256));
    if (span.partial > 0) expected.push_back(tile_path({span.level, span.full}, span.partial));
  }
  add(entries_path(0, 256), entries_path(spans[0].full - 1, 256));
  expected.push_back(entries_path(spans[0].full, spans[0].partial));
  std::vector<std::string> given;
  for (const auto& item : tlog_vectors().at("resources_at_70000").as_array()) {
    given.emplace_back(item.as_string());
  }
  CHECK(given == expected);
}
