// Which decision a case may have: one, of a kind that fits the person, and never a second one for the same act.

#include "ledger/rules/decisions.hpp"

#include "tests/rules/city.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// The registry gives the same person the same id in both cases.
std::string reported_again(City& city, const std::string& name, const Matter& matter, const std::string& first) {
  Person person = city_clerk();
  person.same_as = first;
  return city.law.reported(name, matter, person);
}

}  // namespace

TEST_CASE("decisions: a case has one penalty", "[rules][decisions]") {
  City city;
  const std::string kase = city.law.decided("1", act_of_september, city_clerk(), "T2");
  for (const Event& second : {city.law.decide(kase, mayor, "T1"), city.law.dismiss(kase, mayor, "B3")}) {
    const Refusal refusal = city.law.refusal(second);
    CHECK(refusal.code == RefusalCode::e_double_punishment);
    CHECK(fact(refusal, "by") == "SanctionDecisionIssued");
  }
  CHECK(city.law.state_of(kase) == StateCode::decided);
}

TEST_CASE("decisions: nobody is punished twice for one act, in whatever case", "[rules][decisions]") {
  City city;
  const std::string first = city.law.decided("1", act_of_september, city_clerk(), "T2");
  const std::string same = reported_again(city, "2", act_of_september, first);
  const Refusal refusal = city.law.refusal(city.law.decide(same, mayor, "L2"));
  CHECK(refusal.code == RefusalCode::e_double_punishment);
  CHECK(fact(refusal, "by") == first);
  // Another day, or another violation on that day, is another act.
  city.law.must(city.law.decide(reported_again(city, "3", Matter{on("2024-09-29")}, first), mayor, "L2"));
  Matter other = act_of_september;
  other.violations = {"V02"};
  city.law.must(city.law.decide(reported_again(city, "4", other, first), mayor, "L2"));
  // Once the first decision is gone, the second may come.
  city.law.must(city.draft("DecisionRevokedByIssuer", first, mayor,
                           {{"decision_no", Code{"SK-5"}}, {"reasons", Codes{Code{"FORM"}}}}));
  city.law.must(city.law.decide(same, mayor, "L2"));
}

TEST_CASE("decisions: another person's case about the same act is his own", "[rules][decisions]") {
  City city;
  city.law.decided("1", act_of_september, city_clerk(), "T2");
  city.law.decided("2", act_of_september, city_clerk(), "T2");
  CHECK(city.law.state_of("case-2") == StateCode::decided);
}

TEST_CASE("decisions: a crime ends the service only after a final judgment", "[rules][decisions]") {
  City city;
  Matter crime = party_member();
  crime.violations = {"V22"};
  const std::string kase = city.law.proposed("1", crime, city_clerk(), "X1");
  const Refusal refusal = city.law.refusal(city.law.dismiss(kase, mayor, "X1"));
  CHECK(refusal.code == RefusalCode::e_inkracht_required);
  CHECK(fact(refusal, "missing") == "CRIMINAL_CONVICTED_FINAL");
  // Membership of a party needs none.
  city.law.must(city.law.dismiss(city.law.proposed("2", party_member(), city_clerk(), "X1"), mayor, "X1"));
}

TEST_CASE("decisions: on probation a moderate or severe penalty is dismissal", "[rules][decisions]") {
  City city;
  Person person = city_clerk();
  person.type = "CPNS";
  const std::string kase = city.law.reported("1", act_of_september, person);
  Event moderate = city.law.propose(kase, "T2");
  moderate.office = city_secretary;
  CHECK(city.law.refusal(moderate).code == RefusalCode::e_sanction_not_in_ruleset);
  city.law.must(city.law.dismiss(kase, mayor, "B3"));
  const std::string light = city.law.reported("2", Matter{on("2024-09-29")}, person);
  city.law.must(city.law.decide(light, mayor, "L2"));
}

TEST_CASE("decisions: an agreement is ended, a civil servant is dismissed", "[rules][decisions]") {
  City city;
  Person person = city_clerk();
  person.type = "PPPK";
  const std::string agreement = city.law.reported("1", act_of_september, person);
  CHECK(city.law.refusal(city.law.dismiss(agreement, mayor, "B3")).code == RefusalCode::e_sanction_not_in_ruleset);
  city.law.must(city.law.dismiss(agreement, mayor, "X3"));
  const std::string servant = city.law.reported("2", act_of_september, city_clerk());
  CHECK(city.law.refusal(city.law.dismiss(servant, mayor, "X3")).code == RefusalCode::e_sanction_not_in_ruleset);
  city.law.must(city.law.dismiss(servant, mayor, "B3"));
}

TEST_CASE("decisions: moral sanctions have a decision of their own", "[rules][decisions]") {
  City city;
  Matter ethics = act_of_september;
  ethics.track = "ETHICS";
  ethics.recommended = {"M2"};
  const std::string kase = city.law.reported("1", ethics, city_clerk());
  const auto moral = [&](const std::string& stream, const char* sanction) {
    return city.draft("MoralSanctionDecisionIssued", stream, mayor,
                      {{"decision_no", Code{"SK-4"}}, {"sanction", Code{sanction}}});
  };
  const Refusal other = city.law.refusal(city.law.decide(kase, mayor, "M2"));
  CHECK(other.code == RefusalCode::e_sanction_track);
  CHECK(fact(other, "expected") == "MoralSanctionDecisionIssued");
  const Refusal heavy = city.law.refusal(moral(kase, "L2"));
  CHECK(heavy.code == RefusalCode::e_sanction_track);
  CHECK(fact(heavy, "expected") == "SanctionDecisionIssued");
  const std::string discipline = city.law.reported("2", Matter{on("2024-09-29")}, city_clerk());
  CHECK(city.law.refusal(moral(discipline, "M1")).code == RefusalCode::e_sanction_track);
  city.law.must(moral(kase, "M2"));
  CHECK(city.law.state_of(kase) == StateCode::decided);
  CHECK(city.term(kase, "DL-11") != nullptr);
}

TEST_CASE("decisions: the national registry's opinion is heard before the decision", "[rules][decisions]") {
  City city;
  const std::string kase = city.law.proposed("1", act_of_september, city_clerk(), "T2");
  const auto consider = [&](const std::string& office) {
    return city.draft("TechnicalConsiderationIssued", kase, office,
                      {{"consideration_no", Code{"1586/R"}}, {"opinion", Code{"FOR"}}});
  };
  CHECK(city.law.refusal(consider(city_registry)).code == RefusalCode::e_role_not_allowed);
  city.law.must(consider(bkn));
  city.law.must(city.law.decide(kase, mayor, "T2"));
  CHECK(city.law.refusal(consider(bkn)).code == RefusalCode::e_out_of_order);
}
