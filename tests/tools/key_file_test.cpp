#include "tools/keys/key_file.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"

#include <sys/stat.h>

#include <fstream>

namespace jejak {
namespace {

NoteSigner signer_named(const std::string& name) {
  ByteArray<32> seed{};
  seed[0] = 7;
  return {name, KeyType::ed25519, SigningKey::from_seed(seed)};
}

std::string sealed_file() {
  auto file = seal_key(signer_named("bawaslu:64"), Secret("a passphrase"), KeyStrength::interactive);
  REQUIRE(file.has_value());
  return *file;
}

Errc refusal_of(const std::string& file) {
  auto opened = unseal_key(file, Secret("a passphrase"));
  REQUIRE_FALSE(opened.has_value());
  return opened.error().code;
}

}  // namespace

TEST_CASE("key file: what was sealed comes back under the same passphrase", "[tools][key_file]") {
  const std::string file = sealed_file();
  auto opened = unseal_key(file, Secret("a passphrase"));
  REQUIRE(opened.has_value());
  CHECK(opened->name == "bawaslu:64");
  CHECK(opened->key.seed() == signer_named("x").key.seed());
  auto shown = read_public_key(file);
  REQUIRE(shown.has_value());
  CHECK(*shown == signer_named("bawaslu:64").verifier());
}

TEST_CASE("key file: a wrong passphrase is refused as a matter of permission", "[tools][key_file]") {
  const std::string file = sealed_file();
  for (const char* wrong : {"", "a passphrasf", "a passphrase ", "A passphrase"}) {
    auto opened = unseal_key(file, Secret(wrong));
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == Errc::permission);
  }
}

TEST_CASE("key file: the secret stands in no readable form in it", "[tools][key_file]") {
  const std::string file = sealed_file();
  const auto key = signer_named("bawaslu:64");
  CHECK(file.find(to_base64(key.key.seed())) == std::string::npos);
  CHECK(file.find(to_hex(key.key.seed())) == std::string::npos);
  CHECK(file != sealed_file());  // another salt and nonce each time
}

TEST_CASE("key file: no byte of it can change and the file still open", "[tools][key_file]") {
  const std::string file = sealed_file();
  const std::size_t sealed_at = file.find("sealed ");
  for (std::size_t at = 0; at < file.size(); ++at) {
    // Inside long base64 each further byte tests the same; the derivation is dear, so every fourth is enough there.
    const bool inside = at > file.find("kdf ") && file[at] != ' ' && file[at] != '\n';
    if (inside && at % 4 != 0) continue;
    std::string changed = file;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    INFO("byte " << at << (at < sealed_at ? ", header" : ", sealed"));
    auto opened = unseal_key(changed, Secret("a passphrase"));
    CHECK_FALSE(opened.has_value());
  }
}

TEST_CASE("key file: a file that is cut, lengthened or reordered is malformed", "[tools][key_file]") {
  const std::string file = sealed_file();
  for (std::size_t length = 0; length < file.size(); ++length) {
    INFO(length);
    CHECK(refusal_of(file.substr(0, length)) == Errc::malformed);
  }
  CHECK(refusal_of(file + "\n") == Errc::malformed);
  CHECK(refusal_of(file + "more") == Errc::malformed);
  CHECK(refusal_of("\n" + file) == Errc::malformed);
  CHECK(refusal_of(std::string(key_file_bytes_max + 1, 'x')) == Errc::too_large);
}

TEST_CASE("key file: one that asks for more memory or passes than ours is refused before any work",
          "[tools][key_file]") {
  const std::string file = sealed_file();
  const auto kdf = file.find("kdf argon2id13 ");
  const auto salt = file.find(' ', file.find(' ', kdf + 15) + 1);
  for (const char* cost : {"2 1048577", "5 65536", "2 9223372036854775807", "999999999 65536"}) {
    std::string greedy = file;
    greedy.replace(kdf + 15, salt - kdf - 15, cost);
    CHECK(refusal_of(greedy) == Errc::too_large);
  }
  for (const char* cost : {"0 65536", "2 1", "2 -1", "02 65536", "2  65536"}) {
    std::string odd = file;
    odd.replace(kdf + 15, salt - kdf - 15, cost);
    CHECK(refusal_of(odd) == Errc::malformed);
  }
}

TEST_CASE("key file: nobody seals a key under no passphrase", "[tools][key_file]") {
  CHECK(seal_key(signer_named("a"), Secret(""), KeyStrength::interactive).error().code == Errc::usage);
  const std::string long_one(passphrase_bytes_max + 1, 'x');
  CHECK(seal_key(signer_named("a"), Secret(long_one), KeyStrength::interactive).error().code == Errc::usage);
}

TEST_CASE("key file: it is made readable to its owner alone and never replaced", "[tools][key_file]") {
  const test::Scratch scratch;
  const std::string path = scratch.at("a.key");
  REQUIRE(write_key_file(path, "text").has_value());
  struct stat status{};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  auto again = write_key_file(path, "other");
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().code == Errc::conflict);
  CHECK(*read_key_file(path) == "text");
  CHECK(write_key_file(scratch.at("no/such/folder"), "text").error().code == Errc::not_found);
}

TEST_CASE("key file: one that others may read or write is refused with the command that repairs it",
          "[tools][key_file]") {
  const test::Scratch scratch;
  const std::string path = scratch.at("a.key");
  REQUIRE(write_key_file(path, "text").has_value());
  for (const mode_t mode : {0604U, 0640U, 0602U, 0620U, 0601U, 0610U, 0777U}) {
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    auto read = read_key_file(path);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == Errc::permission);
    CHECK(read.error().message.find("chmod 600 " + path) != std::string::npos);
  }
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
  CHECK(read_key_file(path).has_value());
  CHECK(read_key_file(scratch.path()).error().code == Errc::permission);
  CHECK(read_key_file(scratch.at("none")).error().code == Errc::not_found);
}

TEST_CASE("secret: a moved one leaves nothing behind", "[tools][key_file]") {
  Secret first("short");
  Secret second(std::move(first));
  CHECK(second.view() == "short");
  CHECK(first.view().empty());  // NOLINT: what is left is the claim
  Secret third;
  third = std::move(second);
  CHECK(third.view() == "short");
  CHECK(second.view().empty());  // NOLINT
}

}  // namespace jejak
