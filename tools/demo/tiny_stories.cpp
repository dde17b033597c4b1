#include "tools/demo/tiny.hpp"
#include "tools/demo/tiny_parts.hpp"

namespace jejak {
namespace {

constexpr const char* minister = "MENDAGRI@kl:KEMENDAGRI";
constexpr const char* director_general = "DIRJEN_OTDA@kl:KEMENDAGRI";

class Stories {
 public:
  Stories(const OpenDays& open_days, std::uint64_t seed) : open_days_(open_days), seed_(seed) {}

  // A case of `region`, its report registered, itself opened and its subject identified.
  CaseScript& begin(const std::string& name, const char* region, Date act,
                    const std::function<void(CaseFacts&)>& with) {
    Chance chance(seed_, "story " + name);
    CaseFacts facts;
    facts.stream = "case-" + name;
    facts.report = "report-" + name;
    facts.region = &tiny_region(region);
    facts.home = region;
    facts.act = act;
    facts.received = act + 2;
    facts.election = tiny_election(*facts.region, year_of(act));
    facts.rank_class = "PELAKSANA";
    facts.subject = chance.person();
    facts.track = "DISCIPLINE";
    with(facts);
    facts.post = "POST-" + facts.rank_class.substr(0, 3) + "-" + std::to_string(chance.between(1001, 9899));
    scripts_.emplace_back(std::move(facts), open_days_, chance);
    CaseScript& script = scripts_.back();
    script.report_received("FINDING", 1);
    script.report_registered();
    script.opened("REPORT", script.facts().region->bawaslu());
    script.subject_identified();
    return script;
  }

  std::vector<CaseScript> take() { return {scripts_.begin(), scripts_.end()}; }

