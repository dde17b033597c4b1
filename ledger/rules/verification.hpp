#pragma once
// Verification of a history from its entries alone: a replay fed by signature checks that run ahead on all cores.
// `jejak verify` and `jejak-verify` give their verdicts with this very code.

#include "ledger/proof/policy.hpp"
#include "ledger/rules/replay.hpp"

#include <functional>
#include <istream>

namespace jejak {

struct VerifyReport {
  TreeSize size;
  Hash root;
  std::uint64_t refusals = 0;
  std::uint64_t checkpoints = 0;  // how many were checked against the history
  std::string origin;
  bool simulated = false;
  std::optional<Divergence> divergence;  // set: true up to here, and here false or beyond this program
};

struct VerifyOptions {
  Hash genesis_hash;                                 // trusted leaf hash of entry 0
  const Policy* policy = nullptr;                    // trusted checkpoint keys; required
  std::vector<SignedCheckpoint> must_extend;         // checkpoints seen elsewhere: the history must lead to each
  unsigned threads = 0;                              // 0: one a core
  std::function<bool(std::uint64_t done)> progress;  // called now and then; false stops: Errc::interrupted
  std::function<Outcome(const Step&)> each;          // in log order, on the folding thread
};

// Entries in order; an empty optional at the end. A checkpoint met on the way may be handed in between.
struct HistoryItem {
  Bytes entry;
  std::optional<std::string> checkpoint;  // a signed note to be checked once size() entries are folded; entry is empty
};
using HistorySource = std::function<Result<std::optional<HistoryItem>>()>;

// Goes on where the replay stands. Memory: a bounded window beside the rule state. Errors are troubles of reading or an
// interruption; where a history turns false, or can no longer be judged, is in the report.
Result<VerifyReport> verify_history(const HistorySource& next, const VerifyOptions& options, Replay& replay);

// An export file. A file that is truncated or damaged in its frames is a divergence at the first entry that is missing.
Result<VerifyReport> verify_export(std::istream& in, const VerifyOptions& options);

}  // namespace jejak
