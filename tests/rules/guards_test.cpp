// What stands before the steps of a case, judged as a whole: who, in which order, with which penalty, how late.

#include "ledger/rules/rule_sets.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const Matter act_of_2020{date_of(2020, 10, 5)};

Person clerk() {
  Person person;
  person.rank = "PELAKSANA";
  return person;
}

Person city_clerk() {
  Person person = clerk();
  person.home = "kota:64.71";
  return person;
}

void succeed_kasn(Law& law) {
  law.ledger.succeed("kl:KASN", "kl:BKN", {"KASN"}, "BKN", on("2024-09-04"));
}

}  // namespace

TEST_CASE("guards: no decision before an examination has been reported", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  const std::string kase = law.appointed("1", act_of_2020, clerk());
  const Refusal refusal = law.refusal(law.decide(kase, governor, "T2"));
  CHECK(refusal.code == RefusalCode::e_out_of_order);
  CHECK(fact(refusal, "state") == "EXAMINER_APPOINTED");
  CHECK(fact(refusal, "expected").starts_with("EXAM_REPORTED/SANCTION_PROPOSED"));
  CHECK(law.state_of(kase) == StateCode::examiner_appointed);
}

TEST_CASE("guards: the whole thin line from a finding to a closed case is admitted", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  const std::string kase = law.proposed("1", act_of_2020, clerk(), "P53-9");
  law.must(law.decide(kase, governor, "P53-9"));
  law.must(law.ledger.draft("DecisionDelivered", kase, registry, {{"received_at", law.ledger.today()}}));
  const auto close = [&] { return law.ledger.draft("CaseClosed", kase, registry, {{"ground", Code{"COMPLETED"}}}); };
  // Fifteen days after receipt, by the law of that year; then it has been served.
  law.ledger.at(date_of(2020, 11, 16));
  CHECK(law.refusal(close()).code == RefusalCode::e_out_of_order);
  law.ledger.at(date_of(2020, 11, 17));
  law.must(close());
  CHECK(law.state_of(kase) == StateCode::z09);
  CHECK(law.refusal(close()).code == RefusalCode::e_terminal_state);
}

TEST_CASE("guards: a penalty of months is not completed before they are over", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2024, 10, 7));
  const std::string kase = law.proposed("1", Matter{date_of(2024, 9, 30)}, city_clerk(), "T1");
  const std::string city_registry = "BKD@kota:64.71";
  law.must(law.decide(kase, mayor, "T1"));
  law.must(law.ledger.draft("DecisionDelivered", kase, city_registry, {{"received_at", law.ledger.today()}}));
  const auto close = [&] {
    return law.ledger.draft("CaseClosed", kase, city_registry, {{"ground", Code{"COMPLETED"}}});
  };
  law.ledger.at(date_of(2025, 10, 27));
  const Refusal refusal = law.refusal(close());
  CHECK(refusal.code == RefusalCode::e_out_of_order);
  CHECK(fact(refusal, "from") == "2025-10-28");
  law.ledger.at(date_of(2025, 10, 28));
  law.must(close());
}

TEST_CASE("guards: who left service closes the case from any state", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  for (const auto& [ground, state] : {std::pair{"LEFT_SERVICE", StateCode::z07}, std::pair{"DIED", StateCode::z08},
                                      std::pair{"LAPSED", StateCode::z11}}) {
    const std::string kase = law.recommended(ground, act_of_2020, clerk());
    law.must(law.ledger.draft("CaseClosed", kase, registry, {{"ground", Code{ground}}}));
    CHECK(law.state_of(kase) == state);
  }
}

TEST_CASE("guards: the penalty must exist for the day of the act", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2021, 11, 2));
  const std::string kase = law.reported("1", act_of_2020, clerk());
  const Refusal refusal = law.refusal(law.propose(kase, "S2"));
  CHECK(print(refusal) == "E_SANCTION_NOT_IN_RULESET{ruleset: RS-2020-SKB, sanction: S2}");
  CHECK(law.refusal(law.propose(kase, "B2")).code == RefusalCode::e_sanction_not_in_ruleset);
  CHECK(law.refusal(law.propose(kase, "NOTHING")).code == RefusalCode::e_sanction_not_in_ruleset);
  law.must(law.propose(kase, "T2"));
}

