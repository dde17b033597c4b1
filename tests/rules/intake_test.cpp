// Reports, findings and what becomes of them before a case: in time or late, complete or not, withdrawn or followed up.

#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// The ledger on 2024-10-01, with a supervisor of the day.
struct October {
  Law law;
  October() {
    law.ledger.succeed("kl:KASN", "kl:BKN", {"KASN"}, "BKN", on("2024-09-04"));
    law.ledger.at(on("2024-10-01"));
  }
  Event report(const std::string& name, const char* known, const char* received) {
    return law.ledger.draft("ReportReceived", "report-" + name, bawaslu,
                            {{"channel", Code{"DIRECT"}},
                             {"received_at", on(received)},
                             {"region", Code{"kota:64.71"}},
                             {"known_at", on(known)}});
  }
  Event registered(const std::string& name) {
    return law.ledger.draft("ReportRegistered", "report-" + name, bawaslu, {{"register_no", Code{"01/LP"}}});
  }
  Event not_registered(const std::string& name, const char* reason) {
    return law.ledger.draft("ReportNotRegistered", "report-" + name, bawaslu, {{"reason", Code{reason}}});
  }
  Event finding(const std::string& name, const std::string& office) {
    return law.ledger.draft("FindingRecorded", "report-" + name, office,
                            {{"form_no", Code{"A-1"}},
                             {"recorded_on", law.ledger.today()},
                             {"region", Code{"kota:64.71"}},
                             {"found_at", law.ledger.today()}});
  }
};

}  // namespace

TEST_CASE("intake: a report on the seventh day is registered, one on the eighth only as not registered",
          "[rules][intake]") {
  October october;
  Law& law = october.law;
  law.ledger.at(on("2024-10-08"));
  law.must(october.report("1", "2024-10-01", "2024-10-08"));
  law.must(october.registered("1"));
  law.ledger.at(on("2024-10-09"));
  law.must(october.report("2", "2024-10-01", "2024-10-09"));  // a fact, however late
  const Refusal refusal = law.refusal(october.registered("2"));
  CHECK(print(refusal) == "E_DEADLINE_PASSED{deadline: DL-01, until: 2024-10-08, source: UU 10/2016 art. 134(4)}");
  law.must(october.not_registered("2", "LATE"));
  CHECK(law.state_of("report-2") == StateCode::z01);
  CHECK(law.refusal(october.registered("2")).code == RefusalCode::e_terminal_state);
  // The authority may still look into it, and find it for itself.
  law.must(law.ledger.draft(
      "InitialInformationOpened", "report-3", bawaslu,
      {{"scope", Codes{Code{"SOCIAL_MEDIA"}}}, {"region", Code{"kota:64.71"}}, {"report", Reference{"report-2"}}}));
  law.must(october.finding("3", bawaslu));
  law.must(october.registered("3"));
}

TEST_CASE("intake: a report is called late only if it is, and incomplete only if it was returned", "[rules][intake]") {
  October october;
  Law& law = october.law;
  law.must(october.report("1", "2024-09-30", "2024-10-01"));
  CHECK(fact(law.refusal(october.not_registered("1", "LATE")), "reason") == "LATE");
  CHECK(law.refusal(october.not_registered("1", "INCOMPLETE")).code == RefusalCode::e_out_of_order);
  law.must(october.not_registered("1", "NO_STANDING"));
  CHECK(law.ledger.stream("report-1")->term("DL-01")->stopped_on == on("2024-10-01"));
}

TEST_CASE("intake: a report is returned once, and what comes after the second day is too late", "[rules][intake]") {
  October october;
  Law& law = october.law;
  const auto returned = [&](const std::string& name) {
    return law.ledger.draft("ReportReturnedForCompletion", "report-" + name, bawaslu,
                            {{"missing", Codes{Code{"WITNESS"}}}});
  };
  const auto completed = [&](const std::string& name) {
    return law.ledger.draft("ReportCompleted", "report-" + name, bawaslu,
                            {{"completed_on", law.ledger.today()}, {"items", Codes{Code{"WITNESS"}}}});
  };
  for (const char* name : {"1", "2", "3"}) {
    law.must(october.report(name, "2024-09-30", "2024-10-01"));
    law.must(returned(name));
  }
  CHECK(law.refusal(october.registered("1")).code == RefusalCode::e_out_of_order);
  law.ledger.at(on("2024-10-03"));
  law.must(completed("1"));
  CHECK(law.refusal(returned("1")).code == RefusalCode::e_out_of_order);
  law.must(october.registered("1"));
  law.ledger.at(on("2024-10-04"));
  law.must(completed("2"));
  CHECK(fact(law.refusal(october.registered("2")), "deadline") == "DL-02");
  law.must(october.not_registered("2", "LATE"));
  law.must(october.not_registered("3", "INCOMPLETE"));
}

