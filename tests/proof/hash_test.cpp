#include "ledger/proof/hash.hpp"

#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

#include <sodium.h>

#include <thread>

using namespace jejak;
using jejak::test::hash_of;

namespace {

std::string hex(const Hash& hash) {
  return to_hex(view(hash));
}

Hash node_of(std::string_view left, std::string_view right) {
  Bytes bytes{1};
  for (const char c : left) bytes.push_back(static_cast<std::uint8_t>(c));
  for (const char c : right) bytes.push_back(static_cast<std::uint8_t>(c));
  return sha256(bytes);
}

}  // namespace

TEST_CASE("hash: SHA-256 gives the answers of FIPS 180-4", "[proof][hash]") {
  CHECK(hex(sha256({})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(sha256(view("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex(sha256(view(std::string(1'000'000, 'a')))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("hash: leaf, node and empty tree give the constants of other logs", "[proof][hash]") {
  CHECK(to_base64(empty_root()) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  CHECK(hex(leaf_hash({})) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  CHECK(hex(leaf_hash(view("L123456"))) == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
  CHECK(hex(node_of("N123", "N456")) == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb");
}

TEST_CASE("hash: a node is the hash of 01 and its children, in their order", "[proof][hash]") {
  const Hash left = sha256(view("left"));
  const Hash right = sha256(view("right"));
  CHECK(node_hash(left, right) == node_of(text(view(left)), text(view(right))));
  CHECK(node_hash(left, right) != node_hash(right, left));
  Bytes as_leaf = copy(view(left));
  as_leaf.insert(as_leaf.end(), right.bytes.begin(), right.bytes.end());
  CHECK(node_hash(left, right) != leaf_hash(as_leaf));
}

TEST_CASE("hash: every length agrees with libsodium, whole and in pieces", "[proof][hash]") {
  Bytes bytes;
  for (std::size_t length = 0; length < 300; ++length) {
    Hash expected;
    crypto_hash_sha256(expected.bytes.data(), bytes.data(), bytes.size());
    REQUIRE(sha256(bytes) == expected);
    Sha256 pieces;
    const std::size_t cut = length / 3;
    pieces.update(BytesView(bytes).first(cut));
    REQUIRE(sha256(bytes) == expected);  // a hash in between disturbs nobody
    pieces.update({});
    pieces.update(BytesView(bytes).subspan(cut));
    REQUIRE(pieces.finish() == expected);
    bytes.push_back(static_cast<std::uint8_t>(length * 7));
  }
}

TEST_CASE("hash: threads that hash at once do not mix", "[proof][hash]") {
  std::vector<Hash> results(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < results.size(); ++i) {
    threads.emplace_back([&results, i] {
      Hash hash = leaf_hash(view(std::to_string(i)));
      for (int round = 0; round < 2000; ++round) hash = node_hash(hash, hash);
      results[i] = hash;
    });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < results.size(); ++i) {
    Hash hash = leaf_hash(view(std::to_string(i)));
    for (int round = 0; round < 2000; ++round) hash = node_hash(hash, hash);
    CHECK(results[i] == hash);
  }
}

TEST_CASE("hash: base64 is read only as it is printed", "[proof][hash]") {
  const std::string good = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  CHECK(to_base64(hash_of(good)) == good);
  for (const std::string& bad : {
           std::string(),
           good.substr(0, 43),                                            // no padding
           good + "\n",                                                   // a line break
           std::string("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV="),   // trailing bits
           std::string("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU="),   // URL alphabet
           std::string("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA=="),   // 31 bytes
           std::string("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA"),   // 33 bytes
           std::string("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSu\nU="),  // a line break inside
           std::string(" 7DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
       }) {
    CAPTURE(bad);
    CHECK_FALSE(hash_from_base64(bad).has_value());
  }
}