TEST_CASE("guards: whoever works by contract is sanctioned by it, and nobody else is", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  Person contractor = clerk();
  contractor.type = "NON_ASN";
  Matter matter = act_of_2020;
  matter.recommended = {"N1"};
  const std::string kase = law.reported("1", matter, contractor);
  CHECK(law.refusal(law.propose(kase, "B3")).code == RefusalCode::e_sanction_not_in_ruleset);
  law.must(law.propose(kase, "N1"));
  const std::string servant = law.reported("2", act_of_2020, clerk());
  CHECK(law.refusal(law.propose(servant, "N1")).code == RefusalCode::e_sanction_not_in_ruleset);
}

TEST_CASE("guards: dismissals and other sanctions have decisions of their own", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2019, 6, 3));
  const std::string kase = law.proposed("1", Matter{date_of(2019, 5, 2)}, clerk(), "B3");
  const Refusal refusal = law.refusal(law.decide(kase, governor, "B3"));
  CHECK(refusal.code == RefusalCode::e_sanction_track);
  CHECK(fact(refusal, "expected") == "DismissalDecisionIssued");
  CHECK(law.refusal(law.dismiss(kase, governor, "L1")).code == RefusalCode::e_sanction_track);
  law.must(law.dismiss(kase, governor, "B3"));
}

TEST_CASE("guards: the phase of the act binds recommendation and penalty to a track", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2024, 2, 1));
  REQUIRE(law.schedule("P24", {"kota:64.71"}, on("2024-09-22"), on("2024-11-27")).admitted());
  succeed_kasn(law);
  law.ledger.at(date_of(2024, 10, 21));
  Matter before{on("2024-09-10"), {"V03"}, "DISCIPLINE", {"L2"}, "election-P24"};
  Matter after{on("2024-10-10"), {"V03"}, "ETHICS", {"M1"}, "election-P24"};

  const std::string first = law.forwarded("B", before, clerk());
  CHECK(print(law.refusal(law.recommend(first, before, clerk()))) ==
        "E_SANCTION_TRACK{track: ETHICS, phase: B, stated: DISCIPLINE}");
  before.track = "ETHICS";
  CHECK(law.refusal(law.recommend(first, before, clerk())).code == RefusalCode::e_sanction_track);
  before.recommended = {"M2"};
  law.must(law.recommend(first, before, clerk()));

  const std::string second = law.forwarded("C", after, clerk());
  CHECK(law.refusal(law.recommend(second, after, clerk())).code == RefusalCode::e_sanction_track);
  after.track = "DISCIPLINE";
  after.recommended = {"L2", "T3"};
  law.must(law.recommend(second, after, clerk()));

  // On the day of the determination itself the candidate is one.
  const Matter on_the_day{on("2024-09-22"), {"V03"}, "DISCIPLINE", {"L2"}, "election-P24"};
  law.must(law.recommend(law.forwarded("D", on_the_day, clerk()), on_the_day, clerk()));
}

TEST_CASE("guards: a penalty of another track than the recommended one is refused", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  Matter moral = act_of_2020;
  moral.track = "ETHICS";
  moral.recommended = {"M1"};
  const std::string kase = law.reported("1", moral, clerk());
  for (const char* sanction : {"L1", "T3", "P53-9", "B3"}) {
    INFO(sanction);
    CHECK(law.refusal(law.propose(kase, sanction)).code == RefusalCode::e_sanction_track);
  }
  law.must(law.propose(kase, "M2"));
  law.must(law.ledger.draft("MoralSanctionDecisionIssued", kase, governor,
                            {{"decision_no", Code{"SK-4"}}, {"sanction", Code{"M2"}}}));
}

