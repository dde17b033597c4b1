#pragma once
// What an audit finds: a step that was lawful enough to be admitted, or one that never came, and yet deserves a word.
// A finding is computed from the log whenever it is asked for. It is never stored there and refuses nothing.

#include "ledger/base/date.hpp"
#include "ledger/base/strong.hpp"
#include "ledger/rules/refusal.hpp"

#include <optional>

namespace jejak {

enum class FindingCode : std::uint16_t {
  // of one admitted entry, judged by what was known when it was recorded
  late_entry = 1,
  deviation_unexplained = 2,
  irregular_act = 3,
  document_hash_missing = 4,
  bsre_invalid = 5,
  historical_incomplete = 6,
  ruleset_uncertain = 7,
  reference_repeated = 8,
  seconded_signer = 9,
  // of a later position or a later day
  deadline_soft = 20,
  summons_2_late = 21,
  delivery_late = 22,
  no_followup = 23,
  not_reported_to_minister = 24,
  contested_key = 25,
  calendar_changed_later = 26,
  window_changed_later = 27,
};

//   note      nothing was missed; what the verdict rests on is not certain, or has changed since
//   defect    a term was missed, or something that should be on record is not
//   serious   an act may not stand
enum class Severity : std::uint8_t { note, defect, serious };
const char* name(Severity severity);

struct FindingRow {
  FindingCode code;
  const char* name;  // "F_DELIVERY_LATE"
  Severity severity;
  const char* source;   // the article it comes from; "LEDGER:…": a rule of this ledger
  const char* english;  // a template as those of refusals: {fact}, [what only stands if the facts in it are known]
  const char* indonesian;
};

std::span<const FindingRow> finding_rows();  // ascending by code
const FindingRow& row_of(FindingCode code);
std::optional<FindingCode> finding_named(std::string_view name);  // with or without F_, in any case

struct Finding {
  FindingCode code = FindingCode::late_entry;
  Sequence position;                                       // the entry it is about; of a term, the one that began it
  std::string stream;                                      // of that entry
  std::string kase;                                        // the case it concerns; empty if none
  std::string agency;                                      // whose act it was, or whose duty
  std::string home;                                        // the agency of the case's subject; may be empty
  Date since;                                              // the legal date from which it could be said
  std::vector<std::pair<std::string, std::string>> facts;  // names are fixed, values are codes
  std::vector<Sequence> rests_on;                          // other entries that show it

  const std::string* fact(std::string_view name) const;
  bool operator==(const Finding&) const = default;
};
bool comes_before(const Finding& a, const Finding& b);  // by position, code, stream, facts

std::string print(const Finding& finding);  // F_DEADLINE_SOFT{deadline: DL-15, days: 3}
std::string explain(const Finding& finding, Language language);
std::string explain(FindingCode code, Language language);  // the row's sentence without facts

}  // namespace jejak
