#pragma once
// Findings in words, as JSON, and as one record a line.

#include "ledger/reader.hpp"
#include "ledger/rules/finding.hpp"
#include "tools/jejak/terminal.hpp"

namespace jejak {

// The id of the event at a position; a dash where no event stands. Errors: those of reading.
Result<std::string> event_id_at(const Reader& reader, Sequence position);

// Errors: those of reading the entries that they cite.
Result<std::string> finding_words(const Terminal& terminal, const Reader& reader, const Finding& finding);
Result<std::string> finding_json(const Terminal& terminal, const Reader& reader, const Finding& finding);  // one object
Result<std::string> finding_record(const Reader& reader, const Finding& finding, char between);            // one line
std::string finding_record_names(char between);

}  // namespace jejak
