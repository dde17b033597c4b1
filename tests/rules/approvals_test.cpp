#include "ledger/rules/approvals.hpp"

#include "ledger/rules/types.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const Matter act_of_2020{date_of(2020, 5, 4)};
const Matter act_of_2024{date_of(2024, 1, 15)};
const Person head_of_office{};  // JPT pratama of prov:64

// Kalimantan Timur in July 2020: no election of its own, nine of its cities and regencies vote.
struct July2020 {
  Law law;
  std::string kase;
  July2020() {
    law.ledger.at(date_of(2020, 6, 15));
    REQUIRE(law.schedule("PILKADA-2020", {"kab:64.03", "kota:64.71"}, on("2020-09-23"), on("2020-12-09")).admitted());
    law.ledger.at(date_of(2020, 7, 13));
    kase = law.proposed("1", act_of_2020, head_of_office, "P53-9");
    law.ledger.at(date_of(2020, 7, 20));
  }
  void approve(const std::string& approval = "approval-1") {
    law.ledger.at(date_of(2020, 7, 21));
    law.must(law.ask(approval, kase, head_of_office, "P53-9"));
    law.ledger.at(date_of(2020, 8, 3));
    law.must(law.grant(approval, minister, kase, head_of_office, "P53-9", on("2020-12-31")));
    law.ledger.at(date_of(2020, 8, 5));
  }
};

// A Pj governor on 2024-06-03, before whom the removal of an official lies.
struct ActingGovernor {
  Law law;
  std::string kase;
  explicit ActingGovernor(const Person& person)
      : law([] {
          Law::Options options;
          options.governor_has_term = false;
          return options;
        }()) {
    law.head(governor, HolderKind::pj, date_of(2023, 10, 2), std::nullopt, std::nullopt, std::nullopt,
             "director general");
    law.head_kind = HolderKind::pj;
    law.ledger.at(date_of(2024, 6, 3));
    kase = law.proposed("1", act_of_2024, person, "B2");
    law.must(law.ask("approval-1", kase, person, "B2"));
  }
};

}  // namespace

TEST_CASE("approvals: a removal in the window without the Minister's yes is refused, and the case stays",
          "[rules][approvals]") {
  July2020 july;
  const std::uint64_t events = july.law.ledger.stream(july.kase)->events;
  const Appended refused = july.law.ledger.append(july.law.decide(july.kase, governor, "P53-9"));
  CHECK(print(refused.refusal) == "E_APPROVAL_REQUIRED{need: MENDAGRI, basis: UU10/2016:71(2)}");
  CHECK(refused.recorded);
  CHECK(july.law.state_of(july.kase) == StateCode::sanction_proposed);
  CHECK(july.law.ledger.stream(july.kase)->events == events);
  CHECK(july.law.ledger.stream(july.kase)->refusals == 1);
}

TEST_CASE("approvals: with the Minister's yes the same decision stands, and uses it up", "[rules][approvals]") {
  July2020 july;
  july.approve();
  CHECK(july.law.state_of(july.kase) == StateCode::approval_granted);
  july.law.must(july.law.decide(july.kase, governor, "P53-9", "approval-1"));
  CHECK(july.law.state_of(july.kase) == StateCode::decided);
  CHECK(july.law.state_of("approval-1") == StateCode::consumed);
}

TEST_CASE("approvals: while the request lies, and after a no, a decision still lacks the approval",
          "[rules][approvals]") {
  July2020 july;
  july.law.must(july.law.ask("approval-1", july.kase, head_of_office, "P53-9"));
  CHECK(july.law.state_of(july.kase) == StateCode::awaiting_approval);
  CHECK(july.law.refusal(july.law.decide(july.kase, governor, "P53-9")).code == RefusalCode::e_approval_required);
  // Citing what was only asked for does not help, nor does a penalty that needs no approval overtake the request.
  CHECK(july.law.refusal(july.law.decide(july.kase, governor, "P53-9", "approval-1")).code ==
        RefusalCode::e_approval_not_in_force);
  CHECK(july.law.refusal(july.law.decide(july.kase, governor, "L2")).code == RefusalCode::e_out_of_order);
  july.law.must(july.law.ledger.draft("ApprovalRefused", "approval-1", minister,
                                      {{"letter_no", Code{"1/SJ"}}, {"reasons", Codes{Code{"PROTECTED_WINDOW"}}}}));
  CHECK(july.law.state_of(july.kase) == StateCode::approval_refused);
  CHECK(july.law.state_of("approval-1") == StateCode::refused);
  CHECK(july.law.refusal(july.law.decide(july.kase, governor, "P53-9")).code == RefusalCode::e_approval_required);
  july.law.must(july.law.propose(july.kase, "T3"));
  july.law.must(july.law.decide(july.kase, governor, "T3"));
  CHECK(july.law.state_of(july.kase) == StateCode::decided);
}

