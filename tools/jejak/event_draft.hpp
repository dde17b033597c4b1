#pragma once
// A JSON event to be filled in, signed and recorded: everything the ledger or the command line knows is in its place,
// the rest holds a placeholder that the JSON face will name until it is replaced.

#include "ledger/base/result.hpp"
#include "ledger/rules/catalogue.hpp"

namespace jejak {

struct EventDraft {
  std::string ledger;  // a folder (origin, revision and previous hash come from it), or a genesis note (origin)
  std::string stream;
  std::string office;
  std::string holder = "DEFINITIF";
  std::string date;  // today, if empty
  std::string zone = "WITA";
  std::string rule_set;
  std::vector<std::string> values;  // "field=value"; codes parted by commas
};

// Errors: usage (an unknown field, a value of the wrong kind), and those of reading the ledger.
Result<std::string> draft_json(const CatalogueRow& row, const EventDraft& draft);

}  // namespace jejak
