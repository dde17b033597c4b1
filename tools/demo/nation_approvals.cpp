// Stories of the Minister's approval: refused, returned, waived, revoked, used twice, given in general.

#include "tools/demo/nation_stories.hpp"

namespace jejak {
namespace {

void head_of_office(Stories& stories, CaseFacts& facts) {
  facts.rank_class = "JPT_PRATAMA";
  facts.sanction = stories.removal();
  facts.violations = {"V10"};
}

// The Minister says no; the penalty that leaves the post is given up for one that does not.
void refused(Stories& stories) {
  CaseScript& script =
      stories.begin("izin-ditolak", "kota:63.71", [&](CaseFacts& facts) { head_of_office(stories, facts); });
  script.until(Reach::proposed);
  script.approval_requested(approval_of(script));
  script.say_in(approval_of(script), "ApprovalReturned", minister,
                {{"letter_no", code_of(script.number("SJ"))}, {"missing", codes_of({"EXAMINATION_REPORT"})}}, "SJ");
  script.approval_requested(approval_of(script));
  script.approval_refused(approval_of(script), minister);
  script.change_sanction("T3");
  script.proposed().fields.push_back({"deviation_reason", code_of("APPROVAL_REFUSED")});
  script.decision().fields.push_back({"deviation_reason", code_of("APPROVAL_REFUSED")});
  script.delivered();
}

// The Director General may not grant for a post of this rank; his grant for another is revoked before it is used.
void rank_and_revocation(Stories& stories) {
  CaseScript& high = stories.begin("izin-dirjen", "prov:73", [&](CaseFacts& facts) { head_of_office(stories, facts); });
  high.until(Reach::proposed);
  high.approval_requested(approval_of(high));
  high.approval_granted(approval_of(high), director_general, add_months(high.today(), 6));
  high.was_refused(RefusalCode::e_approver_rank);
  high.approval_granted(approval_of(high), minister, add_months(high.today(), 6));
  high.decision(approval_of(high));
  high.delivered();

  CaseScript& low = stories.begin("izin-dicabut", "kota:64.72", [&](CaseFacts& facts) {
    facts.rank_class = "PENGAWAS";
    facts.sanction = stories.removal();
  });
  low.until(Reach::proposed);
  low.approval_requested(approval_of(low));
  low.approval_granted(approval_of(low), director_general, add_months(low.today(), 6));
  low.approval_revoked(approval_of(low), director_general);
  low.decision(approval_of(low));
  low.was_refused(RefusalCode::e_approval_not_in_force);
}

void used_twice(Stories& stories) {
  const auto camat = [&](CaseFacts& facts) {
    facts.rank_class = "ADMINISTRATOR";
    facts.stat_class = "CAMAT";
    facts.sanction = stories.removal();
  };
  CaseScript& first = stories.begin("izin-sekali", "kab:64.03", camat);
  first.until(Reach::proposed);
  first.approval_requested(approval_of(first));
  first.approval_granted(approval_of(first), director_general, add_months(first.today(), 6));
  first.decision(approval_of(first));
  first.delivered();
  CaseScript& second = stories.begin("izin-dua-kali", "kab:64.03", camat);
  second.until(Reach::proposed);
  second.follow(first.told());
  second.decision(approval_of(first));
  second.was_refused(RefusalCode::e_approval_consumed);
  second.approval_requested(approval_of(second));
  second.say_in(approval_of(second), "ApprovalWaiverRecorded", director_general,
                {{"waiver_no", code_of(second.number("OTDA"))},
                 {"reason", code_of("POST_ABOLISHED")},
                 {"subject", second.facts().subject},
                 {"post", code_of(second.facts().post)},
                 {"actions", codes_of({second.facts().sanction})}},
                "OTDA");
  second.drafts().back().fields.push_back({"valid_from", second.today()});
  second.decision(approval_of(second));
  second.delivered();
}

// Only the President dismisses a provincial secretary, whatever the Minister approved.
void provincial_secretary(Stories& stories) {
  CaseScript& script = stories.begin("sekda", "prov:63", [](CaseFacts& facts) {
    facts.rank_class = "JPT_MADYA";
    facts.post_class = "SEKDA";
    facts.sanction = "B3";
    facts.violations = {"V10", "V11"};
  });
  script.until(Reach::recommended);
  script.recommendation_served();
  script.received_by_decider().office = script.decider();
  script.until(Reach::reported);
  script.proposed().office = script.decider();
  script.approval_requested(approval_of(script));
  script.approval_granted(approval_of(script), minister, add_months(script.today(), 6));
  script.dismissal(approval_of(script));
  script.was_refused(RefusalCode::e_president_required);
  Draft& keppres = script.dismissal(approval_of(script));
  keppres.type = "PresidentialDecisionIssued";
  keppres.office = "PRESIDEN@negara";
  keppres.zone = Zone::wib;
  script.delivered();
}

// A standing letter for acting heads, as the Minister gave it in 2022.
void standing_letter(Stories& stories) {
  CaseScript& script = stories.blank("edaran", "prov:64");
  script.on(stories.old_law() ? date_of(2022, 9, 14) : date_of(2024, 2, 5));
  Draft& draft = script.say_in("approval-SE-821-5492-SJ", "StandingApprovalIssued", minister,
                               {{"approval_no", code_of("821/5492/SJ")},
                                {"tracks", codes_of({"DISCIPLINE", "STATUS"})},
                                {"office_kinds", codes_of({"Pj", "Pjs", "Plt"})},
                                {"actions", codes_of({"B1", "B2", "B3", "X1"})}},
                               "SJ");
  draft.fields.push_back({"valid_from", draft.legal_date});
}

}  // namespace

void tell_approvals(Stories& stories) {
  refused(stories);
  rank_and_revocation(stories);
  used_twice(stories);
  provincial_secretary(stories);
  standing_letter(stories);
}

}  // namespace jejak
