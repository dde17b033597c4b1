#pragma once
// Offices and keys: who held which office, which keys could sign for it, and who may act on its behalf, when.

#include "api/answers/law_reading.hpp"
#include "ledger/rules/holders.hpp"

#include <map>

namespace jejak {

struct OfficeHolding {
  Holding holding;
  Sequence position;  // of the appointment
};

struct OfficeKey {
  std::string key;  // hex
  Sequence position;
  std::optional<Date> from, until;
  std::optional<std::string> replaced_by;  // hex
  std::optional<Date> replaced_on;
  std::optional<Sequence> replaced_at;
  std::optional<Date> revoked_on;
  std::optional<Sequence> revoked_at;
  std::optional<Date> invalid_since;

  bool can_sign(Date on) const;
};

struct OfficeDelegation {
  std::string delegate;
  std::vector<std::string> types;
  std::optional<Date> from, until;  // as granted, or cut short by its revocation
  Sequence position;
};

struct OfficeView {
  std::string office;
  std::vector<OfficeHolding> holders;
  std::vector<OfficeKey> keys;
  std::vector<OfficeDelegation> delegations;

  // Somebody holds it, and one of its keys is good.
  bool can_sign(Date on) const;
};

// Ascending by office; of one agency, or (empty) of all. What begins after the day is left out if a day was given.
// Errors: those of reading.
Result<std::vector<OfficeView>> read_offices(const LawReading& reading, const std::string& agency);

}  // namespace jejak
