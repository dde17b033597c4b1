// Objection, appeal, lawsuit, rehabilitation: which one lies, until when, and what it does to the decision.

#include "tests/rules/city.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

Event inadmissible(City& city, std::string_view type, const std::string& kase, const std::string& office,
                   const char* ground) {
  return city.draft(type, kase, office, {{"ground", Code{ground}}, {"letter_no", Code{"S-7"}}});
}

// T2, received on 2024-10-07: objection until 2024-10-25.
std::string objected(City& city, const char* name, const char* filed) {
  const std::string kase = city.law.delivered(name, act_of_september, city_clerk(), "T2");
  city.law.ledger.at(on(filed));
  city.law.must(city.object(kase));
  return kase;
}

// A dismissal, received on 2024-11-13 and appealed against on 2024-12-02.
struct Appealed : City {
  std::string kase;
  Appealed() : City(date_of(2024, 11, 13)) {
    kase = law.delivered("1", act_of_september, city_clerk(), "B3");
    law.ledger.at(on("2024-12-02"));
    law.must(appeal(kase));
  }
};

}  // namespace

TEST_CASE("remedy: an objection in time is decided, and the term of its decision runs", "[rules][remedy]") {
  City city;
  const std::string kase = objected(city, "1", "2024-10-25");
  CHECK(city.overlay(kase, Overlay::remedy) == StateCode::remedy_objection_pending);
  CHECK(city.term(kase, "DL-14")->stopped_on == on("2024-10-25"));
  CHECK(city.term(kase, "DL-15")->started_on == on("2024-10-25"));
  CHECK(city.law.refusal(city.object(kase)).code == RefusalCode::e_out_of_order);
  city.law.ledger.at(on("2024-11-04"));
  city.law.must(city.answer_objection(kase, mayor, "UPHELD"));
  CHECK(city.law.state_of(kase) == StateCode::delivered);
  CHECK(city.overlay(kase, Overlay::remedy) == StateCode::remedy_objection_decided);
  CHECK(city.term(kase, "DL-15")->stopped_on == on("2024-11-04"));
  CHECK(city.term(kase, "DL-19")->started_on == on("2024-11-04"));
}

TEST_CASE("remedy: a late objection is recorded, and only inadmissible", "[rules][remedy]") {
  City city;
  const std::string kase = objected(city, "1", "2024-10-28");
  const Refusal refusal = city.law.refusal(city.answer_objection(kase, mayor, "UPHELD"));
  CHECK(refusal.code == RefusalCode::e_deadline_passed);
  CHECK(fact(refusal, "until") == "2024-10-25");
  city.law.must(inadmissible(city, "ObjectionInadmissible", kase, mayor, "LATE"));
  CHECK(city.overlay(kase, Overlay::remedy) == StateCode::remedy_objection_decided);
}

TEST_CASE("remedy: an objection in time is not called late; one that lacks a paper may be brought again",
          "[rules][remedy]") {
  City city;
  const std::string kase = objected(city, "1", "2024-10-25");
  CHECK(city.law.refusal(inadmissible(city, "ObjectionInadmissible", kase, mayor, "LATE")).code ==
        RefusalCode::e_out_of_order);
  city.law.must(inadmissible(city, "ObjectionInadmissible", kase, mayor, "INCOMPLETE"));
  CHECK(city.overlay(kase, Overlay::remedy) == StateCode::remedy_none);
  city.law.ledger.at(on("2024-10-30"));
  city.law.must(city.object(kase));
  city.law.must(city.answer_objection(kase, mayor, "UPHELD"));
}

TEST_CASE("remedy: nobody objects to a dismissal, or appeals against anything else", "[rules][remedy]") {
  City city;
  const std::string dismissal = city.law.delivered("1", act_of_september, city_clerk(), "B3");
  const std::string moderate = city.law.delivered("2", Matter{on("2024-09-29")}, city_clerk(), "T2");
  const Refusal objection = city.law.refusal(city.object(dismissal));
  CHECK(objection.code == RefusalCode::e_wrong_remedy);
  CHECK(fact(objection, "instead") == "AppealFiled");
  const Refusal appeal = city.law.refusal(city.appeal(moderate));
  CHECK(appeal.code == RefusalCode::e_wrong_remedy);
  CHECK(fact(appeal, "instead") == "ObjectionFiled");
}

