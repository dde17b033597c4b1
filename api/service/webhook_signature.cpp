#include "api/service/webhook_signature.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/base/wire.hpp"

namespace jejak {
namespace {

constexpr std::string_view public_prefix = "whpk_";
constexpr std::string_view version = "v1a,";
constexpr std::string_view derivation = "jejak webhook key";

std::optional<Bytes> decode(std::string_view prefix, std::string_view text) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return from_base64(text.substr(prefix.size()));
}

}  // namespace

std::string print_webhook_key(const PublicKey& key) {
  return std::string(public_prefix) + to_base64(key);
}

std::optional<PublicKey> parse_webhook_key(std::string_view text) {
  const auto bytes = decode(public_prefix, text);
  return bytes ? to_array<32>(*bytes) : std::nullopt;
}

std::string webhook_signed_content(std::string_view id, std::int64_t seconds, std::string_view body) {
  JEJAK_ASSERT(id.find('.') == std::string_view::npos);
  std::string out(id);
  out.append(".").append(std::to_string(seconds)).append(".").append(body);
  return out;
}

std::string webhook_signatures(std::span<const SigningKey> keys, std::string_view id, std::int64_t seconds,
                               std::string_view body) {
  const std::string content = webhook_signed_content(id, seconds, body);
  std::string out;
  for (const SigningKey& key : keys) {
    out.append(out.empty() ? "" : " ").append(version).append(to_base64(key.sign(view(content))));
  }
  return out;
}

bool verify_webhook(const PublicKey& key, std::string_view signatures, std::string_view id, std::int64_t seconds,
                    std::string_view body) {
  if (id.find('.') != std::string_view::npos) return false;
  const std::string content = webhook_signed_content(id, seconds, body);
  while (!signatures.empty()) {
    const std::string_view one = signatures.substr(0, signatures.find(' '));
    signatures.remove_prefix(std::min(signatures.size(), one.size() + 1));
    const auto bytes = decode(version, one);
    const auto signature = bytes ? to_array<64>(*bytes) : std::nullopt;
    if (signature && verify(key, view(content), *signature)) return true;
  }
  return false;
}

SigningKey WebhookSecret::key(std::string_view endpoint, std::uint32_t generation) const {
  WireWriter in;
  in.text16(derivation);
  in.raw(secret_);
  in.text16(endpoint);
  in.u32(generation);
  Bytes bytes = in.take();
  Hash seed = sha256(bytes);
  SigningKey out = SigningKey::from_seed(seed.bytes);
  wipe(bytes.data(), bytes.size());
  wipe(seed.bytes.data(), seed.bytes.size());
  return out;
}

}  // namespace jejak
