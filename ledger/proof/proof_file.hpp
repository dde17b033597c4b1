#pragma once
// A .tlog-proof file (C2SP tlog-proof): everything needed to see offline, with a policy alone, that an entry
// is in the log: its index, the path to the root, and the signed checkpoint.

#include "ledger/proof/policy.hpp"
#include "ledger/proof/tiles.hpp"

namespace jejak {

constexpr std::size_t proof_extra_bytes_max = 48'000;  // other readers stop at lines of 64 KiB

struct ProofFile {
  std::optional<Bytes> extra;  // unauthenticated; never trust it by itself; empty counts as none
  Sequence index;
  std::vector<Hash> hashes;  // from the leaf's sibling to the root's child
  SignedCheckpoint checkpoint;
  bool operator==(const ProofFile&) const = default;
};

Result<ProofFile> parse_proof_file(std::string_view bytes);  // print(parse(x)) == x for every accepted x
std::string print(const ProofFile& proof);                   // extra within proof_extra_bytes_max

// The policy holds for the checkpoint and the entry with this leaf hash is where the proof says. The leaf
// hash comes from the reader's own copy of the entry, never from the file.
Result<PolicyHeld> verify(const ProofFile& proof, const Hash& leaf_hash, const Policy& policy);

}  // namespace jejak
