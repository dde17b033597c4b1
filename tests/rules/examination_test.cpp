// The examination: who sits in it, who stayed away, what happens to the subject meanwhile, and how it may end.

#include "ledger/rules/types.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const std::string city_team = "TIM_PEMERIKSA@kota:64.71";
const std::string council = "MKE@kota:64.71";
const Codes elements{Code{"ATASAN_LANGSUNG"}, Code{"UNSUR_KEPEGAWAIAN"}, Code{"UNSUR_PENGAWASAN"}};

Person officer() {
  Person person;
  person.rank = "ADMINISTRATOR";
  person.home = "kota:64.71";
  return person;
}

// A case of Balikpapan in October 2024.
struct October {
  Law law;
  std::string kase;
  explicit October(const Person& person = officer(), const char* track = "DISCIPLINE", const char* sanction = "L2") {
    law.ledger.succeed("kl:KASN", "kl:BKN", {"KASN"}, "BKN", on("2024-09-04"));
    law.ledger.enrol(council);
    law.ledger.at(on("2024-10-10"));
    Matter matter{on("2024-09-30")};
    matter.track = track;
    matter.recommended = {sanction};
    kase = law.recommended("1", matter, person);
    law.must(law.ledger.draft("CaseReceivedByPpk", kase, "BKD@kota:64.71", {{"received_at", law.ledger.today()}}));
  }
  Event team_of(const char* threat = "SEVERE") {
    return law.ledger.draft("ExaminerAppointed", kase, mayor,
                            {{"examiner", Code{city_team}},
                             {"kind", Code{"TIM_PEMERIKSA"}},
                             {"decision_no", Code{"SK-1"}},
                             {"elements", elements},
                             {"threat", Code{threat}}});
  }
  Event council_of() {
    return law.ledger.draft("EthicsCouncilFormed", kase, mayor,
                            {{"council", Code{council}}, {"decision_no", Code{"SK-1"}}});
  }
  Event summons(const char* number, const char* served, const char* examined, const std::string& by = city_team) {
    return law.ledger.draft("SummonsIssued", kase, by,
                            {{"summons_no", Code{number}}, {"served_at", on(served)}, {"examined_on", on(examined)}});
  }
  Event absence(const char* number, const char* missed, const char* excuse) {
    return law.ledger.draft("NonAppearanceRecorded", kase, city_team,
                            {{"summons_no", Code{number}}, {"missed_on", on(missed)}, {"excuse", Code{excuse}}});
  }
  Event absentia() {
    return law.ledger.draft("ExaminationInAbsentiaResolved", kase, city_team,
                            {{"minutes_hash", hash_named("minutes")}, {"evidence", std::int64_t{3}}});
  }
  Event examined() {
    return law.ledger.draft("ExaminationHeld", kase, city_team,
                            {{"held_on", law.ledger.today()},
                             {"minutes_hash", hash_named("minutes")},
                             {"subject_signature", Code{"REFUSED"}}});
  }
  void reported() {
    law.must(team_of());
    law.must(summons("1", "2024-10-01", "2024-10-10"));
    law.must(examined());
    law.must(law.ledger.draft("ExaminationReportSubmitted", kase, city_team,
                              {{"report_no", Code{"LHP-1"}}, {"report_hash", hash_named("report")}}));
  }
};

}  // namespace

TEST_CASE("examination: no one sits in it who ranks below the subject", "[rules][examination]") {
  October october;
  Event low = october.team_of();
  set(low, "member_ranks", Codes{Code{"ADMINISTRATOR"}, Code{"PENGAWAS"}});
  const Refusal refusal = october.law.refusal(low);
  CHECK(print(refusal) == "E_EXAMINER_COMPOSITION{rule: LOWER_RANK, member: PENGAWAS}");
  Event equal = october.team_of();
  set(equal, "member_ranks", Codes{Code{"ADMINISTRATOR"}, Code{"JPT_PRATAMA"}});
  october.law.must(equal);
}

