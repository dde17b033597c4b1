#include "ledger/rules/decisions.hpp"

#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/terms.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>
#include <array>

namespace jejak {

namespace {

// All of them name their sanction in the same field.
constexpr std::array<std::uint16_t, 6> decision_types = {
    type::sanction_decision_issued,       type::dismissal_decision_issued, type::presidential_decision_issued,
    type::moral_sanction_decision_issued, type::objection_decided,         type::appeal_decision_implemented};
static_assert(field::decision::sanction == field::objection_decided::sanction);
static_assert(field::decision::sanction == field::appeal_decision_implemented::sanction);

constexpr int sanction_months_max = 1'200;

std::optional<TermReading> reading_of(const State& state, const StreamState& kase, std::string_view id) {
  const Term* term = kase.term(id);
  return term == nullptr ? std::nullopt : read_term(state, *term);
}

// A term within which a remedy could have been sought: it ran out without one.
bool lapsed(const State& state, const StreamState& kase, std::string_view id, Date on) {
  const Term* term = kase.term(id);
  if (term == nullptr) return true;
  if (term->stopped_on) return false;
  const auto reading = read_term(state, *term);
  return !reading || (!reading->last_day.provisional && reading->last_day.date < on);
}

bool appeal_in_time(const State& state, const StreamState& kase, Date filed) {
  const auto reading = reading_of(state, kase, "DL-16");
  return !reading || reading->last_day.provisional || reading->kept(filed);
}

bool same_act(const ActFacts& one, const ActFacts& other) {
  if (one.date != other.date || one.place != other.place || one.violations == nullptr) return false;
  return std::any_of(one.violations->begin(), one.violations->end(),
                     [&](const Code& code) { return has_code(other.violations, code.text); });
}

}  // namespace

const Kept* decision_in_force(const StreamState& kase) {
  for (auto at = kase.kept.rbegin(); at != kase.kept.rend(); ++at) {
    const bool decides = std::find(decision_types.begin(), decision_types.end(), at->type) != decision_types.end();
    if (decides && at->get<Code>(field::decision::sanction) != nullptr) return &*at;
  }
  return nullptr;
}

const Sanction* sanction_in_force(const State& state, const StreamState& kase) {
  const Kept* decided = decision_in_force(kase);
  const auto act = act_of(kase);
  const RuleSet* rules = act ? state.rule_set_on(act->date) : nullptr;
  if (decided == nullptr || rules == nullptr) return nullptr;
  return sanction(*rules, decided->get<Code>(field::decision::sanction)->text, act->date);
}

bool is_annulled(StateCode state) {
  return state == StateCode::annulled || state == StateCode::rehabilitation_ordered || state == StateCode::z10;
}

std::optional<TermDay> effect_day(const State& state, const StreamState& kase) {
  const Kept* decided = decision_in_force(kase);
  const Term* term = kase.term("DL-13");
  if (decided == nullptr || term == nullptr || kase.state == StateCode::decided) return std::nullopt;
  const RuleSet* rules = state.rule_set_on(term->started_on);
  const Sanction* imposed = sanction_in_force(state, kase);
  if (rules != nullptr && imposed != nullptr && policy_lists(*rules, "effective_when_decided", imposed->level)) {
    return TermDay{decided->legal_date};
  }
  const auto reading = read_term(state, *term);
  return reading ? reading->last_day : TermDay{term->started_on};
}

std::optional<TermDay> served_day(const State& state, const StreamState& kase) {
  auto day = effect_day(state, kase);
  const Sanction* imposed = sanction_in_force(state, kase);
  if (day && imposed != nullptr) {
    day->date = add_months(day->date, std::clamp(imposed->duration_months, 0, sanction_months_max));
  }
  return day;
}

std::optional<StateCode> suspended_by(const State& state, const StreamState& kase) {
  if (kase.is(StateCode::stay_yes)) return StateCode::stay_yes;
  const Sanction* imposed = sanction_in_force(state, kase);
  if (imposed == nullptr || !imposed->dismissal || !kase.is(StateCode::remedy_appeal_pending)) return std::nullopt;
  const Kept* filed = kase.last_of(type::appeal_filed);
  const Date* on = filed == nullptr ? nullptr : filed->get<Date>(field::appeal_filed::filed_at);
  const RuleSet* rules = on == nullptr ? nullptr : state.rule_set_on(*on);
  const bool suspends = rules != nullptr && policy_is(*rules, "dismissal_effect_suspended_by_appeal", "true");
  return suspends && appeal_in_time(state, kase, *on) ? std::optional(StateCode::remedy_appeal_pending) : std::nullopt;
}

bool remedy_pending(const StreamState& kase) {
  return kase.is(StateCode::remedy_objection_pending) || kase.is(StateCode::remedy_appeal_pending) ||
         kase.is(StateCode::remedy_court_pending) || kase.is(StateCode::remedy_court_decided);
}

bool is_final(const State& state, const StreamState& kase, Date on) {
  if (is_terminal(kase.state)) return !remedy_pending(kase);
  const bool served =
      kase.state == StateCode::delivered || kase.state == StateCode::executed || kase.state == StateCode::completed;
  const auto effect = effect_day(state, kase);
  if (!served || !effect || on < effect->date || remedy_pending(kase) || suspended_by(state, kase)) return false;
  if (kase.is(StateCode::remedy_final)) return true;
  if (!kase.is(StateCode::remedy_none)) return lapsed(state, kase, "DL-19", on);
  return lapsed(state, kase, "DL-14", on) && lapsed(state, kase, "DL-16", on);
}

bool shares_violation(const RuleSet& rules, std::string_view policy_name, const StreamState& kase) {
  const auto act = act_of(kase);
  return act && act->violations != nullptr &&
         std::any_of(act->violations->begin(), act->violations->end(),
                     [&](const Code& code) { return policy_lists(rules, policy_name, code.text); });
}

std::string subject_stream(const Id& subject) {
  return "subject-" + print(subject);
}

std::string punished_elsewhere(const Judging& judging) {
  const auto subject = subject_of(judging.stream);
  const auto act = act_of(judging.stream);
  const StreamState* marks = subject ? judging.find(subject_stream(subject->subject)) : nullptr;
  if (marks == nullptr || !act) return {};
  for (const Kept& mark : marks->kept) {
    const auto* reference = mark.get<Reference>(field::subject_mark::kase);
    if (reference == nullptr || reference->stream == judging.event.stream) continue;
    const StreamState* other = judging.find(reference->stream);
    if (other == nullptr || is_annulled(other->state) || other->state == StateCode::z04) continue;
    const auto other_act = act_of(*other);
    if (other_act && same_act(*act, *other_act) && decision_in_force(*other) != nullptr) return other->name;
  }
  return {};
}

}  // namespace jejak