TEST_CASE("remedy: against a light penalty of the old law an objection is only inadmissible", "[rules][remedy]") {
  Law law;
  law.ledger.at(on("2020-11-02"));
  Person clerk;
  clerk.rank = "PELAKSANA";
  const std::string kase = law.delivered("1", Matter{on("2020-10-05")}, clerk, "L2");
  law.must(law.ledger.draft("ObjectionFiled", kase, registry, {{"filed_at", law.ledger.today()}}));
  const Refusal refusal = law.refusal(law.ledger.draft("ObjectionDecided", kase, governor,
                                                       {{"decision_no", Code{"SK-9"}}, {"outcome", Code{"UPHELD"}}}));
  CHECK(refusal.code == RefusalCode::e_wrong_remedy);
  CHECK(fact(refusal, "instead") == "ObjectionInadmissible");
  law.must(law.ledger.draft("ObjectionInadmissible", kase, governor,
                            {{"ground", Code{"WRONG_OBJECT"}}, {"letter_no", Code{"S-7"}}}));
}

TEST_CASE("remedy: an outcome that changes the sanction makes a new decision, which is delivered anew",
          "[rules][remedy]") {
  City city;
  const std::string kase = objected(city, "1", "2024-10-25");
  CHECK(city.law.refusal(city.answer_objection(kase, mayor, "LIGHTENED")).code == RefusalCode::e_schema);
  CHECK(city.law.refusal(city.answer_objection(kase, mayor, "UPHELD", "L2")).code == RefusalCode::e_schema);
  CHECK(city.law.refusal(city.answer_objection(kase, mayor, "LIGHTENED", "S9")).code ==
        RefusalCode::e_sanction_not_in_ruleset);
  CHECK(city.law.refusal(city.answer_objection(kase, mayor, "AMENDED", "M1")).code == RefusalCode::e_sanction_track);
  CHECK(city.law.refusal(city.answer_objection(kase, mayor, "AGGRAVATED", "B3")).code == RefusalCode::e_sanction_track);
  city.law.must(city.answer_objection(kase, mayor, "LIGHTENED", "L2"));
  CHECK(city.law.state_of(kase) == StateCode::decided);
  CHECK(city.term(kase, "DL-11")->started_on == on("2024-10-25"));
  city.law.ledger.at(on("2024-10-30"));
  city.law.must(city.law.receipt(kase, city_clerk()));
  city.law.ledger.at(on("2024-11-20"));
  city.law.must(city.execute(kase, "EXECUTED"));  // a light penalty has no months
}

TEST_CASE("remedy: an annulled decision leads to rehabilitation, signed by head and national registry",
          "[rules][remedy]") {
  City city;
  const std::string kase = objected(city, "1", "2024-10-25");
  city.law.must(city.answer_objection(kase, mayor, "ANNULLED"));
  CHECK(city.law.state_of(kase) == StateCode::annulled);
  const auto restore = [&] {
    return city.draft("RehabilitationExecuted", kase, mayor, {{"decision_no", Code{"SK-11"}}});
  };
  const auto order = [&](const std::string& office) {
    return city.draft("RehabilitationOrdered", kase, office,
                      {{"order_no", Code{"P-1"}}, {"scope", codes_of(std::vector<std::string>{"POST", "PAY"})}});
  };
  CHECK(city.law.refusal(restore(), {bkn}).code == RefusalCode::e_out_of_order);
  CHECK(city.law.refusal(order(governor)).code != RefusalCode::none);
  city.law.must(order(mayor));
  CHECK(city.law.refusal(restore()).code == RefusalCode::e_signature_incomplete);
  city.law.must(restore(), {bkn});
  CHECK(city.law.state_of(kase) == StateCode::z10);
  CHECK(city.overlay(kase, Overlay::duty) == StateCode::duty_reinstated);
}