TEST_CASE("examination: a superior who is involved does not examine", "[rules][examination]") {
  October october;
  Law& law = october.law;
  const std::string superior = "ATASAN_LANGSUNG@kota:64.71";
  law.ledger.enrol(superior);
  law.must(law.ledger.draft(
      "ConflictOfInterestDeclared", october.kase, bkn,
      {{"office", Code{superior}}, {"substitute", Code{"ATASAN_LANGSUNG@prov:64"}}, {"reason", Code{"INVOLVED"}}}));
  Event alone = law.ledger.draft("ExaminerAppointed", october.kase, mayor,
                                 {{"examiner", Code{superior}},
                                  {"kind", Code{"ATASAN_LANGSUNG"}},
                                  {"decision_no", Code{"SK-1"}},
                                  {"threat", Code{"LIGHT"}}});
  CHECK(fact(law.refusal(alone), "rule") == "INVOLVED");
  Event member = october.team_of();
  set(member, "members", Codes{Code{superior}, Code{"BKD@kota:64.71"}});
  CHECK(fact(law.refusal(member), "missing") == "member_ranks");
  member = october.team_of();
  set(member, "members", Codes{Code{superior}, Code{"BKD@kota:64.71"}});
  set(member, "member_ranks", Codes{Code{"ADMINISTRATOR"}});
  CHECK(fact(law.refusal(member), "member") == superior);
  law.must(october.team_of());
}

TEST_CASE("examination: in absence only after two summonses and two absences without excuse", "[rules][examination]") {
  October october;
  Law& law = october.law;
  law.must(october.team_of());
  law.must(october.summons("1", "2024-10-10", "2024-10-21"));
  CHECK(law.refusal(october.absence("1", "2024-10-21", "NONE")).code == RefusalCode::e_future_dated);
  CHECK(law.refusal(october.summons("2", "2024-10-10", "2024-10-30")).code == RefusalCode::e_out_of_order);
  law.ledger.at(on("2024-10-21"));
  CHECK(law.refusal(october.absence("1", "2024-10-20", "NONE")).code == RefusalCode::e_out_of_order);
  CHECK(law.refusal(october.absence("2", "2024-10-21", "NONE")).code == RefusalCode::e_out_of_order);
  CHECK(fact(law.refusal(october.absentia()), "absences") == "0");
  law.must(october.absence("1", "2024-10-21", "NONE"));
  CHECK(law.ledger.stream(october.kase)->term("DL-09")->started_on == on("2024-10-21"));
  CHECK(law.refusal(october.absence("1", "2024-10-21", "NONE")).code == RefusalCode::e_out_of_order);
  CHECK(print(law.refusal(october.absentia())) == "E_ABSENTIA_NOT_READY{absences: 1}");
  law.ledger.at(on("2024-10-30"));
  law.must(october.summons("2", "2024-10-30", "2024-11-08"));
  CHECK(law.ledger.stream(october.kase)->term("DL-09")->stopped_on == on("2024-10-30"));
  law.ledger.at(on("2024-11-08"));
  law.must(october.absence("2", "2024-11-08", "NONE"));
  law.must(october.absentia());
  CHECK(law.state_of(october.kase) == StateCode::examined);
}

TEST_CASE("examination: who was excused is summoned again, and his absence does not count", "[rules][examination]") {
  October october;
  Law& law = october.law;
  law.must(october.team_of());
  law.must(october.summons("1", "2024-10-10", "2024-10-21"));
  law.ledger.at(on("2024-10-21"));
  law.must(october.absence("1", "2024-10-21", "VALID"));
  CHECK(law.refusal(october.summons("2", "2024-10-21", "2024-11-01")).code == RefusalCode::e_out_of_order);
  law.must(october.summons("1", "2024-10-21", "2024-11-01"));
  law.ledger.at(on("2024-11-01"));
  law.must(october.absence("1", "2024-11-01", "NONE"));
  law.must(october.summons("2", "2024-11-01", "2024-11-12"));
  CHECK(law.refusal(october.summons("2", "2024-11-01", "2024-11-12")).code == RefusalCode::e_out_of_order);
  law.ledger.at(on("2024-11-12"));
  law.must(october.absence("2", "2024-11-12", "VALID"));
  CHECK(law.refusal(october.absentia()).code == RefusalCode::e_absentia_not_ready);
  law.must(october.summons("2", "2024-11-12", "2024-11-22"));
  law.ledger.at(on("2024-11-22"));
  law.must(october.examined());  // he came
}

