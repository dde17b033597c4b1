#pragma once
// A mirror: a data folder that follows a log published elsewhere through its checkpoint, tiles and entry bundles (C2SP
// tlog-tiles). Whoever reads the folder trusts the policy and the genesis hash it was made with, and no operator.

#include "ledger/proof/tiles.hpp"
#include "ledger/rules/verification.hpp"

#include <string>

namespace jejak {

// Where a log is published. Whatever comes from there may be false.
class PublishedLog : public TileSource {
 public:
  virtual Result<std::string> checkpoint() const = 0;  // a signed note
  // `width` entries from index * 256 on, each behind its length in two bytes, big-endian.
  virtual Result<std::string> bundle(std::uint64_t index, std::uint64_t width) const = 0;
};

struct MirrorReport {
  std::string origin;
  bool simulated = false;
  TreeSize before;     // what the folder held
  TreeSize size;       // what it holds now
  TreeSize published;  // less than `size` where an older checkpoint was shown than the folder has
  Hash root;           // of `size`
};

// Brings `folder` to the published size; makes it if it is not there. Of `options`: genesis_hash, policy, must_extend,
// threads, progress (told the position). Everything is judged as `jejak verify` does, and nothing is written before a
// consistency proof ties it to the signed checkpoint. After an interruption, an error of the log or a newer engine the
// folder is a ledger of what was judged so far, after a crash of most of it, and the next call goes on there; of a
// false log nothing more is written. Its entries, tiles, indexes and rows are byte for byte the published ledger's. No
// key is needed. One thread, one writer of a folder at a time. Errors: verification (the log is false, or not the one
// that the folder holds; says where), unsupported (an engine that this program does not know judges on; says from
// where), malformed (no checkpoint, tile or bundle), conflict (another program writes to the folder), those of the log,
// disk, corrupt, interrupted.
Result<MirrorReport> follow_log(const std::string& folder, const PublishedLog& log, const VerifyOptions& options);

}  // namespace jejak
