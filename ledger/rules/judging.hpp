#pragma once
// Everything a guard may look at while one event is judged. Nothing here can change anything.

#include "ledger/record/envelope.hpp"
#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/state.hpp"

namespace jejak {

struct Moment {
  Sequence position;    // where the entry would stand
  Instant recorded_at;  // and when
};

struct Judging {
  const CatalogueRow& row;
  const Event& event;
  const StreamState& stream;  // of the event; events == 0 if it is new
  const Moment& moment;
  State& state;              // for lookups of other streams
  Date recorded_date;        // the local date of recorded_at in the event's zone
  const RuleSet* procedure;  // in force on the legal date; null if none
  const RuleSet* penalties;  // in force on the act's date (kept by CaseOpened); null if none or not a case

  // A stream that may not exist. A broken store is remembered in `trouble` and reads as "does not exist".
  const StreamState* find(std::string_view name) const;
  mutable std::optional<Error> trouble;
};

}  // namespace jejak
