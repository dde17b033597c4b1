#pragma once
// The token by which a caller proves which key is theirs: a JSON Web Token (RFC 7519, RFC 7515 compact) that the key
// itself has signed with Ed25519 (RFC 8037). The ledger keeps no secret for it; what the key may do is asked of the
// registry for each request (api/auth/scope.hpp). For other writers: docs/formats/callers.md.
//
//   {"alg":"EdDSA","typ":"JWT"} . {"iss":"<hex of the public key>","aud":"<origin>","iat":…,"exp":…,"jti":"…"} .
//   signature

#include "ledger/base/date.hpp"
#include "ledger/base/result.hpp"
#include "ledger/proof/ed25519.hpp"

#include <string>
#include <string_view>

namespace jejak {

constexpr std::size_t token_bytes_max = 4'096;
constexpr std::size_t token_id_bytes_max = 64;
constexpr std::size_t token_audiences_max = 8;
constexpr std::int64_t token_lifetime_seconds_max = 3'600;  // of the protocol: exp - iat

struct TokenClaims {
  PublicKey key{};           // iss
  std::string id;            // jti: visible ASCII
  std::int64_t issued = 0;   // iat, seconds since 1970
  std::int64_t expires = 0;  // exp: the first second in which it does not hold
  std::int64_t begins = 0;   // nbf where it is given, else iat
  bool operator==(const TokenClaims&) const = default;
};

struct TokenOrder {
  std::string origin;  // aud
  Instant now;
  std::int64_t lifetime_seconds = token_lifetime_seconds_max;
  std::string id;  // jti; the same for no two tokens of a key
};

// Errors: usage, if verify_token() would refuse it. Any thread.
Result<std::string> make_token(const SigningKey& key, const TokenOrder& order);

struct TokenRules {
  std::string origin;             // of this ledger; must be among the token's audiences
  std::int64_t skew_seconds = 0;  // by how much the caller's clock may differ from ours, either way
};

// Strict: base64url in its one spelling, no algorithm but EdDSA, no `crit`, no member twice, whole seconds. Members of
// header and payload that it does not know are ignored, as both standards want; a `kid` must repeat `iss`, a `typ` be
// JWT. The signature is checked before anything in the payload but `iss` is believed. Errors, all of them a 401, begin
// with the part: malformed, too_large, unsupported (algorithm, critical extension), bad_signature, permission (expired,
// not yet valid, for another ledger). Any thread; about the cost of one signature check.
Result<TokenClaims> verify_token(std::string_view token, const TokenRules& rules, Instant now);

// Whether claims that were verified once still hold: permission if not. Any thread.
Outcome check_times(const TokenClaims& claims, std::int64_t skew_seconds, Instant now);

}  // namespace jejak
