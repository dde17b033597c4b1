#pragma once
// Signed notes and their keys (C2SP signed-note): a text, a blank line, signature lines.
// Everything here is pure and may be called from any thread; parsers are for hostile bytes.

#include "ledger/base/result.hpp"
#include "ledger/proof/ed25519.hpp"

#include <vector>

namespace jejak {

enum class KeyType : std::uint8_t { ed25519 = 0x01, cosignature = 0x04 };

// vkey: name "+" hex8(key id) "+" base64(type || key)
struct VerifierKey {
  std::string name;
  std::uint32_t id = 0;
  KeyType type = KeyType::ed25519;
  PublicKey key{};
  bool operator==(const VerifierKey&) const = default;
};
VerifierKey make_verifier_key(std::string name, KeyType type, const PublicKey& key);  // is_key_name(name)
std::string print(const VerifierKey& key);
// Malformed unless the id is the one that name, type and key give; unsupported for types not in KeyType.
Result<VerifierKey> parse_verifier_key(std::string_view vkey);
// Not empty, valid UTF-8, no Unicode white space, no control byte below 0x20, no '+'.
bool is_key_name(std::string_view name);

// skey: PRIVATE+KEY+name+hex8+base64(type || seed)
struct NoteSigner {
  std::string name;
  KeyType type = KeyType::ed25519;
  SigningKey key;
  VerifierKey verifier() const { return make_verifier_key(name, type, key.public_key()); }
};
std::string print_secret(const NoteSigner& signer);      // the caller wipes it
Result<NoteSigner> parse_signer(std::string_view skey);  // errors never quote the input

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  Bytes blob;  // what follows the key id; at least one byte
  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;  // with its last newline, without the blank line
  std::vector<NoteSignature> signatures;
  bool operator==(const Note&) const = default;
};

constexpr std::size_t note_bytes_max = 1'000'000;
constexpr std::size_t note_signatures_max = 100;

Result<Note> parse_note(std::string_view bytes);  // print(parse(x)) == x for every accepted x
std::string print(const Note& note);
// "— name base64\n", alone and as one or more lines without a text, the way a witness answers.
std::string print(const NoteSignature& signature);
Result<std::vector<NoteSignature>> parse_signature_lines(std::string_view bytes);

// Valid UTF-8, no byte below 0x20 but newline, not empty, ends in a newline, within note_bytes_max.
Outcome check_note_text(std::string_view text);

void sign(Note& note, const NoteSigner& signer);  // Ed25519 type 0x01; replaces a line of the same key
// Puts a line after the others and takes away any other line of the same name and key id.
void put_signature(Note& note, NoteSignature signature);

// The signatures of known keys, each of which held, in the order of their lines and each key once. A known
// key's line that fails refuses the whole note; unknown lines are ignored; no known line at all is an error
// (Errc::verification). Cosignature keys are held to their own message (cosignature.hpp).
Result<std::vector<VerifierKey>> verify(const Note& note, const std::vector<VerifierKey>& known);

}  // namespace jejak
