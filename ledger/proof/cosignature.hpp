#pragma once
// A witness's timestamped Ed25519 cosignature of a checkpoint (C2SP tlog-cosignature, type 0x04).

#include "ledger/proof/checkpoint.hpp"

namespace jejak {

constexpr std::uint64_t cosignature_time_max = (std::uint64_t{1} << 63) - 1;

// What is signed: "cosignature/v1\ntime N\n" and the whole checkpoint text, extension lines included. The
// cosigner's name is not in it, so one key must never serve two cosigners.
std::string cosignature_message(std::string_view checkpoint_text, std::uint64_t timestamp);

// The line to be put under the checkpoint. `timestamp` in POSIX seconds, at most cosignature_time_max; the
// key is of type cosignature.
NoteSignature cosign(std::string_view checkpoint_text, const NoteSigner& witness, std::uint64_t timestamp);

// The timestamp of a line that holds. Errors: verification (not this key's line, not 72 bytes, a timestamp
// above 2^63-1, or a signature that fails). Whether the time is plausible is for the caller to judge.
Result<std::uint64_t> verify_cosignature(std::string_view checkpoint_text, const VerifierKey& witness,
                                         const NoteSignature& line);

}  // namespace jejak
