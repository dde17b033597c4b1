#pragma once
// Protected windows: when the head of a region may not take officials out of their posts without written approval
// (UU 10/2016 art. 71(2) and 162(3)). Computed from elections and the head's appointments; months and bases are data.

#include "ledger/rules/state.hpp"

namespace jejak {

struct Window {
  std::string kind;  // as WindowRow::kind
  Date from;
  Date until;  // the last day inside; date_max while no end is known
  std::string basis;
  std::string election;  // stream; empty for the window after an inauguration

  bool contains(Date date) const { return from <= date && date <= until; }
  bool operator==(const Window&) const = default;
};

// Where elections and holders of offices are looked up.
class WindowFacts {
 public:
  virtual ~WindowFacts() = default;
  virtual std::vector<const StreamState*> elections() = 0;         // ascending by name
  virtual const StreamState* office(std::string_view stream) = 0;  // null if there is none
};

// All windows of the region whose head holds the office ("PPK_ASN@prov:64"), with the schedules of elections as they
// had been published on the date `as_of` (or the first one, if it was published later). Elections of other regions
// count where a policy says so:
//   province_follows_kabkota, kabkota_follows_province   true | false
//   follower_window_end                                  OWN_TERM | ELECTION_TERM
// A window before an election ends with the term of the head who was in office when candidates were determined, or
// the day before a later head's inauguration, whichever is earlier.
std::vector<Window> protected_windows(WindowFacts& facts, const RuleSet& rules, std::string_view office, Date as_of);
std::vector<Window> protected_windows(State& state, const RuleSet& rules, std::string_view office, Date as_of);

// The first window that contains the date; null if none.
const Window* window_on(const std::vector<Window>& windows, Date date);
// The first window that begins after the one date and on or before the other; null if none.
const Window* window_begun_between(const std::vector<Window>& windows, Date after, Date until);

// The date on which an election's candidates are or were determined in a region, as known in the state.
std::optional<Date> determination_date(const StreamState& election, std::string_view region);

}  // namespace jejak
