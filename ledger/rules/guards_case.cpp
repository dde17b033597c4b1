#include "ledger/rules/guards_case.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/guards_decision.hpp"
#include "ledger/rules/guards_supervision.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"
#include "ledger/rules/workdays.hpp"

#include <algorithm>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

constexpr std::string_view team = "TIM_PEMERIKSA";

bool may_as(const Judging& judging, std::string_view abstract_role, std::string_view office) {
  return judging.procedure != nullptr &&
         fills(*judging.procedure, abstract_role, role_of(office), judging.event.legal_date);
}

Refusal role_not_allowed(const Judging& judging, std::string_view office, std::string_view abstract_role) {
  std::string allowed;
  if (judging.procedure != nullptr) {
    for (const auto role : filled_by(*judging.procedure, abstract_role, judging.event.legal_date)) {
      allowed += (allowed.empty() ? "" : "/") + std::string(role);
    }
  }
  return Refusal(RefusalCode::e_role_not_allowed,
                 {{"role", std::string(role_of(office))},
                  {"allowed", allowed.empty() ? std::string(abstract_role) : std::move(allowed)}});
}

Refusal wrong_agency(std::string_view competent, std::string_view agency) {
  return Refusal(RefusalCode::e_wrong_agency, {{"competent", std::string(competent)}, {"agency", std::string(agency)}});
}

Answer check_origin(const Judging& judging) {
  const std::string_view origin = text_or_empty(judging.event.get<Code>(field::case_opened::origin));
  const char* role = origin == "SUPERVISOR" ? "SUPERVISOR" : origin == "INTERNAL" ? "DECIDER" : "INTAKE";
  const std::string& office = powers_of(judging.event);
  if (may_as(judging, role, office)) return std::nullopt;
  return role_not_allowed(judging, office, role);
}

Answer check_report_named(const Judging& judging) {
  namespace of = field::case_opened;
  const bool needed = text_or_empty(judging.event.get<Code>(of::origin)) == "REPORT";
  if (!needed || judging.event.get<Reference>(of::report) != nullptr) return std::nullopt;
  return Refusal(RefusalCode::e_reference_unknown, {{"reference", "report"}});
}

Answer check_phase(const Judging& judging) {
  const auto act = act_of(judging.event);
  if (!act || act->phase.empty()) return std::nullopt;
  const std::string_view computed = phase_of(judging, *act);
  if (computed == act->phase) return std::nullopt;
  return Refusal(RefusalCode::e_sanction_track,
                 {{"phase", std::string(computed)}, {"stated", std::string(act->phase)}});
}

Answer check_registry(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  const std::string_view home = text_or_empty(judging.event.get<Code>(field::subject_identified::home_agency));
  if (may_as(judging, "NATIONAL_REGISTRY", office) || agency_of(office) == home) return std::nullopt;
  return wrong_agency(home, agency_of(office));
}

Answer check_clarified(const Judging& judging) {
  const bool heard = judging.stream.state == StateCode::under_clarification;
  if (heard || judging.event.get<Code>(field::study_concluded::waiver_reason) != nullptr) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", name(judging.stream.state)}, {"expected", name(StateCode::under_clarification)}});
}

std::string_view conclusion_of(const StreamState& kase) {
  const Kept* study = kase.last_of(type::study_concluded);
  return study == nullptr ? std::string_view() : text_or_empty(study->get<Code>(field::study_concluded::conclusion));
}

// Who opened the case dismisses it after the study; the supervisor while it lies before him.
Answer check_dismisser(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  const StateCode state = judging.stream.state;
  if (state == StateCode::under_supervision) return check_supervisor(judging);
  const bool in_study = state == StateCode::opened || state == StateCode::under_clarification;
  if (state != StateCode::bawaslu_concluded && !in_study) return std::nullopt;  // the state is judged next
  if (!may_as(judging, "INTAKE", office)) return role_not_allowed(judging, office, "INTAKE");
  const Kept* opened = judging.stream.last_of(type::case_opened);
  if (opened == nullptr || agency_of(opened->office) == agency_of(office)) return std::nullopt;
  return wrong_agency(agency_of(opened->office), agency_of(office));
}

