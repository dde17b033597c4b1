#pragma once
// Replay: the log from entry 0, judged again. What the sequencer wrote is compared with what it should have
// written, entry by entry; the first difference ends it. Used by `verify`, `jejak-verify`, import and rebuild.

#include "ledger/proof/frontier.hpp"
#include "ledger/rules/engine.hpp"
#include "ledger/rules/judge.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <limits>
#include <memory>
#include <variant>

namespace jejak {

// What ends a replay: what is wrong at the first false position, or that nothing more can be judged.
struct Divergence {
  enum class Kind : std::uint8_t {
    entry_form,  // the bytes are not an entry
    genesis,     // not the genesis that is trusted
    time,        // recorded_at goes back
    envelope,    // event bytes, canonical form or signature
    duplicate_id,
    chain,       // position in the stream or previous hash
    verdict,     // judged otherwise
    heads,       // a heads entry that does not match
    tree,        // leaf hash or root
    checkpoint,  // a checkpoint that this history does not lead to
    truncated,   // fewer entries than a checkpoint covers
    stored,      // an index or row beside the log contradicts it
    damaged,     // what holds the log cannot be read as it was written
    engine,      // nothing is wrong: from here on rules judge that this program does not know
  } kind;
  Sequence position;
  std::string stream;   // the case it belongs to, if that can be read
  std::string message;  // what is wrong, in one sentence
};
const char* name(Divergence::Kind kind);
Errc errc_of(const Divergence& divergence);    // verification, or unsupported
Error error_of(const Divergence& divergence);  // the same, with the position in its words

struct Step {
  Entry entry;
  Hash leaf;
  std::optional<Vouched> vouched;    // of an event entry
  Refusal refusal;                   // with its facts; code none if admitted
  std::vector<std::string> changed;  // the streams whose rows it changed
};

// An entry decoded and its signatures checked: needs no state, so any thread may do it ahead of the fold.
struct Prepared {
  Sequence position;
  Hash leaf;
  std::optional<Entry> entry;
  std::optional<Vouched> vouched;
  std::optional<Divergence> divergence;
};
Prepared prepare(Sequence position, BytesView entry, std::string_view origin);

using IdSet = boost::unordered_flat_set<Id, KeyedHash>;

// Where an earlier replay ended, as somebody kept it.
struct ReplayedSoFar {
  Genesis genesis;
  Frontier frontier;
  Instant last_recorded_at;
  MemoryRows rows;
  IdSet ids;
};

class Replay {
 public:
  // `genesis_hash`: the leaf hash that is trusted; without it no verdict is given. `newest`: the version of the rules
  // up to which entries can be judged.
  explicit Replay(const Hash& genesis_hash, std::uint32_t newest = engine_newest);
  // Goes on where an earlier one ended: what is kept is believed, what follows is judged. Errors: corrupt (the rows
  // hold no registry).
  static Result<std::unique_ptr<Replay>> resume(const Hash& genesis_hash, ReplayedSoFar kept,
                                                std::uint32_t newest = engine_newest);
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;
  ~Replay();

  // The next entry. The first must be the genesis. After a divergence every further step repeats it.
  std::variant<Step, Divergence> step(Prepared&& prepared);

  TreeSize size() const { return frontier_.size(); }
  Hash root() const { return frontier_.root(); }
  const Genesis& genesis() const;                     // after the first step
  const RowSource& rows() const { return current_; }  // after the last step, whenever they are read
  State& state();                                     // after the first step
  Instant last_recorded_at() const { return last_; }
  std::uint64_t refusals() const { return refusals_; }

 private:
  // Rows are encoded when somebody reads them: most are changed again before that.
  class CurrentRows final : public RowSource {
   public:
    explicit CurrentRows(const Replay& replay) : replay_(replay) {}
    Result<std::optional<Bytes>> row(std::string_view stream) const override;
    Outcome scan(std::string_view prefix,
                 const std::function<Outcome(std::string_view, BytesView)>& visit) const override;

   private:
    const Replay& replay_;
  };

  std::variant<Step, Divergence> fail(Divergence divergence);
  std::optional<Divergence> begin(const Prepared& prepared);
  std::optional<Divergence> check(Step& step, Sequence position);
  std::optional<Divergence> check_heads(const Entry& entry, Sequence position);
  std::optional<Divergence> check_event(Step& step, Sequence position);
  void look_at_engine();        // whenever another one may be in force
  bool learn_id(const Id& id);  // false if it was known

  Hash genesis_hash_;
  std::uint32_t newest_;
  std::optional<Error> cannot_judge_;  // what comes now
  Frontier frontier_;
  MemoryRows rows_;
  CurrentRows current_{*this};
  std::unique_ptr<State> state_;
  IdSet ids_;
  Instant last_{std::numeric_limits<std::int64_t>::min()};
  std::uint64_t refusals_ = 0;
  std::optional<Divergence> failed_;
};

}  // namespace jejak
