#include "api/auth/content_digest.hpp"

#include "api/auth/structured_field.hpp"
#include "ledger/proof/hash.hpp"

namespace jejak {

namespace {

constexpr const char* algorithm = "sha-256";

}  // namespace

std::string content_digest(BytesView body) {
  return std::string(algorithm) + "=:" + to_base64(sha256(body)) + ":";
}

Outcome check_content_digest(std::string_view field, BytesView body) {
  const auto digests = structured::parse_dictionary(field);
  if (!digests) return digests.error().during("content-digest");
  const structured::Member* member = digests->find(algorithm);
  if (member == nullptr) return Error{Errc::unsupported, "content-digest: holds no sha-256"};
  const auto* item = std::get_if<structured::Item>(member);
  const auto* bytes = item == nullptr ? nullptr : std::get_if<Bytes>(&item->value);
  if (bytes == nullptr) return Error{Errc::malformed, "content-digest: sha-256 must be a byte sequence"};
  if (!equal(*bytes, view(sha256(body)))) {
    return Error{Errc::verification, "content-digest: the body has another sha-256"};
  }
  return {};
}

}  // namespace jejak