TEST_CASE("remedy: only a court, the appeal body or the subject's head orders rehabilitation", "[rules][remedy]") {
  City city;
  city.law.ledger.enrol("PPK_ASN@kab:64.03");
  const std::string kase = objected(city, "1", "2024-10-25");
  city.law.must(city.answer_objection(kase, mayor, "ANNULLED"));
  const auto order = [&](const std::string& office) {
    return city.draft("RehabilitationOrdered", kase, office,
                      {{"order_no", Code{"P-1"}}, {"scope", codes_of(std::vector<std::string>{"POST"})}});
  };
  CHECK(city.law.refusal(order("PPK_ASN@kab:64.03")).code == RefusalCode::e_wrong_agency);
  city.law.must(order(appeal_body));
}

TEST_CASE("remedy: whoever decided does not answer the objection, unless he is the head", "[rules][remedy]") {
  City city;
  const std::string kase = city.law.proposed("1", act_of_september, city_clerk(), "T2");
  city.law.must(city.law.decide(kase, city_secretary, "T2"));
  city.law.must(city.law.receipt(kase, city_clerk()));
  city.law.must(city.object(kase));
  const Refusal same_office = city.law.refusal(city.answer_objection(kase, city_secretary, "UPHELD"));
  CHECK(same_office.code == RefusalCode::e_self_review);
  city.law.must(city.answer_objection(kase, mayor, "UPHELD"));
  // The head's own decision is his to review, and nobody's below him.
  const std::string own = city.law.delivered("2", Matter{on("2024-09-29")}, city_clerk(), "T2");
  city.law.must(city.object(own));
  const Refusal below = city.law.refusal(city.answer_objection(own, city_secretary, "UPHELD"));
  CHECK(below.code == RefusalCode::e_role_not_allowed);
  city.law.must(city.answer_objection(own, mayor, "UPHELD"));
}

TEST_CASE("remedy: the same person in another office does not answer the objection either", "[rules][remedy]") {
  City city;
  const std::string superior = "ATASAN_LANGSUNG@kota:64.71";
  const std::string kase = city.law.proposed("1", act_of_september, city_clerk(), "L2");
  city.law.must(city.law.decide(kase, superior, "L2"));
  city.law.must(city.law.receipt(kase, city_clerk()));
  city.law.must(city.object(kase));
  // He has become acting secretary meanwhile.
  Event acting = city.law.ledger.appointment(city_secretary, HolderKind::plt, on("2024-10-08"));
  const StreamState* office = city.law.ledger.stream("office-" + superior);
  set(acting, "holder",
      *office->last_of(type::office_holder_appointed)->get<Id>(field::office_holder_appointed::holder));
  city.law.must(acting);
  city.law.ledger.at(on("2024-10-09"));
  Event answer = city.answer_objection(kase, city_secretary, "UPHELD");
  answer.holder = HolderKind::plt;
  CHECK(city.law.refusal(answer).code == RefusalCode::e_self_review);
  answer.holder = HolderKind::definitif;
  city.law.must(answer);
}

TEST_CASE("remedy: an aggravated removal in a window needs the Minister's yes like any other", "[rules][remedy]") {
  Law law;
  law.ledger.at(on("2024-06-03"));
  REQUIRE(law.schedule("PILKADA-2024", {"kota:64.71"}, on("2024-09-22"), on("2024-11-27")).admitted());
  Person head;
  head.home = "kota:64.71";
  const std::string kase = law.delivered("1", Matter{on("2024-01-15")}, head, "T2");
  law.must(law.ledger.draft("ObjectionFiled", kase, city_registry, {{"filed_at", law.ledger.today()}}));
  const Refusal refusal = law.refusal(
      law.ledger.draft("ObjectionDecided", kase, mayor,
                       {{"decision_no", Code{"SK-9"}}, {"sanction", Code{"B2"}}, {"outcome", Code{"AGGRAVATED"}}}));
  CHECK(refusal.code == RefusalCode::e_approval_required);
}

