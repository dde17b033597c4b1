// What follows a decision: delivery by post, the day of effect, execution, its report, publication, revocation.

#include "tests/rules/city.hpp"

using namespace jejak;
using namespace jejak::test;

TEST_CASE("execution: a sanction is executed from working day 15 after its receipt on", "[rules][execution]") {
  City city;
  const std::string kase = city.law.delivered("1", act_of_september, city_clerk(), "T2");
  city.law.ledger.at(on("2024-10-25"));
  const Refusal early = city.law.refusal(city.execute(kase, "SERVING"));
  CHECK(early.code == RefusalCode::e_out_of_order);
  CHECK(fact(early, "expected") == "EFFECTIVE");
  CHECK(fact(early, "from") == "2024-10-28");
  city.law.ledger.at(on("2024-10-28"));
  Event foreign = city.execute(kase, "SERVING");
  foreign.office = registry;
  CHECK(city.law.refusal(foreign).code == RefusalCode::e_wrong_agency);
  CHECK(city.law.refusal(city.execute(kase, "EXECUTED")).code == RefusalCode::e_sanction_track);
  Event national = city.execute(kase, "SERVING");
  national.office = bkn;
  city.law.must(national);
  CHECK(city.law.state_of(kase) == StateCode::executed);
  CHECK(city.term(kase, "DL-20") == nullptr);  // nobody's approval was needed
}

TEST_CASE("execution: a light penalty of the old law counts from its decision, a heavier one does not",
          "[rules][execution]") {
  Law law;
  law.ledger.at(on("2020-11-02"));
  Person clerk;
  clerk.rank = "PELAKSANA";
  const auto execute = [&](const std::string& kase, const char* manner) {
    return law.ledger.draft("SanctionExecutionRecorded", kase, registry,
                            {{"executed_on", law.ledger.today()}, {"manner", Code{manner}}});
  };
  const std::string light = law.delivered("1", Matter{on("2020-10-05")}, clerk, "L2");
  law.must(execute(light, "EXECUTED"));
  const std::string moderate = law.delivered("2", Matter{on("2020-10-06")}, clerk, "T2");
  CHECK(law.refusal(execute(moderate, "SERVING")).code == RefusalCode::e_out_of_order);
}

TEST_CASE("execution: a sanction is completed when its months are over, and closed then", "[rules][execution]") {
  City city;
  const std::string kase = city.law.delivered("1", act_of_september, city_clerk(), "T2");
  city.law.ledger.at(on("2024-10-28"));
  city.law.must(city.execute(kase, "SERVING"));
  const auto complete = [&] {
    return city.draft("SanctionCompleted", kase, city_registry, {{"completed_on", city.law.ledger.today()}});
  };
  city.law.ledger.at(on("2025-10-27"));
  const Refusal early = city.law.refusal(complete());
  CHECK(early.code == RefusalCode::e_out_of_order);
  CHECK(fact(early, "from") == "2025-10-28");
  city.law.ledger.at(on("2025-10-28"));
  city.law.must(complete());
  CHECK(city.law.state_of(kase) == StateCode::completed);
  city.law.must(city.draft("CaseClosed", kase, city_registry, {{"ground", Code{"COMPLETED"}}}));
  CHECK(city.law.state_of(kase) == StateCode::z09);
}

TEST_CASE("execution: a case with a pending remedy is not closed as completed", "[rules][execution]") {
  City city;
  const std::string kase = city.law.delivered("1", act_of_september, city_clerk(), "L2");
  city.law.ledger.at(on("2024-10-25"));
  city.law.must(city.object(kase));
  city.law.ledger.at(on("2024-10-28"));
  const auto close = [&] { return city.draft("CaseClosed", kase, city_registry, {{"ground", Code{"COMPLETED"}}}); };
  const Refusal refusal = city.law.refusal(close());
  CHECK(refusal.code == RefusalCode::e_out_of_order);
  CHECK(fact(refusal, "state") == "OBJECTION_PENDING");
  city.law.must(city.answer_objection(kase, mayor, "UPHELD"));
  city.law.must(close());
}

