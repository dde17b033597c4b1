#include "ledger/rules/mandate.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/test_ledger.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const std::string bawaslu = "BAWASLU_KABKOTA@bawaslu:64.71";
const std::string kasn = "KASN@kl:KASN";
const std::string ppk = "PPK_ASN@prov:64";
const std::string bkd = "BKD@prov:64";

struct Settled {
  TestLedger ledger;
  int streams = 0;
  Settled() {
    settle(ledger);
    ledger.at(date_of(2018, 3, 5));
  }

  Event report(const std::string& office) {
    return ledger.draft("ReportReceived", "report-" + std::to_string(++streams), office,
                        {{"channel", Code{"DIRECT"}}, {"received_at", ledger.today()}, {"region", Code{"kota:64.71"}}});
  }
  // A case of the supervisor's own motion needs no report and no forwarding.
  Event own_motion(const std::string& office, Date act) {
    return ledger.draft("CaseOpened", "case-" + std::to_string(++streams), office,
                        {{"origin", Code{"SUPERVISOR"}},
                         {"violation_codes", Codes{Code{"V01"}}},
                         {"act_date", act},
                         {"act_place", Code{"kota:64.71"}}});
  }
  Event internal(const std::string& office) {
    Event event = own_motion(office, date_of(2018, 3, 1));
    set(event, "origin", Code{"INTERNAL"});
    return event;
  }
  Event ending(const std::string& office, HolderKind kind, Date from, Date last) {
    return ledger.draft("OfficeHolderEnded", "office-" + office, TestLedger::admin(),
                        {{"office", Code{office}},
                         {"holder", id_named(office + " " + name(kind) + " " + print(from))},
                         {"ended_on", last},
                         {"reason", Code{"TERM"}}});
  }
  Event delegation(const std::string& from, const std::string& to, std::optional<Date> until = std::nullopt) {
    Event event = ledger.draft("DelegationGranted", "office-" + from, from,
                               {{"office", Code{from}},
                                {"delegate", Code{to}},
                                {"types", Codes{Code{"CaseOpened"}}},
                                {"valid_from", date_of(2018, 3, 1)},
                                {"decision_no", Code{"SK/2"}}});
    if (until) set(event, "valid_until", *until);
    return event;
  }
};

}  // namespace

TEST_CASE_METHOD(Settled, "mandate: a holder of the stated kind must be in force", "[rules][mandate]") {
  Event event = report(bawaslu);
  event.holder = HolderKind::plt;
  const Appended appended = ledger.append(event);
  CHECK(appended.recorded);
  CHECK(appended.refusal.code == RefusalCode::e_mandate_ended);
  CHECK(fact(appended.refusal, "office") == bawaslu);
  CHECK(fact(appended.refusal, "holder") == "Plt");
  ledger.appoint(bawaslu, HolderKind::plt, date_of(2018, 3, 5));
  event = report(bawaslu);
  event.holder = HolderKind::plt;
  CHECK(ledger.append(event).admitted());
}

TEST_CASE_METHOD(Settled, "mandate: an office without any holder does nothing", "[rules][mandate]") {
  const std::string office = "BAWASLU_PROV@bawaslu:63";
  ledger.agency("bawaslu:63");
  ledger.key(office, date_of(2017, 1, 1));
  CHECK(ledger.append(report(office)).refusal.code == RefusalCode::e_mandate_ended);
}

TEST_CASE_METHOD(Settled, "mandate: it holds through its last day and not on the next", "[rules][mandate]") {
  const std::string office = "BAWASLU_PROV@bawaslu:63";
  ledger.agency("bawaslu:63");
  ledger.key(office, date_of(2017, 1, 1));
  ledger.appoint(office, HolderKind::definitif, date_of(2018, 3, 6), date_of(2018, 3, 8));
  CHECK(ledger.append(report(office)).refusal.code == RefusalCode::e_mandate_ended);
  ledger.at(date_of(2018, 3, 6), Zone::wita, 0);
  CHECK(ledger.append(report(office)).admitted());
  ledger.at(date_of(2018, 3, 8), Zone::wita, 23);
  CHECK(ledger.append(report(office)).admitted());
  ledger.at(date_of(2018, 3, 9), Zone::wita, 0);
  const Appended after = ledger.append(report(office));
  CHECK(after.refusal.code == RefusalCode::e_mandate_ended);
  CHECK(fact(after.refusal, "date") == "2018-03-09");
}

