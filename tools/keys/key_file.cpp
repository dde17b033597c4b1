#include "tools/keys/key_file.hpp"

#include "ledger/proof/lines.hpp"

#include <sodium.h>

namespace jejak {
namespace {

constexpr std::string_view magic_line = "jejak key v1";
constexpr std::string_view kdf_name = "argon2id13";
constexpr std::string_view cipher_name = "xchacha20poly1305";
constexpr std::size_t salt_bytes = crypto_pwhash_argon2id_SALTBYTES;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t sealed_bytes = 32 + crypto_aead_xchacha20poly1305_ietf_ABYTES;

// A hostile file may ask for no more than the strongest of ours.
constexpr std::uint64_t passes_max = crypto_pwhash_argon2id_OPSLIMIT_SENSITIVE;
constexpr std::uint64_t memory_kib_max = crypto_pwhash_argon2id_MEMLIMIT_SENSITIVE / 1024;
constexpr std::uint64_t memory_kib_min = crypto_pwhash_argon2id_MEMLIMIT_MIN / 1024;

struct Cost {
  std::uint64_t passes;
  std::uint64_t memory_kib;
};

Cost cost_of(KeyStrength strength) {
  switch (strength) {
    case KeyStrength::interactive:
      return {crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE, crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE / 1024};
    case KeyStrength::moderate:
      return {crypto_pwhash_argon2id_OPSLIMIT_MODERATE, crypto_pwhash_argon2id_MEMLIMIT_MODERATE / 1024};
    case KeyStrength::sensitive:
      return {crypto_pwhash_argon2id_OPSLIMIT_SENSITIVE, crypto_pwhash_argon2id_MEMLIMIT_SENSITIVE / 1024};
  }
  JEJAK_ASSERT(false);
}

// A file taken apart; nothing is believed yet.
struct Parts {
  VerifierKey key;
  Cost cost{};
  ByteArray<salt_bytes> salt{};
  ByteArray<nonce_bytes> nonce{};
  ByteArray<sealed_bytes> sealed{};
  std::string_view bound;  // what the seal covers besides the seed
};

// 32 bytes that are gone when they go out of scope.
struct Seed {
  ByteArray<32> bytes{};
  Seed() = default;
  Seed(const Seed&) = delete;
  Seed& operator=(const Seed&) = delete;
  ~Seed() { wipe(bytes.data(), bytes.size()); }
};

std::string_view take_word(std::string_view& rest) {
  const auto space = rest.find(' ');
  const std::string_view word = rest.substr(0, space);
  rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
  return word;
}

template <std::size_t N>
bool read_array(std::string_view base64, ByteArray<N>& out) {
  const auto bytes = from_base64(base64);
  const auto array = bytes ? to_array<N>(*bytes) : std::nullopt;
  if (array) out = *array;
  return array.has_value();
}

// The value of the next line, which must begin with "NAME ".
Result<std::string_view> value_of(LineReader& lines, std::string_view name) {
  const auto line = lines.next();
  if (!line || line->substr(0, name.size()) != name || line->substr(name.size(), 1) != " ") {
    return lines.malformed("expected \"" + std::string(name) + " …\"");
  }
  return line->substr(name.size() + 1);
}

Outcome read_cost(LineReader& lines, std::string_view value, Parts& parts) {
  if (take_word(value) != kdf_name) return lines.malformed("the key derivation is not " + std::string(kdf_name));
  const auto passes = parse_decimal(take_word(value));
  const auto memory = parse_decimal(take_word(value));
  if (!passes || !memory || *passes == 0 || *memory < memory_kib_min || !read_array(value, parts.salt)) {
    return lines.malformed("expected passes, KiB of memory and a salt of 16 bytes in base64");
  }
  if (*passes > passes_max || *memory > memory_kib_max) {
    return lines.refused(Errc::too_large, "asks for more work than any key file of ours");
  }
  parts.cost = {*passes, *memory};
  return {};
}

Result<Parts> take_apart(std::string_view file) {
  if (file.size() > key_file_bytes_max) return Error{Errc::too_large, "a key file has at most 4096 bytes"};
  LineReader lines(file);
  Parts parts;
  if (lines.next() != magic_line) return lines.malformed("not a jejak key file (\"jejak key v1\" is missing)");
  auto name = value_of(lines, "name");
  if (!name) return std::move(name).error();
  auto vkey = value_of(lines, "public");
  if (!vkey) return std::move(vkey).error();
  auto key = parse_verifier_key(*vkey);
  if (!key) return std::move(key).error().during("reading the line \"public\"");
  if (key->name != *name || key->type != KeyType::ed25519) return lines.malformed("the public key is not this name's");
  parts.key = std::move(*key);
  auto kdf = value_of(lines, "kdf");
  if (!kdf) return std::move(kdf).error();
  if (auto read = read_cost(lines, *kdf, parts); !read) return std::move(read).error();
  auto cipher = value_of(lines, "cipher");
  if (!cipher) return std::move(cipher).error();
  if (take_word(*cipher) != cipher_name || !read_array(*cipher, parts.nonce)) {
    return lines.malformed("expected xchacha20poly1305 and a nonce of 24 bytes in base64");
  }
  parts.bound = file.substr(0, file.size() - lines.rest().size());
  auto sealed = value_of(lines, "sealed");
  if (!sealed) return std::move(sealed).error();
  if (!read_array(*sealed, parts.sealed)) return lines.malformed("expected 48 bytes in base64");
  if (!lines.rest().empty()) return lines.malformed("something stands after the last line");
  return parts;
}

Outcome derive(Seed& key, const Secret& passphrase, const Cost& cost, const ByteArray<salt_bytes>& salt) {
  JEJAK_ASSERT(sodium_init() >= 0);
  const int failed =
      crypto_pwhash(key.bytes.data(), key.bytes.size(), passphrase.view().data(), passphrase.view().size(), salt.data(),
                    cost.passes, cost.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13);
  if (failed == 0) return {};
  return Error{Errc::unavailable, "the key derivation needs " + std::to_string(cost.memory_kib / 1024) +
                                      " MiB of memory, which this machine does not give"};
}

}  // namespace

std::optional<KeyStrength> parse_key_strength(std::string_view name) {
  if (name == "interactive") return KeyStrength::interactive;
  if (name == "moderate") return KeyStrength::moderate;
  if (name == "sensitive") return KeyStrength::sensitive;
  return std::nullopt;
}

Secret::Secret(Secret&& other) noexcept : text_(other.text_) {
  other.clear();
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    clear();
    text_ = other.text_;
    other.clear();
  }
  return *this;
}