TEST_CASE("approvals: penalties that leave nobody without his post never need one", "[rules][approvals]") {
  for (const char* sanction : {"L1", "L3", "T1", "T3", "P53-7"}) {
    INFO(sanction);
    July2020 july;
    CHECK(july.law.refusal(july.law.decide(july.kase, governor, sanction)).code == RefusalCode::none);
  }
}

TEST_CASE("approvals: an approval serves one decision", "[rules][approvals]") {
  July2020 july;
  july.approve();
  july.law.must(july.law.decide(july.kase, governor, "P53-9", "approval-1"));
  const std::string other = july.law.proposed("2", act_of_2020, head_of_office, "P53-9");
  const std::uint64_t before = july.law.ledger.stream("approval-1")->events;
  CHECK(july.law.refusal(july.law.decide(other, governor, "P53-9", "approval-1")).code ==
        RefusalCode::e_approval_consumed);
  CHECK(july.law.state_of(other) == StateCode::sanction_proposed);
  CHECK(july.law.ledger.stream("approval-1")->events == before);
}

TEST_CASE("approvals: the scope is exact in person, post, action and case", "[rules][approvals]") {
  July2020 july;
  const auto differs = [&july](const Event& event) {
    const Refusal refusal = july.law.refusal(event);
    CHECK(refusal.code == RefusalCode::e_approval_scope);
    return fact(refusal, "differs");
  };
  july.approve();
  const auto other_case = [&july](const std::string& name, const std::string& post) {
    const std::string kase = "case-" + name;
    Person person = head_of_office;
    person.post = post;
    // The same person in another case.
    july.law.forwarded(name, act_of_2020, person);
    Event again = july.law.identify(kase, person);
    set(again, "subject", Law::subject_of_case(july.kase));
    july.law.must(again);
    july.law.must(july.law.recommend(kase, act_of_2020, person));
    july.law.must(
        july.law.ledger.draft("CaseReceivedByPpk", kase, registry, {{"received_at", july.law.ledger.today()}}));
    july.law.must(july.law.ledger.draft(
        "ExaminerAppointed", kase, governor,
        {{"examiner", Code{team}}, {"kind", Code{"ATASAN_LANGSUNG"}}, {"decision_no", Code{"1"}}}));
    july.law.must(july.law.ledger.draft("SummonsIssued", kase, team,
                                        {{"summons_no", Code{"1"}},
                                         {"served_at", july.law.ledger.today() - 30},
                                         {"examined_on", july.law.ledger.today()}}));
    july.law.must(july.law.ledger.draft("ExaminationHeld", kase, team,
                                        {{"held_on", july.law.ledger.today()},
                                         {"minutes_hash", hash_named("m")},
                                         {"subject_signature", Code{"REFUSED"}}}));
    july.law.must(july.law.ledger.draft("ExaminationReportSubmitted", kase, team,
                                        {{"report_no", Code{"1"}}, {"report_hash", hash_named("r")}}));
    july.law.must(july.law.propose(kase, "P53-9"));
    return kase;
  };
  const std::string stranger = july.law.proposed("stranger", act_of_2020, head_of_office, "P53-9");
  CHECK(differs(july.law.decide(stranger, governor, "P53-9", "approval-1")) == "subject");
  CHECK(differs(july.law.decide(other_case("post", "POST-64-2002"), governor, "P53-9", "approval-1")) == "post");
  CHECK(differs(july.law.decide(july.kase, governor, "P53-8", "approval-1")) == "action");
  CHECK(differs(july.law.decide(other_case("case", head_of_office.post), governor, "P53-9", "approval-1")) == "case");
  CHECK(july.law.state_of("approval-1") == StateCode::granted);
}

