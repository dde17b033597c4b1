#pragma once
// Deadlines: what runs, what was kept and what was not, in one case, of one agency or in the whole ledger.

#include "api/answers/deadline_line.hpp"
#include "api/answers/law_reading.hpp"
#include "projections/case_reading.hpp"

namespace jejak {

struct DeadlineQuestion {
  std::string of;        // a case with or without "case-", another stream, or an agency; empty: all
  bool overdue = false;  // only those that are, or that were kept too late
};

// Shows them one after the other and says how many there were; none but one stream is held. The reading has everything.
// Errors: not_found (nothing of that name), those of reading and of `visit`; interrupted.
Result<std::size_t> find_deadlines(LawReading& reading, const DeadlineQuestion& question, const Asker& asker,
                                   const std::function<Outcome(const DeadlineLine&)>& visit);

// The deadlines of a case and of the approvals it rests on. The reading has everything and stands at the case's own
// coordinates. Errors: those of reading.
Result<std::vector<DeadlineLine>> deadlines_of(LawReading& reading, const CaseFile& file);

std::vector<std::string> deadline_record_names();
std::string deadline_record(const DeadlineLine& line);                   // one line, with its end
std::string deadline_json(const DeadlineLine& line, Language language);  // no newline

}  // namespace jejak
