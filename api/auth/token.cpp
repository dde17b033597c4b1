#include "api/auth/token.hpp"

#include "api/auth/base64url.hpp"
#include "ledger/proof/lines.hpp"
#include "ledger/record/json_cursor.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace jejak {

namespace {

namespace json = boost::json;

constexpr std::string_view algorithm = "EdDSA";
constexpr std::int64_t us_per_second = 1'000'000;
constexpr std::int64_t latest_second = 253'402'300'799;  // 9999-12-31T23:59:59Z

std::int64_t seconds_of(Instant now) {
  return now.us / us_per_second - (now.us % us_per_second < 0 ? 1 : 0);
}

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= token_id_bytes_max &&
         std::all_of(id.begin(), id.end(), [](char c) { return '!' <= c && c <= '~'; });
}

struct Parts {
  std::string_view header, payload, signature, signing_input;
};

Result<Parts> split(std::string_view token) {
  if (token.size() > token_bytes_max) {
    return Error{Errc::too_large, "token: " + std::to_string(token.size()) + " bytes, at most " +
                                      std::to_string(token_bytes_max) + " are allowed"};
  }
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return Error{Errc::malformed, "token: must be three parts with two dots between them"};
  }
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1),
               token.substr(0, second)};
}

Result<json::value> decode_part(std::string_view part, const char* name) {
  const auto bytes = from_base64url(part);
  if (!bytes) return Error{Errc::malformed, std::string(name) + ": is not base64url without padding"};
  auto value = parse_strict_json(text(*bytes));
  if (!value) return std::move(value).error().during(name);
  if (!value->is_object()) return Error{Errc::malformed, std::string(name) + ": must be an object"};
  return value;
}

// The header's `kid`, or nothing.
Result<std::string> check_header(const json::value& header) {
  JsonFailure failure;
  const JsonCursor cursor(&header, "header", failure);
  if (cursor.optional("crit").present()) {
    return Error{Errc::unsupported, "header.crit: no critical extension is understood"};
  }
  const std::string named = cursor.required("alg").text();
  const JsonCursor type = cursor.optional("typ");
  const JsonCursor kid = cursor.optional("kid");
  if (type.present() && type.text() != "JWT") type.fail("must be JWT");
  std::string key = kid.optional_text();
  if (failure.first) return *std::move(failure.first);
  if (named != algorithm) {
    return Error{Errc::unsupported, "header.alg: " + quoted(named) + " is not taken, only EdDSA"};
  }
  return key;
}

Result<PublicKey> read_issuer(const json::value& payload, const std::string& kid) {
  JsonFailure failure;
  const JsonCursor cursor = JsonCursor(&payload, "payload", failure).required("iss");
  const std::string hex = cursor.text();
  if (failure.first) return *std::move(failure.first);
  const auto bytes = from_hex(hex);
  const auto key = bytes ? to_array<32>(*bytes) : std::nullopt;
  if (!key) return Error{Errc::malformed, "payload.iss: must be the 64 hex digits of an Ed25519 key"};
  if (!kid.empty() && kid != hex) return Error{Errc::malformed, "header.kid: differs from payload.iss"};
  return *key;
}

// One text or a list of them.
std::vector<std::string> read_audiences(const json::value& payload, JsonFailure& failure) {
  const json::value* value = payload.get_object().if_contains("aud");
  const JsonCursor cursor(value, "payload.aud", failure);
  if (value == nullptr) {
    cursor.fail("is missing");
    return {};
  }
  if (!value->is_array()) return {cursor.text()};
  std::vector<std::string> all;
  for (const JsonCursor& each : cursor.items(token_audiences_max)) all.push_back(each.text());
  return all;
}

std::int64_t read_second(const JsonCursor& cursor) {
  const std::int64_t second = cursor.integer();
  if (second < 0 || second > latest_second) cursor.fail("must be a time between 1970 and 9999, in whole seconds");
  return second;
}

