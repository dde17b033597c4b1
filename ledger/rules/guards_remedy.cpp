#include "ledger/rules/guards_remedy.hpp"

#include "ledger/rules/decisions.hpp"
#include "ledger/rules/holders.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/terms.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>
#include <array>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

Refusal wrong_remedy(const Sanction& imposed, const char* instead) {
  Refusal refusal(RefusalCode::e_wrong_remedy, {{"sanction", imposed.code}});
  if (instead != nullptr) refusal.facts.emplace_back("instead", instead);
  return refusal;
}

Answer check_objection(const Judging& judging) {
  const Sanction* imposed = sanction_in_force(judging.state, judging.stream);
  if (imposed == nullptr || imposed->remedy != "APPEAL") return std::nullopt;
  return wrong_remedy(*imposed, "AppealFiled");
}

// An objection against a sanction that knows no remedy may be filed, and is then inadmissible.
Answer check_objection_open(const Judging& judging) {
  const Sanction* imposed = sanction_in_force(judging.state, judging.stream);
  if (imposed == nullptr || imposed->remedy == "OBJECTION") return std::nullopt;
  return wrong_remedy(*imposed, imposed->remedy == "APPEAL" ? "AppealFiled" : "ObjectionInadmissible");
}

Answer check_appeal(const Judging& judging) {
  const Sanction* imposed = sanction_in_force(judging.state, judging.stream);
  if (imposed == nullptr || imposed->remedy == "APPEAL") return std::nullopt;
  return wrong_remedy(*imposed, imposed->remedy == "OBJECTION" ? "ObjectionFiled" : nullptr);
}

// A day that rests on a calendar nobody has published yet turns no citizen away.
Answer check_lateness(const Judging& judging) {
  if (text_or_empty(judging.event.get<Code>(field::inadmissible::ground)) != "LATE") return std::nullopt;
  const char* id = judging.event.type == type::appeal_inadmissible ? "DL-16" : "DL-14";
  const auto reading = read_term(judging, id);
  if (!reading) return std::nullopt;
  if (!reading->last_day.provisional && !reading->kept(judging.event.legal_date)) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"expected", "LATE"}, {"deadline", id}, {"until", print(reading->last_day.date)}});
}

bool fills_role(const Judging& judging, std::string_view abstract_role, std::string_view office) {
  return judging.procedure != nullptr &&
         fills(*judging.procedure, abstract_role, role_of(office), judging.event.legal_date);
}

// The decision that the objection is against: not one that a remedy made.
const Kept* objected(const StreamState& kase) {
  const Kept* found = nullptr;
  for (const std::uint16_t type : {type::sanction_decision_issued, type::dismissal_decision_issued,
                                   type::presidential_decision_issued, type::moral_sanction_decision_issued}) {
    const Kept* kept = kase.last_of(type);
    if (kept != nullptr && (found == nullptr || found->position < kept->position)) found = kept;
  }
  return found;
}

int height(const Judging& judging, std::string_view office) {
  if (fills_role(judging, "HEAD_OF_STATE", office)) return 2;
  return fills_role(judging, "DECIDER", office) ? 1 : 0;
}

Answer check_reviewer(const Judging& judging) {
  const Kept* decided = objected(judging.stream);
  const std::string& office = powers_of(judging.event);
  if (decided == nullptr || height(judging, decided->office) <= height(judging, office)) return std::nullopt;
  return Refusal(RefusalCode::e_role_not_allowed,
                 {{"role", std::string(role_of(office))}, {"allowed", std::string(role_of(decided->office))}});
}

// The head answers objections against his own decisions: nobody stands above him. Others never do.
Answer check_self_review(const Judging& judging) {
  const Kept* decided = objected(judging.stream);
  const Event& event = judging.event;
  if (decided == nullptr || height(judging, powers_of(event)) > 0) return std::nullopt;
  if (decided->office == event.office) return Refusal(RefusalCode::e_self_review, {{"holder", event.office}});
  const auto deciders = holders_on(judging.find("office-" + decided->office), decided->holder, decided->legal_date);
  for (const Id& person : holders_on(judging.find("office-" + event.office), event.holder, event.legal_date)) {
    if (std::find(deciders.begin(), deciders.end(), person) == deciders.end()) continue;
    return Refusal(RefusalCode::e_self_review, {{"holder", print(person)}});
  }
  return std::nullopt;
}

