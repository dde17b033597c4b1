#pragma once
// What the law says no with. Numbers stand in entries for ever and are only added; the sentences may improve.

#include "ledger/rules/language.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jejak {

enum class RefusalCode : std::uint16_t {
  none = 0,  // admitted
  // 1-19: never recorded, because they say nothing about the law or nothing about a registered signer
  e_schema = 1,
  e_bad_signature = 2,
  e_key_unknown = 3,
  e_version_conflict = 4,
  e_duplicate_id = 5,
  e_wrong_ledger = 6,
  // 20-…: recorded as refused entries
  e_signature_incomplete = 20,
  e_key_revoked = 21,
  e_key_not_yet_valid = 22,
  e_key_expired = 23,
  e_mandate_ended = 24,
  e_role_not_allowed = 25,
  e_role_superseded = 26,
  e_wrong_agency = 27,
  e_jurisdiction_pending = 28,
  e_out_of_order = 29,
  e_terminal_state = 30,
  e_approval_required = 31,
  e_approval_scope = 32,
  e_approval_not_in_force = 33,
  e_approval_consumed = 34,
  e_approver_rank = 35,
  e_president_required = 36,
  e_sanction_not_in_ruleset = 37,
  e_sanction_track = 38,
  e_double_punishment = 39,
  e_examiner_composition = 40,
  e_summons_too_short = 41,
  e_absentia_not_ready = 42,
  e_deadline_passed = 43,
  e_wrong_remedy = 44,
  e_self_review = 45,
  e_conflict_of_interest = 46,
  e_assignment_backdated = 47,
  e_assignment_scope = 48,
  e_irrevocable = 49,
  e_block_not_allowed = 50,
  e_embargo = 51,
  e_shred_not_allowed = 52,
  e_duplicate = 53,
  e_future_dated = 54,
  e_late_without_reason = 55,
  e_inkracht_required = 56,
  e_ruleset_missing = 57,    // no rule set is in force on the date, or the named one is not
  e_reference_unknown = 58,  // a stream the event rests on does not exist
};

const char* name(RefusalCode code);  // "E_APPROVAL_REQUIRED"; "ADMITTED" for none
bool is_known(std::uint16_t code);
constexpr bool is_recorded(RefusalCode code) {
  return static_cast<std::uint16_t>(code) >= 20;
}

// A no with the facts it rests on ("need" = "MENDAGRI", "basis" = "UU10/2016:71(2)", "state", "expected",
// "competent", "successor", "source" …); names are fixed, values are codes.
struct Refusal {
  RefusalCode code = RefusalCode::none;
  std::vector<std::pair<std::string, std::string>> facts;

  Refusal() = default;
  Refusal(RefusalCode refused, std::vector<std::pair<std::string, std::string>> because = {})
      : code(refused), facts(std::move(because)) {}
  const std::string* fact(std::string_view name) const;
};

std::string print(const Refusal& refusal);  // E_APPROVAL_REQUIRED{need: MENDAGRI, basis: UU10/2016:71(2)}
// The article that a rule comes from, where it is one for all steps; else empty. "LEDGER:…": a rule of this ledger.
const char* source(RefusalCode code);
// Rule, source and what would be lawful instead, in a few sentences. `step_source`: of the refused step's row, cited
// where neither the facts nor the rule name a source.
std::string explain(const Refusal& refusal, Language language, std::string_view step_source = {});
std::span<const RefusalCode> all_refusal_codes();

}  // namespace jejak