Answer check_dismissed_as_concluded(const Judging& judging) {
  const StateCode state = judging.stream.state;
  if (state == StateCode::under_supervision) return std::nullopt;
  const std::string_view ground = text_or_empty(judging.event.get<Code>(field::case_dismissed::ground));
  if (ground == exempt_on(judging.stream)) return std::nullopt;  // a verified exemption needs no study
  if (state != StateCode::bawaslu_concluded) {
    return Refusal(RefusalCode::e_out_of_order,
                   {{"state", name(state)}, {"expected", name(StateCode::bawaslu_concluded)}});
  }
  const std::string_view conclusion = conclusion_of(judging.stream);
  if (conclusion == "NOT_VIOLATION") return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order, {{"conclusion", std::string(conclusion)}, {"expected", "NOT_VIOLATION"}});
}

Answer check_addressee_supervises(const Judging& judging) {
  const Code* addressee = nullptr;
  for (const FieldShape& shape : judging.row.shape.fields) {
    if (shape.name == std::string_view("addressee")) addressee = judging.event.get<Code>(shape.number);
  }
  if (addressee == nullptr) return std::nullopt;
  if (auto superseded = check_succession(judging, addressee->text)) return superseded;
  if (may_as(judging, "SUPERVISOR", addressee->text)) return std::nullopt;
  return role_not_allowed(judging, addressee->text, "SUPERVISOR");
}

Answer check_subject_known(const Judging& judging) {
  if (subject_of(judging.stream)) return std::nullopt;
  return Refusal(RefusalCode::e_jurisdiction_pending, {{"pending", "SubjectIdentified"}});
}

bool any_listed(const RuleSet& rules, std::string_view policy_name, const Codes* codes) {
  return codes != nullptr && std::any_of(codes->begin(), codes->end(),
                                         [&](const Code& code) { return policy_lists(rules, policy_name, code.text); });
}

// The track that the phase of the act prescribes; empty if the stated one is lawful.
std::string_view prescribed_track(const RuleSet& rules, std::string_view phase, std::string_view track,
                                  const Codes* violations) {
  if (track == "STATUS") {
    const bool lawful =
        policy(rules, "status_violations") == nullptr || any_listed(rules, "status_violations", violations);
    return lawful ? std::string_view() : std::string_view("DISCIPLINE");
  }
  if (policy_lists(rules, "ethics_phases", phase) && track != "ETHICS" &&
      !any_listed(rules, "discipline_before_determination", violations)) {
    return "ETHICS";
  }
  if (policy_lists(rules, "discipline_phases", phase) && track != "DISCIPLINE") return "DISCIPLINE";
  return {};
}

Answer check_track(const Judging& judging) {
  namespace of = field::recommendation_issued;
  const auto act = act_of(judging.stream);
  if (!act || judging.penalties == nullptr) return std::nullopt;
  const std::string_view phase = phase_of(judging, *act);
  const std::string_view track = text_or_empty(judging.event.get<Code>(of::track));
  const std::string_view prescribed =
      prescribed_track(*judging.penalties, phase, track, judging.event.get<Codes>(of::violation_codes));
  if (prescribed.empty()) return std::nullopt;
  return Refusal(RefusalCode::e_sanction_track,
                 {{"track", std::string(prescribed)}, {"phase", std::string(phase)}, {"stated", std::string(track)}});
}

Answer check_recommended(const Judging& judging) {
  namespace of = field::recommendation_issued;
  const Codes* sanctions = judging.event.get<Codes>(of::sanctions);
  if (sanctions == nullptr) return std::nullopt;
  const std::string_view track = text_or_empty(judging.event.get<Code>(of::track));
  for (const Code& each : *sanctions) {
    if (auto no = check_sanction_exists(judging, each.text)) return no;
    if (auto no = check_sanction_track(judging, each.text, track)) return no;
  }
  return std::nullopt;
}

