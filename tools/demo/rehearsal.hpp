#pragma once
// A rehearsal: drafts become signed events and are played to the law in memory before any ledger sees them, so that
// revisions, hashes and verdicts of a made-up history are known to be what its author meant.

#include "ledger/rules/judge.hpp"
#include "tools/demo/chance.hpp"
#include "tools/demo/keyring.hpp"

#include <functional>
#include <set>

namespace jejak {

struct NamedField {
  std::string name;  // as the catalogue calls it
  Value value;
};

// What an office wants to record. The rest (id, revision, hashes, kind of holder, rule set) follows from the moment
// at which it is played.
struct Draft {
  std::optional<Id> id;  // where another draft has to name this one; else made when it is played
  Instant at;            // when it reaches the ledger
  std::string type;      // the catalogue's name
  std::string stream;
  std::string office;
  Date legal_date;
  std::optional<std::uint16_t> legal_minute;
  Zone zone = Zone::wita;
  HolderKind holder = HolderKind::none;  // none: the kind that is in force
  std::string on_behalf_of;
  std::optional<Date> received_date;
  std::string rule_set;  // "": the one in force; "-": none
  std::string late_reason;
  std::vector<std::string> legal_bases;
  std::vector<Document> documents;
  std::vector<ExternalRef> external_refs;
  std::vector<NamedField> fields;
  std::vector<std::string> signers;  // names of keys, or offices for their present keys; none: that of `office`
  RefusalCode intended = RefusalCode::none;
  // Once this is admitted, the office signs with the key of that name.
  std::string new_key_office;
  std::string new_key_name;
};

struct PlannedEvent {
  Instant at;
  Bytes envelope;
  Refusal verdict;       // code none: admitted
  bool recorded = true;  // false: the ledger turns it away without an entry
};

// Called now and then from the calling thread; false ends the rehearsal with Errc::interrupted.
using RehearsalProgress = std::function<bool(std::size_t done, std::size_t all)>;

class Rehearsal {
 public:
  // `keys` must outlive the rehearsal. Ids are made from the seed.
  Rehearsal(const Genesis& genesis, Keyring& keys, std::uint64_t seed);
  Rehearsal(const Rehearsal&) = delete;
  Rehearsal& operator=(const Rehearsal&) = delete;

  // Draws up, signs, judges and, if it is recorded, remembers. Drafts come in the order of their instants. Errors:
  // usage (a type or field that the catalogue does not have, an office without a key), malformed, verification (judged
  // otherwise than intended).
  Result<PlannedEvent> play(const Draft& draft);
  // All of them, signed on `threads` threads (0: one a core): what the intended verdicts lead to is known before the
  // law has spoken, so that signing need not wait for it.
  Result<std::vector<PlannedEvent>> play_all(const std::vector<Draft>& drafts, unsigned threads = 0,
                                             const RehearsalProgress& progress = {});
  // The same without an intention: whatever the verdict is, it is the answer.
  Result<PlannedEvent> try_out(const Draft& draft);

  // From now on `office` signs with the key of this name.
  void hand_over(const std::string& office, std::string key_name) { in_use_[office] = std::move(key_name); }
  const std::string* key_of(const std::string& office) const;

  State& state() { return state_; }
  Keyring& keys() { return keys_; }
  const Genesis& genesis() const { return genesis_; }
  Sequence next_position() const { return position_; }

 private:
  struct Drawn {
    Event event;
    std::vector<const SigningKey*> keys;
  };
  struct Head {
    std::uint64_t events = 0;
    Hash last;
  };
  Result<Event> draw_up(const Draft& draft);
  Result<Head> head_of(const std::string& stream);
  Result<std::vector<const SigningKey*>> keys_for(const Draft& draft);
  bool rests_on(const Draft& draft, const std::set<std::string>& touched) const;
  // Draws up from `first` on, as if all were judged as intended; stops before a draft that needs more than that.
  Result<std::vector<Drawn>> draw_ahead(const std::vector<Draft>& drafts, std::size_t first);
  Result<PlannedEvent> take(const Draft& draft, const Vouched& vouched);
  Outcome set_fields(Event& event, const Draft& draft, const CatalogueRow& row) const;
  HolderKind holder_on(const std::string& office, Date date);
  std::string rule_set_on(Date date) const;

  Genesis genesis_;
  Keyring& keys_;
  Chance chance_;
  MemoryRows rows_;
  State state_;
  Sequence position_{1};
  Instant last_;
  std::map<std::string, std::string> in_use_;
  std::map<std::string, Head> ahead_;  // of streams that are drawn up further than they are judged
};

// "2020-07-20 SanctionDecisionIssued in case-…": for messages.
std::string place_of(const Draft& draft);

}  // namespace jejak
