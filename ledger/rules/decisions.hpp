#pragma once
// The decision that a case rests on: its latest version, what it imposes, the day it takes effect, what suspends it,
// and when nothing can be brought against it any more. Facts of position and date; nothing here is ever appended.

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/workdays.hpp"

namespace jejak {

// The newest decision of the case that names a sanction: the first one, or what a remedy put in its place. Null if
// none. That it was annulled is the case's state.
const Kept* decision_in_force(const StreamState& kase);
// Its sanction, in the rule set of the act's day; null if there is none.
const Sanction* sanction_in_force(const State& state, const StreamState& kase);
bool is_annulled(StateCode state);

// The day on which a delivered decision takes effect (DL-13), by the rules in force when it was received; at once where
// a policy says so for its level. Nothing before it is delivered.
std::optional<TermDay> effect_day(const State& state, const StreamState& kase);
// The day on which it has been served: the day of effect, and its months from then on.
std::optional<TermDay> served_day(const State& state, const StreamState& kase);

// What keeps a decision from being executed although its day has come: a court's stay, or, for a dismissal where the
// policy says so, an appeal that was filed in time. The overlay's value; nothing if it may be executed.
std::optional<StateCode> suspended_by(const State& state, const StreamState& kase);

bool remedy_pending(const StreamState& kase);
// The case has come to an end, or the decision has taken effect and no remedy is pending or can still be sought.
bool is_final(const State& state, const StreamState& kase, Date on);

// Whether a policy lists one of the violations that the case was opened for.
bool shares_violation(const RuleSet& rules, std::string_view policy_name, const StreamState& kase);

// "subject-<id>": the row of the rule state that remembers which cases a subject was punished in.
std::string subject_stream(const Id& subject);
// Another case of the same subject about the same act (its day, place and a violation) whose decision stands; empty if
// none.
std::string punished_elsewhere(const Judging& judging);

}  // namespace jejak