TEST_CASE("guards: some violations are disciplined also before the determination", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2024, 2, 1));
  REQUIRE(law.schedule("P24", {"kota:64.71"}, on("2024-09-22"), on("2024-11-27")).admitted());
  law.ledger.at(date_of(2024, 5, 6));
  const Matter approach{on("2024-04-30"), {"V15"}, "DISCIPLINE", {"T1"}, "election-P24"};
  law.must(law.recommend(law.forwarded("1", approach, clerk()), approach, clerk()));
  const Matter member{on("2024-04-30"), {"V17"}, "STATUS", {"X1"}, "election-P24"};
  law.must(law.recommend(law.forwarded("2", member, clerk()), member, clerk()));
  const Matter photo{on("2024-04-30"), {"V04"}, "STATUS", {"X1"}, "election-P24"};
  CHECK(law.refusal(law.recommend(law.forwarded("3", photo, clerk()), photo, clerk())).code ==
        RefusalCode::e_sanction_track);
}

TEST_CASE("guards: a stated phase that the election's dates contradict is refused", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2024, 2, 1));
  REQUIRE(law.schedule("P24", {"kota:64.71"}, on("2024-09-22"), on("2024-11-27")).admitted());
  law.ledger.at(date_of(2024, 10, 1));
  Event event = law.open("case-1", Matter{on("2024-09-21"), {"V03"}, "ETHICS", {"M1"}, "election-P24"});
  set(event, "phase", Code{"C"});
  CHECK(print(law.refusal(event)) == "E_SANCTION_TRACK{phase: B, stated: C}");
  set(event, "phase", Code{"B"});
  event.id = law.ledger.draft("CaseOpened", "case-1", bawaslu).id;
  law.must(event);
}

TEST_CASE("guards: the old supervisor is not addressed after the succession, nor does it recommend",
          "[rules][guards]") {
  Law law;
  succeed_kasn(law);
  law.ledger.at(date_of(2024, 10, 1));
  const std::string kase = "case-1";
  const Matter matter{on("2024-09-27")};
  law.must(law.open(kase, matter));
  law.must(law.identify(kase, clerk()));
  Event study = law.ledger.draft("StudyConcluded", kase, bawaslu,
                                 {{"conclusion", Code{"NEUTRALITY"}}, {"plenary_no", Code{"BA-1"}}});
  CHECK(law.refusal(study).code == RefusalCode::e_out_of_order);  // nobody was heard, and no reason given
  study.id = law.ledger.draft("StudyConcluded", kase, bawaslu).id;
  set(study, "waiver_reason", Code{"CAUGHT_IN_THE_ACT"});
  law.must(study);
  const auto forward = [&](const std::string& to) {
    return law.ledger.draft("CaseForwarded", kase, bawaslu, {{"addressee", Code{to}}, {"letter_no", Code{"PM-1"}}});
  };
  const Refusal refusal = law.refusal(forward(kasn));
  CHECK(refusal.code == RefusalCode::e_role_superseded);
  CHECK(fact(refusal, "successor") == "BKN");
  CHECK(law.refusal(forward(minister)).code == RefusalCode::e_role_not_allowed);
  law.must(forward(bkn));
  law.must(law.ledger.draft("SupervisorReceived", kase, bkn, {{"received_at", law.ledger.today()}}));
  Event late = law.recommend(kase, matter, clerk());
  late.office = kasn;
  CHECK(law.refusal(late).code == RefusalCode::e_role_superseded);
  law.must(law.recommend(kase, matter, clerk()));
}

