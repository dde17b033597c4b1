#pragma once
// Findings about terms: those that ended, read with the calendars that are known now, and those that still run.

#include "ledger/rules/finding.hpp"
#include "ledger/rules/term_standing.hpp"

namespace jejak {

// A term that came to an end: a step ended it, a step began it anew, or its stream was closed.
struct PastTerm {
  std::string stream;
  Term term;  // stopped_on: set unless its stream was closed first
  Sequence ended_at;
  std::optional<Date> closed_on;  // nothing ended it, and its stream was closed on that day
  TermDay last_day;               // by the calendars of that position
};

// `stream`: as it stands now; null if it is gone. Adds nothing about rules that no rule set states.
void add_past_term(const State& state, const PastTerm& past, const StreamState* stream, std::vector<Finding>& out);
// What the stream's running terms come to on the day.
void add_running_terms(const State& state, const StreamState& stream, Date on, std::vector<Finding>& out);

// What a missed term of that id is called.
FindingCode finding_of_term(std::string_view id);

}  // namespace jejak