Result<TokenClaims> read_claims(const json::value& payload, const PublicKey& key, const std::string& origin) {
  JsonFailure failure;
  const JsonCursor cursor(&payload, "payload", failure);
  TokenClaims claims;
  claims.key = key;
  const auto audiences = read_audiences(payload, failure);
  claims.issued = read_second(cursor.required("iat"));
  claims.expires = read_second(cursor.required("exp"));
  const JsonCursor begins = cursor.optional("nbf");
  claims.begins = begins.present() ? read_second(begins) : claims.issued;
  const JsonCursor id = cursor.required("jti");
  claims.id = id.text();
  if (!is_id(claims.id)) id.fail("must be 1 to " + std::to_string(token_id_bytes_max) + " visible ASCII characters");
  if (failure.first) return *std::move(failure.first);
  if (claims.expires <= claims.issued) return Error{Errc::malformed, "payload.exp: must lie after iat"};
  if (claims.expires - claims.issued > token_lifetime_seconds_max) {
    return Error{Errc::malformed,
                 "payload.exp: lies more than " + std::to_string(token_lifetime_seconds_max) + " seconds after iat"};
  }
  if (std::find(audiences.begin(), audiences.end(), origin) == audiences.end()) {
    return Error{Errc::permission, "payload.aud: the token is not for this ledger, " + quoted(origin)};
  }
  return claims;
}

}  // namespace

Result<std::string> make_token(const SigningKey& key, const TokenOrder& order) {
  if (order.origin.empty()) return Error{Errc::usage, "token: no origin to make it for"};
  if (!is_id(order.id)) {
    return Error{Errc::usage,
                 "token: its id must be 1 to " + std::to_string(token_id_bytes_max) + " visible ASCII characters"};
  }
  if (order.lifetime_seconds < 1 || order.lifetime_seconds > token_lifetime_seconds_max) {
    return Error{Errc::usage, "token: it may hold 1 to " + std::to_string(token_lifetime_seconds_max) + " seconds"};
  }
  const std::int64_t issued = seconds_of(order.now);
  if (issued < 0 || issued + order.lifetime_seconds > latest_second) {
    return Error{Errc::usage, "token: the time is outside the years 1970 to 9999"};
  }
  const json::object header{{"alg", algorithm}, {"typ", "JWT"}};
  const json::object payload{{"iss", to_hex(key.public_key())},
                             {"aud", order.origin},
                             {"iat", issued},
                             {"exp", issued + order.lifetime_seconds},
                             {"jti", order.id}};
  const std::string input =
      to_base64url(view(json::serialize(header))) + "." + to_base64url(view(json::serialize(payload)));
  std::string token = input + "." + to_base64url(key.sign(view(input)));
  if (token.size() > token_bytes_max) return Error{Errc::usage, "token: the origin is too long"};
  return token;
}

Result<TokenClaims> verify_token(std::string_view token, const TokenRules& rules, Instant now) {
  const auto parts = split(token);
  if (!parts) return parts.error();
  const auto header = decode_part(parts->header, "header");
  if (!header) return header.error();
  const auto kid = check_header(*header);
  if (!kid) return kid.error();
  const auto payload = decode_part(parts->payload, "payload");
  if (!payload) return payload.error();
  const auto key = read_issuer(*payload, *kid);
  if (!key) return key.error();
  const auto bytes = from_base64url(parts->signature);
  const auto signature = bytes ? to_array<64>(*bytes) : std::nullopt;
  if (!signature) return Error{Errc::malformed, "signature: must be 64 bytes in base64url without padding"};
  if (!verify(*key, view(parts->signing_input), *signature)) {
    return Error{Errc::bad_signature, "signature: does not hold for header and payload"};
  }
  auto claims = read_claims(*payload, *key, rules.origin);
  if (!claims) return claims;
  if (auto times = check_times(*claims, rules.skew_seconds, now); !times) return std::move(times).error();
  return claims;
}

Outcome check_times(const TokenClaims& claims, std::int64_t skew_seconds, Instant now) {
  const std::int64_t second = seconds_of(now);
  if (claims.expires <= second - skew_seconds) {
    return Error{Errc::permission,
                 "payload.exp: the token expired at " + print(Instant{claims.expires * us_per_second})};
  }
  if (claims.issued > second + skew_seconds) {
    return Error{Errc::permission, "payload.iat: the token was issued in the future, at " +
                                       print(Instant{claims.issued * us_per_second})};
  }
  if (claims.begins > second + skew_seconds) {
    return Error{Errc::permission,
                 "payload.nbf: the token does not hold before " + print(Instant{claims.begins * us_per_second})};
  }
  return {};
}

}  // namespace jejak
