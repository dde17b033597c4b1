// Findings of single entries: each appears where it should, and not next door.

#include "ledger/rules/holders.hpp"
#include "ledger/rules/types.hpp"
#include "tests/rules/audited.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

Person clerk() {
  Person person;
  person.rank = "PELAKSANA";
  return person;
}

}  // namespace

TEST_CASE("findings: a step that is recorded late says by how many working days", "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-05-04"));
  const std::string kase = law.recommended("1", Matter{on("2020-04-20")}, clerk());
  const auto served = [&](const char* legal_date, const char* recorded) {
    law.ledger.at(on(recorded));
    Event event = law.ledger.draft("RecommendationServed", kase, registry, {{"received_at", on(legal_date)}});
    event.legal_date = on(legal_date);
    event.late_reason = "NETWORK_DOWN";
    law.must(event);
  };
  served("2020-05-11", "2020-05-14");  // three working days are allowed
  CHECK(only(findings_of(law.ledger), FindingCode::late_entry).empty());
  served("2020-05-11", "2020-05-15");
  const auto late = only(findings_of(law.ledger), FindingCode::late_entry);
  REQUIRE(late.size() == 1);
  CHECK(fact(late[0], "days") == "4");
  CHECK(fact(late[0], "allowed") == "3");
  CHECK(fact(late[0], "reason") == "NETWORK_DOWN");
  CHECK(late[0].agency == "prov:64");
  CHECK(late[0].home == "prov:64");
  CHECK(late[0].kase == kase);
}

TEST_CASE("findings: a decision beside the recommendation needs a reason, on it or on its proposal",
          "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-05-04"));
  Matter matter{on("2020-04-20")};
  matter.recommended = {"L2"};
  const std::string beside = law.decided("1", matter, clerk(), "T1");
  matter.act = on("2020-04-21");
  matter.recommended = {"L2", "T1"};
  law.decided("2", matter, clerk(), "T1");
  matter.act = on("2020-04-22");
  matter.recommended = {"L2"};
  const std::string with_reason = law.proposed("3", matter, clerk(), "T1");
  Event decision = law.decide(with_reason, governor, "T1");
  set(decision, "deviation_reason", Code{"AGGRAVATING"});
  law.must(decision);
  matter.act = on("2020-04-23");
  const std::string proposed = law.reported("4", matter, clerk());
  Event proposal = law.propose(proposed, "T1");
  set(proposal, "deviation_reason", Code{"AGGRAVATING"});
  law.must(proposal);
  law.must(law.decide(proposed, governor, "T1"));
  const auto found = only(findings_of(law.ledger), FindingCode::deviation_unexplained);
  REQUIRE(found.size() == 1);
  CHECK(found[0].stream == beside);
  CHECK(fact(found[0], "sanction") == "T1");
  CHECK(fact(found[0], "recommended") == "L2");
  CHECK(found[0].rests_on.size() == 1);
  CHECK(explain(found[0], Language::english).find("T1 instead of L2") != std::string::npos);
}

TEST_CASE("findings: an irregular act is a finding about the agency whose act it was", "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-05-04"));
  const std::string kase = law.recommended("1", Matter{on("2020-04-20")}, clerk());
  CHECK(only(findings_of(law.ledger), FindingCode::irregular_act).empty());
  law.must(law.ledger.draft("IrregularActObserved", kase, kasn,
                            {{"observed_on", law.ledger.today()}, {"irregularity", Code{"NO_APPROVAL"}}}));
  const auto found = only(findings_of(law.ledger), FindingCode::irregular_act);
  REQUIRE(found.size() == 1);
  CHECK(found[0].agency == "prov:64");
  CHECK(fact(found[0], "irregularity") == "NO_APPROVAL");
  CHECK(row_of(found[0].code).severity == Severity::serious);
}

