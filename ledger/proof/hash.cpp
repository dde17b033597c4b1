#include "ledger/proof/hash.hpp"

#include "ledger/base/assert.hpp"

#include <openssl/evp.h>

#include <cstring>
#include <memory>

namespace jejak {
namespace {

// Fetched once: an implicit fetch on every hash costs more than hashing 65 bytes.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  JEJAK_ASSERT(algorithm != nullptr);
  return algorithm;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

void begin(EVP_MD_CTX* context, const EVP_MD* algorithm) {
  JEJAK_ASSERT(EVP_DigestInit_ex2(context, algorithm, nullptr) == 1);
}

EVP_MD_CTX* make_context() {
  EVP_MD_CTX* const context = EVP_MD_CTX_new();
  JEJAK_ASSERT(context != nullptr);
  begin(context, sha256_algorithm());
  return context;
}

Hash finish_into(EVP_MD_CTX* context) {
  Hash out;
  JEJAK_ASSERT(EVP_DigestFinal_ex(context, out.bytes.data(), nullptr) == 1);
  return out;
}

// A context of this thread that already knows its algorithm; starting over with it allocates nothing.
EVP_MD_CTX* fresh_context() {
  thread_local const Context context(make_context());
  begin(context.get(), nullptr);
  return context.get();
}

void add(EVP_MD_CTX* context, BytesView bytes) {
  JEJAK_ASSERT(EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1);
}

}  // namespace

Hash sha256(BytesView bytes) {
  EVP_MD_CTX* const context = fresh_context();
  add(context, bytes);
  return finish_into(context);
}

Hash leaf_hash(BytesView entry) {
  static constexpr std::uint8_t prefix[1] = {0x00};
  EVP_MD_CTX* const context = fresh_context();
  add(context, prefix);
  add(context, entry);
  return finish_into(context);
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::uint8_t bytes[65];
  bytes[0] = 0x01;
  std::memcpy(bytes + 1, left.bytes.data(), 32);
  std::memcpy(bytes + 33, right.bytes.data(), 32);
  return sha256(bytes);
}

const Hash& empty_root() {
  static const Hash root = sha256({});
  return root;
}

std::string to_base64(const Hash& hash) {
  return to_base64(view(hash));
}

std::string print_hex(const Hash& hash) {
  return to_hex(hash.bytes);
}

std::optional<Hash> hash_from_base64(std::string_view base64) {
  if (base64.size() != 44) return std::nullopt;
  const auto bytes = from_base64(base64);
  if (!bytes) return std::nullopt;
  const auto array = to_array<32>(*bytes);
  if (!array) return std::nullopt;
  return Hash{*array};
}

Sha256::Sha256() : state_(make_context()) {}

Sha256::~Sha256() {
  EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(state_));
}

void Sha256::update(BytesView bytes) {
  JEJAK_ASSERT(state_ != nullptr);
  add(static_cast<EVP_MD_CTX*>(state_), bytes);
}

Hash Sha256::finish() {
  JEJAK_ASSERT(state_ != nullptr);
  const Context context(static_cast<EVP_MD_CTX*>(state_));
  state_ = nullptr;
  return finish_into(context.get());
}

}  // namespace jejak
