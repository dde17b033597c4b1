#pragma once
// Producers: threads that each have cases of their own, record a case's events in order, and send the next event of a
// case when the one before is sequenced.

#include "ledger/ledger.hpp"

namespace jejak {

using Cases = std::vector<std::vector<Bytes>>;

// Which door of the ledger the producers use.
enum class Door : std::uint8_t {
  submit,  // signatures are checked on the ledger's verifiers; a server's way
  append,  // on the producer's own thread
};

// One event; answers when it is sequenced. Errors: whatever the ledger says, or that it was refused or known before.
Outcome record(Ledger& ledger, Bytes envelope, Door door);

// Records all of it in order, not measured; one thread.
Outcome record_case(Ledger& ledger, std::vector<Bytes> events);

struct Rate {
  std::uint64_t events = 0;
  double seconds = 0;
  double per_s() const { return static_cast<double>(events) / seconds; }
};
// As fast as it goes. Each producer has `outstanding` cases in hand, and so at most as many events that wait. The clock
// is stopped when the first producer has nothing left to do, so that all of them are at work in all of the measured
// time; the rest is recorded too. More than one outstanding needs Door::submit.
Result<Rate> record_all(Ledger& ledger, Cases cases, unsigned producers, unsigned outstanding, Door door);

// At a steady rate, whatever the ledger does: each event has its time, and its wait is counted from that time even if
// the producer was still waiting for the one before. Milliseconds, ascending.
Result<std::vector<double>> record_paced(Ledger& ledger, Cases cases, unsigned producers, double events_per_s,
                                         Door door);

}  // namespace jejak