TEST_CASE("approvals: it must be in force on the day of the decision", "[rules][approvals]") {
  July2020 july;
  july.approve();
  SECTION("given after the decision's date") {
    Event early = july.law.decide(july.kase, governor, "P53-9", "approval-1");
    early.legal_date = on("2020-08-02");
    const Refusal refusal = july.law.refusal(early);
    CHECK(refusal.code == RefusalCode::e_approval_not_in_force);
    CHECK(fact(refusal, "from") == "2020-08-03");
  }
  SECTION("its last day is the last") {
    july.law.ledger.at(date_of(2020, 12, 31));
    CHECK(july.law.refusal(july.law.decide(july.kase, governor, "P53-9", "approval-1")).code == RefusalCode::none);
  }
  SECTION("expired") {
    july.law.ledger.at(date_of(2021, 1, 1));
    const Refusal refusal = july.law.refusal(july.law.decide(july.kase, governor, "P53-9", "approval-1"));
    CHECK(refusal.code == RefusalCode::e_approval_not_in_force);
    CHECK(fact(refusal, "until") == "2020-12-31");
  }
  SECTION("expired before the decision was recorded, without a reason for being late") {
    july.law.ledger.at(date_of(2021, 1, 4));
    Event late = july.law.decide(july.kase, governor, "P53-9", "approval-1");
    late.legal_date = on("2020-12-30");
    CHECK(july.law.refusal(late).code == RefusalCode::e_approval_not_in_force);
    late.id = july.law.ledger.draft("CaseClosed", july.kase, registry).id;
    late.late_reason = "SYSTEM_OUTAGE";
    late.documents = {document_named("SK", start_of(on("2020-12-30"), Zone::wita))};
    CHECK(july.law.refusal(late).code == RefusalCode::none);
  }
  SECTION("revoked the day before") {
    july.law.ledger.at(date_of(2020, 8, 10));
    july.law.must(july.law.revoke("approval-1", minister, on("2020-08-10")));
    CHECK(july.law.state_of(july.kase) == StateCode::sanction_proposed);
    july.law.ledger.at(date_of(2020, 8, 11));
    CHECK(july.law.refusal(july.law.decide(july.kase, governor, "P53-9", "approval-1")).code ==
          RefusalCode::e_approval_not_in_force);
    CHECK(july.law.state_of("approval-1") == StateCode::revoked);
  }
  SECTION("what was never asked for does not exist") {
    CHECK(july.law.refusal(july.law.decide(july.kase, governor, "P53-9", "approval-9")).code ==
          RefusalCode::e_reference_unknown);
    CHECK(july.law.refusal(july.law.decide(july.kase, governor, "P53-9", july.kase)).code ==
          RefusalCode::e_reference_unknown);
  }
}

TEST_CASE("approvals: an approval that is cited where none is needed must hold too", "[rules][approvals]") {
  July2020 july;
  july.approve();
  CHECK(july.law.refusal(july.law.decide(july.kase, governor, "T3", "approval-1")).code ==
        RefusalCode::e_approval_scope);
  CHECK(july.law.state_of("approval-1") == StateCode::granted);
}

TEST_CASE("approvals: the Director General may not speak for a head of office", "[rules][approvals]") {
  Person person;
  ActingGovernor acting(person);
  Event refused =
      acting.law.grant("approval-1", "DIRJEN_OTDA@kl:KEMENDAGRI", acting.kase, person, "B2", on("2024-12-31"));
  const Refusal refusal = acting.law.refusal(refused);
  CHECK(refusal.code == RefusalCode::e_approver_rank);
  CHECK(fact(refusal, "need") == "MENDAGRI");
  CHECK(acting.law.state_of("approval-1") == StateCode::requested);
  CHECK(acting.law.state_of(acting.kase) == StateCode::awaiting_approval);
}

TEST_CASE("approvals: who asked for it as acting head may not grant it in his own office", "[rules][approvals]") {
  Person camat;
  camat.rank = "ADMINISTRATOR";
  ActingGovernor acting(camat);
  CHECK(acting.law.refusal(acting.law.grant("approval-1", director, acting.kase, camat, "B2", on("2024-12-31"))).code ==
        RefusalCode::e_self_review);
  // Another Director General may.
  const auto ended = acting.law.ledger.draft("OfficeHolderEnded", "office-" + director, TestLedger::admin(),
                                             {{"office", Code{director}},
                                              {"holder", id_named("director general")},
                                              {"ended_on", on("2024-06-02")},
                                              {"reason", Code{"ROTATION"}}});
  acting.law.must(ended);
  acting.law.head(director, HolderKind::plt, on("2024-06-03"), std::nullopt, std::nullopt, std::nullopt, "another");
  Event grant = acting.law.grant("approval-1", director, acting.kase, camat, "B2", on("2024-12-31"));
  grant.holder = HolderKind::plt;
  acting.law.must(grant);
  acting.law.must(acting.law.decide(acting.kase, governor, "B2", "approval-1"));
}

