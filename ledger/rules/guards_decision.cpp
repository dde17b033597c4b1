#include "ledger/rules/guards_decision.hpp"

#include "ledger/rules/approvals.hpp"
#include "ledger/rules/competences.hpp"
#include "ledger/rules/decisions.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

// The code that a proposal or a decision names.
std::string_view named_sanction(const Judging& judging) {
  const std::uint16_t number =
      judging.event.type == type::sanction_proposed ? field::sanction_proposed::sanction : field::decision::sanction;
  return text_or_empty(judging.event.get<Code>(number));
}

// The penalty of the act's day; null if there is none: sanction_in_rule_set says so in its turn.
const Sanction* penalty(const Judging& judging, std::string_view code) {
  const auto act = act_of(judging.stream);
  if (!act || judging.penalties == nullptr) return nullptr;
  return sanction(*judging.penalties, code, act->date);
}

Answer check_president(const Judging& judging) {
  const auto subject = subject_of(judging.stream);
  const Sanction* decided = penalty(judging, named_sanction(judging));
  if (!subject || decided == nullptr || judging.procedure == nullptr || !decided->leaves_post) return std::nullopt;
  for (const ApprovalRow& row : judging.procedure->approvals) {
    if (row.reason != "RANK" || !is_presidential(*judging.procedure, row, judging.event.legal_date)) continue;
    if (!concerns(row, *subject) || (row.dismissal_only && !decided->dismissal)) continue;
    return Refusal(RefusalCode::e_president_required,
                   {{"rank", std::string(subject->rank)}, {"need", row.need}, {"basis", row.basis}});
  }
  return std::nullopt;
}

Answer check_competence(const Judging& judging) {
  const auto subject = subject_of(judging.stream);
  const Sanction* decided = penalty(judging, named_sanction(judging));
  if (!subject || decided == nullptr || judging.procedure == nullptr) return std::nullopt;
  const RuleSet& rules = *judging.procedure;
  const std::string_view role = role_of(powers_of(judging.event));
  std::vector<std::string_view> allowed;
  for (const CompetenceRow* row : competences_for(rules, subject->rank, decided->level)) {
    allowed.push_back(row->decider);
  }
  if (allowed.empty()) allowed = filled_by(rules, "DECIDER", judging.event.legal_date);
  if (std::find(allowed.begin(), allowed.end(), role) != allowed.end()) return std::nullopt;
  std::string list;
  for (const auto each : allowed) list += (list.empty() ? "" : "/") + std::string(each);
  return Refusal(RefusalCode::e_role_not_allowed, {{"role", std::string(role)}, {"allowed", list}});
}

// An outcome that leaves the sanction as it was names none.
Answer check_exists(const Judging& judging) {
  const std::string_view code = named_sanction(judging);
  return code.empty() ? std::nullopt : check_sanction_exists(judging, code);
}

Answer check_kind_of_decision(const Judging& judging, bool dismissal) {
  const Sanction* decided = penalty(judging, named_sanction(judging));
  if (decided == nullptr || (decided->dismissal == dismissal && decided->level != "ETHICS")) return std::nullopt;
  const char* expected = decided->dismissal           ? "DismissalDecisionIssued"
                         : decided->level == "ETHICS" ? "MoralSanctionDecisionIssued"
                                                      : "SanctionDecisionIssued";
  return Refusal(RefusalCode::e_sanction_track, {{"sanction", decided->code}, {"expected", expected}});
}

Answer check_not_dismissal(const Judging& judging) {
  return check_kind_of_decision(judging, false);
}

Answer check_below_dismissal(const Judging& judging) {
  const Sanction* decided = penalty(judging, named_sanction(judging));
  if (decided == nullptr || !decided->dismissal) return std::nullopt;
  return Refusal(RefusalCode::e_sanction_track, {{"sanction", decided->code}, {"expected", "DismissalDecisionIssued"}});
}

Answer check_dismissal(const Judging& judging) {
  return check_kind_of_decision(judging, true);
}

Answer check_track(const Judging& judging) {
  const std::string_view track = track_of(judging.stream);
  return track.empty() ? std::nullopt : check_sanction_track(judging, named_sanction(judging), track);
}

