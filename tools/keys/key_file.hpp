#pragma once
// A signing key at rest: a text file, mode 0600, sealed under a passphrase with Argon2id and XChaCha20-Poly1305.
//
//   jejak key v1
//   name bawaslu:64
//   public bawaslu:64+5a1c0e77+AQ…            the vkey, for people and for `key show` without a passphrase
//   kdf argon2id13 3 262144 <base64, 16 bytes> passes, KiB of memory, salt
//   cipher xchacha20poly1305 <base64, 24 bytes> nonce
//   sealed <base64, 48 bytes>                  the 32-byte Ed25519 seed and its tag
//
// Every line ends in one newline; nothing stands after the last. The bytes before "sealed " are bound as associated
// data, and the seed must give the public key: no byte of the file can change and the file still open.

#include "ledger/proof/note.hpp"

namespace jejak {

enum class KeyStrength : std::uint8_t {
  interactive,
  moderate,
  sensitive
};  // libsodium's names: 64 MiB, 256 MiB, 1 GiB
std::optional<KeyStrength> parse_key_strength(std::string_view name);

constexpr std::size_t key_file_bytes_max = 4096;
constexpr std::size_t passphrase_bytes_max = 1024;

// A passphrase or another secret text. Wiped on destruction; moves, never copies.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();
  std::string_view view() const { return text_; }
  void append(char byte) { text_.push_back(byte); }
  void clear();
  bool operator==(const Secret& other) const { return text_ == other.text_; }

 private:
  std::string text_;
};

// The file's text. `signer` is of type ed25519. Errors: usage (no passphrase, too long), unavailable (no memory for the
// key derivation).
Result<std::string> seal_key(const NoteSigner& signer, const Secret& passphrase, KeyStrength strength);

// What a key file says of itself, without the passphrase. Errors: malformed (names line and rule).
Result<VerifierKey> read_public_key(std::string_view file);

// Errors: malformed, too_large (parameters that no key file of ours has), permission (wrong passphrase, or changed
// since it was written: nobody can tell these apart), unavailable (no memory).
Result<NoteSigner> unseal_key(std::string_view file, const Secret& passphrase);

// Makes a new file of mode 0600, synced. Never replaces one: conflict. Errors: permission, disk, not_found.
Outcome write_key_file(const std::string& path, std::string_view text);

// Reads a key file, refusing one that others may read or write (permission, with the command that repairs it), or that
// is no plain file. Errors: not_found, permission, too_large, disk.
Result<std::string> read_key_file(const std::string& path);

}  // namespace jejak
