#include "ledger/proof/checkpoint.hpp"

#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using jejak::test::hash_of;
using jejak::test::vector_text;

namespace {

const std::string root_257 = "kYsc7GTzF8duPPVcBTaEHAOe/wZ3LruIKM58F2Aotaw=";
const std::string root_0 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

std::vector<NoteSigner> log_keys() {
  std::vector<NoteSigner> keys;
  keys.push_back(parse_signer(vector_text("log", "skey")).value());
  return keys;
}

}  // namespace

TEST_CASE("checkpoint: signing sizes 0, 3 and 257 gives the vectors byte for byte", "[proof][checkpoint]") {
  for (const char* size : {"0", "3", "257"}) {
    const std::string expected = vector_text("checkpoints", size);
    const auto made = sign_checkpoint(vector_text("log", "origin"), TreeSize{std::stoull(size)},
                                      hash_of(vector_text("roots", size)), log_keys());
    CHECK(print(made) == expected);
    const auto read = parse_signed_checkpoint(expected);
    REQUIRE(read.has_value());
    CHECK(*read == made);
    CHECK(verify(read->note, {parse_verifier_key(vector_text("log", "vkey")).value()}).has_value());
  }
}

TEST_CASE("checkpoint: several keys of one log sign one text, in their order", "[proof][checkpoint]") {
  auto keys = log_keys();
  keys.push_back({vector_text("log", "origin"), KeyType::ed25519, SigningKey::generate()});
  const auto made = sign_checkpoint(vector_text("log", "origin"), TreeSize{257}, hash_of(root_257), keys);
  CHECK(verify(made.note, {keys[1].verifier(), keys[0].verifier()}).value() ==
        std::vector<VerifierKey>{keys[0].verifier(), keys[1].verifier()});
}

TEST_CASE("checkpoint: Go's example of a tree head is read", "[proof][checkpoint]") {
  const std::string text = "go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n";
  const auto read = parse_checkpoint(text);
  REQUIRE(read.has_value());
  CHECK(read->origin == "go.sum database tree");
  CHECK(read->size == TreeSize{123456789012});
  CHECK(print(*read) == text);
}

TEST_CASE("checkpoint: extension lines are kept when read and never made", "[proof][checkpoint]") {
  const std::string text = "log\n257\n" + root_257 + "\nfirst extension\nsecond\n";
  const auto read = parse_checkpoint(text);
  REQUIRE(read.has_value());
  CHECK(read->extensions == std::vector<std::string>{"first extension", "second"});
  CHECK(print(*read) == text);
  CHECK(sign_checkpoint(vector_text("log", "origin"), TreeSize{257}, hash_of(root_257), log_keys())
            .checkpoint.extensions.empty());
}

TEST_CASE("checkpoint: what is not one is refused, with the line", "[proof][checkpoint]") {
  const auto refused_at = [](const std::string& text) {
    const auto read = parse_checkpoint(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == Errc::malformed);
    return read.error().message.substr(0, 20);
  };
  CHECK(refused_at("\n257\n" + root_257 + "\n") == "checkpoint: line 1: ");
  for (const char* size : {"0257", "00", "+257", "-1", " 257", "257 ", "2 57", "0x101", "257.0", "",
                           "9223372036854775808", "18446744073709551616", "99999999999999999999"}) {
    CAPTURE(size);
    CHECK(refused_at("log\n" + std::string(size) + "\n" + root_257 + "\n") == "checkpoint: line 2: ");
  }
  for (const std::string& root : {std::string(), root_257.substr(0, 43), root_257 + "=", " " + root_257,
                                  std::string("kYsc7GTzF8duPPVcBTaEHAOe/wZ3LruIKM58F2Aotax="),
                                  std::string("kYsc7GTzF8duPPVcBTaEHAOe_wZ3LruIKM58F2Aotaw="), std::string("AAAA")}) {
    CAPTURE(root);
    CHECK(refused_at("log\n257\n" + root + "\n") == "checkpoint: line 3: ");
  }
  CHECK(refused_at("log\n257\n" + root_257 + "\n\n") == "checkpoint: line 4: ");
  CHECK(refused_at("log\n257\n" + root_257 + "\next\n\next\n") == "checkpoint: line 5: ");
  CHECK(refused_at("log\n0\n" + root_257 + "\n") == "checkpoint: line 3: ");
  CHECK(refused_at("log\r\n257\r\n" + root_257 + "\r\n") == "checkpoint: line 1: ");
  for (const std::string& text : {std::string(), std::string("log"), std::string("log\n"), std::string("log\n257\n"),
                                  "log\n257\n" + root_257, std::string("l\xffg\n257\n") + root_257 + "\n"}) {
    CHECK_FALSE(parse_checkpoint(text).has_value());
  }
}

TEST_CASE("checkpoint: size 0 goes with the empty root and 2^63-1 with any", "[proof][checkpoint]") {
  CHECK(parse_checkpoint("log\n0\n" + root_0 + "\n").has_value());
  CHECK(parse_checkpoint("log\n9223372036854775807\n" + root_257 + "\n").has_value());
}

TEST_CASE("checkpoint: a signed note that is no checkpoint is refused", "[proof][checkpoint]") {
  Note note{"just a text\n", {}};
  sign(note, log_keys()[0]);
  CHECK(parse_signed_checkpoint(print(note)).error().code == Errc::malformed);
  CHECK(parse_signed_checkpoint("log\n0\n" + root_0 + "\n").error().code == Errc::malformed);
}
