#pragma once
// A proof file checked offline: the entry is in the tree of a checkpoint that the policy trusts, and the same tree
// begins with the genesis that is trusted.

#include "ledger/proof/proof_file.hpp"
#include "ledger/record/entry.hpp"
#include "ledger/record/envelope.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {

struct ProofReport {
  Sequence index;
  TreeSize size;  // of the checkpoint
  Hash root;
  Hash leaf;
  std::string origin;
  bool simulated = false;
  PolicyHeld held;
  Entry entry;
  std::optional<Vouched> vouched;  // of an event entry: decoded, and its signatures hold
};

struct ProofBundle {
  std::string proof;    // the bytes of the .tlog-proof
  std::string genesis;  // the bytes of the proof of entry 0, to the same checkpoint; unused if the proof is of entry 0
  std::optional<std::string> entry;  // else the proof's extra holds the entry
};

// Errors: verification (with what is false), unsupported. Input that is no proof at all is verification too: what
// cannot be read proves nothing.
Result<ProofReport> check_proof(const ProofBundle& bundle, const Trust& trust);

// The files of a bundle: PATH, opened already; PATH.genesis unless the proof is of entry 0, and the entry's file if one
// is given. Errors: not_found, permission, too_large, disk.
Result<ProofBundle> read_proof_bundle(std::istream& in, const std::string& path, const std::string& entry_path);
constexpr std::string_view genesis_proof_suffix = ".genesis";

}  // namespace jejak
