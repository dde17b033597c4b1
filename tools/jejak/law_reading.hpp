#pragma once
// The law as a ledger stood: its rule state as of a position, on a legal date. At the head it is the stored one; for
// an earlier position or date the log is gone through again in memory.

#include "ledger/ledger.hpp"
#include "ledger/proof/hash.hpp"
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
Result<LawReading> read_law(Terminal& terminal, const std::string& folder, const AskedCoordinates& flags, Ask ask);
// The ledger and the coordinates alone; no state yet.
Result<LawReading> open_law(Terminal& terminal, const std::string& folder, const AskedCoordinates& flags);
// Goes through the log up to the reading's position, into `retrace`.
Outcome retrace_law(Terminal& terminal, LawReading& reading, RetraceOptions options, RetraceWatcher* watcher);

// An answer that is told record by record, and what it rests on: position, date, checkpoint, and a digest of the answer
// itself. The digest is SHA-256 over the records as --plain prints them, whichever way they are shown, so it is the
// same in every language and can be taken again with `jejak … --plain | sha256sum`. The reading outlives it.
class LawAnswer {
 public:
  LawAnswer(Terminal& terminal, const LawReading& reading) : terminal_(terminal), reading_(reading) {}

  // Records that are shown in another way, or below.
  void count(const std::string& records);
  // Records, and how they are shown where --plain is not asked for.
  void tell(const std::string& records, const std::string& shown);

  // Ends a list: what it comes to, if it has a sum, and what it rests on. Under --json that is a last object, under
  // --plain it goes to the other stream. Errors: those of reading the checkpoint.
  Outcome end(const std::string& sum = {});
  // Ends an answer that is one JSON object; the records, or the words with what they rest on below, paged.
  Outcome end_whole(const std::string& records, const std::string& words, const std::string& json,
                    const std::string& sum = {});

 private:
  Outcome rest();  // what it rests on is settled: nothing more is counted
  std::string print_rest() const;
  std::string json_of_rest() const;

  Terminal& terminal_;
  const LawReading& reading_;
  Sha256 counted_;
  bool any_ = false;
  Hash digest_;
  std::optional<SignedCheckpoint> checkpoint_;
};

}  // namespace jejak