std::string_view outcome_of(const Event& event) {
  switch (event.type) {
    case type::objection_decided: return text_or_empty(event.get<Code>(field::objection_decided::outcome));
    case type::appeal_decided: return text_or_empty(event.get<Code>(field::appeal_decided::outcome));
    default: return text_or_empty(event.get<Code>(field::appeal_decision_implemented::outcome));
  }
}

bool changes_sanction(std::string_view outcome) {
  constexpr std::array<std::string_view, 6> changing = {"LIGHTENED",   "AGGRAVATED",  "AMENDED",
                                                        "MEMPERINGAN", "MEMPERBERAT", "MENGUBAH"};
  return std::find(changing.begin(), changing.end(), outcome) != changing.end();
}

Answer check_outcome(const Judging& judging) {
  const bool named = judging.event.get<Code>(field::decision::sanction) != nullptr;
  const bool changes = changes_sanction(outcome_of(judging.event));
  if (named == changes) return std::nullopt;
  return Refusal(RefusalCode::e_schema,
                 {{"field", "sanction"}, {"rule", changes ? "is required" : "does not go with this outcome"}});
}

Answer check_carried_out(const Judging& judging) {
  const Kept* decided = judging.stream.last_of(type::appeal_decided);
  if (decided == nullptr) return std::nullopt;  // the overlay is judged by itself
  const std::string_view outcome = text_or_empty(decided->get<Code>(field::appeal_decided::outcome));
  const std::string_view sanction = text_or_empty(decided->get<Code>(field::appeal_decided::sanction));
  const std::string_view stated = text_or_empty(judging.event.get<Code>(field::appeal_decision_implemented::sanction));
  if (outcome_of(judging.event) != outcome) {
    return Refusal(RefusalCode::e_out_of_order,
                   {{"state", std::string(outcome_of(judging.event))}, {"expected", std::string(outcome)}});
  }
  if (stated == sanction) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order, {{"state", std::string(stated)}, {"expected", std::string(sanction)}});
}

Answer check_court(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  const auto subject = subject_of(judging.stream);
  if (!subject || fills_role(judging, "COURT", office) || agency_of(office) == subject->home_agency) {
    return std::nullopt;
  }
  return Refusal(RefusalCode::e_wrong_agency,
                 {{"competent", std::string(subject->home_agency)}, {"agency", std::string(agency_of(office))}});
}

Answer check_restorer(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  return fills_role(judging, "APPEAL_BODY", office) ? std::nullopt : check_court(judging);
}

Answer check_final(const Judging& judging) {
  const Kept* issued = judging.stream.last_of(type::court_judgment_issued);
  if (issued == nullptr) return std::nullopt;
  const std::string_view last = text_or_empty(issued->get<Code>(field::court_judgment::dictum));
  const std::string_view dictum = text_or_empty(judging.event.get<Code>(field::court_judgment::dictum));
  if (dictum == last) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order, {{"state", std::string(dictum)}, {"expected", std::string(last)}});
}

}  // namespace

const Guard objection_lies{"objection_lies", Stage::state, check_objection};
const Guard objection_is_open{"objection_is_open", Stage::state, check_objection_open};
const Guard appeal_lies{"appeal_lies", Stage::state, check_appeal};
const Guard lateness_is_true{"lateness_is_true", Stage::deadline, check_lateness};
const Guard reviewer_stands_above{"reviewer_stands_above", Stage::role, check_reviewer};
const Guard reviewer_did_not_decide{"reviewer_did_not_decide", Stage::role, check_self_review};
const Guard outcome_names_sanction{"outcome_names_sanction", Stage::state, check_outcome};
const Guard appeal_carried_out{"appeal_carried_out", Stage::state, check_carried_out};
const Guard court_or_own_registry{"court_or_own_registry", Stage::jurisdiction, check_court};
const Guard restorer_of_case{"restorer_of_case", Stage::jurisdiction, check_restorer};
const Guard final_as_issued{"final_as_issued", Stage::state, check_final};

}  // namespace jejak::guards
