#pragma once
// The rule state of an earlier position, or of an earlier legal date: admitted events do to it once more what they did
// then. Nothing is judged again and no signature is checked: `verify` does that; here the log is taken as it stands.

#include "ledger/record/entry.hpp"
#include "ledger/rules/judging.hpp"

#include <functional>
#include <limits>

namespace jejak {

// An event entry on its way into the state.
struct Retraced {
  Sequence position;
  Instant recorded_at;
  std::uint16_t verdict = 0;  // 0 admitted, else the number of a refusal code
  Event event;
  Hash event_hash;
  std::vector<PublicKey> keys;  // that signed it, ascending

  bool admitted() const { return verdict == 0; }
};

// Sees every event that counts before the state changes: `judging` is how it was judged, `changes` what it does. A
// refused event changes nothing but its stream's count of refusals.
class RetraceWatcher {
 public:
  virtual ~RetraceWatcher() = default;
  virtual Outcome see(const Judging& judging, const Retraced& entry, const Changes& changes) = 0;
  // An event that does not count, because of its legal date.
  virtual void pass_over(const Retraced& entry) { static_cast<void>(entry); }
};

struct RetraceOptions {
  // Events of a later legal date do not count. Those of the registry (agencies, offices, keys, elections, calendars,
  // rule sets) always do: they say themselves from which day on they hold.
  std::optional<Date> on;
  bool registry_alone = false;  // cases, approvals and all that is no registry are left out
  std::size_t cached_max = 16'384;
};

// One thread. Memory: the encoded rows; a row is encoded when it leaves the cache, or when somebody reads the rows.
class Retrace {
 public:
  Retrace(const Genesis& genesis, RetraceOptions options);
  ~Retrace();

  // The next entry, from 0. Errors: corrupt (no entry, or an event that no row of the table fits),
  // unsupported (judged by an engine that this program does not know), the watcher's.
  Outcome step(BytesView entry, RetraceWatcher* watcher = nullptr);

  TreeSize size() const { return size_; }
  State& state() { return state_; }
  const RowSource& rows();                            // after the last step, whenever they are read
  std::uint64_t counted() const { return counted_; }  // events of the law's streams that counted
  Date earliest() const { return earliest_; }         // the first legal date of such events, counted or not

 private:
  Outcome apply(const Retraced& entry, RetraceWatcher* watcher);
  bool counts(const Event& event) const;
  void look_at_engine();  // whenever another one may be in force

  RetraceOptions options_;
  MemoryRows rows_;
  State state_;
  TreeSize size_;
  std::optional<Error> cannot_judge_;  // what comes now
  std::uint64_t counted_ = 0;
  Date earliest_ = date_max;
};

// A stored entry's event, with its keys; nothing for genesis and heads entries. Errors: corrupt, naming the position.
Result<std::optional<Retraced>> retraced(Sequence position, BytesView entry);

}  // namespace jejak