TEST_CASE("guards: only a study that found no violation is dismissed by those who made it", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  const auto concluded = [&law](const std::string& name, const char* conclusion) {
    const std::string kase = "case-" + name;
    law.must(law.open(kase, act_of_2020));
    law.must(law.ledger.draft(
        "StudyConcluded", kase, bawaslu,
        {{"conclusion", Code{conclusion}}, {"plenary_no", Code{"BA-1"}}, {"waiver_reason", Code{"EVIDENT"}}}));
    return kase;
  };
  const auto dismissal = [&law](const std::string& kase, const std::string& office, const char* ground) {
    return law.ledger.draft("CaseDismissed", kase, office, {{"ground", Code{ground}}});
  };
  const std::string proven = concluded("1", "NEUTRALITY");
  CHECK(law.refusal(dismissal(proven, bawaslu, "NOT_PROVEN")).code == RefusalCode::e_out_of_order);
  const std::string lawful = concluded("2", "NOT_VIOLATION");
  CHECK(law.refusal(dismissal(lawful, kasn, "N01")).code == RefusalCode::e_role_not_allowed);
  CHECK(law.refusal(law.ledger.draft("CaseForwarded", lawful, bawaslu,
                                     {{"addressee", Code{kasn}}, {"letter_no", Code{"PM-1"}}}))
            .code == RefusalCode::e_out_of_order);
  law.must(dismissal(lawful, bawaslu, "N01"));
  CHECK(law.state_of(lawful) == StateCode::z03);
  const std::string unproven = concluded("3", "NOT_VIOLATION");
  law.must(dismissal(unproven, bawaslu, "NOT_PROVEN"));
  CHECK(law.state_of(unproven) == StateCode::z02);
  const std::string supervised = law.forwarded("4", act_of_2020, clerk());
  CHECK(law.refusal(dismissal(supervised, bawaslu, "NOT_PROVEN")).code == RefusalCode::e_role_not_allowed);
  law.must(dismissal(supervised, kasn, "NOT_PROVEN"));
  CHECK(law.state_of(supervised) == StateCode::z02);
}

TEST_CASE("guards: a code outside a closed list makes the event none at all", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  Event event = law.open("case-1", act_of_2020);
  set(event, "origin", Code{"RUMOUR"});
  const Appended appended = law.ledger.append(event);
  CHECK(appended.refusal.code == RefusalCode::e_schema);
  CHECK_FALSE(appended.recorded);
  CHECK(fact(appended.refusal, "field") == "origin");
  CHECK(law.ledger.stream("case-1") == nullptr);
}

TEST_CASE("guards: who opens a case depends on where it comes from", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  const auto opened = [&law](const std::string& name, const char* origin, const std::string& office) {
    Event event = law.open("case-" + name, act_of_2020);
    set(event, "origin", Code{origin});
    event.office = office;
    return law.refusal(event).code;
  };
  CHECK(opened("1", "SUPERVISOR", bawaslu) == RefusalCode::e_role_not_allowed);
  CHECK(opened("2", "FINDING", kasn) == RefusalCode::e_role_not_allowed);
  CHECK(opened("3", "INTERNAL", kasn) == RefusalCode::e_role_not_allowed);
  CHECK(opened("4", "SUPERVISOR", kasn) == RefusalCode::none);
  CHECK(law.state_of("case-4") == StateCode::under_supervision);
  CHECK(opened("5", "INTERNAL", governor) == RefusalCode::none);
  CHECK(law.state_of("case-5") == StateCode::ppk_received);
  CHECK(opened("6", "REPORT", bawaslu) == RefusalCode::e_reference_unknown);
}

TEST_CASE("guards: a case rests on a report that was registered", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  law.must(law.ledger.draft(
      "ReportReceived", "report-1", bawaslu,
      {{"channel", Code{"DIRECT"}}, {"received_at", law.ledger.today()}, {"region", Code{"kota:64.71"}}}));
  const auto opened = [&law](const std::string& report) {
    Event event = law.open("case-1", act_of_2020);
    set(event, "origin", Code{"REPORT"});
    set(event, "report", Reference{report});
    return law.refusal(event).code;
  };
  CHECK(opened("report-9") == RefusalCode::e_reference_unknown);
  CHECK(opened("report-1") == RefusalCode::e_out_of_order);
  law.must(law.ledger.draft("ReportRegistered", "report-1", bawaslu, {{"register_no", Code{"01/LP"}}}));
  CHECK(opened("report-1") == RefusalCode::none);
}

TEST_CASE("guards: the subject is identified by its own registry or the national one", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  law.must(law.open("case-1", act_of_2020));
  Event foreign = law.identify("case-1", clerk());
  foreign.office = "BKD@kota:64.71";
  const Refusal refusal = law.refusal(foreign);
  CHECK(refusal.code == RefusalCode::e_wrong_agency);
  CHECK(fact(refusal, "competent") == "prov:64");
  Event national = law.identify("case-1", clerk());
  national.office = bkn;
  law.must(national);
}

