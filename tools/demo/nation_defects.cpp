// Attempts against the law, in the share of all steps that the data set states: each is recorded with its code and
// changes nothing.

#include "tools/demo/nation_parts.hpp"

namespace jejak {
namespace {

// Of a thousand cases that come to the place. With some twenty-two steps a case this makes about one step of a hundred
// by a wrong role, one of two hundred out of order, and three of a thousand by a wrong agency.
constexpr unsigned study_out_of_order = 60;
constexpr unsigned study_wrong_role = 70;
constexpr unsigned appointed_by_registry = 90;
constexpr unsigned appointed_elsewhere = 85;
constexpr unsigned summoned_too_soon = 30;
constexpr unsigned decided_by_registry = 120;
constexpr unsigned without_reason = 20;
constexpr unsigned before_its_day = 12;
constexpr unsigned unknown_sanction = 12;
constexpr unsigned after_the_end = 30;
constexpr unsigned decided_before_hearing = 70;

// The head of another agency, whose zone is the same and who acts in cases of his own.
const Region& other_region(const NationTools& tools, const CaseScript& script, Chance& chance) {
  const std::vector<const Region*> regions = tools.electing();
  for (;;) {
    const Region& region = *regions[chance.below(regions.size())];
    if (region.zone == script.facts().region->zone && region.code != script.facts().home) return region;
  }
}

void at_study(CaseScript& script, Chance& chance) {
  if (chance.per_mille(study_out_of_order)) {
    script.after(0);
    script.forwarded();
    script.was_refused(RefusalCode::e_out_of_order);
    script.after(1);
  }
  if (chance.per_mille(study_wrong_role)) {
    script.after(0);
    Draft& draft = script.study("NEUTRALITY");
    draft.office = "BKD@" + std::string(script.facts().region->code);
    script.was_refused(RefusalCode::e_role_not_allowed);
    script.after(1);
  }
}

void at_appointment(const NationTools& tools, CaseScript& script, Chance& chance) {
  const bool by_registry = chance.per_mille(appointed_by_registry);
  const bool elsewhere = chance.per_mille(appointed_elsewhere);
  if (by_registry) {
    script.after(0);
    script.examiner_appointed().office = script.home_office("BKD");
    script.was_refused(RefusalCode::e_role_not_allowed);
  }
  if (elsewhere) {
    script.after(0);
    const Region& other = other_region(tools, script, chance);
    Draft& draft = script.examiner_appointed();
    draft.office = other.office("PPK_ASN");
    draft.zone = other.zone;
    script.was_refused(RefusalCode::e_wrong_agency);
  }
}

void at_summons(CaseScript& script, Chance& chance) {
  if (chance.per_mille(without_reason)) {
    // What was seen twenty days ago, and nobody says why it comes only now.
    script.after(0);
    Draft& draft =
        script.say("IrregularActObserved", script.home_office("INSPEKTORAT"), {{"irregularity", code_of("OTHER")}});
    draft.legal_date = draft.legal_date - 20;
    draft.fields.push_back({"observed_on", draft.legal_date});
    script.was_refused(RefusalCode::e_late_without_reason);
  }
  if (chance.per_mille(before_its_day)) {
    script.after(0);
    Draft& draft =
        script.say("IrregularActObserved", script.home_office("INSPEKTORAT"), {{"irregularity", code_of("OTHER")}});
    draft.fields.push_back({"observed_on", draft.legal_date + 3});
    script.was_refused(RefusalCode::e_future_dated);
  }
  if (script.facts().track == "ETHICS") return;
  if (chance.per_mille(decided_before_hearing)) {
    script.after(0);
    script.report_submitted();
    script.was_refused(RefusalCode::e_out_of_order);
  }
  if (chance.per_mille(summoned_too_soon)) {
    script.after(0);
    script.summons("1", 3);
    script.was_refused(RefusalCode::e_summons_too_short);
  }
}

void at_decision(CaseScript& script, Chance& chance) {
  const bool plain = script.facts().sanction.front() == 'T' || script.facts().sanction.front() == 'M' ||
                     script.facts().sanction.front() == 'L';
  if (!plain) return;
  if (chance.per_mille(decided_by_registry)) {
    script.after(0);
    script.decision().office = script.home_office("BKD");
    script.was_refused(RefusalCode::e_role_not_allowed);
  }
  if (chance.per_mille(unknown_sanction)) {
    const std::string meant = script.facts().sanction;
    script.after(0);
    script.change_sanction(meant.front() == 'M' ? "M9" : "S2");
    script.say(meant.front() == 'M' ? "MoralSanctionDecisionIssued" : "SanctionDecisionIssued", script.decider(),
               {{"decision_no", code_of(script.number("800"))}, {"sanction", code_of(script.facts().sanction)}}, "800");
    script.was_refused(RefusalCode::e_sanction_not_in_ruleset);
    script.change_sanction(meant);
  }
}

void at_end(CaseScript& script, Chance& chance) {
  if (!chance.per_mille(after_the_end)) return;
  script.proposed();
  script.was_refused(RefusalCode::e_terminal_state);
}

}  // namespace

void tell_attempt(const NationTools& tools, CaseScript& script, Attempt attempt, Chance& chance) {
  switch (attempt) {
    case Attempt::study: return at_study(script, chance);
    case Attempt::appointment: return at_appointment(tools, script, chance);
    case Attempt::summons: return at_summons(script, chance);
    case Attempt::decision: return at_decision(script, chance);
    case Attempt::after_end: return at_end(script, chance);
  }
}

}  // namespace jejak
