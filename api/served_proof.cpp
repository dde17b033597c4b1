#include "api/served_proof.hpp"

namespace jejak {

Result<ProofFile> served_proof(const Reader& reader, Sequence position, SignedCheckpoint checkpoint, bool with_entry) {
  auto hashes = inclusion_proof(position, checkpoint.checkpoint.size, reader);
  if (!hashes) return std::move(hashes).error();
  ProofFile proof{{}, position, std::move(*hashes), std::move(checkpoint)};
  if (!with_entry) return proof;
  auto entry = reader.entry_bytes(position);
  if (!entry) return std::move(entry).error();
  if (entry->size() <= proof_extra_bytes_max) proof.extra = std::move(*entry);
  return proof;
}

}  // namespace jejak
