#include "ledger/proof/lines.hpp"
#include "ledger/proof/note.hpp"
#include "tests/proof/vectors.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using jejak::test::vector_text;

namespace {

const std::string peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string peter_secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

}  // namespace

TEST_CASE("keys: verifier keys of other programs are read and printed alike", "[proof][keys]") {
  for (const std::string& vkey :
       {std::string("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"), peter,
        std::string("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"),
        std::string("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"),
        vector_text("log", "vkey"), vector_text("witness", "vkey")}) {
    CAPTURE(vkey);
    const auto key = parse_verifier_key(vkey);
    REQUIRE(key.has_value());
    CHECK(print(*key) == vkey);
  }
  CHECK(parse_verifier_key(vector_text("log", "vkey"))->type == KeyType::ed25519);
  CHECK(parse_verifier_key(vector_text("witness", "vkey"))->type == KeyType::cosignature);
}

TEST_CASE("keys: key ids and public keys are those of the vectors", "[proof][keys]") {
  for (const char* who : {"log", "witness"}) {
    const auto seed = to_array<32>(from_hex(vector_text(who, "seed_hex")).value()).value();
    const auto key = SigningKey::from_seed(seed);
    CHECK(to_hex(key.public_key()) == vector_text(who, "pub_hex"));
    const bool log = std::string(who) == "log";
    const auto made = make_verifier_key(vector_text(who, log ? "origin" : "name"),
                                        log ? KeyType::ed25519 : KeyType::cosignature, key.public_key());
    CHECK(print(made) == vector_text(who, "vkey"));
    CHECK(print(made).find("+" + vector_text(who, "key_id") + "+") != std::string::npos);
  }
}

TEST_CASE("keys: signing keys of other programs are read and printed alike", "[proof][keys]") {
  for (const std::string& skey : {peter_secret, vector_text("log", "skey")}) {
    const auto signer = parse_signer(skey);
    REQUIRE(signer.has_value());
    CHECK(print_secret(*signer) == skey);
  }
  CHECK(print(parse_signer(peter_secret)->verifier()) == peter);
  NoteSigner witness{"witness.example/w9", KeyType::cosignature, SigningKey::generate()};
  const auto again = parse_signer(print_secret(witness));
  REQUIRE(again.has_value());
  CHECK(again->verifier() == witness.verifier());
}

TEST_CASE("keys: every piece and every changed byte of a verifier key is refused", "[proof][keys]") {
  for (std::size_t begin = 0; begin <= peter.size(); ++begin) {
    for (std::size_t length = 0; begin + length <= peter.size(); ++length) {
      if (length != peter.size()) REQUIRE_FALSE(parse_verifier_key(peter.substr(begin, length)).has_value());
    }
  }
  for (std::size_t i = 0; i < peter.size(); ++i) {
    for (const int step : {1, -1, 32}) {
      std::string bad = peter;
      bad[i] = static_cast<char>(bad[i] + step);
      CAPTURE(bad);
      REQUIRE_FALSE(parse_verifier_key(bad).has_value());
    }
  }
}

TEST_CASE("keys: every piece and every changed byte of a signing key is refused, unquoted", "[proof][keys]") {
  for (std::size_t begin = 0; begin <= peter_secret.size(); ++begin) {
    for (std::size_t length = 0; begin + length <= peter_secret.size(); ++length) {
      if (length != peter_secret.size()) REQUIRE_FALSE(parse_signer(peter_secret.substr(begin, length)).has_value());
    }
  }
  for (std::size_t i = 0; i < peter_secret.size(); ++i) {
    std::string bad = peter_secret;
    ++bad[i];
    const auto parsed = parse_signer(bad);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().message.find("AYEK") == std::string::npos);
  }
}

TEST_CASE("keys: well-made ids do not rescue a wrong key", "[proof][keys]") {
  const auto code = [](std::string_view vkey) { return parse_verifier_key(vkey).error().code; };
  CHECK(code("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==") == Errc::malformed);
  CHECK(code("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == Errc::unsupported);
  CHECK(code("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == Errc::malformed);
  CHECK(code("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW=") == Errc::malformed);
  CHECK(code("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4\nizWy10TW") == Errc::malformed);
  CHECK(code("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == Errc::malformed);
}

TEST_CASE("keys: an error quotes a bounded part of what it refuses", "[proof][keys]") {
  const auto parsed = parse_verifier_key(std::string(500'000, '\x01'));
  REQUIRE_FALSE(parsed.has_value());
  CHECK(parsed.error().message.size() < 400);
  CHECK(parsed.error().message.find('\x01') == std::string::npos);
  CHECK(parse_verifier_key(std::string(note_bytes_max + 1, 'a')).error().code == Errc::too_large);
}

TEST_CASE("keys: names have no white space, plus, control byte or broken UTF-8", "[proof][keys]") {
  for (const char* good : {"a", "ledger.example/2026/ab", "\xc3\xa9", "\xf0\x9f\x94\x91", "oid/1.2.3", "\x7f", "=",
                           "\xe2\x80\x8b", "\xef\xbf\xbd"}) {
    CAPTURE(good);
    CHECK(is_key_name(good));
  }
  for (const std::string& bad : {std::string(),
                                 std::string("a b"),
                                 std::string(" "),
                                 std::string("a+b"),
                                 std::string("a\tb"),
                                 std::string("a\nb"),
                                 std::string("a\0b", 3),
                                 std::string("\x1f"),
                                 std::string("\xc2\x85"),
                                 std::string("\xc2\xa0"),
                                 std::string("\xe1\x9a\x80"),
                                 std::string("a\xe2\x80\x80"),
                                 std::string("\xe2\x80\x8a"),
                                 std::string("\xe2\x80\xa8"),
                                 std::string("\xe2\x80\xa9"),
                                 std::string("\xe2\x80\xaf"),
                                 std::string("\xe2\x81\x9f"),
                                 std::string("\xe3\x80\x80"),
                                 std::string("\xff"),
                                 std::string("\xc0\xaf"),
                                 std::string("\xed\xa0\x80"),
                                 std::string("\xe2\x80")}) {
    CAPTURE(bad);
    CHECK_FALSE(is_key_name(bad));
  }
}

TEST_CASE("lines: UTF-8 is accepted exactly as RFC 3629 draws it", "[proof][lines]") {
  for (const char* good : {"", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                           "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    CHECK(is_utf8(good));
  }
  for (const char* bad :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x9f\xbf", "\xe0\xa0", "\xed\xa0\x80",
        "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf0\x90\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xfe", "\xff"}) {
    CAPTURE(to_hex(view(std::string_view(bad))));
    CHECK_FALSE(is_utf8(bad));
  }
}