TEST_CASE("guards: no recommendation without a subject, and none to another head", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  Event own = law.open("case-1", act_of_2020);
  set(own, "origin", Code{"SUPERVISOR"});
  own.office = kasn;
  law.must(own);
  CHECK(law.refusal(law.recommend("case-1", act_of_2020, clerk())).code == RefusalCode::e_jurisdiction_pending);
  law.must(law.identify("case-1", clerk()));
  Event astray = law.recommend("case-1", act_of_2020, clerk());
  set(astray, "addressee", Code{mayor});
  CHECK(law.refusal(astray).code == RefusalCode::e_wrong_agency);
  law.must(law.recommend("case-1", act_of_2020, clerk()));
}

TEST_CASE("guards: a severe penalty threatens only before a team that is complete", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  const std::string kase = law.recommended("1", act_of_2020, clerk());
  law.must(law.ledger.draft("CaseReceivedByPpk", kase, secretary, {{"received_at", law.ledger.today()}}));
  const auto appointment = [&](const char* kind, const char* threat, Codes elements) {
    Event event = law.ledger.draft(
        "ExaminerAppointed", kase, governor,
        {{"examiner", Code{team}}, {"kind", Code{kind}}, {"decision_no", Code{"SK-1"}}, {"threat", Code{threat}}});
    if (!elements.empty()) set(event, "elements", std::move(elements));
    return event;
  };
  CHECK(law.refusal(appointment("ATASAN_LANGSUNG", "SEVERE", {})).code == RefusalCode::e_examiner_composition);
  const Refusal refusal =
      law.refusal(appointment("TIM_PEMERIKSA", "SEVERE", {Code{"ATASAN_LANGSUNG"}, Code{"UNSUR_KEPEGAWAIAN"}}));
  CHECK(refusal.code == RefusalCode::e_examiner_composition);
  CHECK(fact(refusal, "missing") == "UNSUR_PENGAWASAN");
  law.must(appointment("ATASAN_LANGSUNG", "LIGHT", {}));
}

TEST_CASE("guards: a summons leaves seven working days, and the second follows the first", "[rules][guards]") {
  Law law;
  succeed_kasn(law);
  law.ledger.at(date_of(2024, 10, 11));
  const std::string kase = law.appointed("1", Matter{on("2024-09-30")}, city_clerk());
  const auto summons = [&](const char* number, const char* served) {
    return law.ledger.draft(
        "SummonsIssued", kase, "TIM_PEMERIKSA@kota:64.71",
        {{"summons_no", Code{number}}, {"served_at", on(served)}, {"examined_on", on("2024-10-21")}});
  };
  const Refusal refusal = law.refusal(summons("1", "2024-10-11"));
  CHECK(refusal.code == RefusalCode::e_summons_too_short);
  CHECK(fact(refusal, "need") == "7");
  CHECK(fact(refusal, "days") == "6");
  CHECK(fact(refusal, "earliest") == "2024-10-22");
  CHECK(law.refusal(summons("2", "2024-10-10")).code == RefusalCode::e_out_of_order);
  law.must(summons("1", "2024-10-10"));
  CHECK(law.refusal(summons("1", "2024-10-10")).code == RefusalCode::e_out_of_order);
  CHECK(law.refusal(summons("2", "2024-10-11")).code == RefusalCode::e_out_of_order);  // nobody stayed away yet
  law.ledger.at(on("2024-10-21"));
  law.must(law.ledger.draft("NonAppearanceRecorded", kase, "TIM_PEMERIKSA@kota:64.71",
                            {{"summons_no", Code{"1"}}, {"missed_on", on("2024-10-21")}, {"excuse", Code{"NONE"}}}));
  law.must(law.ledger.draft(
      "SummonsIssued", kase, "TIM_PEMERIKSA@kota:64.71",
      {{"summons_no", Code{"2"}}, {"served_at", on("2024-10-21")}, {"examined_on", on("2024-10-30")}}));
  CHECK(law.state_of(kase) == StateCode::summoned_2);
}

