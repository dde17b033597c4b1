#include "ledger/rules/guards_execution.hpp"

#include "ledger/rules/decisions.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

Refusal role_not_allowed(std::string_view role, std::string_view allowed) {
  return Refusal(RefusalCode::e_role_not_allowed, {{"role", std::string(role)}, {"allowed", std::string(allowed)}});
}

bool fills_role(const Judging& judging, std::string_view abstract_role, std::string_view office) {
  return judging.procedure != nullptr &&
         fills(*judging.procedure, abstract_role, role_of(office), judging.event.legal_date);
}

Answer check_corrector(const Judging& judging) {
  const Kept* decided = decision_in_force(judging.stream);
  if (decided == nullptr || decided->office == judging.event.office) return std::nullopt;
  return role_not_allowed(judging.event.office, decided->office);
}

// The issuer; the head of the subject's agency or of one above it, over lower deciders and lower heads; a superior
// authority. The Head of State's own decisions are nobody else's.
Answer check_revoker(const Judging& judging) {
  const Kept* decided = decision_in_force(judging.stream);
  const auto subject = subject_of(judging.stream);
  const std::string& office = powers_of(judging.event);
  if (decided == nullptr || !subject || decided->office == office) return std::nullopt;
  if (fills_role(judging, "HEAD_OF_STATE", office)) return std::nullopt;
  if (fills_role(judging, "HEAD_OF_STATE", decided->office)) return role_not_allowed(office, decided->office);
  if (fills_role(judging, "SUPERIOR_AUTHORITY", office)) return std::nullopt;
  if (!fills_role(judging, "DECIDER", office)) return role_not_allowed(office, decided->office);
  if (is_within(judging, subject->home_agency, agency_of(office))) return std::nullopt;
  return Refusal(RefusalCode::e_wrong_agency,
                 {{"competent", std::string(subject->home_agency)}, {"agency", std::string(agency_of(office))}});
}

Answer check_registry(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  const auto subject = subject_of(judging.stream);
  if (!subject) return Refusal(RefusalCode::e_jurisdiction_pending, {{"pending", "SubjectIdentified"}});
  if (fills_role(judging, "NATIONAL_REGISTRY", office) || agency_of(office) == subject->home_agency)
    return std::nullopt;
  return Refusal(RefusalCode::e_wrong_agency,
                 {{"competent", std::string(subject->home_agency)}, {"agency", std::string(agency_of(office))}});
}

// A failed delivery of this version of the decision.
Answer check_failed(const Judging& judging) {
  const Kept* decided = decision_in_force(judging.stream);
  const Kept* failed = judging.stream.last_of(type::decision_delivery_failed);
  if (failed != nullptr && decided != nullptr && decided->position < failed->position) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", name(judging.stream.state)}, {"expected", "DecisionDeliveryFailed"}});
}

Answer not_before(const Judging& judging, const std::optional<TermDay>& day, const char* expected) {
  if (day && day->date <= judging.event.legal_date) return std::nullopt;
  Refusal refusal(RefusalCode::e_out_of_order, {{"state", name(judging.stream.state)}, {"expected", expected}});
  if (day) refusal.facts.emplace_back("from", print(day->date));
  return refusal;
}

Answer check_in_effect(const Judging& judging) {
  if (judging.stream.state != StateCode::delivered) return std::nullopt;  // the state is judged by itself
  if (auto early = not_before(judging, effect_day(judging.state, judging.stream), "EFFECTIVE")) return early;
  const auto suspension = suspended_by(judging.state, judging.stream);
  if (!suspension) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order, {{"state", name(*suspension)}, {"expected", "EFFECTIVE"}});
}

Answer check_manner(const Judging& judging) {
  const Sanction* imposed = sanction_in_force(judging.state, judging.stream);
  if (imposed == nullptr) return std::nullopt;
  const char* expected = imposed->dismissal ? "DISCHARGED" : imposed->duration_months > 0 ? "SERVING" : "EXECUTED";
  const std::string_view manner = text_or_empty(judging.event.get<Code>(field::sanction_execution::manner));
  if (manner == expected) return std::nullopt;
  return Refusal(RefusalCode::e_sanction_track,
                 {{"sanction", imposed->code}, {"stated", std::string(manner)}, {"expected", expected}});
}

Answer check_served(const Judging& judging) {
  return not_before(judging, served_day(judging.state, judging.stream), "COMPLETED");
}

Answer check_publication(const Judging& judging) {
  const Sanction* imposed = sanction_in_force(judging.state, judging.stream);
  const bool announced = imposed != nullptr && judging.procedure != nullptr &&
                         policy_lists(*judging.procedure, "published_sanctions", imposed->code);
  if (announced || is_final(judging.state, judging.stream, judging.event.legal_date)) return std::nullopt;
  return Refusal(RefusalCode::e_embargo, {{"until", "FINAL"}});
}

}  // namespace

const Guard issuer_corrects{"issuer_corrects", Stage::role, check_corrector};
const Guard revoker_stands_above{"revoker_stands_above", Stage::jurisdiction, check_revoker};
const Guard registry_of_case{"registry_of_case", Stage::jurisdiction, check_registry};
const Guard delivery_had_failed{"delivery_had_failed", Stage::state, check_failed};
const Guard sanction_in_effect{"sanction_in_effect", Stage::state, check_in_effect};
const Guard manner_fits_sanction{"manner_fits_sanction", Stage::state, check_manner};
const Guard sanction_served{"sanction_served", Stage::state, check_served};
const Guard publication_allowed{"publication_allowed", Stage::state, check_publication};

}  // namespace jejak::guards
