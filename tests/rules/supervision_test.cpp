// Supervision and follow-up: whose file it is, what is overdue, what may be blocked, and who decides instead.

#include "ledger/rules/terms.hpp"
#include "ledger/rules/types.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const std::string ministry = "MENPANRB@kl:KEMENPANRB";
const std::string city_registry = "BKD@kota:64.71";

Person clerk_of(const std::string& home) {
  Person person;
  person.rank = "PELAKSANA";
  person.home = home;
  return person;
}

// A case of Balikpapan whose recommendation was served on 2024-10-02; the follow-up is due by 2024-10-22.
struct Served {
  Law law;
  const Matter matter{on("2024-09-30")};
  const Person clerk = clerk_of("kota:64.71");
  std::string kase;
  Served() {
    law.ledger.succeed("kl:KASN", "kl:BKN", {"KASN"}, "BKN", on("2024-09-04"));
    law.ledger.enrol(ministry);
    law.ledger.at(on("2024-10-02"));
    kase = law.recommended("1", matter, clerk);
    law.must(law.ledger.draft("RecommendationServed", kase, city_registry, {{"received_at", law.ledger.today()}}));
  }
  Event reminder(const std::string& office = bkn) {
    return law.ledger.draft("FollowUpReminderIssued", kase, office,
                            {{"letter_no", Code{"B-7"}}, {"addressee", Code{mayor}}});
  }
  Event reprimand(const std::string& office) {
    return law.ledger.draft(
        "ReprimandIssued", kase, office,
        {{"letter_no", Code{"T-1"}}, {"addressee", Code{mayor}}, {"received_at", law.ledger.today()}});
  }
  Event block(const std::string& office = bkn) {
    return law.ledger.draft("PersonnelDataBlocked", kase, office,
                            {{"scope", Codes{Code{"PROMOTION"}, Code{"TRANSFER"}}},
                             {"register_no", Code{"SIASN-1"}},
                             {"basis", Code{"PERPRES116/2022:20(4)"}}});
  }
  Event unblock(const char* cause, const Id& event) {
    return law.ledger.draft("PersonnelDataUnblocked", kase, bkn, {{"cause", Code{cause}}, {"cause_event", event}});
  }
  Event reported() {
    return law.ledger.draft("FollowUpReported", kase, city_registry,
                            {{"letter_no", Code{"L-1"}}, {"decisions", Codes{Code{"SK-2"}}}});
  }
  // From the recommendation to a decision, in one day.
  void decide() {
    const std::string examiner = "TIM_PEMERIKSA@kota:64.71";
    law.must(law.ledger.draft("CaseReceivedByPpk", kase, city_registry, {{"received_at", law.ledger.today()}}));
    law.must(law.ledger.draft(
        "ExaminerAppointed", kase, mayor,
        {{"examiner", Code{examiner}},
         {"kind", Code{"TIM_PEMERIKSA"}},
         {"decision_no", Code{"SK-1"}},
         {"elements", Codes{Code{"ATASAN_LANGSUNG"}, Code{"UNSUR_KEPEGAWAIAN"}, Code{"UNSUR_PENGAWASAN"}}}}));
    law.must(law.ledger.draft(
        "SummonsIssued", kase, examiner,
        {{"summons_no", Code{"1"}}, {"served_at", law.ledger.today() - 30}, {"examined_on", law.ledger.today()}}));
    law.must(law.ledger.draft("ExaminationHeld", kase, examiner,
                              {{"held_on", law.ledger.today()},
                               {"minutes_hash", hash_named("minutes")},
                               {"subject_signature", Code{"SIGNED"}}}));
    law.must(law.ledger.draft("ExaminationReportSubmitted", kase, examiner,
                              {{"report_no", Code{"LHP-1"}}, {"report_hash", hash_named("report")}}));
    law.must(law.decide(kase, mayor, "L2"));
  }
  Id decision() { return law.ledger.stream(kase)->last_of(type::sanction_decision_issued)->event; }
  const Term& term(const char* id) { return *law.ledger.stream(kase)->term(id); }
};