TEST_CASE("guards: nothing is dated after the day on which it is recorded", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  Event event = law.open("case-1", act_of_2020);
  event.legal_date = event.legal_date + 1;
  CHECK(law.refusal(event).code == RefusalCode::e_future_dated);
  Event foreseen = law.open("case-1", Matter{date_of(2020, 11, 3)});
  const Refusal refusal = law.refusal(foreseen);
  CHECK(refusal.code == RefusalCode::e_future_dated);
  CHECK(fact(refusal, "field") == "act_date");
  law.must(law.open("case-1", Matter{date_of(2020, 11, 2)}));
}

TEST_CASE("guards: more than three working days late needs a reason, and weekends do not count", "[rules][guards]") {
  Law law;
  const auto opened = [&law](const std::string& name, const char* legal, const char* recorded, const char* reason) {
    if (law.ledger.today() < on(recorded)) law.ledger.at(on(recorded), Zone::wita);
    Event event = law.open("case-" + name, Matter{date_of(2020, 10, 5)});
    event.legal_date = on(legal);
    event.late_reason = reason;
    return law.refusal(event);
  };
  // Thursday 22 October 2020: the third working day is Tuesday 27; Wednesday 28 to Friday 30 are off.
  CHECK(opened("1", "2020-10-22", "2020-10-27", "").code == RefusalCode::none);
  CHECK(opened("2", "2020-10-22", "2020-10-30", "").code == RefusalCode::none);
  const Refusal refusal = opened("3", "2020-10-22", "2020-11-02", "");
  CHECK(print(refusal) == "E_LATE_WITHOUT_REASON{days: 4, need: 3}");
  CHECK(opened("4", "2020-10-22", "2020-11-02", "SYSTEM_OUTAGE").code == RefusalCode::none);
}

TEST_CASE("guards: a rule set that is named must be the one in force", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  Event event = law.open("case-1", act_of_2020);
  event.rule_set = "RS-2018";
  const Refusal refusal = law.refusal(event);
  CHECK(refusal.code == RefusalCode::e_ruleset_missing);
  CHECK(fact(refusal, "ruleset") == "RS-2018");
  Event named = law.open("case-1", act_of_2020);
  named.rule_set = "RS-2020-SKB";
  law.must(named);
}

TEST_CASE("guards: for a ledger without a rule set for the act there is no penalty", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  const std::string kase = law.forwarded("1", Matter{date_of(2017, 5, 1)}, clerk());
  CHECK(law.refusal(law.recommend(kase, act_of_2020, clerk())).code == RefusalCode::e_ruleset_missing);
}

TEST_CASE("guards: light penalties may be the superior's, those of heads of office are the governor's",
          "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  const std::string light = law.proposed("1", act_of_2020, clerk(), "L2");
  law.must(law.decide(light, secretary, "L2"));
  const std::string severe = law.proposed("2", act_of_2020, clerk(), "P53-7");
  const Refusal refusal = law.refusal(law.decide(severe, secretary, "P53-7"));
  CHECK(refusal.code == RefusalCode::e_role_not_allowed);
  CHECK(fact(refusal, "allowed") == "PPK_ASN");
  const std::string high = law.proposed("3", act_of_2020, Person{}, "L2");
  CHECK(law.refusal(law.decide(high, secretary, "L2")).code == RefusalCode::e_role_not_allowed);
}

