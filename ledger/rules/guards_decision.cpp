#include "ledger/rules/guards_decision.hpp"

#include "ledger/rules/approvals.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"
#include "ledger/rules/workdays.hpp"

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

// The deciders of the rows that fit best: rank and level, rank alone, level alone, neither.
std::vector<std::string_view> deciders(const RuleSet& rules, std::string_view rank, std::string_view level) {
  const auto with = [&](std::string_view wanted_rank, std::string_view wanted_level) {
    std::vector<std::string_view> found;
    for (const CompetenceRow& row : rules.competences) {
      if (row.rank == wanted_rank && row.level == wanted_level) found.push_back(row.decider);
    }
    return found;
  };
  for (const auto& found : {with(rank, level), with(rank, {}), with({}, level), with({}, {})}) {
    if (!found.empty()) return found;
  }
  return {};
}

Answer check_competence(const Judging& judging) {
  const auto subject = subject_of(judging.stream);
  const Sanction* decided = penalty(judging, named_sanction(judging));
  if (!subject || decided == nullptr || judging.procedure == nullptr) return std::nullopt;
  const RuleSet& rules = *judging.procedure;
  const std::string_view role = role_of(powers_of(judging.event));
  auto allowed = deciders(rules, subject->rank, decided->level);
  if (allowed.empty()) allowed = filled_by(rules, "DECIDER", judging.event.legal_date);
  if (std::find(allowed.begin(), allowed.end(), role) != allowed.end()) return std::nullopt;
  std::string list;
  for (const auto each : allowed) list += (list.empty() ? "" : "/") + std::string(each);
  return Refusal(RefusalCode::e_role_not_allowed, {{"role", std::string(role)}, {"allowed", list}});
}

Answer check_exists(const Judging& judging) {
  return check_sanction_exists(judging, named_sanction(judging));
}

Answer check_kind_of_decision(const Judging& judging, bool dismissal) {
  const Sanction* decided = penalty(judging, named_sanction(judging));
  if (decided == nullptr || decided->dismissal == dismissal) return std::nullopt;
  return Refusal(RefusalCode::e_sanction_track,
                 {{"sanction", decided->code},
                  {"expected", decided->dismissal ? "DismissalDecisionIssued" : "SanctionDecisionIssued"}});
}

Answer check_not_dismissal(const Judging& judging) {
  return check_kind_of_decision(judging, false);
}

Answer check_dismissal(const Judging& judging) {
  return check_kind_of_decision(judging, true);
}

Answer check_track(const Judging& judging) {
  const std::string_view track = track_of(judging.stream);
  if (track.empty()) return std::nullopt;
  return check_sanction_track(judging, named_sanction(judging), track);
}

Refusal approval_required(const std::vector<ApprovalNeed>& needs) {
  std::string need;
  for (const ApprovalNeed& each : needs) {
    if (need.find(each.row->need) == std::string::npos) need += (need.empty() ? "" : "/") + each.row->need;
  }
  return Refusal(RefusalCode::e_approval_required, {{"need", need}, {"basis", needs.front().basis}});
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

// When a delivered sanction has been served: the day it takes effect, and its months from then on.
std::optional<Date> served_on(const Judging& judging) {
  const Kept* delivered = judging.stream.last_of(type::decision_delivered);
  const Date* received = delivered == nullptr ? nullptr : delivered->get<Date>(field::decision_delivered::received_at);
  if (received == nullptr || judging.procedure == nullptr) return std::nullopt;
  Date effective = *received;
  if (const DeadlineRow* row = deadline(*judging.procedure, "DL-13")) {
    Workdays days(judging.state, agency_of(judging.event.office));
    effective = term_end(days, *row, *received).date;
  }
  for (const std::uint16_t decision :
       {type::sanction_decision_issued, type::dismissal_decision_issued, type::presidential_decision_issued}) {
    const Kept* decided = judging.stream.last_of(decision);
    const Sanction* found =
        decided == nullptr ? nullptr : penalty(judging, text_or_empty(decided->get<Code>(field::decision::sanction)));
    if (found != nullptr) return add_months(effective, std::clamp(found->duration_months, 0, 1'200));
  }
  return effective;
}

Answer check_closing(const Judging& judging) {
  if (text_or_empty(judging.event.get<Code>(field::case_closed::ground)) != "COMPLETED") return std::nullopt;
  if (judging.stream.state != StateCode::delivered) {
    return Refusal(RefusalCode::e_out_of_order,
                   {{"state", name(judging.stream.state)}, {"expected", name(StateCode::delivered)}});
  }
  const auto served = served_on(judging);
  if (served && *served <= judging.event.legal_date) return std::nullopt;
  Refusal refusal(RefusalCode::e_out_of_order, {{"state", name(judging.stream.state)}, {"expected", "COMPLETED"}});
  if (served) refusal.facts.emplace_back("from", print(*served));
  return refusal;
}

}  // namespace

std::optional<Refusal> check_sanction_exists(const Judging& judging, std::string_view code) {
  const auto act = act_of(judging.stream);
  if (!act) return std::nullopt;
  if (judging.penalties == nullptr) return Refusal(RefusalCode::e_ruleset_missing, {{"date", print(act->date)}});
  const RuleSet& rules = *judging.penalties;
  const Sanction* found = sanction(rules, code, act->date);
  const auto subject = subject_of(judging.stream);
  // Whoever is employed by contract only is sanctioned by it, and nobody else is.
  const bool by_contract = subject && policy_lists(rules, "contract_subjects", subject->type);
  const bool fits = found != nullptr && (!subject || (found->level == "CONTRACT") == by_contract);
  if (fits) return std::nullopt;
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

}  // namespace jejak::guards