// The same with both heads in office: 2021-11-02.
struct Autumn2021 {
  Law law;
  const Matter matter{on("2021-10-05")};
  std::string kase;
  Autumn2021() {
    law.ledger.at(on("2021-11-02"));
    kase = law.recommended("1", matter, clerk_of("kota:64.71"));
    law.must(law.ledger.draft("CaseReceivedByPpk", kase, city_registry, {{"received_at", law.ledger.today()}}));
  }
  Event offer(const std::string& office, const char* to) {
    return law.ledger.draft("JurisdictionTransferOffered", kase, office,
                            {{"to", Code{to}}, {"letter_no", Code{"S-1"}}, {"reason", Code{"MOVED"}}});
  }
  Event accept(const std::string& office, const char* to) {
    return law.ledger.draft("JurisdictionTransferAccepted", kase, office,
                            {{"to", Code{to}}, {"letter_no", Code{"S-2"}}});
  }
  Event examiner(const std::string& head, const std::string& who) {
    return law.ledger.draft(
        "ExaminerAppointed", kase, head,
        {{"examiner", Code{who}}, {"kind", Code{"ATASAN_LANGSUNG"}}, {"decision_no", Code{"SK-1"}}});
  }
  Event conflict(const std::string& by, const std::string& office, const std::string& substitute) {
    return law.ledger.draft(
        "ConflictOfInterestDeclared", kase, by,
        {{"office", Code{office}}, {"substitute", Code{substitute}}, {"reason", Code{"CANDIDATE"}}});
  }
};

}  // namespace

TEST_CASE("follow-up: reminded, reprimanded and blocked only when it is overdue", "[rules][follow_up]") {
  Served served;
  Law& law = served.law;
  CHECK(law.ledger.stream(served.kase)->is(StateCode::followup_running));
  law.ledger.at(on("2024-10-22"));
  CHECK(fact(law.refusal(served.reminder()), "until") == "2024-10-22");
  CHECK(law.refusal(served.reprimand(minister)).code == RefusalCode::e_out_of_order);
  CHECK(fact(law.refusal(served.block()), "missing") == "DL-06");
  law.ledger.at(on("2024-10-23"));
  CHECK(fact(law.refusal(served.block()), "missing") == "FollowUpReminderIssued");
  CHECK(law.refusal(served.reminder(kasn)).code == RefusalCode::e_role_superseded);
  law.must(served.reminder());
  CHECK(law.ledger.stream(served.kase)->is(StateCode::followup_warned));
  // Three working days after the warning: Monday 2024-10-28 is the last of them.
  law.ledger.at(on("2024-10-28"));
  CHECK(fact(law.refusal(served.block()), "until") == "2024-10-28");
  law.ledger.at(on("2024-10-29"));
  CHECK(law.refusal(served.block(minister)).code == RefusalCode::e_role_not_allowed);
  law.must(served.block());
  CHECK(law.ledger.stream(served.kase)->is(StateCode::followup_blocked));
}

TEST_CASE("follow-up: a block is opened for its cause alone, and a decided case is not blocked", "[rules][follow_up]") {
  Served served;
  Law& law = served.law;
  CHECK(fact(law.refusal(served.unblock("DECISION", id_named("any"))), "missing") == "PersonnelDataBlocked");
  law.ledger.at(on("2024-10-23"));
  law.must(served.reminder());
  law.ledger.at(on("2024-10-29"));
  law.must(served.block());
  const Id cited = law.ledger.stream(served.kase)->last_of(type::recommendation_issued)->event;
  CHECK(fact(law.refusal(served.unblock("DECISION", cited)), "missing") == "DECISION");
  served.decide();
  CHECK(law.refusal(served.unblock("COURT", served.decision())).code == RefusalCode::e_block_not_allowed);
  law.must(served.reported());
  CHECK(served.term("DL-06").stopped_on == on("2024-10-29"));
  law.must(served.unblock("DECISION", served.decision()));
  CHECK(law.ledger.stream(served.kase)->is(StateCode::followup_unblocked));
  CHECK(law.refusal(served.unblock("DECISION", served.decision())).code == RefusalCode::e_block_not_allowed);
  CHECK(fact(law.refusal(served.block()), "missing") == "NO_DECISION");
}