TEST_CASE("guards: a stream whose name says something else than its fields is no event", "[rules][guards]") {
  Law law;
  const auto refused = [&law](const Event& event) {
    const Appended appended = law.ledger.append(event);
    CHECK_FALSE(appended.recorded);
    return appended.refusal.code;
  };
  Event agency = law.ledger.draft("AgencyRegistered", "agency-prov:63", TestLedger::admin(),
                                  {{"code", Code{"prov:62"}},
                                   {"agency_type", Code{"PROVINSI"}},
                                   {"zone", Code{"WITA"}},
                                   {"valid_from", date_of(2000, 1, 1)}});
  CHECK(refused(agency) == RefusalCode::e_schema);
  set(agency, "code", Code{"prov:63"});
  set(agency, "zone", Code{"UTC"});
  CHECK(refused(agency) == RefusalCode::e_schema);
  Event holder = law.ledger.appointment(governor, HolderKind::definitif, date_of(2018, 1, 1));
  set(holder, "office", Code{mayor});
  CHECK(refused(holder) == RefusalCode::e_schema);
  Event calendar =
      law.ledger.draft("WorkCalendarPublished", "calendar-2027", TestLedger::admin(),
                       {{"year", std::int64_t{2026}}, {"days", Codes{Code{"2026-01-01"}}}, {"source_no", Code{"SKB"}}});
  CHECK(refused(calendar) == RefusalCode::e_schema);
  set(calendar, "year", std::int64_t{2027});
  CHECK(refused(calendar) == RefusalCode::e_schema);
  set(calendar, "days", Codes{Code{"NEWYEAR"}});
  CHECK(refused(calendar) == RefusalCode::e_schema);
  RuleSet rules = demo_rules("RS-2024-BKN");
  Event published = law.ledger.draft(
      "RuleSetPublished", "ruleset-RS-OTHER", TestLedger::admin(),
      {{"rule_set", Code{"RS-OTHER"}}, {"table", encode(rules).value()}, {"source_hash", hash_named("x")}});
  CHECK(refused(published) == RefusalCode::e_schema);
  set(published, "table", Bytes{1, 2, 3});
  CHECK(refused(published) == RefusalCode::e_schema);
}

TEST_CASE("guards: an office closes for itself only", "[rules][guards]") {
  Law law;
  law.ledger.at(date_of(2020, 8, 3));
  CHECK(law.close_office("prov:64", {on("2020-08-04"), on("2020-08-05")}).admitted());
  Event foreign = law.ledger.draft("WorkCalendarException", "calendar-2020:kota:64.71", governor,
                                   {{"year", std::int64_t{2020}},
                                    {"days", Codes{Code{"2020-08-04"}}},
                                    {"source_no", Code{"SE/1"}},
                                    {"scope", Code{"kota:64.71"}}});
  CHECK(law.refusal(foreign).code == RefusalCode::e_wrong_agency);
  foreign.office = TestLedger::admin();
  foreign.id = law.ledger.draft("CaseOpened", "case-1", bawaslu).id;
  law.must(foreign);
}

TEST_CASE("guards: an office exists only at an agency that does", "[rules][guards]") {
  Law law;
  const Event event = law.ledger.appointment("PPK_ASN@prov:99", HolderKind::definitif, date_of(2018, 1, 1));
  const Refusal refusal = law.refusal(event);
  CHECK(refusal.code == RefusalCode::e_reference_unknown);
  CHECK(fact(refusal, "reference") == "agency-prov:99");
}

TEST_CASE("rule sets: the one that began last is in force, until it is superseded", "[rules][rule_sets]") {
  Law law;
  const auto in_force = [&law](const char* date) {
    const RuleSet* rules = law.ledger.state().rule_set_on(on(date));
    return rules == nullptr ? std::string() : rules->id;
  };
  CHECK(in_force("2017-12-26").empty());
  CHECK(in_force("2017-12-27") == "RS-2018");
  CHECK(in_force("2020-09-09") == "RS-2018");
  CHECK(in_force("2020-09-10") == "RS-2020-SKB");
  CHECK(in_force("2021-08-30") == "RS-2020-SKB");
  CHECK(in_force("2021-08-31") == "RS-2021-PP94");
  CHECK(in_force("2024-09-03") == "RS-2022-SKB");
  CHECK(in_force("2024-09-04") == "RS-2024-BKN");
  law.must(law.ledger.draft("RuleSetSuperseded", "ruleset-RS-2020-SKB", TestLedger::admin(),
                            {{"rule_set", Code{"RS-2020-SKB"}}, {"in_force_until", on("2020-12-31")}}));
  CHECK(in_force("2020-12-31") == "RS-2020-SKB");
  CHECK(in_force("2021-01-01") == "RS-2018");
}

