#include "ledger/proof/checkpoint.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/proof/lines.hpp"

#include <utility>

namespace jejak {

std::string print(const Checkpoint& checkpoint) {
  std::string out =
      checkpoint.origin + "\n" + std::to_string(checkpoint.size.value) + "\n" + to_base64(checkpoint.root) + "\n";
  for (const std::string& extension : checkpoint.extensions) out += extension + "\n";
  return out;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  if (auto outcome = check_note_text(text); !outcome) return std::move(outcome).error().during("checkpoint");
  LineReader lines(text);
  const auto refuse = [&lines](const char* rule) { return lines.malformed(rule).during("checkpoint"); };
  Checkpoint checkpoint;
  const auto origin = lines.next();
  if (origin->empty()) return refuse("the origin is empty");
  checkpoint.origin = *origin;

  const auto size_line = lines.next();
  if (!size_line) return refuse("no size after the origin");
  const auto size = parse_decimal(*size_line);
  if (!size) return refuse("the size is not a decimal of at most 2^63-1 without leading zero");
  checkpoint.size = TreeSize{*size};

  const auto root_line = lines.next();
  if (!root_line) return refuse("no root after the size");
  const auto root = hash_from_base64(*root_line);
  if (!root) return refuse("the root is not 32 bytes in canonical base64");
  checkpoint.root = *root;
  if (*size == 0 && *root != empty_root()) return refuse("the root of size 0 is not the empty root");

  while (const auto extension = lines.next()) {
    if (extension->empty()) return refuse("an extension line is empty");
    checkpoint.extensions.emplace_back(*extension);
  }
  return checkpoint;
}

Result<SignedCheckpoint> parse_signed_checkpoint(std::string_view bytes) {
  auto note = parse_note(bytes);
  if (!note) return std::move(note).error().during("checkpoint");
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return std::move(checkpoint).error();
  return SignedCheckpoint{*std::move(checkpoint), *std::move(note)};
}

std::string print(const SignedCheckpoint& signed_checkpoint) {
  return print(signed_checkpoint.note);
}

SignedCheckpoint sign_checkpoint(const std::string& origin, TreeSize size, const Hash& root,
                                 std::span<const NoteSigner> log_keys) {
  JEJAK_ASSERT(!log_keys.empty() && log_keys.size() <= note_signatures_max);
  JEJAK_ASSERT(size.value <= tree_size_max && (size.value != 0 || root == empty_root()));
  SignedCheckpoint made{{origin, size, root, {}}, {}};
  made.note.text = print(made.checkpoint);
  for (const NoteSigner& key : log_keys) {
    JEJAK_ASSERT(key.name == origin);
    sign(made.note, key);
  }
  return made;
}

}  // namespace jejak