Secret::~Secret() {
  clear();
}

void Secret::clear() {
  text_.resize(text_.capacity());  // what an earlier, longer text left behind goes too
  wipe(reinterpret_cast<std::uint8_t*>(text_.data()), text_.size());
  text_.clear();
}

Result<std::string> seal_key(const NoteSigner& signer, const Secret& passphrase, KeyStrength strength) {
  JEJAK_ASSERT(signer.type == KeyType::ed25519);
  if (passphrase.view().empty()) return Error{Errc::usage, "the passphrase is empty"};
  if (passphrase.view().size() > passphrase_bytes_max) return Error{Errc::usage, "the passphrase is too long"};
  const Cost cost = cost_of(strength);
  const auto salt = random_array<salt_bytes>();
  const auto nonce = random_array<nonce_bytes>();

  std::string file(magic_line);
  file += "\nname " + signer.name + "\npublic " + print(signer.verifier()) + "\nkdf " + std::string(kdf_name) + " " +
          std::to_string(cost.passes) + " " + std::to_string(cost.memory_kib) + " " + to_base64(salt) + "\ncipher " +
          std::string(cipher_name) + " " + to_base64(nonce) + "\n";

  Seed key;
  if (auto derived = derive(key, passphrase, cost, salt); !derived) return std::move(derived).error();
  ByteArray<sealed_bytes> sealed{};
  const BytesView bound = view(file);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, signer.key.seed().data(), 32, bound.data(),
                                             bound.size(), nullptr, nonce.data(), key.bytes.data());
  file += "sealed " + to_base64(sealed) + "\n";
  return file;
}

Result<VerifierKey> read_public_key(std::string_view file) {
  auto parts = take_apart(file);
  if (!parts) return std::move(parts).error();
  return std::move(parts->key);
}

Result<NoteSigner> unseal_key(std::string_view file, const Secret& passphrase) {
  auto parts = take_apart(file);
  if (!parts) return std::move(parts).error();
  if (passphrase.view().size() > passphrase_bytes_max) return Error{Errc::permission, "the passphrase is too long"};

  Seed key;
  if (auto derived = derive(key, passphrase, parts->cost, parts->salt); !derived) return std::move(derived).error();
  Seed seed;
  const BytesView bound = view(parts->bound);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      seed.bytes.data(), nullptr, nullptr, parts->sealed.data(), parts->sealed.size(), bound.data(), bound.size(),
      parts->nonce.data(), key.bytes.data());
  if (failed != 0) {
    return Error{Errc::permission, "the passphrase is wrong, or the file was changed after it was written"};
  }
  NoteSigner signer{parts->key.name, KeyType::ed25519, SigningKey::from_seed(seed.bytes)};
  if (signer.key.public_key() != parts->key.key) {
    return Error{Errc::permission, "the sealed key is not the one that the line \"public\" names"};
  }
  return signer;
}

}  // namespace jejak