Answer check_addressee_decides(const Judging& judging) {
  const Code* addressee = judging.event.get<Code>(field::recommendation_issued::addressee);
  const auto subject = subject_of(judging.stream);
  if (addressee == nullptr || !subject) return std::nullopt;
  if (!may_as(judging, "DECIDER", addressee->text)) return role_not_allowed(judging, addressee->text, "DECIDER");
  if (agency_of(addressee->text) == subject->home_agency) return std::nullopt;
  return wrong_agency(subject->home_agency, agency_of(addressee->text));
}

Answer check_examiners(const Judging& judging) {
  namespace of = field::examiner_appointed;
  if (judging.procedure == nullptr) return std::nullopt;
  const RuleSet& rules = *judging.procedure;
  const std::string_view kind = text_or_empty(judging.event.get<Code>(of::kind));
  const std::string_view threat = text_or_empty(judging.event.get<Code>(of::threat));
  if (kind != team) {
    if (!policy_lists(rules, "team_required_for", threat)) return std::nullopt;
    return Refusal(RefusalCode::e_examiner_composition, {{"rule", std::string(team)}, {"threat", std::string(threat)}});
  }
  for (const std::string_view element : policy_list(rules, "team_elements")) {
    if (has_code(judging.event.get<Codes>(of::elements), element)) continue;
    return Refusal(RefusalCode::e_examiner_composition,
                   {{"rule", std::string(team)}, {"missing", std::string(element)}});
  }
  return std::nullopt;
}

// The first summons leaves the person the days that the rule set gives before the examination.
Answer check_summons_time(const Judging& judging) {
  namespace of = field::summons_issued;
  const Date* served = judging.event.get<Date>(of::served_at);
  const Date* examined = judging.event.get<Date>(of::examined_on);
  const DeadlineRow* row = judging.procedure == nullptr ? nullptr : deadline(*judging.procedure, "DL-08");
  const bool first = text_or_empty(judging.event.get<Code>(of::summons_no)) == "1";
  if (served == nullptr || examined == nullptr || row == nullptr || !first) return std::nullopt;
  Workdays days(judging.state, agency_of(judging.event.office));
  if (*served <= term_end(days, *row, *examined).date) return std::nullopt;
  Refusal refusal(RefusalCode::e_summons_too_short,
                  {{"need", std::to_string(row->count)},
                   {"days", std::to_string(days.between(*served, *examined))},
                   {"earliest", print(days.add(*served, row->count, row->unit).date)}});
  if (!row->source.empty()) refusal.facts.emplace_back("source", row->source);
  return refusal;
}

}  // namespace

const Guard origin_fits_role{"origin_fits_role", Stage::role, check_origin};
const Guard report_named{"report_named", Stage::other_streams, check_report_named};
const Guard phase_as_computed{"phase_as_computed", Stage::other_streams, check_phase};
const Guard registry_of_subject{"registry_of_subject", Stage::jurisdiction, check_registry};
const Guard clarified_or_waived{"clarified_or_waived", Stage::state, check_clarified};
const Guard dismisser_of_state{"dismisser_of_state", Stage::jurisdiction, check_dismisser};
const Guard dismissed_as_concluded{"dismissed_as_concluded", Stage::state, check_dismissed_as_concluded};
const Guard addressee_is_supervisor{"addressee_is_supervisor", Stage::other_streams, check_addressee_supervises};
const Guard subject_known{"subject_known", Stage::jurisdiction, check_subject_known};
const Guard track_fits_phase{"track_fits_phase", Stage::other_streams, check_track};
const Guard recommended_exist{"recommended_exist", Stage::other_streams, check_recommended};
const Guard addressee_decides{"addressee_decides", Stage::jurisdiction, check_addressee_decides};
const Guard examiners_complete{"examiners_complete", Stage::other_streams, check_examiners};
const Guard summons_in_time{"summons_in_time", Stage::deadline, check_summons_time};

}  // namespace jejak::guards
