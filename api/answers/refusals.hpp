#pragma once
// Attempts that the law turned away, each an entry of the log, with the rule, its source and what would have been
// lawful. The entry keeps the code alone; the facts come from judging the history again.

#include "api/answers/judge_again.hpp"
#include "api/answers/law_reading.hpp"

namespace jejak {

struct RefusalQuestion {
  std::string agency;  // only of its offices, or on their behalf; empty: all
  std::string code;    // only with this code, in any case of letters, with or without E_; empty: all
  std::string stream;  // only in this stream; empty: all
  bool quick = false;  // codes alone, without judging again
};

// Errors: usage (no such code, with the near one).
Outcome check(const RefusalQuestion& question, const Asker& asker);

// Shows them in log order and says how many there were. A reading without its state is enough. Errors: those of
// check(), of judge_again() and of `visit`; interrupted.
using RefusalVisit = std::function<Outcome(const ReadEntry&, const Refusal&)>;
Result<std::size_t> find_refusals(const LawReading& reading, const RefusalQuestion& question, const Asker& asker,
                                  const RefusalVisit& visit);

std::vector<std::string> refusal_record_names();
std::string refusal_record(const ReadEntry& read, const Refusal& refusal);                   // one line, with its end
std::string refusal_json(const ReadEntry& read, const Refusal& refusal, Language language);  // no newline

}  // namespace jejak
