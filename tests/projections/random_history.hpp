#pragma once
// Histories that no law ever made: any event type at any moment in any of a few streams, admitted or refused by
// chance. A projection must fold them all, and the same way twice.

#include "ledger/record/entry.hpp"
#include "ledger/record/event.hpp"

namespace jejak::test {

struct Written {
  EntryKind kind = EntryKind::event;
  Event event;  // of event entries
  std::uint16_t verdict = 0;
  Instant recorded_at;
  Bytes entry;

  bool admitted() const { return kind == EntryKind::event && verdict == 0; }
  bool refused() const { return kind == EntryKind::event && verdict != 0; }
};

// The same for the same seed. The first entry is a genesis; heads entries lie between.
std::vector<Written> random_history(std::uint64_t seed, std::size_t entries);

std::vector<Bytes> bytes_of(const std::vector<Written>& history);

// An event entry with one false signature: projections take signatures as checked.
Bytes entry_of(const Event& event, std::uint16_t verdict, Instant recorded_at);

}  // namespace jejak::test
