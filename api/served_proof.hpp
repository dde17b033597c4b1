#pragma once
// The proof that an entry is in the log as of a signed checkpoint, as the service hands it out.

#include "ledger/proof/proof_file.hpp"
#include "ledger/reader.hpp"

namespace jejak {

// With the entry in it, where the receiver may read it and it fits: then the file is all that `jejak check` needs. The
// checkpoint covers the position. Errors: corrupt, disk.
Result<ProofFile> served_proof(const Reader& reader, Sequence position, SignedCheckpoint checkpoint, bool with_entry);

}  // namespace jejak