TEST_CASE("remedy: an appeal starts the terms of the body and of the head", "[rules][remedy]") {
  Appealed city;
  CHECK(city.overlay(city.kase, Overlay::remedy) == StateCode::remedy_appeal_pending);
  CHECK(city.term(city.kase, "DL-16")->stopped_on == on("2024-12-02"));
  CHECK(city.term(city.kase, "DL-17")->started_on == on("2024-12-02"));
  CHECK(city.term(city.kase, "DL-18")->started_on == on("2024-12-02"));
  city.law.ledger.at(on("2024-12-20"));
  city.law.must(city.draft("PpkResponseFiled", city.kase, mayor,
                           {{"filed_at", city.law.ledger.today()}, {"response_no", Code{"T-1"}}}));
  CHECK(city.term(city.kase, "DL-17")->stopped_on == on("2024-12-20"));
  city.law.must(city.draft("WorkPermissionDuringAppeal", city.kase, mayor,
                           {{"permitted", Code{"YES"}}, {"letter_no", Code{"I-1"}}}));
  city.law.must(city.draft("AppealPreHearingHeld", city.kase, appeal_body,
                           {{"held_on", city.law.ledger.today()}, {"members", std::int64_t{4}}}));
  CHECK(city.law.state_of(city.kase) == StateCode::delivered);
}

TEST_CASE("remedy: only the appeal body decides appeals, and not those that came late", "[rules][remedy]") {
  City city(date_of(2024, 11, 13));
  const std::string kase = city.law.delivered("1", act_of_september, city_clerk(), "B3");
  city.law.ledger.at(on("2024-12-05"));
  Event foreign = city.appeal(kase);
  foreign.office = bkn;
  CHECK(city.law.refusal(foreign).code == RefusalCode::e_role_not_allowed);
  city.law.must(city.appeal(kase));
  CHECK(city.law.refusal(city.answer_appeal(kase, "MEMPERKUAT")).code == RefusalCode::e_deadline_passed);
  city.law.must(inadmissible(city, "AppealInadmissible", kase, appeal_body, "LATE"));
  CHECK(city.overlay(kase, Overlay::remedy) == StateCode::remedy_appeal_decided);
}

TEST_CASE("remedy: an overturned dismissal is carried out and the rights restored", "[rules][remedy]") {
  Appealed city;
  city.law.ledger.at(on("2025-02-20"));
  city.law.must(city.answer_appeal(city.kase, "MEMBATALKAN"));
  CHECK(city.law.state_of(city.kase) == StateCode::annulled);
  CHECK(city.term(city.kase, "DL-18")->stopped_on == on("2025-02-20"));
  CHECK(city.law.refusal(city.carry_out(city.kase, "MEMPERKUAT")).code == RefusalCode::e_out_of_order);
  city.law.must(city.carry_out(city.kase, "MEMBATALKAN"));
  CHECK(city.law.state_of(city.kase) == StateCode::rehabilitation_ordered);
  city.law.must(city.draft("RehabilitationExecuted", city.kase, mayor, {{"decision_no", Code{"SK-11"}}}), {bkn});
  CHECK(city.law.state_of(city.kase) == StateCode::z10);
}

