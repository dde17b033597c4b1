// Around a case: reopening, leaving service, longer terms, holds, disclosure, retention, old records.

#include "ledger/rules/terms.hpp"
#include "tests/rules/city.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

Event reopen(City& city, const std::string& kase, const char* phase, const std::string& office = bkn) {
  return city.draft(
      "CaseReopened", kase, office,
      {{"resumes_at", Code{phase}}, {"reason", Code{"NEW_EVIDENCE"}}, {"evidence_hash", hash_named("evidence")}});
}

Event leave(City& city, const std::string& kase, const char* kind, const char* consequence) {
  return city.draft("SubjectLeftService", kase, city_registry,
                    {{"kind", Code{kind}}, {"left_on", city.law.ledger.today()}, {"consequence", Code{consequence}}});
}

Event extend(City& city, const std::string& kase, const std::string& office, const char* deadline, std::int64_t added) {
  return city.draft("DeadlineExtended", kase, office,
                    {{"deadline", Code{deadline}}, {"added", added}, {"reason", Code{"MORE_WITNESSES"}}});
}

Event hold(City& city, std::string_view type, const std::string& kase, const std::string& office = "DPO@kota:64.71") {
  return city.draft(type, kase, office, {{"reason", Code{"LAWSUIT"}}, {"order_no", Code{"H-1"}}});
}

Event dispose(City& city, const std::string& kase, const char* until) {
  return city.draft("RetentionDispositionExecuted", kase, "ARSIPARIS@kota:64.71",
                    {{"kind", Code{"DESTROYED"}}, {"schedule_no", Code{"JRA-1"}}, {"retained_until", on(until)}});
}

// Closed as completed: a written reprimand that nobody objected to.
std::string completed(City& city) {
  const std::string kase = city.law.delivered("1", act_of_september, city_clerk(), "L2");
  city.law.ledger.at(on("2024-10-28"));
  city.law.must(city.draft("CaseClosed", kase, city_registry, {{"ground", Code{"COMPLETED"}}}));
  return kase;
}

// Rules under which the delivery's term may grow by five days.
void publish_longer(City& city) {
  RuleSet rules = demo_rules("RS-2024-BKN");
  rules.id = "RS-LONGER";
  rules.in_force_from = on("2024-10-07");
  for (PolicyRow& row : rules.policies) {
    if (row.name == "extendable_deadlines") row.value = "DL-11:5";
  }
  city.law.ledger.publish(rules);
}

}  // namespace

TEST_CASE("archive: a case that ended without a decision goes back to who ended it", "[rules][archive]") {
  City city;
  const std::string kase = city.law.recommended("1", act_of_september, city_clerk());
  city.law.must(city.draft("CaseClosed", kase, city_registry, {{"ground", Code{"LAPSED"}}}));
  CHECK(city.law.state_of(kase) == StateCode::z11);
  CHECK(city.law.refusal(reopen(city, kase, "OPENED", city_registry)).code == RefusalCode::e_role_not_allowed);
  CHECK(city.law.refusal(reopen(city, kase, "COMPLETED")).code == RefusalCode::e_out_of_order);
  city.law.must(reopen(city, kase, "UNDER_SUPERVISION"));
  CHECK(city.law.state_of(kase) == StateCode::under_supervision);
}

TEST_CASE("archive: a completed sanction is looked at again as a completed one", "[rules][archive]") {
  City city;
  const std::string kase = completed(city);
  CHECK(city.law.refusal(reopen(city, kase, "PPK_RECEIVED")).code == RefusalCode::e_out_of_order);
  city.law.must(reopen(city, kase, "COMPLETED", court));
  CHECK(city.law.state_of(kase) == StateCode::completed);
}

TEST_CASE("archive: a case whose person has left or died is not reopened", "[rules][archive]") {
  City city;
  for (const auto& [name, kind, end] :
       {std::tuple{"1", "RETIRED", StateCode::z07}, std::tuple{"2", "DIED", StateCode::z08}}) {
    const std::string kase = city.law.recommended(name, act_of_september, city_clerk());
    city.law.must(leave(city, kase, kind, "CLOSES"));
    CHECK(city.law.state_of(kase) == end);
    CHECK(city.law.refusal(reopen(city, kase, "OPENED")).code == RefusalCode::e_terminal_state);
  }
}