Answer check_cited(const Judging& judging, const SubjectFacts& subject, std::string_view action,
                   const std::vector<ApprovalNeed>& needs) {
  const auto* cited = judging.event.get<Reference>(field::decision::approval);
  const StreamState* approval = cited == nullptr ? nullptr : judging.find(cited->stream);
  if (approval == nullptr) return std::nullopt;
  if (stream_kind(approval->name) != StreamKind::approval) {
    return Refusal(RefusalCode::e_reference_unknown, {{"reference", approval->name}});
  }
  return check_approval(judging, *approval, subject, action, needs);
}

// A decision that needs no approval does not overtake a request that lies, or ignore an answer: propose it anew.
bool is_waiting(StateCode state) {
  return state == StateCode::awaiting_approval || state == StateCode::approval_refused;
}

Answer check_approved(const Judging& judging) {
  const auto subject = subject_of(judging.stream);
  const Sanction* decided = penalty(judging, named_sanction(judging));
  if (!subject || decided == nullptr || judging.procedure == nullptr) return std::nullopt;
  const auto needs = approval_needs(judging, *subject, *decided);
  if (judging.event.get<Reference>(field::decision::approval) != nullptr) {
    return check_cited(judging, *subject, decided->code, needs);
  }
  if (!needs.empty()) return approval_required(needs);
  if (!is_waiting(judging.stream.state)) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", name(judging.stream.state)}, {"expected", name(StateCode::sanction_proposed)}});
}

Answer check_cited_alone(const Judging& judging) {
  const auto subject = subject_of(judging.stream);
  if (!subject || judging.procedure == nullptr) return std::nullopt;
  return check_cited(judging, *subject, named_sanction(judging), {});
}

Answer check_closing(const Judging& judging) {
  if (text_or_empty(judging.event.get<Code>(field::case_closed::ground)) != "COMPLETED") return std::nullopt;
  const StreamState& kase = judging.stream;
  const bool executing = kase.state == StateCode::executed || kase.state == StateCode::completed;
  if (kase.state != StateCode::delivered && !executing) {
    return Refusal(RefusalCode::e_out_of_order,
                   {{"state", name(kase.state)}, {"expected", name(StateCode::delivered)}});
  }
  if (remedy_pending(kase)) {
    return Refusal(RefusalCode::e_out_of_order,
                   {{"state", name(kase.overlay(Overlay::remedy))}, {"expected", name(StateCode::remedy_final)}});
  }
  const auto served = served_day(judging.state, kase);
  const bool suspended = suspended_by(judging.state, kase).has_value();
  if (served && !suspended && served->date <= judging.event.legal_date) return std::nullopt;
  Refusal refusal(RefusalCode::e_out_of_order, {{"state", name(kase.state)}, {"expected", "COMPLETED"}});
  if (served) refusal.facts.emplace_back("from", print(served->date));
  return refusal;
}

// Said before the order of steps is: that a case has its penalty explains why there is no step left for another.
Answer check_one_a_case(const Judging& judging) {
  const Kept* decided = decision_in_force(judging.stream);
  if (decided == nullptr || is_annulled(judging.stream.state)) return std::nullopt;
  const TypeShape* shape = catalogue().find(decided->type);
  return Refusal(RefusalCode::e_double_punishment,
                 {{"by", shape == nullptr ? judging.event.stream : shape->name}, {"date", print(decided->legal_date)}});
}

Answer check_one_an_act(const Judging& judging) {
  std::string other = punished_elsewhere(judging);
  if (other.empty()) return std::nullopt;
  return Refusal(RefusalCode::e_double_punishment, {{"by", std::move(other)}});
}

Answer check_final_judgment(const Judging& judging) {
  if (judging.procedure == nullptr) return std::nullopt;
  const RuleSet& rules = *judging.procedure;
  const bool for_crime = policy_lists(rules, "inkracht_sanctions", named_sanction(judging)) &&
                         shares_violation(rules, "inkracht_violations", judging.stream) &&
                         !shares_violation(rules, "dismissal_without_judgment", judging.stream);
  if (!for_crime || judging.stream.is(StateCode::criminal_convicted_final)) return std::nullopt;
  return Refusal(RefusalCode::e_inkracht_required, {{"missing", name(StateCode::criminal_convicted_final)},
                                                    {"state", name(judging.stream.overlay(Overlay::criminal))}});
}