TEST_CASE("approvals: an acting head needs a yes also outside every window", "[rules][approvals]") {
  Person camat;
  camat.rank = "ADMINISTRATOR";
  ActingGovernor acting(camat);
  CHECK(print(acting.law.refusal(acting.law.decide(acting.kase, governor, "B2"))) ==
        "E_APPROVAL_REQUIRED{need: DIRJEN_OTDA, basis: PP49/2008:132A}");
  // The Minister's own yes is more than enough.
  acting.law.must(acting.law.grant("approval-1", minister, acting.kase, camat, "B2", on("2024-12-31")));
  acting.law.must(acting.law.decide(acting.kase, governor, "B2", "approval-1"));
}

TEST_CASE("approvals: nobody's yes is needed for an employee without a protected post", "[rules][approvals]") {
  Person clerk;
  clerk.rank = "PELAKSANA";
  Law law;
  law.ledger.at(date_of(2024, 2, 1));
  REQUIRE(law.schedule("PILKADA-2024", {"kota:64.71"}, on("2024-09-22"), on("2024-11-27")).admitted());
  law.ledger.at(date_of(2024, 4, 1));
  clerk.home = "kota:64.71";
  const std::string kase = law.proposed("1", act_of_2024, clerk, "B2");
  CHECK(law.refusal(law.decide(kase, mayor, "B2")).code == RefusalCode::none);
  // Unless he heads a school.
  clerk.rank = "FUNGSIONAL";
  clerk.heads_unit = "SEKOLAH";
  const std::string school = law.proposed("2", act_of_2024, clerk, "B2");
  CHECK(law.refusal(law.decide(school, mayor, "B2")).code == RefusalCode::e_approval_required);
}

TEST_CASE("approvals: the head of the registry of residents is the Minister's at all times", "[rules][approvals]") {
  Person person;
  person.post_class = "KADIS_DUKCAPIL";
  Law law;
  law.ledger.at(date_of(2019, 6, 3));
  const std::string kase = law.proposed("1", Matter{date_of(2019, 5, 2)}, person, "P53-9");
  CHECK(print(law.refusal(law.decide(kase, governor, "P53-9"))) ==
        "E_APPROVAL_REQUIRED{need: MENDAGRI, basis: UU24/2013:83A}");
}

TEST_CASE("approvals: the last day before the window is free, the window's first day is not", "[rules][approvals]") {
  Person person;
  person.home = "kota:64.71";
  const auto decide_on = [&person](const char* date, const std::string& scope) {
    Law::Options options;
    options.approval_scope = scope;
    Law law(options);
    law.ledger.at(date_of(2024, 2, 1));
    REQUIRE(law.schedule("PILKADA-2024", {"kota:64.71"}, on("2024-09-22"), on("2024-11-27")).admitted());
    law.ledger.at(on(date), Zone::wita);
    const std::string kase = law.proposed("1", act_of_2024, person, "B2");
    return law.refusal(law.decide(kase, mayor, "B2")).code;
  };
  CHECK(decide_on("2024-03-21", "") == RefusalCode::none);
  CHECK(decide_on("2024-03-22", "") == RefusalCode::e_approval_required);
  CHECK(decide_on("2024-03-21", "POST_FILLING_ONLY") == RefusalCode::none);
  CHECK(decide_on("2024-03-22", "POST_FILLING_ONLY") == RefusalCode::none);
}

TEST_CASE("approvals: backdating to the day before the window gains nothing", "[rules][approvals]") {
  Person person;
  person.home = "kota:64.71";
  Law law;
  law.ledger.at(date_of(2024, 2, 1));
  REQUIRE(law.schedule("PILKADA-2024", {"kota:64.71"}, on("2024-09-22"), on("2024-11-27")).admitted());
  law.ledger.at(date_of(2024, 3, 20));
  const std::string kase = law.proposed("1", act_of_2024, person, "B2");
  law.ledger.at(date_of(2024, 3, 25));
  Event event = law.decide(kase, mayor, "B2");
  event.legal_date = on("2024-03-21");
  CHECK(law.refusal(event).code == RefusalCode::e_approval_required);
  const auto again = [&](const char* reason, Instant signed_at) {
    Event next = law.decide(kase, mayor, "B2");
    next.legal_date = on("2024-03-21");
    next.late_reason = reason;
    next.documents = {document_named("SK", signed_at)};
    return law.refusal(next).code;
  };
  const Instant edge = start_of(on("2024-03-22"), Zone::wita);
  CHECK(again("", Instant{edge.us - 1}) == RefusalCode::e_approval_required);
  CHECK(again("SYSTEM_OUTAGE", edge) == RefusalCode::e_approval_required);
  CHECK(again("SYSTEM_OUTAGE", Instant{edge.us - 1}) == RefusalCode::none);
}

