#pragma once
// Signatures over requests (HTTP Message Signatures, RFC 9421), for systems that want more than a token: what is signed
// is this request, once. Our profile of it:
//
//   | Asked of the signature | Rule                                                                              |
//   | ---------------------- | --------------------------------------------------------------------------------- |
//   | components             | "@method" "@authority" "@path"; "@query" if there is one; "content-digest" if     |
//   |                        | there is a body; "content-digest" and "idempotency-key" if the request has them;  |
//   |                        | others as the caller likes                                                        |
//   | alg                    | "ed25519", always written                                                         |
//   | keyid                  | the public key, 64 hex digits in lower case                                       |
//   | created                | no older than the window, no later than now                                       |
//   | expires                | may be there; must lie ahead                                                      |
//   | nonce                  | 16 to 64 visible ASCII characters, used once within the window (nonce_store.hpp)  |
//   | tag                    | "jejak:" and the ledger's origin, so that it is of no use at any other ledger; of |
//   |                        | the signatures with other tags none is looked at                                  |
//
//   Signature-Input: jejak=("@method" "@authority" "@path" "content-digest");created=…;keyid="…";alg="ed25519";…
//   Signature: jejak=:…:

#include "api/auth/signature_base.hpp"
#include "ledger/base/date.hpp"
#include "ledger/proof/ed25519.hpp"

namespace jejak {

constexpr std::string_view signature_tag = "jejak:";  // before the origin of the ledger it is for
constexpr std::size_t nonce_bytes_min = 16;
constexpr std::size_t nonce_bytes_max = 64;
constexpr std::size_t signatures_max = 4;  // on one request, whoever's

struct SignatureRules {
  std::string origin;                 // the ledger that it must be made for
  std::int64_t window_seconds = 300;  // how old a signature may be
  std::int64_t skew_seconds = 0;      // how far in the future it may seem made
};

// A signature that holds for its request. That it was not used before only a NonceStore can tell.
struct RequestSignature {
  PublicKey key{};
  std::string nonce;
  std::int64_t created = 0;       // seconds since 1970
  std::int64_t usable_until = 0;  // the last second in which it is taken
  bool operator==(const RequestSignature&) const = default;
};

// Errors, all of them a 401 or a 400 before anything of the request is believed, begin with the part: malformed,
// too_large, unsupported (another algorithm, a component's parameter), bad_signature, verification (the body is not the
// one of Content-Digest), permission (too old, made in the future, expired). Any thread; one signature check and one
// SHA-256 over the body.
Result<RequestSignature> verify_request(const RequestParts& request, const SignatureRules& rules, Instant now);

// The fields that a request needs beside those it has.
struct SignatureHeaders {
  std::string content_digest;  // empty: there is no body, or the request has the field already
  std::string signature_input;
  std::string signature;
};

// For the ledger of that origin. `nonce`: the same for no two requests of a key. Errors: usage, malformed, if
// verify_request() would refuse it.
Result<SignatureHeaders> sign_request(const RequestParts& request, const SigningKey& key, std::string_view origin,
                                      std::string_view nonce, Instant now);

}  // namespace jejak