Answer check_moral(const Judging& judging) {
  const Sanction* decided = penalty(judging, named_sanction(judging));
  if (decided == nullptr || decided->level == "ETHICS") return std::nullopt;
  return Refusal(RefusalCode::e_sanction_track,
                 {{"sanction", decided->code},
                  {"expected", decided->dismissal ? "DismissalDecisionIssued" : "SanctionDecisionIssued"}});
}

Answer check_leaving(const Judging& judging) {
  namespace of = field::subject_left_service;
  if (text_or_empty(judging.event.get<Code>(of::consequence)) != "CONTINUES") return std::nullopt;
  const bool died = text_or_empty(judging.event.get<Code>(of::kind)) == "DIED";
  if (!died && judging.procedure != nullptr &&
      shares_violation(*judging.procedure, "continuing_violations", judging.stream)) {
    return std::nullopt;
  }
  return Refusal(RefusalCode::e_out_of_order, {{"state", "CONTINUES"}, {"expected", "CLOSES"}});
}

// Whoever is employed by contract only is sanctioned by it, and nobody else is. Who works under an agreement is
// dismissed by ending it. Who is on probation is dismissed where others would get a penalty of these levels.
bool fits_subject(const RuleSet& rules, const Sanction& sanction, std::string_view subject_type) {
  const bool by_contract = policy_lists(rules, "contract_subjects", subject_type);
  if ((sanction.level == "CONTRACT") != by_contract) return false;
  if (sanction.dismissal && sanction.level != "DISCHARGE" && policy(rules, "agreement_sanctions") != nullptr) {
    const bool by_agreement = policy_lists(rules, "agreement_subjects", subject_type);
    if (policy_lists(rules, "agreement_sanctions", sanction.code) != by_agreement) return false;
  }
  return sanction.dismissal || !policy_lists(rules, "probation_subjects", subject_type) ||
         !policy_lists(rules, "probation_dismissal_levels", sanction.level);
}

}  // namespace

std::optional<Refusal> check_sanction_exists(const Judging& judging, std::string_view code) {
  const auto act = act_of(judging.stream);
  if (!act) return std::nullopt;
  if (judging.penalties == nullptr) return Refusal(RefusalCode::e_ruleset_missing, {{"date", print(act->date)}});
  const RuleSet& rules = *judging.penalties;
  const Sanction* found = sanction(rules, code, act->date);
  const auto subject = subject_of(judging.stream);
  if (found != nullptr && (!subject || fits_subject(rules, *found, subject->type))) return std::nullopt;
  return Refusal(RefusalCode::e_sanction_not_in_ruleset, {{"ruleset", rules.id}, {"sanction", std::string(code)}});
}

std::optional<Refusal> check_sanction_track(const Judging& judging, std::string_view code, std::string_view track) {
  const Sanction* found = penalty(judging, code);
  if (found == nullptr || found->tracks.empty()) return std::nullopt;
  if (std::find(found->tracks.begin(), found->tracks.end(), track) != found->tracks.end()) return std::nullopt;
  return Refusal(RefusalCode::e_sanction_track, {{"sanction", found->code}, {"track", std::string(track)}});
}

const Guard president_decides{"president_decides", Stage::role, check_president};
const Guard competent_to_punish{"competent_to_punish", Stage::role, check_competence};
const Guard sanction_in_rule_set{"sanction_in_rule_set", Stage::state, check_exists};
const Guard not_a_dismissal{"not_a_dismissal", Stage::state, check_not_dismissal};
const Guard is_a_dismissal{"is_a_dismissal", Stage::state, check_dismissal};
const Guard sanction_on_track{"sanction_on_track", Stage::state, check_track};
const Guard approval_holds{"approval_holds", Stage::other_streams, check_approved};
const Guard cited_approval_holds{"cited_approval_holds", Stage::other_streams, check_cited_alone};
const Guard closing_fits_state{"closing_fits_state", Stage::state, check_closing};
const Guard one_penalty_a_case{"one_penalty_a_case", Stage::jurisdiction, check_one_a_case};
const Guard one_penalty_an_act{"one_penalty_an_act", Stage::duplicate, check_one_an_act};
const Guard final_judgment_first{"final_judgment_first", Stage::state, check_final_judgment};
const Guard stays_below_dismissal{"stays_below_dismissal", Stage::state, check_below_dismissal};
const Guard is_moral{"is_moral", Stage::state, check_moral};
const Guard leaving_lets_continue{"leaving_lets_continue", Stage::state, check_leaving};

}  // namespace jejak::guards