TEST_CASE("execution: a stay of the court suspends it, also when it is lifted", "[rules][execution]") {
  City city;
  const std::string kase = city.law.delivered("1", act_of_september, city_clerk(), "T2");
  city.law.ledger.at(on("2024-10-25"));
  city.law.must(city.object(kase));
  city.law.must(city.answer_objection(kase, mayor, "UPHELD"));
  city.law.must(city.sue(kase));
  city.law.must(city.order(kase, "GRANTED"));
  city.law.ledger.at(on("2024-10-28"));
  const Refusal stayed = city.law.refusal(city.execute(kase, "SERVING"));
  CHECK(stayed.code == RefusalCode::e_out_of_order);
  CHECK(fact(stayed, "state") == "STAY_YES");
  city.law.must(city.order(kase, "DENIED"));
  CHECK(city.law.refusal(city.execute(kase, "SERVING")).code == RefusalCode::e_out_of_order);
  city.law.must(city.order(kase, "LIFTED"));
  city.law.must(city.execute(kase, "SERVING"));
}

TEST_CASE("execution: an appeal in time suspends a dismissal, a late one does not", "[rules][execution]") {
  City city(date_of(2024, 11, 13));
  const std::string in_time = city.law.delivered("1", act_of_september, city_clerk(), "B3");
  const std::string late = city.law.delivered("2", Matter{on("2024-09-29")}, city_clerk(), "B3");
  city.law.ledger.at(on("2024-12-04"));
  city.law.must(city.appeal(in_time));
  city.law.ledger.at(on("2024-12-05"));
  city.law.must(city.appeal(late));
  city.law.ledger.at(on("2024-12-06"));
  const Refusal suspended = city.law.refusal(city.execute(in_time, "DISCHARGED"));
  CHECK(suspended.code == RefusalCode::e_out_of_order);
  CHECK(fact(suspended, "state") == "APPEAL_PENDING");
  city.law.must(city.execute(late, "DISCHARGED"));
  CHECK(city.overlay(late, Overlay::duty) == StateCode::duty_discharged);
}

TEST_CASE("execution: what is posted counts from its arrival, once a delivery had failed", "[rules][execution]") {
  City city;
  const std::string kase = city.law.decided("1", act_of_september, city_clerk(), "T2");
  const auto dispatch = [&] {
    return city.draft("DecisionDispatched", kase, city_registry,
                      {{"arrived_on", city.law.ledger.today()}, {"sent_on", on("2024-10-09")}});
  };
  city.law.ledger.at(on("2024-10-09"));
  const Refusal unfailed = city.law.refusal(dispatch());
  CHECK(unfailed.code == RefusalCode::e_out_of_order);
  CHECK(fact(unfailed, "expected") == "DecisionDeliveryFailed");
  city.law.must(city.draft("DecisionDeliveryFailed", kase, city_registry, {{"appointment_on", on("2024-10-08")}}));
  REQUIRE(city.term(kase, "DL-12") != nullptr);
  CHECK(city.term(kase, "DL-12")->started_on == on("2024-10-08"));
  city.law.ledger.at(on("2024-10-14"));
  city.law.must(dispatch());
  CHECK(city.law.state_of(kase) == StateCode::delivered);
  CHECK(city.term(kase, "DL-12")->stopped_on == on("2024-10-09"));
  CHECK(city.term(kase, "DL-11")->stopped_on == on("2024-10-14"));
  CHECK(city.term(kase, "DL-14")->started_on == on("2024-10-14"));
  CHECK(city.term(kase, "DL-16") == nullptr);
  city.law.ledger.at(on("2024-10-28"));
  CHECK(fact(city.law.refusal(city.execute(kase, "SERVING")), "from") == "2024-11-04");
}

TEST_CASE("execution: a removal under an approval is reported to the Minister within its term", "[rules][execution]") {
  Law law;
  law.ledger.at(on("2020-06-15"));
  REQUIRE(law.schedule("PILKADA-2020", {"kota:64.71"}, on("2020-09-23"), on("2020-12-09")).admitted());
  law.ledger.at(on("2020-07-20"));
  const Person head;
  const std::string kase = law.proposed("1", Matter{on("2020-05-04")}, head, "P53-9");
  law.must(law.ask("approval-1", kase, head, "P53-9"));
  law.must(law.grant("approval-1", minister, kase, head, "P53-9", on("2020-12-31")));
  law.must(law.decide(kase, governor, "P53-9", "approval-1"));
  law.must(law.receipt(kase, head));
  law.ledger.at(on("2020-08-05"));
  law.must(law.ledger.draft("SanctionExecutionRecorded", kase, registry,
                            {{"executed_on", law.ledger.today()}, {"manner", Code{"EXECUTED"}}}));
  const Term* due = law.ledger.stream(kase)->term("DL-20");
  REQUIRE(due != nullptr);
  CHECK(due->started_on == on("2020-08-05"));
  law.ledger.at(on("2020-08-10"));
  law.must(law.ledger.draft("PersonnelActionReportedToMinister", kase, governor,
                            {{"letter_no", Code{"800/1"}}, {"reported_on", law.ledger.today()}}));
  CHECK(law.ledger.stream(kase)->term("DL-20")->stopped_on == on("2020-08-10"));
}

