#pragma once
// Where subscriptions and webhooks find their entries: a log, seen through a filter, a bounded piece at a time.

#include "api/service/event_filter.hpp"
#include "projections/entry_source.hpp"

namespace jejak {

struct Match {
  Sequence position;
  std::string stream;  // empty: the entry is no event
  bool operator==(const Match&) const = default;
};

struct Matches {
  std::vector<Match> found;  // in log order
  TreeSize looked;           // entries below it were looked at
  TreeSize head;             // and so many are there
};

struct MatchLimits {
  std::size_t found_max = 256;
  std::size_t entries_max = 1'000;  // looked at in one call
};

class MatchSource {
 public:
  virtual ~MatchSource() = default;
  // What the filter lets pass from `from` on. `looked` is not below `from`, and above it unless `from` is at the head
  // or beyond. Errors: those of reading the log and of its ties; the caller tries again later. One thread.
  virtual Result<Matches> find(const EventFilter& filter, Sequence from, const MatchLimits& limits) = 0;
};

// The log of a ledger. Both must outlive it.
class LogMatches final : public MatchSource {
 public:
  LogMatches(const EntrySource& log, Ties& ties) : log_(log), ties_(ties) {}
  Result<Matches> find(const EventFilter& filter, Sequence from, const MatchLimits& limits) override;

 private:
  const EntrySource& log_;
  Ties& ties_;
};

}  // namespace jejak