TEST_CASE("follow-up: heads of regions are reprimanded by one minister, ministries by the other",
          "[rules][follow_up]") {
  Served served;
  Law& law = served.law;
  law.ledger.at(on("2024-10-23"));
  CHECK(law.refusal(served.reprimand(ministry)).code == RefusalCode::e_role_not_allowed);
  law.must(served.reprimand(minister));
  CHECK(law.ledger.stream(served.kase)->is(StateCode::followup_reprimanded));
  const auto proposed = [&] {
    return law.ledger.draft(
        "PpkSanctionProposed", served.kase, minister,
        {{"kind", Code{"TEGURAN_TERTULIS"}}, {"addressee", Code{president}}, {"letter_no", Code{"S-1"}}});
  };
  law.ledger.at(on("2024-10-26"));
  CHECK(fact(law.refusal(proposed()), "deadline") == "DL-07");
  law.ledger.at(on("2024-10-27"));
  law.must(proposed());
}

TEST_CASE("follow-up: nobody's head is sanctioned who was not reprimanded", "[rules][follow_up]") {
  Served served;
  served.law.ledger.at(on("2024-10-29"));
  CHECK(served.law
            .refusal(served.law.ledger.draft(
                "PpkSanctionProposed", served.kase, bkn,
                {{"kind", Code{"TEGURAN_TERTULIS"}}, {"addressee", Code{president}}, {"letter_no", Code{"S-1"}}}))
            .code == RefusalCode::e_out_of_order);
}

TEST_CASE("follow-up: what was reported is verified once, or rejected and due again", "[rules][follow_up]") {
  Served served;
  Law& law = served.law;
  const auto verified = [&] {
    return law.ledger.draft("FollowUpVerified", served.kase, bkn, {{"matches", Code{"AS_RECOMMENDED"}}});
  };
  const auto rejected = [&] {
    return law.ledger.draft("FollowUpRejected", served.kase, bkn, {{"reason", Code{"OTHER_SANCTION"}}});
  };
  CHECK(law.refusal(served.reported()).code == RefusalCode::e_out_of_order);  // nothing was decided
  served.decide();
  CHECK(law.refusal(verified()).code == RefusalCode::e_out_of_order);
  law.must(served.reported());
  law.ledger.at(on("2024-10-07"));
  law.must(rejected());
  CHECK(law.ledger.stream(served.kase)->is(StateCode::followup_running));
  CHECK(served.term("DL-06").started_on == on("2024-10-07"));
  CHECK(served.term("DL-06").agency == "kota:64.71");
  CHECK(law.refusal(rejected()).code == RefusalCode::e_out_of_order);
  law.must(served.reported());
  law.must(verified());
  CHECK(law.ledger.stream(served.kase)->is(StateCode::followup_done));
}

TEST_CASE("supervision: a revised recommendation begins the term anew, and binds instead of the first",
          "[rules][supervision]") {
  Served served;
  Law& law = served.law;
  law.ledger.at(on("2024-10-23"));
  law.must(served.reminder());
  Event revised = law.ledger.draft("RecommendationRevised", served.kase, bkn,
                                   {{"recommendation_no", Code{"B-2"}},
                                    {"track", Code{"ETHICS"}},
                                    {"violation_codes", Codes{Code{"V05"}}},
                                    {"sanctions", Codes{Code{"L2"}}},
                                    {"addressee", Code{mayor}},
                                    {"reason", Code{"CLARIFIED"}}});
  CHECK(law.refusal(revised).code == RefusalCode::e_sanction_track);
  set(revised, "sanctions", Codes{Code{"M2"}});
  revised.id = law.ledger.draft("CaseOpened", "case-9", bawaslu).id;
  law.must(revised);
  CHECK(law.state_of(served.kase) == StateCode::recommended);
  CHECK(served.term("DL-06").started_on == on("2024-10-23"));
  CHECK(served.term("DL-06").agency == "kota:64.71");
  law.ledger.at(on("2024-10-30"));
  CHECK(fact(law.refusal(served.block()), "missing") == "DL-06");
  law.ledger.at(on("2024-11-13"));
  CHECK(fact(law.refusal(served.block()), "missing") == "FollowUpReminderIssued");  // the first reminder is spent
  // The track is the revised one's.
  law.must(law.ledger.draft("CaseReceivedByPpk", served.kase, city_registry, {{"received_at", law.ledger.today()}}));
  law.ledger.enrol("MKE@kota:64.71");
  law.must(law.ledger.draft("EthicsCouncilFormed", served.kase, mayor,
                            {{"council", Code{"MKE@kota:64.71"}}, {"decision_no", Code{"SK-1"}}}));
}

