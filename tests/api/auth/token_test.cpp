// A token is one text: whatever is changed in it is refused, with the part and the rule.

#include "api/auth/base64url.hpp"
#include "api/auth/token_cache.hpp"
#include "tests/api/auth/property.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_ledger.hpp"

#include <fstream>
#include <thread>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::string_view origin = "jejak.example/test";
const Instant noon = *parse_instant("2024-10-02T05:00:00Z");

Instant later(std::int64_t seconds) {
  return {noon.us + seconds * 1'000'000};
}

TokenOrder an_order() {
  return TokenOrder{std::string(origin), noon, 3'600, "0192-4d5f"};
}

TokenRules rules(std::int64_t skew_seconds = 0) {
  return TokenRules{std::string(origin), skew_seconds};
}

std::string a_token() {
  auto token = make_token(key_named("PPK_ASN@prov:64"), an_order());
  REQUIRE(token.has_value());
  return *token;
}

// Any header and payload, signed well.
std::string signed_token(std::string_view header, std::string_view payload) {
  const std::string input = to_base64url(view(header)) + "." + to_base64url(view(payload));
  return input + "." + to_base64url(key_named("PPK_ASN@prov:64").sign(view(input)));
}

constexpr std::string_view plain_header = R"({"alg":"EdDSA","typ":"JWT"})";
const std::int64_t noon_second = noon.us / 1'000'000;

// The members that it takes, some of them replaced or (empty) left out.
std::string payload(const std::map<std::string, std::string>& changes = {}) {
  std::vector<std::pair<std::string, std::string>> members{
      {"iss", "\"" + to_hex(key_named("PPK_ASN@prov:64").public_key()) + "\""},
      {"aud", "\"" + std::string(origin) + "\""},
      {"iat", std::to_string(noon_second)},
      {"exp", std::to_string(noon_second + 600)},
      {"jti", "\"1\""}};
  for (const auto& change : changes) {
    const auto at =
        std::find_if(members.begin(), members.end(), [&](const auto& each) { return each.first == change.first; });
    if (at != members.end()) {
      at->second = change.second;
    } else {
      members.emplace_back(change);
    }
  }
  std::string json;
  for (const auto& [member, value] : members) {
    if (!value.empty()) json += (json.empty() ? "{\"" : ",\"") + member + "\":" + value;
  }
  return json + "}";
}

Errc code_of(const Result<TokenClaims>& answer) {
  return answer.has_value() ? Errc::internal : answer.error().code;
}

std::string message_of(const Result<TokenClaims>& answer) {
  return answer.has_value() ? "taken" : answer.error().message;
}

}  // namespace

TEST_CASE("base64url: the one spelling of RFC 4648 without padding", "[auth][token]") {
  CHECK(to_base64url(Bytes{0xfb, 0xff, 0xfe}) == "-__-");
  CHECK(to_base64url(Bytes{1}) == "AQ");
  CHECK(from_base64url("AQ") == Bytes{1});
  CHECK(from_base64url("") == Bytes{});
  for (const char* wrong : {"AR", "AQ==", "AQ=", "A", "+__-", "-_/-", "A Q", "AQ\n", "AAAAA"}) {
    INFO(wrong);
    CHECK_FALSE(from_base64url(wrong).has_value());
  }
}