TEST_CASE("execution: a correction is the issuer's, and of nothing that matters", "[rules][execution]") {
  City city;
  const std::string kase = city.law.decided("1", act_of_september, city_clerk(), "T2");
  const auto correct = [&](const std::string& office, const char* what) {
    return city.draft("DecisionCorrected", kase, office,
                      {{"correction_no", Code{"R-1"}},
                       {"corrected", Code{what}},
                       {"old_hash", hash_named("old")},
                       {"new_hash", hash_named("new")}});
  };
  CHECK(city.law.refusal(correct(city_secretary, "CITATION")).code == RefusalCode::e_role_not_allowed);
  CHECK(city.law.refusal(correct(mayor, "SANCTION")).code == RefusalCode::e_schema);
  city.law.must(correct(mayor, "CITATION"));
  CHECK(city.law.state_of(kase) == StateCode::decided);
}

TEST_CASE("execution: the issuer takes a decision back, or who stands above him", "[rules][execution]") {
  City city;
  city.law.ledger.enrol("PPK_ASN@kab:64.03");
  city.law.head(governor, HolderKind::pj, on("2023-10-02"), std::nullopt);
  const auto revoke = [&](const std::string& kase, const std::string& office) {
    Event event = city.draft("DecisionRevokedByIssuer", kase, office,
                             {{"decision_no", Code{"SK-5"}}, {"reasons", Codes{Code{"NO_APPROVAL"}}}});
    if (office == governor) event.holder = HolderKind::pj;
    return event;
  };
  int day = 1;
  const auto decided = [&] {
    const std::string name = std::to_string(day);
    return city.law.decided(name, Matter{date_of(2024, 9, static_cast<unsigned>(day++))}, city_clerk(), "T2");
  };
  const std::string kase = decided();
  CHECK(city.law.refusal(revoke(kase, city_secretary)).code == RefusalCode::e_role_not_allowed);
  CHECK(city.law.refusal(revoke(kase, "PPK_ASN@kab:64.03")).code == RefusalCode::e_wrong_agency);
  city.law.must(revoke(kase, mayor));
  CHECK(city.law.state_of(kase) == StateCode::annulled);
  CHECK(city.term(kase, "DL-11")->stopped_on == on("2024-10-07"));
  city.law.must(revoke(decided(), governor));
  city.law.must(revoke(decided(), minister));
}

TEST_CASE("execution: an announced penalty is published, others only when they are final", "[rules][execution]") {
  City city;
  const auto publish = [&](const std::string& kase) {
    return city.draft("DecisionPublished", kase, mayor, {{"channel", Code{"OPEN_STATEMENT"}}});
  };
  Matter ethics = act_of_september;
  ethics.track = "ETHICS";
  ethics.recommended = {"M2"};
  const std::string open = city.law.delivered("1", ethics, city_clerk(), "M2");
  city.law.must(publish(open));
  CHECK(city.overlay(open, Overlay::embargo) == StateCode::embargo_published);
  const std::string kase = city.law.delivered("2", Matter{on("2024-09-29")}, city_clerk(), "T2");
  city.law.ledger.at(on("2024-10-25"));  // it could still be objected to
  CHECK(city.law.refusal(publish(kase)).code == RefusalCode::e_embargo);
  city.law.ledger.at(on("2024-10-28"));
  city.law.must(publish(kase));
}

TEST_CASE("execution: an irregular act is recorded by those who watch, and changes nothing", "[rules][execution]") {
  City city;
  const std::string kase = city.law.decided("1", act_of_september, city_clerk(), "T2");
  const auto observe = [&](const std::string& office) {
    return city.draft("IrregularActObserved", kase, office,
                      {{"observed_on", city.law.ledger.today()}, {"irregularity", Code{"NO_APPROVAL"}}});
  };
  CHECK(city.law.refusal(observe(city_registry)).code == RefusalCode::e_role_not_allowed);
  city.law.must(observe(bkn));
  city.law.must(observe(minister));
  CHECK(city.law.state_of(kase) == StateCode::decided);
}
