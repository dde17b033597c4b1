#pragma once
// The law as a ledger stood: its rule state as of a position, on a legal date. At the head it is the stored one; for
// an earlier position or date the log is gone through again in memory.

#include "ledger/ledger.hpp"
#include "ledger/rules/retrace.hpp"
#include "tools/jejak/coordinate_flags.hpp"

namespace jejak {

// What a reading asks the state for. The registry (agencies, offices, keys, elections, calendars, rule sets) says
// itself from which day on it holds, so --on needs no second way through the log for it.
enum class Ask : std::uint8_t { registry, everything };

struct LawReading {
  OpenedStore opened;
  std::unique_ptr<Reader> reader;
  std::unique_ptr<Retrace> retrace;  // where the stored state is not the one that was asked for
  std::unique_ptr<State> stored;     // else; holds few rows at a time
  StoredHead head;                   // as of which is read: size, root, time of the last entry
  TreeSize newest;                   // the ledger's own size
  Date on;                           // as asked for; else the local date of the last entry
  bool on_given = false;             // else every legal date counts
  Zone zone = Zone::wib;             // of that entry

  State& state() const { return retrace != nullptr ? retrace->state() : *stored; }
  const RowSource& rows() const {
    return retrace != nullptr ? retrace->rows() : static_cast<const RowSource&>(*reader);
  }
};

// The state is read. Errors: usage (not a date, not a position), not_found (beyond the head, before the first event),
// and those of opening and reading.
Result<LawReading> read_law(Terminal& terminal, const std::string& folder, const CoordinateFlags& flags, Ask ask);
// The ledger and the coordinates alone; no state yet.
Result<LawReading> open_law(Terminal& terminal, const std::string& folder, const CoordinateFlags& flags);
// Goes through the log up to the reading's position, into `retrace`.
Outcome retrace_law(Terminal& terminal, LawReading& reading, RetraceOptions options, RetraceWatcher* watcher);

// Ends an answer: what it comes to, if it has a sum, and of which entries and of which day it is an answer. Where the
// lines are for programs it goes to the other stream; else below them, apart from them if there were any.
void end_answer(Terminal& terminal, const LawReading& reading, const std::string& sum = {}, bool after_lines = true);
std::string reading_json(const LawReading& reading);

// The answer as one JSON object a line under --json, else as it is, with what it rests on below.
void answer(Terminal& terminal, const LawReading& reading, const std::string& words, const std::string& json);

std::string words_json(const std::vector<std::string>& words);  // a JSON array of strings

}  // namespace jejak
