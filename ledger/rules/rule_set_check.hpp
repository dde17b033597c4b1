#pragma once
// What is wrong with a rule set before anybody publishes it, beyond its form: holes, overlaps in time, names that
// nothing knows. And what a new one changes. Pure; the authoring tool and the documents ask here.

#include "ledger/record/ruleset.hpp"
#include "ledger/rules/refusal.hpp"

namespace jejak {

struct RuleSetFlaw {
  enum class Kind : std::uint8_t { hole, overlap, unknown } kind = Kind::hole;
  std::string where;    // "roles: SUPERVISOR", "policies[3].value"
  std::string english;  // one sentence
  std::string indonesian;
  bool operator==(const RuleSetFlaw&) const = default;
};
const char* name(RuleSetFlaw::Kind kind);  // "hole", "overlap", "unknown"

// In the order of the tables. Empty: it may be published.
//   hole     an abstract role of the catalogue that nobody fills on some day, a deadline that a row of the catalogue
//            names, a level of penalty that nobody may impose, a day between two versions of one penalty
//   overlap  two versions of one row that hold on the same day
//   unknown  a role, policy, value or track that no rule reads
std::vector<RuleSetFlaw> flaws_of(const RuleSet& rules);
// Days between two rule sets that follow each other, or on which both claim to be in force.
std::vector<RuleSetFlaw> flaws_between(const RuleSet& older, const RuleSet& newer);

// A rule set as lines that people compare: a row is its key and what it says.
struct RuleSetLine {
  std::string_view table;  // "sanctions"
  std::string key;         // "T2 from 2021-08-31"
  std::string says;        // "MODERATE, 12 months, remedy OBJECTION"
  bool verified = false;
  std::string source;
  bool operator==(const RuleSetLine&) const = default;
};
std::vector<RuleSetLine> lines_of(const RuleSet& rules);
std::string print(const DeadlineRow& row);  // "14 WD, hard"

struct RuleSetChange {
  std::string_view table;
  std::string key;
  std::string before;  // empty: new
  std::string after;   // empty: gone
  bool operator==(const RuleSetChange&) const = default;
};
// New and changed rows in the order of the tables, then those that are gone; sources and marks do not count.
std::vector<RuleSetChange> changes_between(const RuleSet& older, const RuleSet& newer);

}  // namespace jejak