TEST_CASE_METHOD(Settled, "mandate: it must hold on the legal date and when it is recorded", "[rules][mandate]") {
  const std::string office = "BAWASLU_PROV@bawaslu:63";
  ledger.agency("bawaslu:63");
  ledger.key(office, date_of(2017, 1, 1));
  ledger.appoint(office, HolderKind::definitif, date_of(2018, 3, 6));
  ledger.at(date_of(2018, 3, 10));
  Event before = report(office);
  before.legal_date = date_of(2018, 3, 5);
  CHECK(ledger.append(before).refusal.code == RefusalCode::e_mandate_ended);

  REQUIRE(ledger.append(ending(office, HolderKind::definitif, date_of(2018, 3, 6), date_of(2018, 3, 10))).admitted());
  CHECK(ledger.append(report(office)).admitted());
  ledger.at(date_of(2018, 3, 12));
  const auto backdate = [](Event& event) {
    event.legal_date = date_of(2018, 3, 9);
    set(event, "received_at", event.legal_date);
  };
  Event late = report(office);
  backdate(late);
  const Appended stricter = ledger.append(late);
  CHECK(stricter.refusal.code == RefusalCode::e_mandate_ended);
  CHECK(fact(stricter.refusal, "date") == "2018-03-12");
  late = report(office);
  backdate(late);
  late.late_reason = "POST";
  CHECK(ledger.append(late).refusal.code == RefusalCode::e_mandate_ended);  // no signing time
  late = report(office);
  backdate(late);
  late.late_reason = "POST";
  late.documents = {document_named("800/9", start_of(date_of(2018, 3, 11), Zone::wita))};
  CHECK(ledger.append(late).refusal.code == RefusalCode::e_mandate_ended);  // signed on the edge
  late = report(office);
  backdate(late);
  late.late_reason = "POST";
  late.documents = {document_named("800/9", Instant{start_of(date_of(2018, 3, 11), Zone::wita).us - 1})};
  CHECK(ledger.append(late).admitted());
}

TEST_CASE_METHOD(Settled, "mandate: ending one appointment leaves a later one of the same person", "[rules][mandate]") {
  const std::string office = "BAWASLU_PROV@bawaslu:63";
  ledger.agency("bawaslu:63");
  ledger.key(office, date_of(2017, 1, 1));
  ledger.appoint(office, HolderKind::definitif, date_of(2017, 1, 1));
  Event again = ledger.appointment(office, HolderKind::definitif, date_of(2018, 3, 1));
  set(again, "holder", id_named(office + " DEFINITIF 2017-01-01"));
  REQUIRE(ledger.append(again).admitted());
  REQUIRE(ledger.append(ending(office, HolderKind::definitif, date_of(2017, 1, 1), date_of(2018, 2, 28))).admitted());
  CHECK(ledger.append(report(office)).admitted());
}

TEST_CASE_METHOD(Settled, "delegation: acting for another office takes a delegation that covers it",
                 "[rules][mandate]") {
  const auto attempt = [&] {
    Event event = internal(bkd);
    event.on_behalf_of = ppk;
    return ledger.append(event);
  };
  CHECK(ledger.append(internal(bkd)).refusal.code == RefusalCode::e_role_not_allowed);
  const Appended without = attempt();
  CHECK(without.refusal.code == RefusalCode::e_role_not_allowed);
  CHECK(fact(without.refusal, "on_behalf_of") == ppk);

  REQUIRE(ledger.append(delegation(ppk, "PYB@prov:64")).admitted());
  CHECK(attempt().refusal.code == RefusalCode::e_role_not_allowed);  // to somebody else
  Event other_type = delegation(ppk, bkd);
  set(other_type, "types", Codes{Code{"CaseClosed"}});
  REQUIRE(ledger.append(other_type).admitted());
  CHECK(attempt().refusal.code == RefusalCode::e_role_not_allowed);  // for something else
  REQUIRE(ledger.append(delegation(ppk, bkd, date_of(2018, 3, 4))).admitted());
  CHECK(attempt().refusal.code == RefusalCode::e_role_not_allowed);  // until yesterday
  Event ranks = delegation(ppk, bkd);
  set(ranks, "ranks", Codes{Code{"PENGAWAS"}});
  REQUIRE(ledger.append(ranks).admitted());
  CHECK(attempt().refusal.code == RefusalCode::e_role_not_allowed);  // only for ranks, and none is known
  const Event granted = delegation(ppk, bkd);
  REQUIRE(ledger.append(granted).admitted());
  const Appended covered = attempt();
  INFO(print(covered.refusal));
  CHECK(covered.admitted());

  Event revoked = ledger.draft("DelegationRevoked", "office-" + ppk, ppk,
                               {{"office", Code{ppk}},
                                {"delegation", granted.id},
                                {"revoked_on", date_of(2018, 3, 7)},
                                {"reason", Code{"ENDED"}}});
  REQUIRE(ledger.append(revoked).admitted());
  ledger.at(date_of(2018, 3, 6));
  CHECK(attempt().admitted());
  ledger.at(date_of(2018, 3, 7), Zone::wita, 0);
  CHECK(attempt().refusal.code == RefusalCode::e_role_not_allowed);
}