TEST_CASE("intake: whoever withdraws a report ends neither it nor its case", "[rules][intake]") {
  October october;
  Law& law = october.law;
  law.must(october.report("1", "2024-09-30", "2024-10-01"));
  law.must(october.registered("1"));
  Event opened = law.open("case-1", Matter{on("2024-09-29")});
  set(opened, "origin", Code{"REPORT"});
  set(opened, "report", Reference{"report-1"});
  law.must(opened);
  law.must(law.ledger.draft("ReportWithdrawn", "report-1", bawaslu,
                            {{"withdrawn_on", law.ledger.today()}, {"withdrawn_by", Code{"REPORTER"}}}));
  CHECK(law.state_of("report-1") == StateCode::registered);
  CHECK(law.state_of("case-1") == StateCode::opened);
}

TEST_CASE("intake: village supervisors find, and members of a monitoring team in its time", "[rules][intake]") {
  October october;
  Law& law = october.law;
  for (const char* office : {"PKD@bawaslu:64.71", "KESBANGPOL@prov:64"}) law.ledger.enrol(office);
  law.must(october.finding("1", "PKD@bawaslu:64.71"));
  CHECK(law.refusal(october.finding("2", mayor)).code == RefusalCode::e_role_not_allowed);
  const auto team_of = [&](const char* from, const char* until) {
    return law.ledger.draft("MonitoringTeamFormed", "prevention-" + std::string(from), registry,
                            {{"decision_no", Code{"SK-9"}},
                             {"members", Codes{Code{registry}, Code{"KESBANGPOL@prov:64"}}},
                             {"valid_from", on(from)},
                             {"valid_until", on(until)}});
  };
  law.must(team_of("2024-08-01", "2024-12-31"));
  law.must(team_of("2024-01-01", "2024-09-30"));
  CHECK(law.refusal(october.finding("3", registry)).code == RefusalCode::e_role_not_allowed);
  Event found = october.finding("3", registry);
  set(found, "team", Reference{"prevention-2024-01-01"});
  CHECK(law.refusal(found).code == RefusalCode::e_role_not_allowed);  // its time is over
  Event other = october.finding("3", "INSPEKTORAT@prov:64");
  law.ledger.enrol("INSPEKTORAT@prov:64");
  set(other, "team", Reference{"prevention-2024-08-01"});
  CHECK(law.refusal(other).code == RefusalCode::e_role_not_allowed);  // no member
  Event member = october.finding("3", registry);
  set(member, "team", Reference{"prevention-2024-08-01"});
  law.must(member);
  // Whoever supervises elections takes up what the team found; what one of them received is his.
  law.must(october.registered("3"));
  law.ledger.enrol("BAWASLU_KABKOTA@bawaslu:64.72");
  law.must(october.report("4", "2024-09-30", "2024-10-01"));
  Event foreign = october.registered("4");
  foreign.office = "BAWASLU_KABKOTA@bawaslu:64.72";
  CHECK(law.refusal(foreign).code == RefusalCode::e_wrong_agency);
}

TEST_CASE("intake: the study is not stopped by who does not come, if he was invited", "[rules][intake]") {
  October october;
  Law& law = october.law;
  law.must(law.open("case-1", Matter{on("2024-09-29")}));
  const auto absent = [&](const char* role) {
    return law.ledger.draft("ClarificationAbsent", "case-1", bawaslu,
                            {{"person_role", Code{role}}, {"missed_on", law.ledger.today()}});
  };
  CHECK(law.refusal(absent("REPORTED")).code == RefusalCode::e_out_of_order);
  law.must(law.ledger.draft(
      "ClarificationInvited", "case-1", bawaslu,
      {{"person_role", Code{"REPORTED"}}, {"invited_for", on("2024-10-02")}, {"letter_no", Code{"U-1"}}}));
  CHECK(law.state_of("case-1") == StateCode::opened);
  CHECK(law.refusal(absent("REPORTED")).code == RefusalCode::e_out_of_order);  // not that day
  law.ledger.at(on("2024-10-02"));
  CHECK(law.refusal(absent("WITNESS")).code == RefusalCode::e_out_of_order);
  law.must(absent("REPORTED"));
  law.must(law.ledger.draft("StudyConcluded", "case-1", bawaslu,
                            {{"conclusion", Code{"NEUTRALITY"}}, {"plenary_no", Code{"BA-1"}}}));
}

