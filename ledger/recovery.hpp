#pragma once
// Start-up: what the disk says is re-derived before anything is believed. The tail's leaves are hashed again, the
// root is rebuilt from tiles and tail, and both must agree with the stored head, with every index row of the tail
// and with the signed HEAD. Where they differ, the ledger refuses to go on and says at which position.

#include "ledger/proof/frontier.hpp"
#include "ledger/reader.hpp"
#include "ledger/rules/engine.hpp"

namespace jejak {

struct Recovered {
  Genesis genesis;
  Hash genesis_hash;
  StoredHead head;
  Frontier frontier;
  TileEdge edge;
  std::optional<SignedCheckpoint> signed_head;  // the newest signed one
  bool head_file_behind = false;                // a crash fell between the store and the file HEAD
};

// `judges_up_to`: a version of the rules. Errors: corrupt (with the position), unsupported
// (a newer one is in force, and from where), not_found (empty), disk.
Result<Recovered> recover(const Store& store, std::uint32_t judges_up_to = engine_newest);

// Whether a program of that version can judge what comes next. Errors: unsupported, corrupt, disk.
Outcome may_judge(const Reader& reader, const Genesis& genesis, std::uint32_t newest = engine_newest);

// The genesis alone; for readers.
Result<Genesis> read_genesis(const Reader& reader, Hash& genesis_hash);

}  // namespace jejak
