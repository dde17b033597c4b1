#pragma once
// Who holds an office: the appointments of its stream, cut where they were ended. One place that reads them.

#include "ledger/rules/state.hpp"

namespace jejak {

struct Holding {
  Id holder{};
  HolderKind kind = HolderKind::none;
  Date from;
  Date last;  // date_max: open
  std::optional<Date> term_ends_on;
  std::optional<Date> inaugurated_on;

  bool covers(Date on) const { return from <= on && on <= last; }
};

// In log order; empty for a null stream or one that is not an office's.
std::vector<Holding> holdings(const StreamState* office);

// The natural persons who held an office on a date, of one kind or (none) of any.
std::vector<Id> holders_on(const StreamState* office, HolderKind kind, Date on);

}  // namespace jejak