TEST_CASE("supervision: a withdrawn recommendation ends the case and its terms, and opens the data",
          "[rules][supervision]") {
  Served served;
  Law& law = served.law;
  law.ledger.at(on("2024-10-23"));
  law.must(served.reminder());
  law.ledger.at(on("2024-10-29"));
  law.must(served.block());
  law.must(law.ledger.draft("RecommendationWithdrawn", served.kase, bkn,
                            {{"letter_no", Code{"B-3"}}, {"reason", Code{"NEW_FACTS"}}}));
  CHECK(law.state_of(served.kase) == StateCode::z02);
  CHECK(served.term("DL-06").stopped_on == on("2024-10-29"));
  const Id withdrawn = law.ledger.stream(served.kase)->last_of(type::recommendation_withdrawn)->event;
  law.must(served.unblock("RECOMMENDATION_WITHDRAWN", withdrawn));
  CHECK(law.state_of(served.kase) == StateCode::z02);
}

TEST_CASE("supervision: what the supervisor finds not proven ends, what he sends back is studied again",
          "[rules][supervision]") {
  Served served;
  Law& law = served.law;
  const std::string unproven = law.forwarded("2", served.matter, served.clerk);
  law.must(law.ledger.draft("SupervisorClarificationRequested", unproven, bkn,
                            {{"addressee", Code{mayor}}, {"letter_no", Code{"K-1"}}}));
  law.must(law.ledger.draft("NotProvenDetermined", unproven, bkn,
                            {{"letter_no", Code{"K-2"}}, {"reasons", Codes{Code{"NO_EVIDENCE"}}}}));
  CHECK(law.state_of(unproven) == StateCode::z02);

  const std::string sent_back = law.forwarded("3", served.matter, served.clerk);
  law.ledger.enrol("SATGAS@kl:BKN");
  law.ledger.enrol("BAWASLU_PROV@bawaslu:64");
  const auto study = [&] {
    return law.ledger.draft(
        "StudyConcluded", sent_back, "BAWASLU_PROV@bawaslu:64",
        {{"conclusion", Code{"NEUTRALITY"}}, {"plenary_no", Code{"BA-2"}}, {"waiver_reason", Code{"EVIDENT"}}});
  };
  CHECK(law.refusal(study()).code == RefusalCode::e_wrong_agency);
  law.must(law.ledger.draft("SupervisorVerificationCompleted", sent_back, "SATGAS@kl:BKN",
                            {{"result", Code{"MORE_NEEDED"}},
                             {"needs_bawaslu", Code{"YES"}},
                             {"validator", Code{"BAWASLU_PROV@bawaslu:64"}}}));
  CHECK(law.state_of(sent_back) == StateCode::opened);
  CHECK(law.ledger.stream(sent_back)->term("DL-04")->stopped_on == law.ledger.today());
  CHECK_FALSE(law.ledger.stream(sent_back)->term("DL-05")->stopped_on.has_value());
  law.must(study());
  CHECK(law.ledger.stream(sent_back)->term("DL-05")->stopped_on == law.ledger.today());

  const std::string proven = law.forwarded("4", served.matter, served.clerk);
  law.must(law.ledger.draft("SupervisorVerificationCompleted", proven, bkn,
                            {{"result", Code{"PROVEN"}}, {"needs_bawaslu", Code{"NO"}}}));
  CHECK(law.state_of(proven) == StateCode::under_supervision);
  CHECK(law.ledger.stream(proven)->term("DL-05") == nullptr);
}

