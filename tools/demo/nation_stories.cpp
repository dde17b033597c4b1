#include "tools/demo/nation_stories.hpp"

namespace jejak {

CaseScript& Stories::blank(const std::string& name, const char* region, const std::function<void(CaseFacts&)>& with) {
  Chance chance(tools_.seed, "story " + name);
  CaseFacts facts;
  const std::string numbered = name + "-" + std::to_string(year());
  facts.stream = "case-" + numbered;
  facts.report = "report-" + numbered;
  facts.region = &tools_.region(region);
  facts.home = region;
  facts.act = old_law() ? date_of(2020, 10, 5) : date_of(2024, 10, 7);
  facts.violations = {"V11"};
  facts.rank_class = "PELAKSANA";
  facts.subject = chance.person();
  facts.track = "DISCIPLINE";
  facts.sanction = "T1";
  facts.election = tools_.election(*facts.region);
  if (with) with(facts);
  facts.received = facts.act + 2;
  facts.post = "POST-" + facts.rank_class.substr(0, 3) + "-" + std::to_string(chance.between(1001, 9899));
  scripts_.emplace_back(std::move(facts), tools_.open_days, chance);
  return scripts_.back();
}

CaseScript& Stories::begin(const std::string& name, const char* region, const std::function<void(CaseFacts&)>& with) {
  CaseScript& script = blank(name, region, with);
  script.report_received("FINDING", 1);
  script.report_registered();
  script.opened("REPORT", script.facts().region->bawaslu());
  script.subject_identified();
  return script;
}

Id named(CaseScript& script, std::string_view type) {
  for (auto draft = script.drafts().rbegin(); draft != script.drafts().rend(); ++draft) {
    if (draft->type != type || draft->intended != RefusalCode::none) continue;
    if (!draft->id) draft->id = make_uuid_v7(draft->at, script.chance().bytes<10>());
    return *draft->id;
  }
  JEJAK_ASSERT(false);  // the story tells it before
}

void deliver(CaseScript& script, const std::string& approval) {
  script.until(Reach::proposed);
  const std::string& sanction = script.facts().sanction;
  if (sanction == "B3" || sanction == "X1") {
    script.dismissal(approval);
  } else {
    script.decision(approval);
  }
  script.delivered();
}

namespace {

// Kalimantan Timur: a head of a provincial office approached parties. The governor removes him without the Minister's
// written approval, which the law of the protected window refuses; with it the same decision stands.
void governor_and_minister(Stories& stories) {
  CaseScript& script = stories.begin("kaltim", "prov:64", [&](CaseFacts& facts) {
    facts.stream = stories.old_law() ? nation_showcase : "case-kaltim-2024-07";
    facts.report = stories.old_law() ? "report-kaltim-2020-07" : "report-kaltim-2024-07";
    facts.act = stories.day(5, 4);
    facts.election.clear();
    facts.violations = {"V05", "V15"};
    facts.rank_class = "JPT_PRATAMA";
    facts.sanction = stories.removal();
  });
  script.until(Reach::supervised);
  script.on(stories.day(6, 5));
  script.recommendation();
  script.recommendation_served();
  script.on(stories.day(6, 12));
  script.received_by_decider();
  script.on(stories.day(6, 15));
  script.examiner_appointed();
  script.on(stories.day(6, 17));
  script.summons("1", 10);
  script.examination();
  script.on(stories.day(7, 8));
  script.report_submitted();
  script.on(stories.day(7, 13));
  script.proposed();
  script.on(stories.day(7, 20));
  script.decision();
  script.was_refused(RefusalCode::e_approval_required);
  const std::string approval = approval_of(script);
  script.on(stories.day(7, 22));
  script.approval_requested(approval);
  script.on(stories.day(8, 3));
  script.approval_granted(approval, minister, stories.day(12, 31));
  script.on(stories.day(8, 5));
  script.decision(approval);
  script.on(stories.day(8, 10));
  script.delivered();
  script.say("FollowUpReported", script.home_office("BKD"),
             {{"letter_no", code_of(script.number("800"))}, {"decisions", codes_of({script.number("800")})}});
  script.say("PersonnelActionReportedToMinister", script.decider(),
             {{"letter_no", code_of(script.number("800"))}, {"reported_on", script.today()}}, "800");
  script.was_refused(RefusalCode::e_out_of_order);  // nothing has been executed yet
  script.on(stories.day(9, 7));
  Draft& executed = script.say("SanctionExecutionRecorded", script.home_office("BKD"),
                               {{"manner", code_of(stories.old_law() ? "EXECUTED" : "SERVING")}});
  executed.fields.push_back({"executed_on", executed.legal_date});
  script.say("PersonnelActionReportedToMinister", script.decider(),
             {{"letter_no", code_of(script.number("800"))}, {"reported_on", script.today()}}, "800");
  script.on(stories.old_law() ? stories.day(9, 21) : date_of(2025, 10, 6));
  script.closed("COMPLETED");
}

}  // namespace

std::vector<CaseScript> nation_stories(const NationTools& tools) {
  Stories stories(tools);
  governor_and_minister(stories);
  tell_remedies(stories);
  tell_supervision_stories(stories);
  tell_approvals(stories);
  tell_persons(stories);
  tell_archive(stories);
  return stories.take();
}

}  // namespace jejak
