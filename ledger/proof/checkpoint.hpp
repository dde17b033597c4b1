#pragma once
// A checkpoint (C2SP tlog-checkpoint): the signed sentence "the log of this origin had this many entries and
// this root". Of one size a log signs one root, for ever; that is kept by the engine, not here.

#include "ledger/base/strong.hpp"
#include "ledger/proof/note.hpp"

#include <span>

namespace jejak {

struct Checkpoint {
  std::string origin;
  TreeSize size;
  Hash root;
  std::vector<std::string> extensions;  // kept when reading, because signatures cover them; we never make any
  bool operator==(const Checkpoint&) const = default;
};

// The note text: origin, size, root and whatever extension lines were read.
std::string print(const Checkpoint& checkpoint);
// Refuses everything but what print() prints: leading zeros, CRLF, other spellings of the root, empty lines,
// a size above 2^63-1, size 0 with a root other than empty_root(). Errors name the line.
Result<Checkpoint> parse_checkpoint(std::string_view text);

// A checkpoint with the note it came in; checkpoint == parse_checkpoint(note.text).
struct SignedCheckpoint {
  Checkpoint checkpoint;
  Note note;
  bool operator==(const SignedCheckpoint&) const = default;
};

Result<SignedCheckpoint> parse_signed_checkpoint(std::string_view bytes);  // signatures not verified yet
std::string print(const SignedCheckpoint& signed_checkpoint);

// Signs with every key of the log, in this order (several while keys are being exchanged). At least one; all
// of type ed25519; each named as the origin. Ed25519 is deterministic: the same tree gives the same bytes.
SignedCheckpoint sign_checkpoint(const std::string& origin, TreeSize size, const Hash& root,
                                 std::span<const NoteSigner> log_keys);

}  // namespace jejak
