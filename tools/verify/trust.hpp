#pragma once
// Whom a verdict rests on: a policy file and the hash of entry 0, both from outside the history that is judged.

#include "ledger/proof/policy.hpp"
#include "ledger/record/genesis.hpp"

#include <fstream>

namespace jejak {

struct Trust {
  Policy policy;
  Hash genesis;
  std::vector<SignedCheckpoint> checkpoints;  // seen elsewhere: the history must lead to each
  bool from_the_ledger_itself = false;        // then a verdict shows internal consistency only
};

std::optional<Hash> parse_hash(std::string_view text);  // 64 hex digits, or 44 characters of base64

// Errors: not_found, permission, usage (a folder), unavailable, disk.
Result<std::ifstream> open_to_read(const std::string& path);
// A whole file, at most `bytes_max`. Errors: too_large, and those of open_to_read().
Result<std::string> read_whole_file(const std::string& path, std::size_t bytes_max);
// The rest of a stream that was opened from `path`.
Result<std::string> read_whole(std::istream& in, const std::string& path, std::size_t bytes_max);

// Errors name the file: not_found, permission, malformed, unsupported.
Result<Policy> read_policy(const std::string& path);
Result<SignedCheckpoint> read_checkpoint(const std::string& path);

// Trust in nothing but the export itself: its own genesis and the log key that this names. The stream is left at the
// beginning. Errors: malformed, verification.
Result<Trust> trust_in_export(std::istream& in);
Policy policy_of(const Genesis& genesis);  // its log key, no witness

}  // namespace jejak