TEST_CASE("rule sets: roles are filled by date, policies are read or absent", "[rules][rule_sets]") {
  RuleSet rules = demo_rules("RS-2018");
  CHECK(fills(rules, "INTAKE", "PANWASLU_KABKOTA", on("2018-03-05")));
  CHECK_FALSE(fills(rules, "INTAKE", "PANWASLU_KABKOTA", on("2018-09-01")));
  CHECK_FALSE(fills(rules, "INTAKE", "BAWASLU_KABKOTA", on("2018-03-05")));
  CHECK(fills(rules, "INTAKE", "BAWASLU_KABKOTA", on("2018-09-01")));
  CHECK_FALSE(fills(rules, "SUPERVISOR", "PPK_ASN", on("2018-09-01")));
  CHECK(filled_by(rules, "SUPERVISOR", on("2018-09-01")) == std::vector<std::string_view>{"KASN"});
  CHECK(filled_by(rules, "NOBODY", on("2018-09-01")).empty());
  CHECK(policy_number(rules, "late_entry_working_days") == 3);
  CHECK_FALSE(policy_number(rules, "approval_scope").has_value());
  CHECK_FALSE(policy_number(rules, "absent").has_value());
  CHECK(policy_lists(rules, "acting_holder_kinds", "Plt"));
  CHECK_FALSE(policy_lists(rules, "acting_holder_kinds", "Pl"));
  CHECK_FALSE(policy_lists(rules, "acting_holder_kinds", ""));
  for (PolicyRow& row : rules.policies) {
    if (row.name == "late_entry_working_days") row.value = "99999999999999999999";
    if (row.name == "acting_holder_kinds") row.value = ",,Pj,";
  }
  CHECK_FALSE(policy_number(rules, "late_entry_working_days").has_value());
  CHECK(policy_list(rules, "acting_holder_kinds") == std::vector<std::string_view>{"Pj"});
}

TEST_CASE("rule sets: every one of the demos' is well-formed, and speaks of the codes the guards ask for",
          "[rules][rule_sets]") {
  for (const char* id : {"RS-2018", "RS-2020-SKB", "RS-2021-PP94", "RS-2022-SKB", "RS-2024-BKN"}) {
    INFO(id);
    const RuleSet rules = demo_rules(id);
    CHECK(rules.id == id);
    CHECK(check_rule_set(rules).has_value());
    const auto bytes = encode(rules);
    REQUIRE(bytes.has_value());
    CHECK(decode_rule_set(*bytes).value() == rules);
    for (const char* name : {"approval_scope", "province_follows_kabkota", "kabkota_follows_province",
                             "late_entry_working_days", "default_approval_validity_months"}) {
      CHECK(policy(rules, name) != nullptr);
    }
    for (const char* term : {"DL-01", "DL-06", "DL-08", "DL-11", "DL-13", "DL-14", "DL-16"}) {
      CHECK(deadline(rules, term) != nullptr);
    }
    CHECK(rules.windows.size() == 2);
    CHECK(filled_by(rules, "SUPERVISOR", rules.in_force_from).size() == 1);
    // Nobody has compared a row with the gazette, so none may say so.
    for (const Sanction& row : rules.sanctions) CHECK_FALSE(row.verified);
    for (const ApprovalRow& row : rules.approvals) CHECK_FALSE(row.verified);
  }
}

TEST_CASE("rule sets: every abstract role of the catalogue is filled in every demo rule set", "[rules][rule_sets]") {
  for (const char* id : {"RS-2018", "RS-2020-SKB", "RS-2021-PP94", "RS-2022-SKB", "RS-2024-BKN"}) {
    const RuleSet rules = demo_rules(id);
    for (const CatalogueRow* row : catalogue().rows()) {
      for (const SignerGroup& group : row->signers) {
        for (const char* word : group.any_of) {
          const std::string_view role = word;
          if (role == "ROOTS" || role == "NEW_ROOTS" || role.ends_with("_KEY")) continue;
          INFO(id << " " << row->shape.name << " " << word);
          CHECK_FALSE(filled_by(rules, role, rules.in_force_from).empty());
        }
      }
    }
  }
}