TEST_CASE("remedy: what the appeal put in the dismissal's place is decided as it says", "[rules][remedy]") {
  Appealed city;
  city.law.ledger.at(on("2025-02-20"));
  CHECK(city.law.refusal(city.answer_appeal(city.kase, "MEMPERINGAN")).code == RefusalCode::e_schema);
  city.law.must(city.answer_appeal(city.kase, "MEMPERINGAN", "B2"));
  CHECK(city.law.state_of(city.kase) == StateCode::delivered);
  CHECK(city.law.refusal(city.carry_out(city.kase, "MEMPERINGAN", "B1")).code == RefusalCode::e_out_of_order);
  city.law.must(city.carry_out(city.kase, "MEMPERINGAN", "B2"));
  CHECK(city.law.state_of(city.kase) == StateCode::decided);
  city.law.must(city.law.receipt(city.kase, city_clerk()));
  city.law.ledger.at(on("2025-03-18"));
  city.law.must(city.execute(city.kase, "SERVING"));
}

TEST_CASE("remedy: a deferred appeal goes on", "[rules][remedy]") {
  Appealed city;
  city.law.ledger.at(on("2025-02-20"));
  city.law.must(city.answer_appeal(city.kase, "DITUNDA"));
  CHECK(city.overlay(city.kase, Overlay::remedy) == StateCode::remedy_appeal_pending);
  CHECK_FALSE(city.term(city.kase, "DL-18")->stopped_on.has_value());
  CHECK(city.term(city.kase, "DL-19") == nullptr);
  city.law.must(city.answer_appeal(city.kase, "MEMPERKUAT"));
  CHECK(city.overlay(city.kase, Overlay::remedy) == StateCode::remedy_appeal_decided);
  CHECK(city.term(city.kase, "DL-19")->started_on == on("2025-02-20"));
  city.law.must(city.execute(city.kase, "DISCHARGED"));
}

TEST_CASE("remedy: the body of appeal is the one of the day", "[rules][remedy]") {
  Law law;
  law.ledger.enrol("BAPEK@kl:BAPEK");
  law.ledger.enrol("BPASN@kl:BPASN");
  Person clerk;
  clerk.rank = "PELAKSANA";
  for (const auto& [day, body, other] : {std::tuple{"2021-08-02", "BAPEK@kl:BAPEK", "BPASN@kl:BPASN"},
                                         std::tuple{"2021-08-11", "BPASN@kl:BPASN", "BAPEK@kl:BAPEK"}}) {
    law.ledger.at(on(day));
    const std::string kase = law.delivered(day, Matter{on(day) - 60}, clerk, "B3");
    const auto appeal = [&](const char* office) {
      return law.ledger.draft("AppealFiled", kase, office, {{"filed_at", law.ledger.today()}});
    };
    CHECK(law.refusal(appeal(other)).code == RefusalCode::e_role_not_allowed);
    law.must(appeal(body));
  }
}

TEST_CASE("remedy: the court comes last, and what it finally says binds", "[rules][remedy]") {
  City city;
  const std::string kase = objected(city, "1", "2024-10-25");
  CHECK(city.law.refusal(city.sue(kase)).code == RefusalCode::e_out_of_order);
  city.law.must(city.answer_objection(kase, mayor, "UPHELD"));
  Event foreign = city.sue(kase);
  foreign.office = registry;  // of the province, which has nothing to import here
  CHECK(city.law.refusal(foreign).code == RefusalCode::e_wrong_agency);
  Event own = city.sue(kase);
  own.office = city_registry;
  city.law.must(own);
  CHECK(city.term(kase, "DL-19")->stopped_on == on("2024-10-25"));
  CHECK(city.law.refusal(city.final_judgment(kase, "ANNULLED")).code == RefusalCode::e_out_of_order);
  city.law.must(city.order(kase, "GRANTED"));
  city.law.must(city.judgment(kase, "ANNULLED"));
  CHECK(city.law.state_of(kase) == StateCode::delivered);  // not final yet
  CHECK(city.law.refusal(city.final_judgment(kase, "DISMISSED")).code == RefusalCode::e_out_of_order);
  city.law.must(city.final_judgment(kase, "ANNULLED"));
  CHECK(city.law.state_of(kase) == StateCode::annulled);
  CHECK(city.overlay(kase, Overlay::remedy) == StateCode::remedy_final);
  CHECK(city.overlay(kase, Overlay::stay) == StateCode::stay_no);
}