TEST_CASE("archive: leaving ends the case and its terms; only what ended the service before goes on",
          "[rules][archive]") {
  City city;
  const std::string kase = city.law.decided("1", act_of_september, city_clerk(), "T2");
  Event foreign = leave(city, kase, "RETIRED", "CLOSES");
  foreign.office = registry;
  CHECK(city.law.refusal(foreign).code == RefusalCode::e_wrong_agency);
  CHECK(city.law.refusal(leave(city, kase, "RETIRED", "CONTINUES")).code == RefusalCode::e_out_of_order);
  city.law.must(leave(city, kase, "RETIRED", "CLOSES"));
  CHECK(city.term(kase, "DL-11")->stopped_on == on("2024-10-07"));
  const std::string member = city.law.recommended("2", party_member(), city_clerk());
  CHECK(city.law.refusal(leave(city, member, "DIED", "CONTINUES")).code == RefusalCode::e_out_of_order);
  city.law.must(leave(city, member, "RETIRED", "CONTINUES"));
  CHECK(city.law.state_of(member) == StateCode::recommended);
}

TEST_CASE("archive: a running term is extended by its own agency, as far as the policy goes", "[rules][archive]") {
  City city;
  publish_longer(city);
  const std::string kase = city.law.decided("1", act_of_september, city_clerk(), "T2");
  const auto last_day = [&] { return read_term(city.law.ledger.state(), *city.term(kase, "DL-11"))->last_day.date; };
  CHECK(last_day() == on("2024-10-25"));
  CHECK(city.law.refusal(extend(city, kase, mayor, "DL-15", 1)).code == RefusalCode::e_out_of_order);
  CHECK(city.law.refusal(extend(city, kase, bawaslu, "DL-11", 1)).code == RefusalCode::e_wrong_agency);
  CHECK(city.law.refusal(extend(city, kase, mayor, "DL-11", 6)).code == RefusalCode::e_deadline_passed);
  CHECK(city.law.refusal(extend(city, kase, mayor, "DL-11", 0)).code == RefusalCode::e_schema);
  city.law.must(extend(city, kase, mayor, "DL-11", 3));
  CHECK(last_day() == on("2024-10-30"));
  CHECK(city.law.refusal(extend(city, kase, mayor, "DL-11", 3)).code == RefusalCode::e_deadline_passed);
  // Nor once it has lapsed, or was stopped.
  city.law.ledger.at(on("2024-10-31"));
  CHECK(city.law.refusal(extend(city, kase, mayor, "DL-11", 2)).code == RefusalCode::e_deadline_passed);
  city.law.must(city.law.receipt(kase, city_clerk()));
  CHECK(city.law.refusal(extend(city, kase, mayor, "DL-11", 2)).code == RefusalCode::e_out_of_order);
}

TEST_CASE("archive: an extension is not dated back over the end of its term", "[rules][archive]") {
  City city;
  publish_longer(city);
  const std::string kase = city.law.decided("1", act_of_september, city_clerk(), "T2");
  city.law.ledger.at(on("2024-10-28"));
  Event late = extend(city, kase, mayor, "DL-11", 2);
  late.legal_date = on("2024-10-25");
  CHECK(city.law.refusal(late).code == RefusalCode::e_deadline_passed);
  late.late_reason = "NETWORK";
  late.documents = {document_named("1", start_of(on("2024-10-25"), Zone::wita))};
  city.law.must(late);
}

TEST_CASE("archive: a hold is placed and released, also on a closed case", "[rules][archive]") {
  City city;
  const std::string kase = completed(city);
  CHECK(city.law.refusal(hold(city, "LegalHoldReleased", kase)).code == RefusalCode::e_out_of_order);
  city.law.ledger.enrol("DPO@prov:64.9");
  CHECK(city.law.refusal(hold(city, "LegalHoldPlaced", kase, "DPO@prov:64.9")).code == RefusalCode::e_wrong_agency);
  city.law.must(hold(city, "LegalHoldPlaced", kase));
  CHECK(city.overlay(kase, Overlay::hold) == StateCode::hold_yes);
  CHECK(city.law.refusal(hold(city, "LegalHoldPlaced", kase)).code == RefusalCode::e_out_of_order);
  city.law.must(hold(city, "LegalHoldReleased", kase));
  CHECK(city.overlay(kase, Overlay::hold) == StateCode::hold_no);
  CHECK(city.law.state_of(kase) == StateCode::z09);
}