TEST_CASE("token: the signature is the one that RFC 8037 prints", "[auth][token]") {
  const auto seed = to_array<32>(*from_base64url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"));
  const SigningKey key = SigningKey::from_seed(*seed);
  CHECK(to_base64url(key.public_key()) == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
  const std::string_view input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
  CHECK(to_base64url(key.sign(view(input))) ==
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
}

TEST_CASE("token: what was made is verified, and says whose it is", "[auth][token]") {
  const auto claims = verify_token(a_token(), rules(), noon);
  INFO(message_of(claims));
  REQUIRE(claims.has_value());
  CHECK(claims->key == key_named("PPK_ASN@prov:64").public_key());
  CHECK(claims->id == "0192-4d5f");
  CHECK(claims->issued == noon_second);
  CHECK(claims->expires == noon_second + 3'600);
}

TEST_CASE("token: the vector is what it was, and holds", "[auth][token]") {
  std::ifstream in(JEJAK_SOURCE_DIR "/tests/vectors/auth/token.jwt");
  std::string token;
  REQUIRE(std::getline(in, token));
  const auto claims = verify_token(token, {"jejak.example/vector", 0}, noon);
  INFO(message_of(claims));
  REQUIRE(claims.has_value());
  CHECK(to_base64url(claims->key) == "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs");
  const auto seed = to_array<32>(*from_base64url("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU"));
  CHECK(*make_token(SigningKey::from_seed(*seed), {"jejak.example/vector", noon, 3'600, claims->id}) == token);
}

TEST_CASE("token: it is made of exactly the members that are documented", "[auth][token]") {
  const std::string token = a_token();
  CHECK(text(*from_base64url(token.substr(0, token.find('.')))) == plain_header);
  const std::string body = token.substr(token.find('.') + 1, token.rfind('.') - token.find('.') - 1);
  CHECK(text(*from_base64url(body)) == R"({"iss":")" + to_hex(key_named("PPK_ASN@prov:64").public_key()) +
                                           R"(","aud":"jejak.example/test","iat":1727845200,"exp":1727848800,)" +
                                           R"("jti":"0192-4d5f"})");
}

TEST_CASE("token: no order is carried out whose token would be refused", "[auth][token]") {
  const SigningKey key = key_named("PPK_ASN@prov:64");
  for (const TokenOrder& wrong :
       {TokenOrder{"", noon, 60, "1"}, TokenOrder{std::string(origin), noon, 0, "1"},
        TokenOrder{std::string(origin), noon, 3'601, "1"}, TokenOrder{std::string(origin), noon, 60, ""},
        TokenOrder{std::string(origin), noon, 60, "a b"}, TokenOrder{std::string(origin), Instant{-1}, 60, "1"},
        TokenOrder{std::string(origin), noon, 60, std::string(65, 'x')},
        TokenOrder{std::string(4'000, 'o'), noon, 60, "1"}}) {
    const auto made = make_token(key, wrong);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == Errc::usage);
  }
}

TEST_CASE("token: every bit of it counts", "[auth][token]") {
  const std::string token = a_token();
  for (std::size_t at = 0; at < token.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = token;
      changed[at] = static_cast<char>(changed[at] ^ 1 << bit);
      CAPTURE(at, bit);
      REQUIRE_FALSE(verify_token(changed, rules(), noon).has_value());
    }
  }
}

TEST_CASE("token: it counts from its first byte to its last", "[auth][token]") {
  const std::string token = a_token();
  for (std::size_t size = 0; size < token.size(); ++size) {
    CAPTURE(size);
    REQUIRE_FALSE(verify_token(token.substr(0, size), rules(), noon).has_value());
    REQUIRE_FALSE(verify_token(token.substr(size + 1), rules(), noon).has_value());
  }
  for (const std::string& longer : {token + "A", token + "=", token + ".", token + " ", " " + token, token + "\n"}) {
    CHECK_FALSE(verify_token(longer, rules(), noon).has_value());
  }
}

TEST_CASE("token: its hour is exact, and the skew is added at both ends", "[auth][token]") {
  const std::string token = a_token();
  CHECK(verify_token(token, rules(), later(3'599)).has_value());
  CHECK(message_of(verify_token(token, rules(), later(3'600))) ==
        "payload.exp: the token expired at 2024-10-02T06:00:00.000000Z");
  CHECK(code_of(verify_token(token, rules(), later(3'600))) == Errc::permission);
  CHECK(message_of(verify_token(token, rules(), later(-1))) ==
        "payload.iat: the token was issued in the future, at 2024-10-02T05:00:00.000000Z");
  CHECK(verify_token(token, rules(30), later(3'629)).has_value());
  CHECK_FALSE(verify_token(token, rules(30), later(3'630)).has_value());
  CHECK(verify_token(token, rules(30), later(-30)).has_value());
  CHECK_FALSE(verify_token(token, rules(30), later(-31)).has_value());
}

TEST_CASE("token: an algorithm or an extension that is not ours ends the reading", "[auth][token]") {
  for (const auto& [header, words] : {
           std::pair{R"({"alg":"none"})", R"(header.alg: "none" is not taken, only EdDSA)"},
           std::pair{R"({"alg":"HS256"})", R"(header.alg: "HS256" is not taken, only EdDSA)"},
           std::pair{R"({"alg":"eddsa"})", R"(header.alg: "eddsa" is not taken, only EdDSA)"},
           std::pair{R"({"alg":"EdDSA","crit":["exp"],"exp":1})", "header.crit: no critical extension is understood"},
           std::pair{R"({"alg":"EdDSA","crit":[]})", "header.crit: no critical extension is understood"},
       }) {
    const auto answer = verify_token(signed_token(header, payload()), rules(), noon);
    CHECK(code_of(answer) == Errc::unsupported);
    CHECK(message_of(answer) == words);
  }
  for (const auto& [header, words] : {
           std::pair{R"({"typ":"JWT"})", "header.alg: is missing"},
           std::pair{R"({"alg":5})", "header.alg: must be a text"},
           std::pair{R"({"alg":"EdDSA","typ":"dpop+jwt"})", "header.typ: must be JWT"},
           std::pair{R"({"alg":"EdDSA","kid":"k1"})", "header.kid: differs from payload.iss"},
           std::pair{R"({"alg":"EdDSA","alg":"none"})", R"(header: "alg": stands twice)"},
           std::pair{R"(["alg"])", "header: must be an object"},
       }) {
    const auto answer = verify_token(signed_token(header, payload()), rules(), noon);
    CHECK(code_of(answer) == Errc::malformed);
    CHECK(message_of(answer) == words);
  }
}

TEST_CASE("token: without a type, or with what both standards leave to others, it is taken", "[auth][token]") {
  const std::string key = to_hex(key_named("PPK_ASN@prov:64").public_key());
  for (const std::string& header :
       {std::string(R"({"alg":"EdDSA"})"), std::string(R"({"jku":"https://a.example","alg":"EdDSA"})"),
        R"({"alg":"EdDSA","kid":")" + key + R"("})"}) {
    CHECK(message_of(verify_token(signed_token(header, payload({{"sub", "\"x\""}})), rules(), noon)) == "taken");
  }
  const std::string list = R"(["https://b.example",")" + std::string(origin) + R"("])";
  CHECK(message_of(verify_token(signed_token(plain_header, payload({{"aud", list}})), rules(), noon)) == "taken");
}

TEST_CASE("token: each claim has its rule, and the error names it", "[auth][token]") {
  for (const auto& [member, value, words] : {
           std::tuple{"iss", "", "payload.iss: is missing"},
           std::tuple{"iss", "\"ab\"", "payload.iss: must be the 64 hex digits of an Ed25519 key"},
           std::tuple{"iss", "7", "payload.iss: must be a text"},
           std::tuple{"aud", "", "payload.aud: is missing"},
           std::tuple{"aud", "[]", "payload.aud: the token is not for this ledger, \"jejak.example/test\""},
           std::tuple{"aud", "\"jejak.example/test2\"",
                      "payload.aud: the token is not for this ledger, \"jejak.example/test\""},
           std::tuple{"aud", "[1]", "payload.aud[0]: must be a text"},
           std::tuple{"aud", "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]",
                      "payload.aud: has more than 8 members"},
           std::tuple{"iat", "", "payload.iat: is missing"},
           std::tuple{"iat", "1727845200.5", "payload.iat: must be a whole number between -2^63 and 2^63-1"},
           std::tuple{"iat", "-1", "payload.iat: must be a time between 1970 and 9999, in whole seconds"},
           std::tuple{"exp", "", "payload.exp: is missing"},
           std::tuple{"exp", "\"1727845800\"", "payload.exp: must be a whole number between -2^63 and 2^63-1"},
           std::tuple{"exp", "9223372036854775807",
                      "payload.exp: must be a time between 1970 and 9999, in whole seconds"},
           std::tuple{"exp", "1727845200", "payload.exp: must lie after iat"},
           std::tuple{"exp", "1727848801", "payload.exp: lies more than 3600 seconds after iat"},
           std::tuple{"nbf", "1727845201", "payload.nbf: the token does not hold before 2024-10-02T05:00:01.000000Z"},
           std::tuple{"jti", "", "payload.jti: is missing"},
           std::tuple{"jti", "\"\"", "payload.jti: must not be empty; leave the member out"},
           std::tuple{"jti", "\"a b\"", "payload.jti: must be 1 to 64 visible ASCII characters"},
       }) {
    CAPTURE(member, value);
    CHECK(message_of(verify_token(signed_token(plain_header, payload({{member, value}})), rules(), noon)) == words);
  }
}

TEST_CASE("token: nobody signs in another's name", "[auth][token]") {
  const std::string other = "\"" + to_hex(key_named("PPK_ASN@prov:63").public_key()) + "\"";
  const auto answer = verify_token(signed_token(plain_header, payload({{"iss", other}})), rules(), noon);
  CHECK(code_of(answer) == Errc::bad_signature);
}

TEST_CASE("token: a stranger learns nothing of the claims that he did not sign", "[auth][token]") {
  std::string token = signed_token(plain_header, payload({{"exp", "1"}}));
  token.replace(token.rfind('.') + 1, std::string::npos, to_base64url(Signature{}));
  CHECK(code_of(verify_token(token, rules(), noon)) == Errc::bad_signature);
}

TEST_CASE("token: its size and its nesting have limits", "[auth][token]") {
  CHECK(code_of(verify_token(std::string(token_bytes_max + 1, 'A'), rules(), noon)) == Errc::too_large);
  const std::string deep = "\"x\":" + std::string(9, '[') + std::string(9, ']');
  CHECK(code_of(verify_token(signed_token("{\"alg\":\"EdDSA\"," + deep + "}", payload()), rules(), noon)) ==
        Errc::too_large);
}

TEST_CASE("token: any order that can be carried out gives a token that holds for its time", "[auth][token]") {
  const bool held = holds("made and verified", 500, [] {
    TokenOrder order = an_order();
    order.now = {*rc::gen::inRange<std::int64_t>(0, 4'102'444'800'000'000)};
    order.lifetime_seconds = *rc::gen::inRange<std::int64_t>(1, token_lifetime_seconds_max + 1);
    const auto token = make_token(key_named("BKD@prov:64"), order);
    RC_ASSERT(token.has_value());
    const std::int64_t within = *rc::gen::inRange<std::int64_t>(0, order.lifetime_seconds) * 1'000'000;
    const std::int64_t begun = order.now.us / 1'000'000 * 1'000'000;
    RC_ASSERT(verify_token(*token, rules(), {begun + within}).has_value());
    RC_ASSERT(!verify_token(*token, rules(), {begun + order.lifetime_seconds * 1'000'000}).has_value());
    RC_ASSERT(!verify_token(*token, rules(), {begun - 1}).has_value());
  });
  CHECK(held);
}

TEST_CASE("token cache: what was verified is remembered until it expires", "[auth][token]") {
  TokenCache cache(rules(), 10);
  const std::string token = a_token();
  const auto first = cache.verify(token, noon);
  REQUIRE(first.has_value());
  CHECK(cache.size() == 1);
  const auto second = cache.verify(token, later(3'599));
  REQUIRE(second.has_value());
  CHECK(*second == *first);
  CHECK(code_of(cache.verify(token, later(3'600))) == Errc::permission);
  CHECK(cache.size() == 0);
  CHECK(code_of(cache.verify(token, later(3'600))) == Errc::permission);
  CHECK(cache.size() == 0);
}

TEST_CASE("token cache: a token that is no good leaves no trace in it", "[auth][token]") {
  TokenCache cache(rules(), 10);
  const std::string token = a_token();
  REQUIRE(cache.verify(token, noon).has_value());
  for (std::size_t at = 0; at < token.size(); ++at) {
    std::string changed = token;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    REQUIRE_FALSE(cache.verify(changed, noon).has_value());
  }
  CHECK_FALSE(cache.verify(std::string(token_bytes_max + 1, 'A'), noon).has_value());
  CHECK(cache.size() == 1);
}

TEST_CASE("token cache: it is bounded, and forgets what was used longest ago", "[auth][token]") {
  TokenCache cache(rules(), 3);
  TokenOrder order = an_order();
  std::vector<std::string> tokens;
  for (int i = 0; i < 5; ++i) {
    order.id = std::to_string(i);
    tokens.push_back(*make_token(key_named("BKD@prov:64"), order));
    REQUIRE(cache.verify(tokens.back(), noon).has_value());
    REQUIRE(cache.verify(tokens.front(), noon).has_value());
    CHECK(cache.size() == std::min<std::size_t>(tokens.size(), 3));
  }
  for (const std::string& token : tokens) CHECK(cache.verify(token, noon).has_value());
}

TEST_CASE("token cache: many threads ask it at once", "[auth][token]") {
  TokenCache cache(rules(), 4);
  TokenOrder order = an_order();
  std::vector<std::string> tokens;
  for (int i = 0; i < 8; ++i) {
    order.id = std::to_string(i);
    tokens.push_back(*make_token(key_named("BKD@prov:64"), order));
  }
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (std::size_t round = 0; round < 100; ++round) {
        const auto claims = cache.verify(tokens[(round + static_cast<std::size_t>(i)) % tokens.size()], noon);
        if (claims && claims->id == std::to_string((round + static_cast<std::size_t>(i)) % tokens.size())) ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(good == 400);
  CHECK(cache.size() == 4);
}
