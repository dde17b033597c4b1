#pragma once
// When a decision needs somebody else's yes, and whether the yes that is cited is one. Sources: UU 10/2016 art. 71,
// 162; Permendagri 73/2016; PP 49/2008 art. 132A. Which ranks, whose yes and how long are the rule set's rows.

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/windows.hpp"

namespace jejak {

// One reason for which a yes is needed.
struct ApprovalNeed {
  const ApprovalRow* row = nullptr;
  std::string basis;  // of the window where the reason is a window, else the row's
};

// Every need of a decision, in the order of the table; empty if none. Judged at the legal date and when it is
// recorded: a window that began in between counts, unless the event says why it is late and carries a document that
// was signed before the window's first day.
std::vector<ApprovalNeed> approval_needs(const Judging& judging, const SubjectFacts& subject, const Sanction& sanction);

Refusal approval_required(const std::vector<ApprovalNeed>& needs);  // E_APPROVAL_REQUIRED, naming them

// What gave the yes in an approval's stream: a grant, a waiver or an approval in general terms; the newest, null if
// none.
const Kept* given_in(const StreamState& approval);

// The last day on which that yes is valid by the rules in force when it was given; date_max if it has no end. A
// revocation is not looked at.
Date last_day_of_approval(const State& state, const Kept& given);

// Whether the row's need is the President's own decision rather than an approval.
bool is_presidential(const RuleSet& rules, const ApprovalRow& row, Date on);
// Whether a real role's yes is enough for the row.
bool suffices(const ApprovalRow& row, std::string_view role);
// Whether the row is about a subject like this one.
bool concerns(const ApprovalRow& row, const SubjectFacts& subject);

// Everything about a cited approval: used up (E_APPROVAL_CONSUMED), of another case, person, post or action
// (E_APPROVAL_SCOPE), not granted, not yet or no longer valid (E_APPROVAL_NOT_IN_FORCE), by somebody of too low a rank
// for one of the needs (E_APPROVER_RANK). Nothing if it holds.
std::optional<Refusal> check_approval(const Judging& judging, const StreamState& approval, const SubjectFacts& subject,
                                      std::string_view action, const std::vector<ApprovalNeed>& needs);

}  // namespace jejak
