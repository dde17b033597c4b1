// Civil servants who stand as candidates: the notice, the statement that is not taken back, determination, discharge.

#include "tests/rules/city.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// The vote of 2024 in a city whose head of department wants to become its mayor.
struct Candidates : City {
  explicit Candidates(Date day = date_of(2024, 8, 27)) : City(date_of(2024, 6, 3)) {
    REQUIRE(law.schedule("PILKADA-2024", {"kota:64.71"}, on("2024-09-22"), on("2024-11-27")).admitted());
    law.ledger.at(day);
  }
  std::vector<FieldValue> person(const std::string& rank, const std::string& stream) {
    return {{"subject", id_named(stream)},  {"home_agency", Code{"kota:64.71"}},
            {"rank_class", Code{rank}},     {"election", Reference{"election-PILKADA-2024"}},
            {"region", Code{"kota:64.71"}}, {"office_sought", Code{"WALI_KOTA"}}};
  }
  Event notify(const std::string& stream, const std::string& rank = "JPT_PRATAMA") {
    return draft("CandidacyIntentNotified", stream, city_registry, person(rank, stream));
  }
  Event submit(const std::string& stream, const std::string& rank = "JPT_PRATAMA") {
    Event event = draft("CandidacyResignationSubmitted", stream, city_registry, person(rank, stream));
    set(event, "statement_hash", hash_named("statement " + stream));
    set(event, "submitted_at", law.ledger.today());
    return event;
  }
  Event determine(const std::string& stream, const std::string& rank = "JPT_PRATAMA") {
    Event event = draft("CandidateDetermined", stream, "KPU_KABKOTA@kpu:64.71", person(rank, stream));
    set(event, "determined_on", on("2024-09-22"));
    set(event, "decision_no", Code{"KPU-1"});
    return event;
  }
  Event reject(const std::string& stream) {
    return draft("CandidateNotDetermined", stream, "KPU_KABKOTA@kpu:64.71",
                 {{"decision_no", Code{"KPU-2"}}, {"reason", Code{"TMS"}}});
  }
  Event discharge(const std::string& stream, const std::string& office = mayor, const char* day = "2024-09-30") {
    return draft(
        "CandidacyResignationAccepted", stream, office,
        {{"decision_no", Code{"SK-X2"}}, {"effective_on", on(day)}, {"proposal_received_on", on("2024-09-23")}});
  }
  Event withdraw(const std::string& stream) {
    return draft("CandidacyResignationWithdrawn", stream, city_registry, {{"withdrawn_on", law.ledger.today()}});
  }
  Event breach(const std::string& stream) {
    return draft("ResignationDutyBreached", stream, city_registry, {{"noticed_on", law.ledger.today()}});
  }
  Event lift(const std::string& stream) {
    return draft("CandidacyEmbargoLifted", stream, mayor, {{"disclosure_class", Code{"PUBLIC"}}});
  }
};

}  // namespace

TEST_CASE("candidacy: who resigned and was determined is discharged to the end of that month", "[rules][candidacy]") {
  Candidates city;
  city.law.must(city.notify("candidacy-1"));
  city.law.must(city.submit("candidacy-1"));
  CHECK(city.law.refusal(city.discharge("candidacy-1")).code == RefusalCode::e_out_of_order);
  city.law.ledger.at(on("2024-09-23"));
  city.law.must(city.determine("candidacy-1"));
  CHECK(city.term("candidacy-1", "DL-21")->started_on == on("2024-09-22"));
  city.law.ledger.at(on("2024-10-10"));
  const Refusal wrong_day = city.law.refusal(city.discharge("candidacy-1", mayor, "2024-10-31"));
  CHECK(wrong_day.code == RefusalCode::e_out_of_order);
  CHECK(fact(wrong_day, "expected") == "2024-09-30");
  city.law.must(city.discharge("candidacy-1"));
  CHECK(city.law.state_of("candidacy-1") == StateCode::discharged);
  CHECK(city.term("candidacy-1", "DL-21")->started_on == on("2024-09-23"));
  CHECK(city.term("candidacy-1", "DL-21")->stopped_on == on("2024-10-10"));
}

