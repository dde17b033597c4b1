#pragma once
// Producers: each has cases of its own, records a case's events in order, and sends the next event only when the one
// before is sequenced. Like the clients of pgbench they share a thread, so that the machine's cores are the ledger's;
// or each has a thread.

#include "ledger/ledger.hpp"

namespace jejak {

using Cases = std::vector<std::vector<Bytes>>;

// How producers hand their events in.
enum class Door : std::uint8_t {
  submit,  // Ledger::submit from one thread: signatures are checked on the ledger's verifiers
  append,  // Ledger::append from a thread a producer: signatures are checked there
};

// Records them in order and waits for each; not measured.
Outcome record_case(Ledger& ledger, std::vector<Bytes> events);

struct Rate {
  std::uint64_t events = 0;
  double seconds = 0;
  double per_s() const { return static_cast<double>(events) / seconds; }
};
// As fast as it goes. The clock is stopped when the first producer has nothing left to do, so that all of them are at
// work in all of the measured time; the rest is recorded too. Errors: whatever the ledger says, or internal if an event
// was refused or known before.
Result<Rate> record_all(Ledger& ledger, Cases cases, unsigned producers, Door door);

// At a steady rate, whatever the ledger does: each event has its time, and its wait is counted from that time even if
// its producer was still waiting for the one before. Milliseconds, ascending.
Result<std::vector<double>> record_paced(Ledger& ledger, Cases cases, unsigned producers, double events_per_s);

}  // namespace jejak