TEST_CASE("examination: a council hears and decides on the ethics track, and refers what is more",
          "[rules][examination]") {
  October discipline;
  CHECK(fact(discipline.law.refusal(discipline.council_of()), "track") == "DISCIPLINE");

  October ethics(officer(), "ETHICS", "M1");
  Law& law = ethics.law;
  law.must(ethics.council_of());
  CHECK(law.refusal(ethics.summons("1", "2024-10-01", "2024-10-10")).code == RefusalCode::e_wrong_agency);
  law.must(ethics.summons("1", "2024-10-01", "2024-10-10", council));
  law.must(law.ledger.draft("EthicsHearingHeld", ethics.kase, council,
                            {{"held_on", law.ledger.today()}, {"minutes_hash", hash_named("minutes")}}));
  const auto decided = [&](const char* finding, const char* sanction) {
    Event event = law.ledger.draft("EthicsCouncilDecided", ethics.kase, council,
                                   {{"finding", Code{finding}}, {"decision_no", Code{"P-1"}}});
    if (sanction != nullptr) set(event, "recommended_sanction", Code{sanction});
    return event;
  };
  CHECK(law.refusal(decided("PROVEN", "L2")).code == RefusalCode::e_sanction_track);
  CHECK(law.refusal(decided("PROVEN", "M9")).code == RefusalCode::e_sanction_not_in_ruleset);
  law.must(decided("REFERRED", nullptr));
  CHECK(law.state_of(ethics.kase) == StateCode::ppk_received);
  CHECK(law.refusal(ethics.council_of()).code == RefusalCode::e_sanction_track);
  // Disciplined now, although ethics had been recommended.
  ethics.reported();
  CHECK(law.refusal(law.decide(ethics.kase, mayor, "M1")).code == RefusalCode::e_sanction_track);
  law.must(law.decide(ethics.kase, mayor, "L2"));

  October moral(officer(), "ETHICS", "M1");
  moral.law.must(moral.council_of());
  moral.law.must(moral.summons("1", "2024-10-01", "2024-10-10", council));
  moral.law.must(moral.law.ledger.draft("EthicsHearingHeld", moral.kase, council,
                                        {{"held_on", moral.law.ledger.today()}, {"minutes_hash", hash_named("m")}}));
  moral.law.must(moral.law.ledger.draft(
      "EthicsCouncilDecided", moral.kase, council,
      {{"finding", Code{"PROVEN"}}, {"decision_no", Code{"P-1"}}, {"recommended_sanction", Code{"M1"}}}));
  CHECK(moral.law.state_of(moral.kase) == StateCode::exam_reported);
}

TEST_CASE("examination: relief from duty needs a severe threat, and is lifted once", "[rules][examination]") {
  const auto relieved = [](October& october) {
    return october.law.ledger.draft("SubjectRelievedTemporarily", october.kase, mayor,
                                    {{"decision_no", Code{"SK-5"}}, {"acting", Code{"PLH-1"}}});
  };
  October light;
  light.law.must(light.team_of("MODERATE"));
  CHECK(fact(light.law.refusal(relieved(light)), "threat") == "MODERATE");
  October severe;
  CHECK(severe.law.refusal(relieved(severe)).code == RefusalCode::e_out_of_order);  // no examination yet
  severe.law.must(severe.team_of());
  const auto lifted = [&] {
    return severe.law.ledger.draft("TemporaryReliefLifted", severe.kase, mayor,
                                   {{"decision_no", Code{"SK-6"}}, {"reason", Code{"EXAMINED"}}});
  };
  CHECK(severe.law.refusal(lifted()).code == RefusalCode::e_out_of_order);
  severe.law.must(relieved(severe));
  CHECK(severe.law.ledger.stream(severe.kase)->is(StateCode::duty_relieved));
  CHECK(severe.law.refusal(relieved(severe)).code == RefusalCode::e_out_of_order);
  severe.law.must(lifted());
  CHECK(severe.law.ledger.stream(severe.kase)->is(StateCode::duty_normal));
}

TEST_CASE("examination: relief from duty ends with the decision, a suspension does not", "[rules][examination]") {
  October october;
  Law& law = october.law;
  october.reported();
  law.must(law.ledger.draft("SubjectRelievedTemporarily", october.kase, mayor,
                            {{"decision_no", Code{"SK-5"}}, {"acting", Code{"PLH-1"}}}));
  law.must(law.decide(october.kase, mayor, "L2"));
  CHECK(law.ledger.stream(october.kase)->is(StateCode::duty_normal));

  October suspended;
  suspended.reported();
  suspended.law.must(suspended.law.ledger.draft("SubjectSuspended", suspended.kase, mayor,
                                                {{"ground", Code{"DETAINED_SUSPECT"}}, {"decision_no", Code{"SK-5"}}}));
  suspended.law.must(suspended.law.decide(suspended.kase, mayor, "L2"));
  CHECK(suspended.law.ledger.stream(suspended.kase)->is(StateCode::duty_suspended));
}

