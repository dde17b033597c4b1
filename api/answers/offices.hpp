#pragma once
// Offices and keys: who held which office, which keys could sign for it, and who may act on its behalf, when.

#include "api/answers/law_reading.hpp"
#include "ledger/rules/holders.hpp"

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

struct OfficeQuestion {
  std::string agency;  // only its offices; empty: all
};

// Shows them ascending by name and says how many there were. What begins after the day is left out if a day was given.
// The reading has the registry at least. Errors: not_found (no such agency, with the near one), those of reading and of
// `visit`; interrupted.
Result<std::size_t> find_offices(const LawReading& reading, const OfficeQuestion& question, const Asker& asker,
                                 const std::function<Outcome(const OfficeView&)>& visit);

// As of a day. Records: one line a holder, key and delegation, with their ends. JSON: one object, no newline.
std::vector<std::string> office_record_names();
std::string office_records(const OfficeView& view, Date on);
std::string office_json(const OfficeView& view, Date on);
std::string office_key_json(const OfficeKey& key, Date on);

}  // namespace jejak
