#pragma once
// The judgement: pure, of one vouched event at one position. Order: schema → signature → key → revision → mandate →
// role → jurisdiction → state → other streams → deadline → duplicate; ids are the caller's (they need the log).

#include "ledger/rules/judging.hpp"

namespace jejak {

struct Judgement {
  Refusal refusal;                    // code none: admitted
  bool recorded = true;               // false: nothing is appended (schema, unknown key, revision conflict)
  std::uint64_t stream_revision = 0;  // for the entry (see Entry)
  Hash stream_previous;
  Changes changes;  // empty if not recorded

  bool admitted() const { return refusal.code == RefusalCode::none; }
};

// What a guard may look at while `event` is judged: the state stands before it. `stream` is the event's own, which may
// be a new one. All references must outlive the answer.
Judging judging_at(State& state, const CatalogueRow& row, const Event& event, const StreamState& stream,
                   const Moment& moment);

// Errors only where the state could not be read (corrupt, disk): then nothing was judged. Does not change `state`;
// the caller applies the changes once it has decided to record the entry.
Result<Judgement> judge(State& state, const Vouched& vouched, const Moment& moment);

}  // namespace jejak