TEST_CASE("examination: the President suspends whom he appoints, the head the others", "[rules][examination]") {
  const auto suspended = [](October& october, const std::string& office) {
    Event event = october.law.ledger.draft("SubjectSuspended", october.kase, office,
                                           {{"ground", Code{"DETAINED_SUSPECT"}},
                                            {"decision_no", Code{"SK-5"}},
                                            {"proposal_received_at", on("2024-10-07")}});
    return event;
  };
  October october;
  Law& law = october.law;
  CHECK(law.refusal(suspended(october, president)).code == RefusalCode::e_wrong_agency);
  law.must(suspended(october, mayor));
  CHECK(law.ledger.stream(october.kase)->is(StateCode::duty_suspended));
  CHECK(law.ledger.stream(october.kase)->term("DL-23")->stopped_on == on("2024-10-10"));
  CHECK(law.refusal(suspended(october, mayor)).code == RefusalCode::e_out_of_order);
  law.must(law.ledger.draft("SubjectReactivated", october.kase, mayor,
                            {{"decision_no", Code{"SK-6"}}, {"reason", Code{"RELEASED"}}}));
  CHECK(law.ledger.stream(october.kase)->is(StateCode::duty_normal));
  Person high = officer();
  high.rank = "JPT_MADYA";
  October highest(high);
  const Refusal refusal = highest.law.refusal(suspended(highest, mayor));
  CHECK(refusal.code == RefusalCode::e_president_required);
  highest.law.must(suspended(highest, president));
}

TEST_CASE("examination: what the head finds not proven is closed, reported and verified", "[rules][examination]") {
  October october;
  Law& law = october.law;
  const auto unproven = [&] {
    return law.ledger.draft("ViolationNotProvenByPpk", october.kase, mayor,
                            {{"letter_no", Code{"S-3"}}, {"reasons", Codes{Code{"NO_INTENT"}}}});
  };
  CHECK(law.refusal(unproven()).code == RefusalCode::e_out_of_order);  // nobody examined
  october.reported();
  law.must(unproven());
  CHECK(law.state_of(october.kase) == StateCode::z06);
  CHECK_FALSE(law.ledger.stream(october.kase)->term("DL-06")->stopped_on.has_value());
  law.must(law.ledger.draft("FollowUpReported", october.kase, "BKD@kota:64.71",
                            {{"letter_no", Code{"L-1"}}, {"decisions", Codes{Code{"S-3"}}}}));
  CHECK(law.ledger.stream(october.kase)->term("DL-06")->stopped_on == law.ledger.today());
  law.must(law.ledger.draft("FollowUpVerified", october.kase, bkn, {{"matches", Code{"DEVIATION_ACCEPTED"}}}));
  CHECK(law.state_of(october.kase) == StateCode::z06);
}

TEST_CASE("examination: a superior who neglected his duty has a case of his own", "[rules][examination]") {
  October october;
  Law& law = october.law;
  const auto derived = [&](const std::string& kase) {
    return law.ledger.draft("DerivedCaseOpened", october.kase, mayor,
                            {{"derived", Reference{kase}}, {"reason", Code{"DID_NOT_SUMMON"}}});
  };
  CHECK(law.refusal(derived("case-2")).code == RefusalCode::e_reference_unknown);
  Matter neglect{on("2024-10-05")};
  neglect.violations = {"V21"};
  law.must(law.open("case-2", neglect));
  law.must(law.open("case-3", Matter{on("2024-10-05")}));
  CHECK(law.refusal(derived("case-3")).code == RefusalCode::e_out_of_order);
  CHECK(law.refusal(derived(october.kase)).code == RefusalCode::e_out_of_order);
  Event foreign = derived("case-2");
  foreign.office = governor;
  foreign.holder = HolderKind::pj;
  law.head(governor, HolderKind::pj, on("2023-10-02"), std::nullopt);
  CHECK(law.refusal(foreign).code == RefusalCode::e_wrong_agency);
  law.must(derived("case-2"));
}
