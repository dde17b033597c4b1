#pragma once
// What deserves a word although nothing was refused, in one case, of one agency or in the whole ledger.

#include "api/answers/findings_read.hpp"

namespace jejak {

struct FindingQuestion {
  std::string kase;                // only of this case, its report and approvals; with or without "case-"; empty: all
  std::string agency;              // only its acts and duties, and cases of its people; empty: all
  std::vector<std::string> codes;  // only these; empty: all
  bool tells_of_cases = true;      // else a case that is not there has no findings, as one without any
};

// Errors: usage (no such finding, with the near one).
Outcome check(const FindingQuestion& question, const Asker& asker);

// Shows them one after the other and says how many there were. A reading without its state is enough; it has one
// afterwards. Errors: those of check(), not_found (no such case; no such agency, with the near one), those of
// read_findings() and of `visit`.
Result<FindingCounts> find_findings(LawReading& reading, const FindingQuestion& question, const Asker& asker,
                                    const std::function<Outcome(const Finding&)>& visit);

// The id of the event at a position; a dash where no event stands. Errors: those of reading.
Result<std::string> event_id_at(const Reader& reader, Sequence position);

// One object without a newline; one line with its end, parted by tabs or, as CSV, by commas. Errors: those of reading
// the entries that the finding cites.
Result<std::string> finding_json(const Reader& reader, const Finding& finding, Language language);
Result<std::string> finding_record(const Reader& reader, const Finding& finding, char between);
std::vector<std::string> finding_record_names();

std::string rests_on_words(const Finding& finding, const char* between);  // positions of the entries it rests on

}  // namespace jejak
