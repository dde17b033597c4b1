#pragma once
// The law as a ledger stood: its rule state as of a position, on a legal date. At the head it is the stored one; for
// an earlier position or date the log is gone through again in memory.

#include "api/answers/asked_coordinates.hpp"
#include "ledger/ledger.hpp"
#include "ledger/rules/retrace.hpp"

namespace jejak {

// What a reading asks the state for. The registry (agencies, offices, keys, elections, calendars, rule sets) says
// itself from which day on it holds, so a legal date needs no second way through the log for it.
enum class Ask : std::uint8_t { registry, everything };

// Answers any number of questions, one after the other: one thread at a time. Of one ledger any number may be made and
// asked at once, each on its own thread, while the ledger goes on: a reading stays at the moment it was made.
struct LawReading {
  std::unique_ptr<Store> store;  // the moment, or the folder that the reading opened
  Genesis genesis;
  Hash genesis_hash;  // of entry 0
  std::unique_ptr<Reader> reader;
  std::unique_ptr<Retrace> retrace;            // where the stored state is not the one that was asked for
  std::unique_ptr<State> stored;               // else; holds few rows at a time
  StoredHead head;                             // as of which is read: size, root, time of the last entry
  std::optional<SignedCheckpoint> checkpoint;  // the newest
  TreeSize newest;                             // the ledger's own size
  Date on;                                     // as asked for; else the local date of the last entry
  bool on_given = false;                       // else every legal date counts
  Zone zone = Zone::wib;                       // of that entry

  State& state() const { return retrace != nullptr ? retrace->state() : *stored; }
  const RowSource& rows() const {
    return retrace != nullptr ? retrace->rows() : static_cast<const RowSource&>(*reader);
  }
};

// The ledger and the coordinates alone; no state yet. Errors: usage (not a date, not a position), not_found (a time
// before the first entry), those of opening and reading.
Result<LawReading> open_law(const std::string& folder, const AskedCoordinates& asked, const Asker& asker);
// Of a ledger that is open already, which must outlive the reading.
Result<LawReading> open_law(const Reader& reader, const Genesis& genesis, const AskedCoordinates& asked,
                            const Asker& asker);

// Whether the stored state is the one that is asked for; else the log is gone through.
bool is_stored(const LawReading& reading, Ask ask);

// The state for what is asked; going through the log again costs time and memory with its length. Errors: not_found
// (before the first event), unsupported (an engine that this program does not know is in force, and from where), those
// of reading; interrupted.
Outcome read_state(LawReading& reading, Ask ask, const Asker& asker);

// Both.
Result<LawReading> read_law(const std::string& folder, const AskedCoordinates& asked, Ask ask, const Asker& asker);
Result<LawReading> read_law(const Reader& reader, const Genesis& genesis, const AskedCoordinates& asked, Ask ask,
                            const Asker& asker);

// Goes through the log up to the reading's position, into `retrace`.
Outcome retrace_law(LawReading& reading, RetraceOptions options, RetraceWatcher* watcher, const Asker& asker);

}  // namespace jejak
