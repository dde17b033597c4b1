#include "ledger/proof/ed25519.hpp"

#include "tests/support/catch.hpp"

#include <utility>

using namespace jejak;

namespace {

template <std::size_t N>
ByteArray<N> array_of(std::string_view hex) {
  return to_array<N>(from_hex(hex).value()).value();
}

}  // namespace

TEST_CASE("ed25519: RFC 8032 tests 1 to 3 are reproduced", "[proof][ed25519]") {
  struct Known {
    const char *seed, *key, *message, *signature;
  };
  const Known known[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2"
       "4"
       "655141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302ae"
       "e"
       "b00d291612bb0c00"},
      {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
       "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28"
       "d"
       "c027beceea1ec40a"},
  };
  for (const Known& k : known) {
    const auto key = SigningKey::from_seed(array_of<32>(k.seed));
    const Bytes message = from_hex(k.message).value();
    CHECK(to_hex(key.public_key()) == k.key);
    CHECK(to_hex(key.sign(message)) == k.signature);
    CHECK(verify(key.public_key(), message, array_of<64>(k.signature)));
  }
}

TEST_CASE("ed25519: every flipped bit of key, message or signature is refused", "[proof][ed25519]") {
  const auto key = SigningKey::generate();
  Bytes message = copy(view("a decision"));
  const Signature signature = key.sign(message);
  REQUIRE(verify(key.public_key(), message, signature));
  for (std::size_t bit = 0; bit < 64 * 8; ++bit) {
    Signature bad = signature;
    bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ 1u << bit % 8);
    REQUIRE_FALSE(verify(key.public_key(), message, bad));
  }
  for (std::size_t bit = 0; bit < 32 * 8; ++bit) {
    PublicKey bad = key.public_key();
    bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ 1u << bit % 8);
    REQUIRE_FALSE(verify(bad, message, signature));
  }
  for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
    Bytes bad = message;
    bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ 1u << bit % 8);
    REQUIRE_FALSE(verify(key.public_key(), bad, signature));
  }
}

TEST_CASE("ed25519: a key of small order signs nothing", "[proof][ed25519]") {
  PublicKey identity{};
  identity[0] = 1;
  Signature signature{};
  signature[0] = 1;  // R the identity, S zero: holds in lax verifiers for every message
  CHECK_FALSE(verify(identity, view("anything"), signature));
  CHECK_FALSE(verify(PublicKey{}, view("anything"), Signature{}));
}

TEST_CASE("ed25519: a moved-from key keeps no secret and the new one signs alike", "[proof][ed25519]") {
  auto first = SigningKey::from_seed(array_of<32>("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  const Signature before = first.sign(view("x"));
  SigningKey second = std::move(first);
  CHECK(first.seed() == ByteArray<32>{});  // NOLINT: looking at what is left is the test
  CHECK(second.sign(view("x")) == before);
  SigningKey third = SigningKey::generate();
  third = std::move(second);
  CHECK(second.seed() == ByteArray<32>{});  // NOLINT
  CHECK(third.sign(view("x")) == before);
}

TEST_CASE("ed25519: generated keys and random bytes do not repeat", "[proof][ed25519]") {
  CHECK(SigningKey::generate().seed() != SigningKey::generate().seed());
  CHECK(random_array<32>() != random_array<32>());
}