TEST_CASE("intake: evidence comes from whoever has a part in the case, and from nobody else", "[rules][intake]") {
  October october;
  Law& law = october.law;
  law.must(law.open("case-1", Matter{on("2024-09-29")}));
  const auto attached = [&](const std::string& office) {
    return law.ledger.draft(
        "EvidenceAttached", "case-1", office,
        {{"kind", Code{"PHOTO"}}, {"content_hash", hash_named("photo")}, {"provenance", Code{"SOCIAL_MEDIA"}}});
  };
  CHECK(law.refusal(attached(registry)).code == RefusalCode::e_wrong_agency);
  law.must(law.identify("case-1", Person{}));
  for (const std::string& office : {bawaslu, bkn, registry, secretary}) law.must(attached(office));
  CHECK(law.refusal(attached("BKD@kota:64.71")).code == RefusalCode::e_wrong_agency);
}

TEST_CASE("intake: who is no civil servant is referred by those before whom the case lies", "[rules][intake]") {
  October october;
  Law& law = october.law;
  law.must(law.open("case-1", Matter{on("2024-09-29")}));
  const auto out_of_scope = [&](const std::string& office) {
    return law.ledger.draft("SubjectOutOfScopeDetermined", "case-1", office,
                            {{"kind", Code{"KADES"}}, {"referred_to", Code{"BUPATI"}}, {"letter_no", Code{"S-1"}}});
  };
  CHECK(law.refusal(out_of_scope(bkn)).code == RefusalCode::e_wrong_agency);
  law.must(out_of_scope(bawaslu));
  CHECK(law.state_of("case-1") == StateCode::z05);
}

TEST_CASE("intake: the criminal branch runs beside the case, and outlives it", "[rules][intake]") {
  October october;
  Law& law = october.law;
  law.ledger.enrol("GAKKUMDU@polri:64.71");
  const auto referral = [&](const std::string& kase) {
    return law.ledger.draft("CriminalReferral", kase, bawaslu,
                            {{"articles", Codes{Code{"UU10/2016:188"}}},
                             {"letter_no", Code{"S-1"}},
                             {"desk", Code{"GAKKUMDU@polri:64.71"}}});
  };
  const auto outcome = [&](const std::string& kase, const char* result) {
    return law.ledger.draft("CriminalOutcomeRecorded", kase, "GAKKUMDU@polri:64.71",
                            {{"result", Code{result}}, {"decided_on", law.ledger.today()}});
  };
  law.must(law.open("case-1", Matter{on("2024-09-29")}));
  CHECK(law.refusal(referral("case-1")).code == RefusalCode::e_out_of_order);  // no study yet
  const std::string kase = law.forwarded("2", Matter{on("2024-09-29")}, Person{});
  CHECK(law.refusal(outcome(kase, "PROSECUTED")).code == RefusalCode::e_out_of_order);
  law.must(referral(kase));
  CHECK(law.state_of(kase) == StateCode::under_supervision);
  CHECK(law.ledger.stream(kase)->is(StateCode::criminal_referred));
  CHECK(law.refusal(referral(kase)).code == RefusalCode::e_out_of_order);
  law.must(outcome(kase, "PROSECUTED"));
  law.must(law.ledger.draft("CaseDismissed", kase, bkn, {{"ground", Code{"NOT_PROVEN"}}}));
  law.must(outcome(kase, "ACQUITTED_FINAL"));
  CHECK(law.ledger.stream(kase)->is(StateCode::criminal_acquitted_final));
  CHECK(law.state_of(kase) == StateCode::z02);
  const std::string other = law.forwarded("3", Matter{on("2024-09-29")}, Person{});
  law.must(law.ledger.draft("CandidateSideReferral", other, bawaslu,
                            {{"pair", Code{"PAIR-1"}},
                             {"mode", Code{"MENGUNDANG"}},
                             {"articles", Codes{Code{"UU10/2016:70"}}},
                             {"referred_to", Code{organiser}}}));
  CHECK(law.state_of(other) == StateCode::under_supervision);
}

