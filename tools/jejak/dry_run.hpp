#pragma once
// What the law would say to submissions, one after the other, without appending any. Reads the ledger only: neither its
// key nor the right to write is needed.

#include "ledger/ledger.hpp"
#include "tools/jejak/receipt.hpp"
#include "tools/jejak/submission_reader.hpp"

namespace jejak {

class DryRun {
 public:
  static Result<std::unique_ptr<DryRun>> open(const std::string& folder);
  DryRun(const DryRun&) = delete;
  DryRun& operator=(const DryRun&) = delete;

  // The verdict that `record` would give if everything judged before had been recorded. A refusal that would not be
  // recorded (an unknown key, another revision) is in the receipt too. Errors: those of the gate, conflict (the id is
  // taken by another event), usage (a clock that a real ledger does not have, or that would go back).
  Result<Receipt> judge(const Submission& submission);

 private:
  explicit DryRun(OpenedStore opened);
  Outcome load();
  Result<Instant> moment_of(const Submission& submission) const;

  OpenedStore opened_;
  Reader reader_;
  State state_;
  StoredHead head_;
  std::map<Id, std::pair<Hash, Receipt>> judged_;
};

}  // namespace jejak
