#include "api/service/webhook_signature.hpp"

#include "tests/support/catch.hpp"

#include <openssl/hmac.h>

using namespace jejak;

namespace {

// The message of the vector that Standard Webhooks' libraries share; the Ed25519 key is the first of RFC 8032, section
// 7.1, and the signature was made with `openssl pkeyutl -sign -rawin`.
constexpr std::string_view id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::int64_t seconds = 1'614'265'330;
constexpr std::string_view body = "{\"test\": 2432232314}";
constexpr std::string_view signature =
    "v1a,fldxM4gAKugP6nnt1hdz3sgGfZ6d99nzrMFnZOELIxbzEHoVmAb2ADpkJK7zgPePmPsle0zV9jSeGlHFG2NVAw==";
constexpr std::string_view public_key = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

SigningKey vector_key() {
  const auto seed = from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  return SigningKey::from_seed(*to_array<32>(*seed));
}

}  // namespace

TEST_CASE("webhook signature: what is signed is what the published vector signs", "[service][signature]") {
  const auto secret = from_base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  const std::string content = webhook_signed_content(id, seconds, body);
  ByteArray<32> mac;
  unsigned size = 0;
  HMAC(EVP_sha256(), secret->data(), static_cast<int>(secret->size()), view(content).data(), content.size(), mac.data(),
       &size);
  CHECK("v1," + to_base64(mac) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("webhook signature: a known key gives a known signature, in the known spellings", "[service][signature]") {
  std::vector<SigningKey> keys;
  keys.push_back(vector_key());
  CHECK(webhook_signatures(keys, id, seconds, body) == signature);
  CHECK(print_webhook_key(keys[0].public_key()) == public_key);
  CHECK(parse_webhook_key(public_key) == keys[0].public_key());
}

TEST_CASE("webhook signature: keys that are none are refused", "[service][signature]") {
  CHECK_FALSE(parse_webhook_key("whsk_" + std::string(public_key.substr(5))).has_value());
  CHECK_FALSE(parse_webhook_key("whpk_AAAA").has_value());
}

TEST_CASE("webhook signature: it holds for these bytes, this id and this time alone", "[service][signature]") {
  const PublicKey key = vector_key().public_key();
  CHECK(verify_webhook(key, signature, id, seconds, body));
  CHECK_FALSE(verify_webhook(key, signature, id, seconds + 1, body));
  CHECK_FALSE(verify_webhook(key, signature, "msg_other", seconds, body));
  CHECK_FALSE(verify_webhook(key, signature, id, seconds, "{\"test\":2432232314}"));
  CHECK_FALSE(verify_webhook(key, signature.substr(4), id, seconds, body));
  CHECK_FALSE(verify_webhook(key, "", id, seconds, body));
  CHECK_FALSE(verify_webhook(SigningKey::generate().public_key(), signature, id, seconds, body));
}

TEST_CASE("webhook signature: while keys are rotated either of them is content", "[service][signature]") {
  const WebhookSecret secret(sha256(view("a server's secret")).bytes);
  std::vector<SigningKey> keys;
  keys.push_back(secret.key("wh_1", 2));
  keys.push_back(secret.key("wh_1", 1));
  const std::string both = webhook_signatures(keys, id, seconds, body);
  CHECK(std::count(both.begin(), both.end(), ' ') == 1);
  for (const SigningKey& each : keys) CHECK(verify_webhook(each.public_key(), both, id, seconds, body));
  CHECK(verify_webhook(keys[1].public_key(), "v1,AAAA v2a,xx " + both, id, seconds, body));
  CHECK(secret.key("wh_1", 1).public_key() == keys[1].public_key());
  CHECK(secret.key("wh_2", 1).public_key() != keys[1].public_key());
  CHECK(WebhookSecret(sha256(view("another")).bytes).key("wh_1", 1).public_key() != keys[1].public_key());
}