TEST_CASE("approvals: a provincial secretary is dismissed by the President, whatever the Minister approved",
          "[rules][approvals]") {
  Person sekda;
  sekda.rank = "JPT_MADYA";
  Law law;
  law.ledger.at(date_of(2020, 6, 15));
  REQUIRE(law.schedule("PILKADA-2020", {"kota:64.71"}, on("2020-09-23"), on("2020-12-09")).admitted());
  law.ledger.at(date_of(2020, 7, 13));
  const std::string kase = law.proposed("1", act_of_2020, sekda, "B3");
  CHECK(law.refusal(law.dismiss(kase, governor, "B3")).code == RefusalCode::e_president_required);
  law.must(law.ask("approval-1", kase, sekda, "B3"));
  law.must(law.grant("approval-1", minister, kase, sekda, "B3", on("2020-12-31")));
  const Refusal refusal = law.refusal(law.dismiss(kase, governor, "B3", "approval-1"));
  CHECK(refusal.code == RefusalCode::e_president_required);
  CHECK(fact(refusal, "rank") == "JPT_MADYA");
  Event on_behalf = law.dismiss(kase, registry, "B3", "approval-1");
  on_behalf.on_behalf_of = governor;
  CHECK(law.refusal(on_behalf).code == RefusalCode::e_role_not_allowed);
  const Event keppres = law.ledger.draft("PresidentialDecisionIssued", kase, president,
                                         {{"decision_no", Code{"1/TPA"}}, {"sanction", Code{"B3"}}});
  law.must(keppres);
  CHECK(law.state_of(kase) == StateCode::decided);
}

TEST_CASE("approvals: a request is the case's own in agency, person, post and action", "[rules][approvals]") {
  July2020 july;
  Law& law = july.law;
  Event event = law.ask("approval-1", july.kase, head_of_office, "P53-9");
  SECTION("another agency") {
    event.office = mayor;
    // The mayor of 2020 is not in the registry; one is appointed for the test.
    law.head(mayor, HolderKind::definitif, on("2016-05-31"), on("2021-05-30"));
    CHECK(law.refusal(event).code == RefusalCode::e_wrong_agency);
  }
  SECTION("another person") {
    set(event, "subject", id_named("somebody else"));
    CHECK(law.refusal(event).code == RefusalCode::e_approval_scope);
  }
  SECTION("another post") {
    set(event, "post", Code{"POST-64-9"});
    CHECK(law.refusal(event).code == RefusalCode::e_approval_scope);
  }
  SECTION("another action than was proposed") {
    set(event, "actions", Codes{Code{"P53-8"}});
    CHECK(law.refusal(event).code == RefusalCode::e_approval_scope);
  }
  SECTION("a case that does not exist") {
    set(event, "case", Reference{"case-none"});
    CHECK(law.refusal(event).code == RefusalCode::e_reference_unknown);
  }
  SECTION("a case in which nothing was proposed") {
    const std::string early = law.reported("early", act_of_2020, head_of_office);
    CHECK(law.refusal(law.ask("approval-1", early, head_of_office, "P53-9")).code == RefusalCode::e_out_of_order);
  }
  CHECK(law.state_of("approval-1") == StateCode::none);
  CHECK(law.state_of(july.kase) == StateCode::sanction_proposed);
}

TEST_CASE("approvals: what is granted stays within what was asked for", "[rules][approvals]") {
  July2020 july;
  july.law.must(july.law.ask("approval-1", july.kase, head_of_office, "P53-9"));
  Event event = july.law.grant("approval-1", minister, july.kase, head_of_office, "P53-9", on("2020-12-31"));
  SECTION("more actions") {
    set(event, "actions", Codes{Code{"B3"}, Code{"P53-9"}});
  }
  SECTION("another person") {
    set(event, "subject", id_named("somebody else"));
  }
  SECTION("another post") {
    set(event, "post", Code{"POST-64-9"});
  }
  CHECK(july.law.refusal(event).code == RefusalCode::e_approval_scope);
  CHECK(july.law.state_of("approval-1") == StateCode::requested);
}

TEST_CASE("approvals: only the office that granted takes it back, and only before it is used", "[rules][approvals]") {
  July2020 july;
  july.approve();
  CHECK(july.law.refusal(july.law.revoke("approval-1", director, on("2020-08-05"))).code ==
        RefusalCode::e_role_not_allowed);
  july.law.must(july.law.decide(july.kase, governor, "P53-9", "approval-1"));
  CHECK(july.law.refusal(july.law.revoke("approval-1", minister, on("2020-08-05"))).code ==
        RefusalCode::e_out_of_order);
}
