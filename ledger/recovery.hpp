#pragma once
// Start-up: what the disk says is re-derived before anything is believed. The tail's leaves are hashed again, the
// root is rebuilt from tiles and tail, and both must agree with the stored head, with every index row of the tail
// and with the signed HEAD. Where they differ, the ledger refuses to go on and says at which position.

#include "ledger/proof/frontier.hpp"
#include "ledger/reader.hpp"

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

// Errors: corrupt (with the position), unsupported (a newer engine version), not_found (empty), disk.
Result<Recovered> recover(const Store& store);

// The genesis alone; for readers.
Result<Genesis> read_genesis(const Reader& reader, Hash& genesis_hash);

// The version of the rules that this program knows.
constexpr std::uint32_t engine_version_max = 1;

}  // namespace jejak