TEST_CASE_METHOD(Settled, "delegation: nobody acts for an office that has no holder", "[rules][mandate]") {
  REQUIRE(ledger.append(delegation(ppk, bkd)).admitted());
  REQUIRE(ledger.append(ending(ppk, HolderKind::definitif, Date{16'800}, date_of(2018, 3, 4))).admitted());
  Event event = internal(bkd);
  event.on_behalf_of = ppk;
  const Appended appended = ledger.append(event);
  CHECK(appended.refusal.code == RefusalCode::e_mandate_ended);
  CHECK(fact(appended.refusal, "office") == ppk);
}

TEST_CASE_METHOD(Settled, "succession: the old role signs until the day before and its successor is named",
                 "[rules][mandate]") {
  ledger.succeed("kl:KASN", "kl:BKN", {"KASN"}, "BKN", date_of(2018, 3, 10));
  ledger.at(date_of(2018, 3, 9));
  CHECK(ledger.append(own_motion(kasn, date_of(2018, 3, 1))).admitted());
  ledger.at(date_of(2018, 3, 10), Zone::wita, 0);
  const Appended appended = ledger.append(own_motion(kasn, date_of(2018, 3, 1)));
  CHECK(appended.recorded);
  CHECK(appended.refusal.code == RefusalCode::e_role_superseded);
  CHECK(fact(appended.refusal, "successor") == "BKN");
  CHECK(fact(appended.refusal, "since") == "2018-03-10");
  CHECK(ledger.append(own_motion("BKN@kl:BKN", date_of(2018, 3, 1))).admitted());
  Event backdated = own_motion(kasn, date_of(2018, 3, 1));
  backdated.legal_date = date_of(2018, 3, 9);
  CHECK(ledger.append(backdated).refusal.code == RefusalCode::e_role_superseded);
  Event proven = own_motion(kasn, date_of(2018, 3, 1));
  proven.legal_date = date_of(2018, 3, 9);
  proven.late_reason = "POST";
  proven.documents = {document_named("800/9", start_of(date_of(2018, 3, 9), Zone::wita))};
  CHECK(ledger.append(proven).admitted());
}

TEST_CASE_METHOD(Settled, "succession: other roles of the same agency are untouched", "[rules][mandate]") {
  ledger.succeed("kl:KEMENDAGRI", "kl:BKN", {"DIRJEN_OTDA"}, "BKN", date_of(2018, 3, 1));
  ledger.succeed("kl:KASN", "kl:BKN", {"SOMETHING_ELSE"}, "BKN", date_of(2018, 3, 1));
  CHECK(ledger.append(own_motion(kasn, date_of(2018, 3, 1))).admitted());
}

TEST_CASE("mandate: an office is a role and an agency", "[rules][mandate]") {
  CHECK(role_of("PPK_ASN@kota:64.71") == "PPK_ASN");
  CHECK(agency_of("PPK_ASN@kota:64.71") == "kota:64.71");
  CHECK(role_of("PRESIDEN") == "PRESIDEN");
  CHECK(agency_of("PRESIDEN").empty());
}
