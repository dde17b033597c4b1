#pragma once
// One stored entry, decoded, and as one record a line. Any thread.

#include "ledger/record/entry.hpp"
#include "ledger/record/envelope.hpp"
#include "ledger/record/event.hpp"

#include <string>

namespace jejak {

// `event` and `envelope` are absent for genesis and heads entries.
struct ReadEntry {
  Sequence position;
  Hash leaf;
  Entry entry;
  std::optional<Envelope> envelope;
  std::optional<Event> event;
};
Result<ReadEntry> read_entry(Sequence position, BytesView bytes);  // errors: corrupt, naming the position

std::string entry_json(const ReadEntry& read);  // one line, no newline
std::string entry_row(const ReadEntry& read);   // fields parted by tabs, no newline

}  // namespace jejak
