#pragma once
// The rule state: what the law needs to remember of the log so far. One row a stream, all of one shape; a row is
// a function of the entries before it. The same code keeps it in the sequencer, in replay and in jejak-verify.

#include "ledger/base/keyed_hash.hpp"
#include "ledger/base/result.hpp"
#include "ledger/base/strong.hpp"
#include "ledger/record/entry.hpp"
#include "ledger/record/event.hpp"
#include "ledger/record/genesis.hpp"
#include "ledger/record/ruleset.hpp"
#include "ledger/rules/kept.hpp"
#include "ledger/rules/roots.hpp"
#include "ledger/rules/states.hpp"

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace jejak {

// Kept beside an event's own fields where its row says so: the registered keys that signed it, one hash each,
// numbered from here on.
constexpr std::uint16_t kept_signers_from = 0xff00;

// A term that an event of the stream began. Its last day is computed when it is asked for (rules/terms.hpp).
struct Term {
  std::string id;              // "DL-06", a row of the rule set
  std::string agency;          // whose calendar counts
  Date started_on;             // day 0
  Sequence since;              // the entry that began it
  std::uint16_t extended = 0;  // added to its count, in its own unit
  std::optional<Date> stopped_on;
  bool operator==(const Term&) const = default;
};

// An event that is appended must have been signed having seen one of this many last events of its stream.
constexpr std::size_t recent_hashes_max = 32;

struct StreamState {
  std::string name;
  StateCode state = StateCode::none;
  std::uint64_t events = 0;  // admitted
  std::uint64_t refusals = 0;
  std::uint64_t exact_revision = 0;  // the revision of the last `exact` event
  // Hashes of the last events, newest last: those since the last `exact` event, that one included, and at most
  // recent_hashes_max. Nobody may build on an older one.
  std::vector<Hash> recent;
  Zone zone = Zone::none;           // of the last event
  KeptList kept;                    // in log order
  std::vector<StateCode> overlays;  // ascending, at most one of each overlay; those that left their first value
  std::vector<Term> terms;          // in the order in which they began, each id once
  bool operator==(const StreamState&) const = default;

  Hash last() const { return recent.empty() ? Hash{} : recent.back(); }
  const Kept* last_of(std::uint16_t type) const;  // the newest of a type, null if none
  std::vector<const Kept*> all_of(std::uint16_t type) const;
  StateCode overlay(Overlay which) const;
  bool is(StateCode overlay_value) const { return overlay(overlay_of(overlay_value)) == overlay_value; }
  const Term* term(std::string_view id) const;  // null if it never began
  void move(StateCode to);                      // the state, or the overlay that the code belongs to; none: nothing
};

Bytes encode(const StreamState& stream);  // the stored row's value
// Accepts exactly what encode() writes; else Errc::corrupt naming stream and rule. Never fails otherwise.
Result<StreamState> decode_stream_state(std::string_view name, BytesView row);
// The first part of a row alone, for summing up many.
Result<StreamHead> decode_stream_head(std::string_view name, BytesView row);

// Where rows come from: the ledger's store, or a map in memory. Keys are stream names.
class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual Result<std::optional<Bytes>> row(std::string_view stream) const = 0;
  // All rows whose key begins with the prefix, in ascending order. Stops at the first error.
  virtual Outcome scan(std::string_view prefix,
                       const std::function<Outcome(std::string_view stream, BytesView row)>& visit) const = 0;
};

// Where rows are put that leave a state's cache changed.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual void put(std::string stream, Bytes row) = 0;
};

// Rows in memory; for replay, verify, dry runs and tests. A scan sorts the names first.
class MemoryRows final : public RowSource, public RowSink {
 public:
  Result<std::optional<Bytes>> row(std::string_view stream) const override;
  Outcome scan(std::string_view prefix,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override;
  void put(std::string stream, Bytes row) override { rows_[std::move(stream)] = std::move(row); }
  std::size_t size() const { return rows_.size(); }

 private:
  std::unordered_map<std::string, Bytes, KeyedHash, std::equal_to<>> rows_;
};

// What one entry changes: new values of whole rows. Empty for genesis and heads entries.
using Changes = std::vector<StreamState>;

// The state at one position. One thread. Registries (agency-, office-, key-, election-, calendar-, ruleset-, ledger-)
// are held decoded; cases, reports and approvals come through a cache of at most `cached_max` rows.
class State {
 public:
  // With a sink, which must be read by `rows`, the state itself puts there what apply() changed: when it leaves the
  // cache, or in settle(). Without one the caller does.
  State(const Genesis& genesis, const RowSource& rows, std::size_t cached_max = 100'000, RowSink* sink = nullptr);
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // Reads the registries. Must be called once before anything else. Errors: corrupt, disk.
  Outcome load();

  // Whether a stream is of a registry: reference data, which says itself from which day on it holds.
  static bool is_registry(std::string_view stream);

  const Genesis& genesis() const { return genesis_; }
  // Who LEDGER_ADMIN is now. The reference stays; apply() may change what it shows.
  const Roots& roots() const { return roots_; }
  // Who it was when the entry at `position` was judged.
  Roots roots_before(Sequence position) const;

  // The stream's row, or null if nothing was ever recorded in it. Pointers hold until apply() or trim().
  // Errors: corrupt, disk.
  Result<const StreamState*> find(std::string_view stream);

  // Streams of a registry by prefix ("election-", "ruleset-", "calendar-"), ascending by name.
  std::vector<const StreamState*> registry(std::string_view prefix) const;

  // A published rule set, decoded once; null if the stream is not known. Pointers stay valid until apply()
  // replaces that stream.
  const RuleSet* rule_set(std::string_view stream) const;
  // The rule set in force on a date: of the published ones whose interval contains it (as cut by RuleSetSuperseded) the
  // one that began last. Null if there is none. Valid as long as the other.
  const RuleSet* rule_set_on(Date date) const;

  // Replaces rows. Without a sink, the caller writes encode() of the same rows to the source before they can leave the
  // cache.
  void apply(Changes changes);

  // Puts one changed row, or all, into the sink if it was not put there yet.
  void settle(std::string_view stream);
  void settle();

  // Forgets the rows used longest ago, down to the cache's limit. apply() and judge() do it first thing.
  void trim();
  std::size_t cached() const { return cache_.size(); }

 private:
  struct Cached {
    StreamState stream;
    std::list<std::string>::iterator used;
    bool unsettled = false;  // changed, and the sink does not have it
  };
  struct Published {
    RuleSet rules;
    Date until;  // the last day in force, as far as is known
  };
  void learn(const StreamState& stream);
  void keep(StreamState stream);
  Cached& remember(StreamState stream);
  void put(Cached& cached);

  Genesis genesis_;
  Roots roots_;
  const RowSource& rows_;
  std::size_t cached_max_;
  RowSink* sink_;
  std::map<std::string, StreamState, std::less<>> registry_;
  std::unordered_map<std::string_view, const StreamState*, KeyedHash> registered_;  // the same, to be found by name
  std::map<std::string, Published, std::less<>> rule_sets_;
  std::unordered_map<std::string, Cached, KeyedHash, std::equal_to<>> cache_;
  std::list<std::string> used_;  // newest first
};

// The two sums of a heads entry, from a scan over all rows. Time and memory: linear in the number of streams.
Result<Heads> heads_of(const RowSource& rows);

}  // namespace jejak