 private:
  const OpenDays& open_days_;
  std::uint64_t seed_;
  std::deque<CaseScript> scripts_;
};

// Kalimantan Timur 2020: a head of a provincial office approached parties. The governor removes him without the
// Minister's written approval, which the law of the protected window refuses; with it the same decision stands.
void governor_and_minister(Stories& stories) {
  CaseScript& script = stories.begin("kaltim-2020-07", "prov:64", date_of(2020, 5, 4), [](CaseFacts& facts) {
    facts.violations = {"V05", "V15"};
    facts.rank_class = "JPT_PRATAMA";
    facts.sanction = "P53-9";
  });
  script.until(Reach::supervised);
  script.on(date_of(2020, 6, 5));
  script.recommendation();
  script.recommendation_served();
  script.on(date_of(2020, 6, 12));
  script.received_by_decider();
  script.on(date_of(2020, 6, 15));
  script.examiner_appointed();
  script.on(date_of(2020, 6, 17));
  script.summons("1", 10);
  script.examination();
  script.on(date_of(2020, 7, 8));
  script.report_submitted();
  script.on(date_of(2020, 7, 13));
  script.proposed();
  script.on(date_of(2020, 7, 20));
  script.decision();
  script.was_refused(RefusalCode::e_approval_required);
  const std::string approval = "approval-kaltim-2020-07";
  script.on(date_of(2020, 7, 21));
  script.approval_requested(approval);
  script.on(date_of(2020, 8, 3));
  script.approval_granted(approval, minister, date_of(2020, 12, 31));
  script.on(date_of(2020, 8, 5));
  script.decision(approval);
  script.on(date_of(2020, 8, 10));
  script.delivered();
  script.on(date_of(2020, 9, 14));
  script.closed("COMPLETED");
}

// A head of a sub-district: the Director General decides for the Minister; the consumed letter serves only once.
void letter_used_twice(Stories& stories) {
  const std::string approval = "approval-berau-2020-10";
  CaseScript& first = stories.begin("berau-2020-10", "kab:64.03", date_of(2020, 9, 28), [](CaseFacts& facts) {
    facts.violations = {"V08", "V09"};
    facts.rank_class = "ADMINISTRATOR";
    facts.sanction = "P53-8";
  });
  first.until(Reach::proposed);
  first.approval_requested(approval);
  first.approval_granted(approval, director_general, date_of(2021, 2, 28));
  first.decision(approval);
  first.delivered();
  CaseScript& second = stories.begin("berau-2020-11", "kab:64.03", date_of(2020, 9, 29), [](CaseFacts& facts) {
    facts.violations = {"V08"};
    facts.rank_class = "ADMINISTRATOR";
    facts.sanction = "P53-8";
  });
  second.until(Reach::proposed);
  second.follow(first.told());
  second.decision(approval);
  second.was_refused(RefusalCode::e_approval_consumed);
  second.change_sanction("T3");
}

// The Minister says no; the penalty that leaves the post is given up for one that does not.
void minister_refuses(Stories& stories) {
  const std::string approval = "approval-banjarmasin-2020-10";
  CaseScript& script = stories.begin("banjarmasin-2020-10", "kota:63.71", date_of(2020, 9, 30), [](CaseFacts& facts) {
    facts.violations = {"V10"};
    facts.rank_class = "JPT_PRATAMA";
    facts.sanction = "P53-9";
  });
  script.until(Reach::proposed);
  script.approval_requested(approval);
  script.approval_refused(approval, minister);
  script.change_sanction("T3");
  script.proposed().fields.push_back({"deviation_reason", code_of("APPROVAL_REFUSED")});
  script.decision().fields.push_back({"deviation_reason", code_of("APPROVAL_REFUSED")});
  script.delivered();
}

// An acting governor in 2024: the Director General may not grant for a post of this rank.
void rank_of_the_approver(Stories& stories) {
  const std::string approval = "approval-kaltim-2024-11";
  CaseScript& script = stories.begin("kaltim-2024-11", "prov:64", date_of(2024, 9, 24), [](CaseFacts& facts) {
    facts.violations = {"V11"};
    facts.rank_class = "JPT_PRATAMA";
    facts.sanction = "B2";
  });
  script.until(Reach::proposed);
  script.approval_requested(approval);
  script.approval_granted(approval, director_general, date_of(2025, 3, 31));
  script.was_refused(RefusalCode::e_approver_rank);
  script.approval_granted(approval, minister, date_of(2025, 3, 31));
  script.decision(approval);
  script.delivered();
}

// A grant is revoked the day before it is used; a new request is granted.
void revoked_grant(Stories& stories) {
  const std::string approval = "approval-samarinda-2024-10";
  CaseScript& script = stories.begin("samarinda-2024-10", "kota:64.72", date_of(2024, 9, 25), [](CaseFacts& facts) {
    facts.violations = {"V08"};
    facts.rank_class = "PENGAWAS";
    facts.sanction = "B1";
  });
  script.until(Reach::proposed);
  script.approval_requested(approval);
  script.approval_granted(approval, director_general, date_of(2025, 3, 31));
  script.approval_revoked(approval, director_general);
  script.decision(approval);
  script.was_refused(RefusalCode::e_approval_not_in_force);
  script.approval_requested(approval + "-2");
  script.approval_granted(approval + "-2", director_general, date_of(2025, 3, 31));
  script.decision(approval + "-2");
  script.delivered();
}

// A provincial secretary: only the President dismisses him, whatever the Minister approved.
void provincial_secretary(Stories& stories) {
  const std::string approval = "approval-kalsel-2024-10";
  CaseScript& script = stories.begin("kalsel-2024-10", "prov:63", date_of(2024, 9, 23), [](CaseFacts& facts) {
    facts.violations = {"V10", "V11"};
    facts.rank_class = "JPT_MADYA";
    facts.post_class = "SEKDA";
    facts.sanction = "B3";
  });
  script.until(Reach::recommended);
  script.recommendation_served();
  // The secretary himself would propose; here his head does.
  script.received_by_decider().office = script.decider();
  script.until(Reach::reported);
  script.proposed().office = script.decider();
  script.approval_requested(approval);
  script.approval_granted(approval, minister, date_of(2025, 3, 31));
  script.dismissal(approval);
  script.was_refused(RefusalCode::e_president_required);
  Draft& keppres = script.dismissal(approval);
  keppres.type = "PresidentialDecisionIssued";
  keppres.office = "PRESIDEN@negara";
  keppres.zone = Zone::wib;
  script.delivered();
}

// The employee of a ministry's field office: the mayor is not his head.
void wrong_head(Stories& stories) {
  CaseScript& script = stories.begin("kemenag-2020-10", "kota:64.72", date_of(2020, 9, 28), [](CaseFacts& facts) {
    facts.home = "kl:KEMENAG";
    facts.violations = {"V06"};
    facts.rank_class = "FUNGSIONAL";
    facts.sanction = "T1";
  });
  script.until(Reach::received_by_decider);
  Draft& foreign = script.examiner_appointed();
  foreign.office = "PPK_ASN@kota:64.72";
  foreign.zone = Zone::wita;
  script.was_refused(RefusalCode::e_wrong_agency);
  script.until(Reach::delivered);
}

// After the succession of September 2024 the old supervisor recommends once more.
void superseded_supervisor(Stories& stories) {
  CaseScript& script = stories.begin("balikpapan-2024-09", "kota:64.71", date_of(2024, 9, 9), [](CaseFacts& facts) {
    facts.violations = {"V03"};
    facts.track = "ETHICS";
    facts.sanction = "M2";
  });
  script.until(Reach::supervised);
  script.recommendation().office = "KASN@kl:KASN";
  script.was_refused(RefusalCode::e_role_superseded);
  script.until(Reach::closed);
}

// A decision before anybody has examined; then a penalty that the law of that year did not know.
void out_of_order(Stories& stories) {
  CaseScript& script = stories.begin("banjarbaru-2020-10", "kota:63.72", date_of(2020, 9, 28), [](CaseFacts& facts) {
    facts.violations = {"V02"};
    facts.rank_class = "PENGAWAS";
    facts.sanction = "T2";
  });
  script.until(Reach::received_by_decider);
  script.examiner_appointed();
  script.decision();
  script.was_refused(RefusalCode::e_out_of_order);
  script.summons("1", 3);
  script.was_refused(RefusalCode::e_summons_too_short);
  script.summons();
  script.examination();
  script.report_submitted();
  script.change_sanction("S2");
  script.proposed();
  script.was_refused(RefusalCode::e_sanction_not_in_ruleset);
  script.change_sanction("T2");
  script.until(Reach::delivered);
}

// The registry signs what only the head may decide; and after the end something is tried again.
void registry_decides(Stories& stories) {
  CaseScript& script = stories.begin("balangan-2024-10", "kab:63.11", date_of(2024, 9, 9), [](CaseFacts& facts) {
    facts.violations = {"V04"};
    facts.track = "ETHICS";
    facts.sanction = "M1";
  });
  script.until(Reach::proposed);
  script.decision().office = script.home_office("BKD");
  script.was_refused(RefusalCode::e_role_not_allowed);
  script.until(Reach::closed);
  script.proposed();
  script.was_refused(RefusalCode::e_terminal_state);
}

// A registry's lost key: whoever has it now is not believed.
void stolen_key(Stories& stories) {
  CaseScript& script = stories.begin("kutim-2020-09", "kab:64.08", date_of(2020, 9, 14), [](CaseFacts& facts) {
    facts.violations = {"V05"};
    facts.track = "ETHICS";
    facts.sanction = "M2";
  });
  script.until(Reach::supervised);
  script.on(date_of(2020, 10, 12));
  script.recommendation();
  script.recommendation_served().signers = {"BKD@kab:64.08#1"};
  script.was_refused(RefusalCode::e_key_revoked);
  script.until(Reach::delivered);
}

// The old regent signs a week after his term ended.
void ended_mandate(Stories& stories) {
  CaseScript& script = stories.begin("kubar-2020-11", "kab:64.07", date_of(2020, 10, 1), [](CaseFacts& facts) {
    facts.violations = {"V11"};
    facts.rank_class = "FUNGSIONAL";
    facts.sanction = "T2";
  });
  script.until(Reach::proposed);
  script.on(date_of(2021, 2, 23));
  script.decision().holder = HolderKind::definitif;
  script.was_refused(RefusalCode::e_mandate_ended);
  script.on(date_of(2021, 3, 2));
  script.decision();
  script.delivered();
}

// A member of a party is dismissed without honour; the proof does not need the track of the other cases.
void party_member(Stories& stories) {
  CaseScript& script = stories.begin("tanahbumbu-2024-05", "kab:63.10", date_of(2024, 5, 6), [](CaseFacts& facts) {
    facts.violations = {"V17"};
    facts.track = "STATUS";
    facts.sanction = "X1";
  });
  script.until(Reach::delivered);
}

// On duty with assignment, uniform and identity card; and a campaign seen by a supervisor, without any report.
void lawful_duty(Stories& stories) {
  CaseScript& script = stories.begin("bontang-2024-10", "kota:64.74", date_of(2024, 10, 3), [](CaseFacts& facts) {
    facts.violations = {"V06"};
    facts.rank_class = "FUNGSIONAL";
    facts.ground = "N01";
  });
  script.until(Reach::dismissed);
}

// The governor's secretary appoints the examiner on his behalf.
void on_behalf(Stories& stories) {
  CaseScript& script = stories.begin("kaltim-2020-10", "prov:64", date_of(2020, 9, 28), [](CaseFacts& facts) {
    facts.violations = {"V01"};
    facts.rank_class = "FUNGSIONAL";
    facts.sanction = "T1";
  });
  script.until(Reach::received_by_decider);
  Draft& draft = script.examiner_appointed();
  draft.office = "PYB@prov:64";
  draft.on_behalf_of = "PPK_ASN@prov:64";
  script.summons();
  script.examination();
  script.until(Reach::delivered);
}

}  // namespace

std::vector<CaseScript> tiny_stories(const OpenDays& open_days, std::uint64_t seed) {
  Stories stories(open_days, seed);
  governor_and_minister(stories);
  letter_used_twice(stories);
  minister_refuses(stories);
  rank_of_the_approver(stories);
  revoked_grant(stories);
  provincial_secretary(stories);
  wrong_head(stories);
  superseded_supervisor(stories);
  out_of_order(stories);
  registry_decides(stories);
  stolen_key(stories);
  ended_mandate(stories);
  party_member(stories);
  lawful_duty(stories);
  on_behalf(stories);
  return stories.take();
}

}  // namespace jejak