TEST_CASE("archive: the person is answered at any time", "[rules][archive]") {
  City city;
  const std::string kase = completed(city);
  city.law.must(city.draft("SubjectAccessProvided", kase, "DPO@kota:64.71",
                           {{"requested_on", on("2024-10-21")}, {"provided_on", city.law.ledger.today()}}));
  city.law.must(city.draft("DataCorrectionRecorded", kase, city_registry,
                           {{"event", id_named("event")},
                            {"field", Code{"SubjectIdentified.post"}},
                            {"requested_on", on("2024-10-21")},
                            {"new_hash", hash_named("new")}}));
}

TEST_CASE("archive: an embargo is lifted by information officer and head, and not before the end", "[rules][archive]") {
  City city;
  const auto lift = [&](const std::string& kase) {
    return city.draft("EmbargoLifted", kase, mayor, {{"disclosure_class", Code{"PUBLIC"}}});
  };
  const std::string running = city.law.recommended("9", Matter{on("2024-09-29")}, city_clerk());
  CHECK(city.law.refusal(lift(running), {"PPID@kota:64.71"}).code == RefusalCode::e_embargo);
  const std::string kase = completed(city);
  CHECK(city.law.refusal(lift(kase)).code == RefusalCode::e_signature_incomplete);
  Event officer = lift(kase);
  officer.office = "PPID@kota:64.71";
  CHECK(city.law.refusal(officer, {mayor}).code == RefusalCode::e_role_not_allowed);
  city.law.must(lift(kase), {"PPID@kota:64.71"});
  CHECK(city.overlay(kase, Overlay::embargo) == StateCode::embargo_published);
}

TEST_CASE("archive: a record is disposed of when its time is over and nobody holds it", "[rules][archive]") {
  City city;
  const std::string kase = completed(city);
  CHECK(city.law.refusal(dispose(city, kase, "2031-12-31")).code == RefusalCode::e_shred_not_allowed);
  city.law.must(hold(city, "LegalHoldPlaced", kase));
  CHECK(city.law.refusal(dispose(city, kase, "2024-10-27")).code == RefusalCode::e_shred_not_allowed);
  city.law.must(hold(city, "LegalHoldReleased", kase));
  CHECK(city.law.refusal(dispose(city, kase, "2024-10-28")).code == RefusalCode::e_shred_not_allowed);
  city.law.must(dispose(city, kase, "2024-10-27"));
  const std::string open = city.law.recommended("2", Matter{on("2024-09-29")}, city_clerk());
  CHECK(city.law.refusal(dispose(city, open, "2024-10-01")).code == RefusalCode::e_out_of_order);
}

TEST_CASE("archive: an old record is imported by its own agency, and only read from then on", "[rules][archive]") {
  City city;
  const auto import = [&](const std::string& office) {
    return city.draft("HistoricalRecordImported", "case-old", office,
                      {{"home_agency", Code{"kota:64.71"}},
                       {"completeness", Code{"SEBAGIAN"}},
                       {"opened_on", on("2015-03-02")},
                       {"document_hash", hash_named("file")}});
  };
  CHECK(city.law.refusal(import(registry)).code == RefusalCode::e_wrong_agency);
  city.law.must(import("ARSIPARIS@kota:64.71"));
  CHECK(city.law.state_of("case-old") == StateCode::imported);
  CHECK(city.law.ledger.stream("case-old")->terms.empty());
  CHECK(city.law.refusal(city.law.identify("case-old", city_clerk())).code == RefusalCode::e_out_of_order);
  CHECK(city.law.refusal(city.draft("CaseClosed", "case-old", city_registry, {{"ground", Code{"LAPSED"}}})).code !=
        RefusalCode::none);
  city.law.must(hold(city, "LegalHoldPlaced", "case-old"));
}
