#pragma once
// Who may read what. A key speaks for the office it is registered for, at the moment of the request; the office's place
// in the tree of agencies and the roles that the rule set in force gives it say which cases it sees:
//
//   | Class      | Is                                             | Sees                                             |
//   | ---------- | ---------------------------------------------- | ------------------------------------------------ |
//   | anyone     | whoever brings no key, or a root's             | counts, checkpoints, hash tiles, proofs          |
//   | agency     | every office with a key                        | the cases of its agency and of those below it in |
//   |            |                                                | full; of those they forwarded or passed on to    |
//   |            |                                                | another agency, the skeleton                     |
//   | supervisor | an office whose role fills SUPERVISOR or       | every case in full; of those that a transition   |
//   |            | TASK_FORCE; in a transition also               | handed to another agency, the skeleton. In a     |
//   |            | TRANSITION_SUPERVISOR                          | transition: those that were handed to its agency |
//   | whole      | an office that the operator names, or          | every event and every bundle of entries          |
//   |            | everybody where the ledger is public           |                                                  |

#include "ledger/base/result.hpp"
#include "ledger/proof/ed25519.hpp"
#include "ledger/rules/state.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jejak {

enum class Entitlement : std::uint8_t { anyone, agency, supervisor, whole };
const char* name(Entitlement entitlement);  // "anyone", …

// How much of a case is shown; each shows what the one before does. What is sealed is shown by none of them.
enum class Fields : std::uint8_t {
  counts,    // nothing that tells one case from another
  skeleton,  // type, ids, agencies, codes, dates, hashes, signatures; no pseudonym of a person
  full,      // every field of the events
};
const char* name(Fields fields);  // "counts", …

// Whose case it is, as far as the caller knows. Offices are written ROLE@agency. Views into the caller's texts.
struct CaseParties {
  std::string_view home_agency;                     // which decides it; empty until the subject is identified
  std::vector<std::string_view> former_agencies;    // which decided it before a transfer of jurisdiction
  std::string_view opener_office;                   // who opened the case
  std::vector<std::string_view> forwarder_offices;  // who forwarded it to a supervisor
  std::string_view handed_to;                       // the office that got the file in a transition; else empty
};

struct ScopeRules {
  bool public_ledger = false;                    // everybody reads everything
  std::vector<std::string> whole_scope_offices;  // ROLE@agency; a root is LEDGER_ADMIN@<its name>
};

// A value: what it answers was true of the state it was made from. Any thread.
class Scope {
 public:
  // Whoever brings no key.
  static Scope of_anyone(const ScopeRules& rules);

  Entitlement entitlement() const { return entitlement_; }
  const std::string& office() const { return office_; }  // empty if no key was brought

  // counts: the case is not shown at all.
  Fields fields_of(const CaseParties& parties) const;
  bool may_see_case(const CaseParties& parties) const { return fields_of(parties) != Fields::counts; }
  // What is told of one agency beyond the public tallies: its deadlines, findings, refusals.
  bool may_see_agency(std::string_view agency) const;
  // Whether what happens anywhere is told; else only what happens in agencies that may_see_agency() lets pass.
  bool follows_all() const {
    return entitlement_ == Entitlement::whole || (entitlement_ == Entitlement::supervisor && !in_transition_only_);
  }
  // Bundles of entries and events of every kind, whoever's they are.
  bool may_read_entries() const { return entitlement_ == Entitlement::whole; }

 private:
  friend Result<Scope> scope_of(State& state, const PublicKey& key, const ScopeRules& rules, Instant now);
  Scope() = default;
  bool is_own(std::string_view agency) const;
  bool is_of_own(std::string_view office) const;

  Entitlement entitlement_ = Entitlement::anyone;
  bool in_transition_only_ = false;  // a supervisor of nothing but what was handed to it
  std::string office_;
  std::string agency_;
  std::vector<std::string> agencies_;  // its own and those below it, ascending
};

// The scope of a key whose holder has just proved to have it. Keys, mandates and successions are judged exactly as
// those of a signer whose event is recorded now; `now` counts by the zone of the office's agency. Errors, both a 401:
// unknown_key (not registered), permission (revoked, contested, expired, not yet valid; nobody holds the office; its
// role has passed to a successor). corrupt and disk are the state's. Thread: the state's.
// Cost: a walk over the registered agencies; keep the answer while neither the state nor the day changes.
Result<Scope> scope_of(State& state, const PublicKey& key, const ScopeRules& rules, Instant now);

// The office a key was registered for, whether it still speaks for it or not; empty for a key that is not registered.
// A root's is LEDGER_ADMIN@<its name>. Errors: corrupt, disk. Thread: the state's.
Result<std::string> registered_office(State& state, const PublicKey& key, Instant now);

}  // namespace jejak