TEST_CASE("intake: one act under two names is one case, and its survivor is named", "[rules][intake]") {
  October october;
  Law& law = october.law;
  const Matter matter{on("2024-09-29")};
  const auto identified = [&](const std::string& kase, const char* person) {
    Event event = law.identify(kase, Person{});
    set(event, "subject", id_named(person));
    return event;
  };
  for (const char* kase : {"case-1", "case-2", "case-3"}) law.must(law.open(kase, matter));
  law.must(identified("case-1", "one"));
  law.must(identified("case-2", "one"));
  law.must(identified("case-3", "another"));
  const auto detected = [&](const std::string& kase, const std::string& survivor) {
    return law.ledger.draft("DuplicateDetected", kase, bawaslu,
                            {{"survivor", Reference{survivor}}, {"basis", Codes{Code{"ACT"}, Code{"SUBJECT"}}}});
  };
  const auto merged = [&](const std::string& kase, const std::string& survivor, const std::string& office) {
    return law.ledger.draft("CaseMerged", kase, office, {{"survivor", Reference{survivor}}});
  };
  const auto study = [&](const std::string& kase) {
    return law.ledger.draft(
        "StudyConcluded", kase, bawaslu,
        {{"conclusion", Code{"NEUTRALITY"}}, {"plenary_no", Code{"BA-1"}}, {"waiver_reason", Code{"EVIDENT"}}});
  };
  CHECK(law.refusal(detected("case-2", "case-2")).code == RefusalCode::e_out_of_order);
  CHECK(law.refusal(detected("case-2", "case-3")).code == RefusalCode::e_out_of_order);  // another person
  CHECK(law.refusal(detected("case-2", "case-9")).code == RefusalCode::e_reference_unknown);
  CHECK(law.refusal(merged("case-2", "case-1", bawaslu)).code == RefusalCode::e_out_of_order);  // nothing detected
  law.must(detected("case-2", "case-1"));
  const Refusal refusal = law.refusal(study("case-2"));
  CHECK(print(refusal) == "E_DUPLICATE{duplicate: case-1}");
  CHECK(law.refusal(merged("case-2", "case-3", bawaslu)).code == RefusalCode::e_out_of_order);
  CHECK(law.refusal(merged("case-2", "case-1", "BKD@kota:64.71")).code == RefusalCode::e_wrong_agency);
  law.must(merged("case-2", "case-1", bawaslu));
  CHECK(law.state_of("case-2") == StateCode::z04);
  CHECK(law.refusal(detected("case-1", "case-2")).code == RefusalCode::e_out_of_order);  // it ended
  law.must(study("case-1"));
}

TEST_CASE("intake: a case that is declared separate goes on by itself", "[rules][intake]") {
  October october;
  Law& law = october.law;
  for (const char* kase : {"case-1", "case-2"}) law.must(law.open(kase, Matter{on("2024-09-29")}));
  law.must(law.ledger.draft("DuplicateDetected", "case-2", bawaslu,
                            {{"survivor", Reference{"case-1"}}, {"basis", Codes{Code{"DATE"}}}}));
  const auto split = [&](const std::string& office, const char* named) {
    return law.ledger.draft("CaseSplit", "case-2", office,
                            {{"new_cases", Codes{Code{named}}}, {"reason", Code{"OTHER_ACT"}}});
  };
  CHECK(law.refusal(split(bawaslu, "case-2")).code == RefusalCode::e_schema);
  CHECK(law.refusal(split(bawaslu, "report-3")).code == RefusalCode::e_schema);
  CHECK(law.refusal(split(bkn, "case-3")).code == RefusalCode::e_wrong_agency);
  law.must(split(bawaslu, "case-3"));
  law.must(law.ledger.draft(
      "StudyConcluded", "case-2", bawaslu,
      {{"conclusion", Code{"NEUTRALITY"}}, {"plenary_no", Code{"BA-1"}}, {"waiver_reason", Code{"EVIDENT"}}}));
}
