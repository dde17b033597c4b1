#include "api/cursor.hpp"

#include "api/auth/base64url.hpp"
#include "ledger/proof/ed25519.hpp"

#include <sodium.h>

namespace jejak {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t padded_to = 96;  // most names of cases with their size

struct CursorKeys {
  ByteArray<crypto_aead_xchacha20poly1305_ietf_KEYBYTES> sealing =
      random_array<crypto_aead_xchacha20poly1305_ietf_KEYBYTES>();
  ByteArray<crypto_generichash_KEYBYTES> nonces = random_array<crypto_generichash_KEYBYTES>();
};

const CursorKeys& keys() {
  static const CursorKeys drawn;
  return drawn;
}

// Of the text itself: the same page has the same cursor, and so the same tag; another text has another nonce.
ByteArray<nonce_bytes> nonce_of(const std::string& text) {
  ByteArray<nonce_bytes> nonce{};
  const BytesView bytes = view(text);
  crypto_generichash(nonce.data(), nonce.size(), bytes.data(), bytes.size(), keys().nonces.data(),
                     keys().nonces.size());
  return nonce;
}

std::string padded(std::string_view text) {
  std::string out(text);
  out.resize((text.size() / padded_to + 1) * padded_to);
  return out;
}

}  // namespace

std::string print_cursor(std::string_view text) {
  const std::string plain = padded(text);
  const auto nonce = nonce_of(plain);
  Bytes sealed(nonce.begin(), nonce.end());
  sealed.resize(nonce_bytes + plain.size() + tag_bytes);
  const BytesView bytes = view(plain);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_bytes, nullptr, bytes.data(), bytes.size(), nullptr,
                                             0, nullptr, nonce.data(), keys().sealing.data());
  return to_base64url(sealed);
}

Result<std::string> read_cursor(std::string_view cursor) {
  const auto sealed = from_base64url(cursor);
  if (!sealed || sealed->size() <= nonce_bytes + tag_bytes) return no_such_cursor();
  Bytes plain(sealed->size() - nonce_bytes - tag_bytes);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      plain.data(), nullptr, nullptr, sealed->data() + nonce_bytes, sealed->size() - nonce_bytes, nullptr, 0,
      sealed->data(), keys().sealing.data());
  if (failed != 0) return no_such_cursor();
  std::string out(text(plain));
  out.erase(out.find_last_not_of('\0') + 1);
  return out;
}

Error no_such_cursor() {
  return Error{
      Errc::malformed,
      "cursor: not one that this service gave, or given before it was started again; begin with the first page"};
}

}  // namespace jejak
