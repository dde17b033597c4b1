#pragma once
// Whether the entries of some streams are intact, as far as that can be seen from them and the signed checkpoint: their
// bytes, signatures, ids and chains, and their places in the checkpoint's tree. Verdicts are not judged again here.

#include "ledger/proof/policy.hpp"
#include "tools/jejak/findings_read.hpp"

namespace jejak {

struct Intact {
  std::size_t entries = 0;                     // that were checked
  std::size_t uncovered = 0;                   // not in the checkpoint's tree yet
  std::optional<SignedCheckpoint> checkpoint;  // that the policy holds for; nothing: none was signed yet
  std::optional<std::string> broken;           // "entry 520 of case-…: …", the first that does not hold
};

// `steps`: every step of `streams`, in log order. Errors: those of reading.
Result<Intact> check_intact(const Terminal& terminal, const LawReading& reading, const Policy& policy,
                            const std::set<std::string>& streams, const std::vector<AuditedStep>& steps);

}  // namespace jejak
