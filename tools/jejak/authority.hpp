#pragma once
// Why an admitted act could be signed: read from the registries as they stand now, but only what was recorded before
// the act. The verdict itself is not judged again here; `verify` does that.

#include "ledger/reader.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {

struct MandateBehind {
  std::string kind;    // DEFINITIF, Pj …
  std::string holder;  // id of the person
  std::string decision_no;
  std::optional<Date> from, until;  // as the appointment said
  Sequence position;
};

struct SigningAuthority {
  std::string key;  // hex
  bool root = false;
  std::string office;                     // of the registered key; the root's name
  std::optional<Sequence> registered_at;  // of its newest registration before the act
  std::optional<Date> valid_from, valid_until;
  std::optional<MandateBehind> mandate;  // of the event's kind of holder on the legal date
};

struct DelegationBehind {
  Sequence position;
  std::optional<Date> from, until;
};

struct ApprovalBehind {
  std::string stream;
  std::string office;                // that granted it
  std::vector<std::string> actions;  // that it allows: codes of sanctions
  std::optional<Sequence> granted_at;
  std::optional<Date> from, until;
};

struct Authority {
  std::vector<SigningAuthority> signers;
  std::optional<DelegationBehind> delegation;
  std::string roles;  // the abstract roles that the step asks for, and who filled them: "DECIDER = PPK_ASN"
  std::vector<ApprovalBehind> approvals;
};

// Requires an event entry. Errors: those of reading state and log.
Result<Authority> authority_of(State& state, const Reader& reader, const ReadEntry& read);

}  // namespace jejak