TEST_CASE("candidacy: a statement of resignation is not taken back, before or after the discharge",
          "[rules][candidacy]") {
  Candidates city;
  city.law.must(city.submit("candidacy-1"));
  const Refusal refusal = city.law.refusal(city.withdraw("candidacy-1"));
  CHECK(refusal.code == RefusalCode::e_irrevocable);
  city.law.ledger.at(on("2024-09-23"));
  city.law.must(city.determine("candidacy-1"));
  CHECK(city.law.refusal(city.withdraw("candidacy-1")).code == RefusalCode::e_irrevocable);
  city.law.must(city.discharge("candidacy-1"));
  CHECK(city.law.refusal(city.withdraw("candidacy-1")).code == RefusalCode::e_irrevocable);
  // There is nothing to take back where nothing was submitted.
  city.law.must(city.notify("candidacy-2"));
  CHECK(city.law.refusal(city.withdraw("candidacy-2")).code == RefusalCode::e_out_of_order);
}

TEST_CASE("candidacy: where the rules in force let a statement be taken back, it is, until the determination",
          "[rules][candidacy]") {
  Candidates city;
  RuleSet milder = demo_rules("RS-2022-SKB");
  milder.id = "RS-MILDER";
  milder.in_force_from = on("2024-08-01");
  for (PolicyRow& policy : milder.policies) {
    if (policy.name == "candidacy_resignation_revocable") policy.value = "true";
  }
  city.law.ledger.publish(milder);
  city.law.must(city.submit("candidacy-1"));
  city.law.must(city.withdraw("candidacy-1"));
  CHECK(city.law.state_of("candidacy-1") == StateCode::notified);
  city.law.must(city.submit("candidacy-1"));
}

TEST_CASE("candidacy: who was not determined stays in service", "[rules][candidacy]") {
  Candidates city;
  city.law.must(city.submit("candidacy-2"));
  city.law.ledger.at(on("2024-09-23"));
  city.law.must(city.reject("candidacy-2"));
  CHECK(city.law.state_of("candidacy-2") == StateCode::not_determined);
  CHECK(city.law.refusal(city.discharge("candidacy-2")).code == RefusalCode::e_out_of_order);
}

TEST_CASE("candidacy: a determined candidate without a statement has breached the duty", "[rules][candidacy]") {
  Candidates city;
  city.law.must(city.submit("candidacy-1"));
  city.law.ledger.at(on("2024-09-23"));
  city.law.must(city.determine("candidacy-1"));
  city.law.must(city.determine("candidacy-3"));
  CHECK(city.law.refusal(city.discharge("candidacy-3")).code == RefusalCode::e_out_of_order);
  CHECK(city.law.refusal(city.breach("candidacy-1")).code == RefusalCode::e_out_of_order);
  city.law.must(city.breach("candidacy-3"));
  CHECK(city.law.state_of("candidacy-3") == StateCode::duty_breached);
}

TEST_CASE("candidacy: the President discharges the ranks that are his", "[rules][candidacy]") {
  Candidates city;
  city.law.must(city.submit("candidacy-1", "JPT_MADYA"));
  city.law.ledger.at(on("2024-09-23"));
  city.law.must(city.determine("candidacy-1", "JPT_MADYA"));
  const Refusal refusal = city.law.refusal(city.discharge("candidacy-1"));
  CHECK(refusal.code == RefusalCode::e_president_required);
  CHECK(fact(refusal, "rank") == "JPT_MADYA");
  city.law.must(city.discharge("candidacy-1", president));
}

TEST_CASE("candidacy: everybody keeps to his own candidates", "[rules][candidacy]") {
  Candidates city;
  Event foreign = city.submit("candidacy-1");
  foreign.office = registry;
  CHECK(city.law.refusal(foreign).code == RefusalCode::e_wrong_agency);
  city.law.must(city.notify("candidacy-1"));
  Event other = city.submit("candidacy-1");
  set(other, "subject", id_named("somebody else"));
  CHECK(city.law.refusal(other).code == RefusalCode::e_reference_unknown);
  city.law.must(city.submit("candidacy-1"));
  city.law.ledger.at(on("2024-09-23"));
  city.law.must(city.determine("candidacy-1"));
  city.law.ledger.enrol("PPK_ASN@kab:64.03");
  CHECK(city.law.refusal(city.discharge("candidacy-1", "PPK_ASN@kab:64.03")).code == RefusalCode::e_wrong_agency);
  Event nowhere = city.submit("candidacy-2");
  set(nowhere, "election", Reference{"election-NONE"});
  CHECK(city.law.refusal(nowhere).code == RefusalCode::e_reference_unknown);
}

