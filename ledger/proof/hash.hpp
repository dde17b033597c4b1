#pragma once
// SHA-256 and the two hashes of an RFC 6962 tree. The prefixes keep a leaf from ever passing for a node.
// Everything here may be called from any thread; nothing fails.

#include "ledger/base/bytes.hpp"

#include <compare>
#include <string>

namespace jejak {

struct Hash {
  ByteArray<32> bytes{};
  auto operator<=>(const Hash&) const = default;
};

inline BytesView view(const Hash& hash) {
  return hash.bytes;
}

Hash sha256(BytesView bytes);
Hash leaf_hash(BytesView entry);                      // SHA256(0x00 || entry), RFC 6962 section 2.1
Hash node_hash(const Hash& left, const Hash& right);  // SHA256(0x01 || left || right), RFC 6962 section 2.1
const Hash& empty_root();                             // SHA256(""), the root of a tree without entries

std::string to_base64(const Hash& hash);                        // 44 characters, the last one '='
std::optional<Hash> hash_from_base64(std::string_view base64);  // exactly what to_base64 prints
std::string print_hex(const Hash& hash);                        // 64 digits

// SHA-256 over pieces. Neither copies nor moves; one thread at a time; finish() once, nothing after it.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();
  void update(BytesView bytes);
  Hash finish();

 private:
  void* state_;  // EVP_MD_CTX, kept out of this header; null once finished
};

}  // namespace jejak
