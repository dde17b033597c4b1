#pragma once
// One submission as text: an envelope in JSON, on a line of its own, which may say when it reaches a simulated ledger.

#include "ledger/record/envelope.hpp"

namespace jejak {

struct Submission {
  std::uint64_t line = 0;  // 1-based; of a whole file 1
  std::string at;          // when it reaches a simulated ledger; empty if not said
  Bytes envelope;
};

// An envelope in JSON, whose first member may be "at". Errors: malformed, too_large.
Result<Submission> read_submission(std::string_view json);

}  // namespace jejak
