#pragma once
// Written approvals: what was asked for, answered, used, taken back, and what lapsed unused.

#include "api/answers/law_reading.hpp"
#include "ledger/record/event.hpp"

namespace jejak {

struct ApprovalQuestion {
  std::string agency;  // only those that it asked for; empty: all
  std::string state;   // only those in this state, in any case of letters; empty: all
};

struct ApprovalUse {  // by a decision that names it
  std::string stream, office, sanction;
  Date on;
  Sequence position;
};

struct ApprovalLine {
  StreamState stream;
  std::string state;               // as the stream's, or "lapsed"
  std::string agency;              // that asked; of one in general terms, that gave
  std::optional<Date> last_valid;  // of a yes; nothing: open
  std::vector<ApprovalUse> uses;
};

// Errors: usage (no such state, with the near one).
Outcome check(const ApprovalQuestion& question, const Asker& asker);

// Shows them ascending by stream and says how many there were. The reading has everything. Errors: those of check(), of
// reading and of `visit`; interrupted.
Result<std::size_t> find_approvals(LawReading& reading, const ApprovalQuestion& question, const Asker& asker,
                                   const std::function<Outcome(const ApprovalLine&)>& visit);

std::vector<std::string> approval_record_names();
std::string approval_record(const ApprovalLine& line);  // one line, with its end
std::string approval_json(const ApprovalLine& line);    // no newline
std::string codes_text(const Codes* codes);             // "A, B"; a dash for none

}  // namespace jejak