TEST_CASE("supervision: a file is handed over as far as it was processed, and its receiver has it",
          "[rules][supervision]") {
  Law law;
  law.ledger.enrol(ministry);
  law.ledger.at(on("2024-08-30"));
  const Matter matter{on("2024-08-20")};
  const Person clerk = clerk_of("kota:64.71");
  const std::string processed = law.forwarded("1", matter, clerk);
  const std::string plain = law.forwarded("2", matter, clerk);
  const auto handed = [&](const std::string& kase, const std::string& office, const std::string& to, const char* was) {
    return law.ledger.draft("TransitionTransferred", kase, office,
                            {{"to", Code{to}}, {"processed", Code{was}}, {"letter_no", Code{"BA-9"}}});
  };
  CHECK(fact(law.refusal(handed(processed, kasn, ministry, "YES")), "expected") == "AgencySucceeded");
  law.ledger.succeed("kl:KASN", "kl:BKN", {"KASN"}, "BKN", on("2024-09-04"));
  law.ledger.at(on("2024-09-04"));
  CHECK(law.refusal(handed(processed, kasn, ministry, "YES")).code == RefusalCode::e_role_superseded);
  CHECK(fact(law.refusal(handed(processed, TestLedger::admin(), bkn, "YES")), "allowed") == "MENPANRB");
  CHECK(fact(law.refusal(handed(processed, TestLedger::admin(), ministry, "NO")), "allowed") == "BKN");
  const auto recommend = [&](const std::string& kase, const std::string& office) {
    Event event = law.recommend(kase, matter, clerk);
    event.office = office;
    return event;
  };
  CHECK(law.refusal(recommend(processed, ministry)).code == RefusalCode::e_role_not_allowed);
  law.must(handed(processed, TestLedger::admin(), ministry, "YES"));
  law.must(handed(plain, TestLedger::admin(), bkn, "NO"));
  CHECK(law.refusal(recommend(processed, bkn)).code == RefusalCode::e_wrong_agency);
  CHECK(law.refusal(law.ledger.draft("CaseDismissed", processed, bkn, {{"ground", Code{"NOT_PROVEN"}}})).code ==
        RefusalCode::e_wrong_agency);
  CHECK(law.refusal(recommend(plain, ministry)).code == RefusalCode::e_wrong_agency);
  law.must(recommend(processed, ministry));
  law.must(recommend(plain, bkn));
}

TEST_CASE("jurisdiction: while an offer lies nobody acts, and whoever accepts has the case", "[rules][jurisdiction]") {
  Autumn2021 autumn;
  Law& law = autumn.law;
  CHECK(law.refusal(autumn.accept(governor, "prov:64")).code == RefusalCode::e_out_of_order);
  CHECK(law.refusal(autumn.offer(governor, "kota:64.71")).code == RefusalCode::e_wrong_agency);
  CHECK(law.refusal(autumn.offer(mayor, "kota:64.71")).code == RefusalCode::e_out_of_order);
  CHECK(law.refusal(autumn.offer(mayor, "prov:99")).code == RefusalCode::e_reference_unknown);
  law.must(autumn.offer(mayor, "prov:64"));
  const Refusal pending = law.refusal(autumn.examiner(mayor, "ATASAN_LANGSUNG@kota:64.71"));
  CHECK(print(pending) == "E_JURISDICTION_PENDING{pending: JurisdictionTransferAccepted}");
  CHECK(law.refusal(autumn.offer(mayor, "prov:64")).code == RefusalCode::e_jurisdiction_pending);
  CHECK(law.refusal(autumn.accept(mayor, "kota:64.71")).code == RefusalCode::e_wrong_agency);
  CHECK(law.refusal(autumn.accept(governor, "kota:64.71")).code == RefusalCode::e_wrong_agency);
  law.ledger.at(on("2021-11-09"));
  law.must(autumn.accept(governor, "prov:64"));
  CHECK(law.state_of(autumn.kase) == StateCode::ppk_received);
  const Term& term = *law.ledger.stream(autumn.kase)->term("DL-06");
  CHECK(term.started_on == on("2021-11-09"));
  CHECK(term.agency == "prov:64");
  const Refusal refusal = law.refusal(autumn.examiner(mayor, "ATASAN_LANGSUNG@kota:64.71"));
  CHECK(refusal.code == RefusalCode::e_wrong_agency);
  CHECK(fact(refusal, "competent") == "prov:64");
  law.must(autumn.examiner(governor, "ATASAN_LANGSUNG@prov:64"));
}