TEST_CASE("findings: documents without a hash, and signatures that cannot be", "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-05-04"));
  const std::string kase = law.recommended("1", Matter{on("2020-04-20")}, clerk());
  const auto observe = [&](const std::function<void(Event&)>& change) {
    Event event = law.ledger.draft("IrregularActObserved", kase, kasn,
                                   {{"observed_on", law.ledger.today()}, {"irregularity", Code{"OTHER"}}});
    change(event);
    law.must(event);
  };
  observe([&](Event& event) { event.documents.at(0).signed_at = law.ledger.now(); });  // as it should be
  observe([&](Event& event) {
    event.documents.at(0).certificate = Bytes(16, 1), event.documents.at(0).signed_at = law.ledger.now();
  });
  CHECK(only(findings_of(law.ledger), FindingCode::document_hash_missing).empty());
  CHECK(only(findings_of(law.ledger), FindingCode::bsre_invalid).empty());
  observe([](Event& event) { event.documents.at(0).hash = Hash{}; });
  observe([](Event& event) { event.documents.clear(); });
  observe([](Event& event) {
    event.documents.clear();
    set(event, "document_hash", hash_named("a photograph"));
  });
  const auto missing = only(findings_of(law.ledger), FindingCode::document_hash_missing);
  REQUIRE(missing.size() == 2);
  CHECK(fact(missing[1], "document") == "document_hash");
  observe([](Event& event) { event.documents.at(0).certificate = Bytes(16, 1); });
  observe([&](Event& event) { event.documents.at(0).signed_at = Instant{law.ledger.now().us + 1}; });
  const auto invalid = only(findings_of(law.ledger), FindingCode::bsre_invalid);
  REQUIRE(invalid.size() == 2);
  CHECK(fact(invalid[0], "wrong") == "NO_SIGNING_TIME");
  CHECK(fact(invalid[1], "wrong") == "SIGNED_AFTER_RECORDING");
}

TEST_CASE("findings: an archive's record that is not complete", "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-05-04"));
  const auto import = [&](const std::string& kase, const char* completeness) {
    law.must(law.ledger.draft("HistoricalRecordImported", kase, registry,
                              {{"home_agency", Code{"prov:64"}},
                               {"completeness", Code{completeness}},
                               {"opened_on", on("2012-03-01")},
                               {"document_hash", hash_named(kase)}}));
  };
  import("case-old-1", "LENGKAP");
  CHECK(only(findings_of(law.ledger), FindingCode::historical_incomplete).empty());
  import("case-old-2", "MINIM");
  const auto found = only(findings_of(law.ledger), FindingCode::historical_incomplete);
  REQUIRE(found.size() == 1);
  CHECK(found[0].stream == "case-old-2");
  CHECK(fact(found[0], "completeness") == "MINIM");
}

TEST_CASE("findings: the cells that nobody has verified, under a decision and under no step that uses none",
          "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-05-04"));
  const std::string kase = law.decided("1", Matter{on("2020-04-20")}, clerk(), "L2");
  const auto found = only(findings_of(law.ledger), FindingCode::ruleset_uncertain, kase);
  REQUIRE(found.size() == 1);  // the decision alone
  CHECK(fact(found[0], "cells") == "sanctions:L2/competences::LIGHT:PPK_ASN");
  CHECK(fact(found[0], "ruleset") == "RS-2018");
  CHECK(row_of(found[0].code).severity == Severity::note);
}

TEST_CASE("findings: one number of another system in two streams", "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-05-04"));
  const auto open = [&](const std::string& kase, const char* act, const char* number) {
    Event event = law.open(kase, Matter{on(act)});
    event.external_refs = {{"SIGAPLAPOR", number}};
    law.must(event);
  };
  open("case-1", "2020-04-20", "17");
  open("case-2", "2020-04-21", "18");
  CHECK(only(findings_of(law.ledger), FindingCode::reference_repeated).empty());
  open("case-3", "2020-04-22", "17");
  const auto found = only(findings_of(law.ledger), FindingCode::reference_repeated);
  REQUIRE(found.size() == 1);
  CHECK(found[0].stream == "case-3");
  CHECK(fact(found[0], "other") == "case-1");
}

TEST_CASE("findings: whoever was lent to a secretariat signs in a case of his own agency", "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-05-04"));
  const auto holders = holders_on(law.ledger.stream("office-" + governor), HolderKind::none, on("2020-05-04"));
  REQUIRE(!holders.empty());
  law.must(law.ledger.draft("ElectionSecretariatSecondmentIssued", "assignment-1", secretary,
                            {{"assignment_no", Code{"800/1"}},
                             {"persons", Codes{Code{print(holders.front())}}},
                             {"body", Code{"PPK_KPU"}},
                             {"place", Code{"kota:64.71"}},
                             {"valid_from", on("2020-05-01")},
                             {"valid_until", on("2020-05-31")}}));
  const std::string kase = law.decided("1", Matter{on("2020-04-20")}, clerk(), "L2");
  const auto found = only(findings_of(law.ledger), FindingCode::seconded_signer, kase);
  CHECK(found.size() == 2);  // the examiner's appointment and the decision
  CHECK(fact(found.at(0), "letter") == "assignment-1");
  law.ledger.at(on("2020-06-02"));
  const std::string later = law.decided("2", Matter{on("2020-05-20")}, clerk(), "L2");
  CHECK(only(findings_of(law.ledger), FindingCode::seconded_signer, later).empty());
}