TEST_CASE("candidacy: an acting head gives notice forty days before the registration", "[rules][candidacy]") {
  Candidates city(date_of(2024, 7, 18));
  Event acting = city.notify("candidacy-1");
  set(acting, "acting_head_of", Code{"kota:64.71"});
  set(acting, "registration_on", on("2024-08-27"));
  city.law.must(acting);
  const Term* term = city.term("candidacy-1", "DL-24");
  REQUIRE(term != nullptr);
  CHECK(term->started_on == on("2024-08-27"));
  CHECK(term->stopped_on == on("2024-07-18"));
  city.law.must(city.notify("candidacy-2"));
  CHECK(city.term("candidacy-2", "DL-24") == nullptr);
}

TEST_CASE("candidacy: the discharge ends the candidate's own open case, and no other", "[rules][candidacy]") {
  Candidates city;
  city.law.must(city.submit("candidacy-1"));
  const std::string other = city.law.recommended("1", Matter{on("2024-08-01")}, city_clerk());
  const std::string own = city.law.forwarded("2", Matter{on("2024-08-01")}, city_clerk());
  Event again = city.law.identify(own, city_clerk());
  set(again, "subject", id_named("candidacy-1"));
  city.law.must(again);
  city.law.ledger.at(on("2024-09-23"));
  city.law.must(city.determine("candidacy-1"));
  Event discharge = city.discharge("candidacy-1");
  set(discharge, "case", Reference{other});
  CHECK(city.law.refusal(discharge).code == RefusalCode::e_reference_unknown);
  set(discharge, "case", Reference{own});
  city.law.must(discharge);
  CHECK(city.law.state_of(own) == StateCode::z07);
  CHECK(city.law.state_of(other) == StateCode::recommended);
}

TEST_CASE("candidacy: nothing is made public before the discharge is in effect", "[rules][candidacy]") {
  Candidates city;
  city.law.must(city.submit("candidacy-1"));
  CHECK(city.law.refusal(city.lift("candidacy-1"), {"PPID@kota:64.71"}).code == RefusalCode::e_embargo);
  city.law.ledger.at(on("2024-09-23"));
  city.law.must(city.determine("candidacy-1"));
  city.law.must(city.discharge("candidacy-1"));
  const Refusal early = city.law.refusal(city.lift("candidacy-1"), {"PPID@kota:64.71"});
  CHECK(early.code == RefusalCode::e_embargo);
  CHECK(fact(early, "until") == "2024-09-30");
  city.law.ledger.at(on("2024-09-30"));
  CHECK(city.law.refusal(city.lift("candidacy-1")).code == RefusalCode::e_signature_incomplete);
  city.law.must(city.lift("candidacy-1"), {"PPID@kota:64.71"});
  CHECK(city.overlay("candidacy-1", Overlay::embargo) == StateCode::embargo_published);
}

TEST_CASE("candidacy: proven membership of a party starts the term of the dismissal", "[rules][candidacy]") {
  City city;
  const std::string kase = city.law.proposed("1", party_member(), city_clerk(), "X1");
  city.law.must(city.draft("PartyMembershipEstablished", kase, bkn,
                           {{"established_on", city.law.ledger.today()}, {"party_list_ref", Code{"SIPOL-1"}}}));
  CHECK(city.term(kase, "DL-22")->started_on == on("2024-10-07"));
  city.law.ledger.at(on("2024-10-15"));
  city.law.must(city.law.dismiss(kase, mayor, "X1"));
  CHECK(city.term(kase, "DL-22")->stopped_on == on("2024-10-15"));
}
