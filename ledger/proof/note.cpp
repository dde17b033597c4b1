#include "ledger/proof/note.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/base/wire.hpp"
#include "ledger/proof/cosignature.hpp"
#include "ledger/proof/lines.hpp"

#include <algorithm>
#include <utility>

namespace jejak {
namespace {

constexpr std::string_view line_prefix = "\xe2\x80\x94 ";  // U+2014 and a space

Result<NoteSignature> parse_signature(std::string_view line, const LineReader& at) {
  if (!line.starts_with(line_prefix)) return at.malformed("a signature line begins with an em dash and a space");
  line.remove_prefix(line_prefix.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return at.malformed("a signature line has a name, a space and base64");
  const std::string_view name = line.substr(0, space);
  if (!is_key_name(name)) return at.malformed("key name " + quoted(name) + " is empty or has white space or '+'");
  const auto decoded = from_base64(line.substr(space + 1));
  if (!decoded) return at.malformed("the signature of " + quoted(name) + " is not canonical base64");
  if (decoded->size() < 5) return at.malformed("the signature of " + quoted(name) + " is shorter than 5 bytes");
  return NoteSignature{std::string(name), WireReader(*decoded).u32(), Bytes(decoded->begin() + 4, decoded->end())};
}

// `lines` stands before the first signature line.
Result<std::vector<NoteSignature>> parse_signatures(LineReader lines) {
  std::vector<NoteSignature> signatures;
  while (const auto line = lines.next()) {
    if (signatures.size() == note_signatures_max) return lines.refused(Errc::too_large, "more than 100 signatures");
    auto signature = parse_signature(*line, lines);
    if (!signature) return std::move(signature).error();
    signatures.push_back(*std::move(signature));
  }
  if (!lines.rest().empty()) return Error{Errc::malformed, "the last line does not end in a newline"};
  if (signatures.empty()) return Error{Errc::malformed, "no signature line"};
  return signatures;
}

Outcome check_bytes(std::string_view bytes) {
  if (bytes.size() > note_bytes_max) return Error{Errc::too_large, "a note is at most 1000000 bytes"};
  std::size_t line = 1;
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const auto point = take_code_point(rest);
    if (!point) return Error{Errc::malformed, "line " + std::to_string(line) + ": not valid UTF-8"};
    if (*point == '\n') {
      ++line;
    } else if (*point < 0x20) {
      return Error{Errc::malformed, "line " + std::to_string(line) + ": control byte 0x" +
                                        to_hex(ByteArray<1>{static_cast<std::uint8_t>(*point)})};
    }
  }
  return {};
}

bool names(const NoteSignature& line, const VerifierKey& key) {
  return line.key_id == key.id && line.name == key.name;
}

bool holds(std::string_view note_text, const NoteSignature& line, const VerifierKey& key) {
  switch (key.type) {
    case KeyType::ed25519: {
      const auto signature = to_array<64>(line.blob);
      return signature && verify(key.key, view(note_text), *signature);
    }
    case KeyType::cosignature: return verify_cosignature(note_text, key, line).has_value();
  }
  return false;
}

}  // namespace

Outcome check_note_text(std::string_view text) {
  if (auto outcome = check_bytes(text); !outcome) return outcome;
  if (text.empty()) return Error{Errc::malformed, "the text is empty"};
  if (text.back() != '\n') return Error{Errc::malformed, "the last line does not end in a newline"};
  return {};
}

Result<Note> parse_note(std::string_view bytes) {
  if (auto outcome = check_bytes(bytes); !outcome) return std::move(outcome).error();
  const auto split = bytes.rfind("\n\n");  // the last: the text itself may have blank lines
  if (split == std::string_view::npos) return Error{Errc::malformed, "no blank line between text and signatures"};
  Note note;
  note.text = bytes.substr(0, split + 1);
  LineReader lines(bytes);
  while (lines.rest().size() > bytes.size() - split - 2) lines.next();
  auto signatures = parse_signatures(lines);
  if (!signatures) return std::move(signatures).error();
  note.signatures = *std::move(signatures);
  return note;
}

std::string print(const NoteSignature& signature) {
  WireWriter blob;
  blob.u32(signature.key_id);
  blob.raw(signature.blob);
  return std::string(line_prefix) + signature.name + " " + to_base64(blob.take()) + "\n";
}

std::string print(const Note& note) {
  std::string out = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) out += print(signature);
  return out;
}

Result<std::vector<NoteSignature>> parse_signature_lines(std::string_view bytes) {
  if (auto outcome = check_bytes(bytes); !outcome) return std::move(outcome).error();
  return parse_signatures(LineReader(bytes));
}

void sign(Note& note, const NoteSigner& signer) {
  JEJAK_ASSERT(signer.type == KeyType::ed25519);
  const Signature signature = signer.key.sign(view(note.text));
  put_signature(note, {signer.name, signer.verifier().id, copy(signature)});
}

void put_signature(Note& note, NoteSignature signature) {
  auto& lines = note.signatures;
  const auto same_key = [&signature](const NoteSignature& line) {
    return line.key_id == signature.key_id && line.name == signature.name;
  };
  lines.erase(std::remove_if(lines.begin(), lines.end(), same_key), lines.end());
  lines.push_back(std::move(signature));
}

Result<std::vector<VerifierKey>> verify(const Note& note, const std::vector<VerifierKey>& known) {
  std::vector<VerifierKey> held;
  for (const NoteSignature& line : note.signatures) {
    for (const VerifierKey& key : known) {
      if (!names(line, key)) continue;
      if (!holds(note.text, line, key)) {
        return Error{Errc::verification, "the signature of known key " + quoted(key.name) + " does not hold"};
      }
      if (std::find(held.begin(), held.end(), key) == held.end()) held.push_back(key);
    }
  }
  if (held.empty()) return Error{Errc::verification, "no signature of a known key"};
  return held;
}

}  // namespace jejak