TEST_CASE("jurisdiction: an offer that is refused leaves the case where it was", "[rules][jurisdiction]") {
  Autumn2021 autumn;
  Law& law = autumn.law;
  law.ledger.enrol("ATASAN_LANGSUNG@kota:64.71");
  law.must(autumn.examiner(mayor, "ATASAN_LANGSUNG@kota:64.71"));
  law.must(autumn.offer(mayor, "prov:64"));
  const auto summons = [&] {
    return law.ledger.draft(
        "SummonsIssued", autumn.kase, "ATASAN_LANGSUNG@kota:64.71",
        {{"summons_no", Code{"1"}}, {"served_at", law.ledger.today()}, {"examined_on", law.ledger.today() + 20}});
  };
  CHECK(law.refusal(summons()).code == RefusalCode::e_jurisdiction_pending);
  law.must(law.ledger.draft("JurisdictionTransferRefused", autumn.kase, governor,
                            {{"to", Code{"prov:64"}}, {"letter_no", Code{"S-2"}}, {"reason", Code{"NOT_OURS"}}}));
  law.must(summons());
}

TEST_CASE("conflict: whoever has an interest in the case acts no more, and the substitute does", "[rules][conflict]") {
  Autumn2021 autumn;
  Law& law = autumn.law;
  CHECK(law.refusal(autumn.conflict(governor, mayor, governor)).code == RefusalCode::e_role_not_allowed);
  CHECK(law.refusal(autumn.conflict(mayor, mayor, secretary)).code == RefusalCode::e_role_not_allowed);
  CHECK(law.refusal(autumn.conflict(mayor, mayor, mayor)).code == RefusalCode::e_role_not_allowed);
  law.must(autumn.conflict(mayor, mayor, governor));
  const std::string superior = "ATASAN_LANGSUNG@kota:64.71";
  const Refusal refusal = law.refusal(autumn.examiner(mayor, superior));
  CHECK(print(refusal) == "E_CONFLICT_OF_INTEREST{office: " + mayor + ", substitute: " + governor + "}");
  Event substitute = autumn.examiner(governor, superior);
  CHECK(law.refusal(substitute).code == RefusalCode::e_wrong_agency);  // not in his own name
  substitute = autumn.examiner(governor, superior);
  substitute.on_behalf_of = mayor;
  Event other = substitute;
  other.id = law.ledger.draft("CaseOpened", "case-9", bawaslu).id;
  other.office = minister;
  CHECK(law.refusal(other).code == RefusalCode::e_role_not_allowed);
  law.must(substitute);
}

TEST_CASE("conflict: the supervisor declares it too, and a minister stands in for a governor", "[rules][conflict]") {
  Law law;
  law.ledger.at(on("2021-11-02"));
  const std::string kase = law.recommended("1", Matter{on("2021-10-05")}, clerk_of("prov:64"));
  law.must(law.ledger.draft("CaseReceivedByPpk", kase, registry, {{"received_at", law.ledger.today()}}));
  law.must(
      law.ledger.draft("ConflictOfInterestDeclared", kase, kasn,
                       {{"office", Code{governor}}, {"substitute", Code{minister}}, {"reason", Code{"RELATIVE"}}}));
  Event appointed = law.ledger.draft("ExaminerAppointed", kase, minister,
                                     {{"examiner", Code{"ATASAN_LANGSUNG@prov:64"}},
                                      {"kind", Code{"ATASAN_LANGSUNG"}},
                                      {"decision_no", Code{"SK-1"}}});
  appointed.on_behalf_of = governor;
  law.must(appointed);
}
