#include "ledger/rules/signers.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/test_ledger.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const std::string bawaslu = "BAWASLU_KABKOTA@bawaslu:64.71";
const std::string ppk = "PPK_ASN@prov:64";

struct Settled {
  TestLedger ledger;
  int reports = 0;
  Settled() {
    settle(ledger);
    ledger.at(date_of(2018, 3, 5));
  }

  Event report(const std::string& office = bawaslu) {
    return ledger.draft("ReportReceived", "report-" + std::to_string(++reports), office,
                        {{"channel", Code{"DIRECT"}}, {"received_at", ledger.today()}, {"region", Code{"kota:64.71"}}});
  }
  Event rotation(const std::string& office, const SigningKey& old_key, const SigningKey& new_key) {
    return ledger.draft("SigningKeyRotated", "key-" + to_hex(new_key.public_key()), office,
                        {{"key", Hash{new_key.public_key()}},
                         {"office", Code{office}},
                         {"valid_from", ledger.today()},
                         {"replaces", Reference{"key-" + to_hex(old_key.public_key())}}});
  }
  Event revocation(const SigningKey& key) {
    return ledger.draft("SigningKeyRevoked", "key-" + to_hex(key.public_key()), TestLedger::admin(),
                        {{"key", Hash{key.public_key()}}, {"revoked_at", ledger.today()}, {"reason", Code{"STOLEN"}}});
  }
  Event agency(const std::string& code) {
    return ledger.draft("AgencyRegistered", "agency-" + code, TestLedger::admin(),
                        {{"code", Code{code}},
                         {"agency_type", Code{"TEST"}},
                         {"zone", Code{"WITA"}},
                         {"valid_from", date_of(2016, 1, 1)}});
  }
};

}  // namespace

TEST_CASE_METHOD(Settled, "keys: an unknown key leaves no entry, alone or beside a known one", "[rules][signers]") {
  const SigningKey stranger = key_named("a stranger");
  const std::size_t before = ledger.entries().size();
  const Appended alone = ledger.append_signed(report(), {&stranger});
  CHECK(alone.refusal.code == RefusalCode::e_key_unknown);
  CHECK_FALSE(alone.recorded);
  CHECK(fact(alone.refusal, "key") == to_hex(stranger.public_key()));
  const Appended beside = ledger.append_signed(report(), {&ledger.key_of(bawaslu), &stranger});
  CHECK(beside.refusal.code == RefusalCode::e_key_unknown);
  CHECK(ledger.entries().size() == before);
}

TEST_CASE_METHOD(Settled, "keys: nobody enrols himself, and the attempt leaves no entry", "[rules][signers]") {
  const SigningKey own = key_named("a stranger");
  const std::size_t before = ledger.entries().size();
  const Appended appended =
      ledger.append_signed(ledger.key_registration("PPK_ASN@prov:64", own, date_of(2018, 1, 1)), {&own});
  CHECK(appended.refusal.code == RefusalCode::e_key_unknown);
  CHECK(ledger.entries().size() == before);
}

TEST_CASE_METHOD(Settled, "keys: a registration needs the roots' threshold and the new key", "[rules][signers]") {
  const SigningKey added = key_named("a second key");
  const Event event = ledger.key_registration("PPK_ASN@prov:64", added, date_of(2018, 1, 1));
  const Appended no_new = ledger.append_signed(event, {&ledger.root(0), &ledger.root(1)});
  CHECK(no_new.refusal.code == RefusalCode::e_signature_incomplete);
  CHECK(fact(no_new.refusal, "missing") == "NEW_KEY");
  const Event again = ledger.key_registration("PPK_ASN@prov:64", added, date_of(2018, 1, 1));
  const Appended one_root = ledger.append_signed(again, {&ledger.root(1), &added});
  CHECK(one_root.refusal.code == RefusalCode::e_signature_incomplete);
  CHECK(fact(one_root.refusal, "missing") == "LEDGER_ADMIN");
  const Event third = ledger.key_registration("PPK_ASN@prov:64", added, date_of(2018, 1, 1));
  CHECK(ledger.append_signed(third, {&ledger.root(0), &ledger.root(1), &ledger.root(2), &added}).admitted());
}

TEST_CASE_METHOD(Settled, "keys: another key than the one named is not the new key", "[rules][signers]") {
  const SigningKey named = key_named("named");
  const SigningKey other = key_named("other");
  const Event event = ledger.key_registration(ppk, named, date_of(2018, 1, 1));
  const Appended appended = ledger.append_signed(event, {&ledger.root(0), &ledger.root(1), &other});
  CHECK(appended.refusal.code == RefusalCode::e_key_unknown);
  const Appended known = ledger.append_signed(event, {&ledger.root(0), &ledger.root(1), &ledger.key_of(ppk)});
  CHECK(known.refusal.code == RefusalCode::e_role_not_allowed);
}

TEST_CASE_METHOD(Settled, "keys: fewer roots than the threshold are not the ledger's administration",
                 "[rules][signers]") {
  const Appended one = ledger.append_signed(agency("prov:99"), {&ledger.root(1)});
  CHECK(one.recorded);
  CHECK(one.refusal.code == RefusalCode::e_signature_incomplete);
  CHECK(ledger.append_signed(agency("prov:98"), {&ledger.root(1), &ledger.root(2)}).admitted());
  const Appended other = ledger.append_signed(agency("prov:97"), {&ledger.root(0), &ledger.root(2)});
  CHECK(other.refusal.code == RefusalCode::e_role_not_allowed);  // the acting office's own root did not sign
}

TEST_CASE_METHOD(Settled, "keys: a root key is no office's key", "[rules][signers]") {
  const Appended appended = ledger.append_signed(report(), {&ledger.root(0)});
  CHECK(appended.refusal.code == RefusalCode::e_role_not_allowed);
  const Appended beside = ledger.append_signed(report(), {&ledger.key_of(bawaslu), &ledger.root(0)});
  CHECK(beside.refusal.code == RefusalCode::e_role_not_allowed);
  CHECK(fact(beside.refusal, "role") == "LEDGER_ADMIN");
}

TEST_CASE_METHOD(Settled, "keys: a key signs within its validity as of when it is recorded", "[rules][signers]") {
  const std::string office = "BKD@prov:64";
  ledger.use_key(office, key_named("dated"));
  ledger.key(office, date_of(2018, 4, 1), date_of(2018, 4, 30));
  const auto attempt = [&] { return ledger.append(report(office)).refusal; };
  const Refusal early = attempt();
  CHECK(early.code == RefusalCode::e_key_not_yet_valid);
  CHECK(fact(early, "since") == "2018-04-01");
  ledger.at(date_of(2018, 4, 1), Zone::wita, 0);
  CHECK(attempt().code == RefusalCode::e_role_not_allowed);  // the key is good, the office is not
  ledger.at(date_of(2018, 4, 30), Zone::wita, 23);
  CHECK(attempt().code == RefusalCode::e_role_not_allowed);
  ledger.at(date_of(2018, 5, 1), Zone::wita, 0);
  const Refusal late = attempt();
  CHECK(late.code == RefusalCode::e_key_expired);
  CHECK(fact(late, "until") == "2018-04-30");
}

TEST_CASE_METHOD(Settled, "keys: a revoked key signs nothing, and every attempt is recorded", "[rules][signers]") {
  const Event before = report();
  REQUIRE(ledger.append(revocation(ledger.key_of(bawaslu))).admitted());
  const Appended appended = ledger.append(before);
  CHECK(appended.recorded);
  CHECK(appended.refusal.code == RefusalCode::e_key_revoked);
  CHECK(fact(appended.refusal, "since") == "2018-03-05");
}

TEST_CASE_METHOD(Settled, "keys: rotation takes both keys, and ends the old one", "[rules][signers]") {
  const SigningKey fresh = key_named("fresh");
  const Event event = rotation(bawaslu, ledger.key_of(bawaslu), fresh);
  const Appended only_old = ledger.append(event);
  CHECK(only_old.refusal.code == RefusalCode::e_signature_incomplete);
  CHECK(fact(only_old.refusal, "missing") == "NEW_KEY");
  CHECK(ledger.append_signed(event, {&fresh}).refusal.code == RefusalCode::e_key_unknown);
  Event again = rotation(bawaslu, ledger.key_of(bawaslu), fresh);
  const Appended foreign = ledger.append_signed(again, {&ledger.key_of(ppk), &fresh});
  CHECK(foreign.refusal.code == RefusalCode::e_role_not_allowed);
  again = rotation(bawaslu, ledger.key_of(bawaslu), fresh);
  const Appended both = ledger.append_signed(again, {&ledger.key_of(bawaslu), &fresh});
  INFO(print(both.refusal));
  REQUIRE(both.admitted());
  CHECK(ledger.append(report()).refusal.code == RefusalCode::e_key_revoked);
  ledger.use_key(bawaslu, key_named("fresh"));
  CHECK(ledger.append(report()).admitted());
}

TEST_CASE_METHOD(Settled, "roles: only an office whose role the rule set names may sign", "[rules][signers]") {
  const Appended appended = ledger.append(report(ppk));
  CHECK(appended.recorded);
  CHECK(appended.refusal.code == RefusalCode::e_role_not_allowed);
  CHECK(fact(appended.refusal, "role") == "PPK_ASN");
  CHECK(fact(appended.refusal, "allowed").starts_with("BAWASLU_PROV/BAWASLU_KABKOTA"));
}

TEST_CASE_METHOD(Settled, "roles: a signature that nothing asks for is refused", "[rules][signers]") {
  const Appended appended = ledger.append(report(), {ppk});
  CHECK(appended.refusal.code == RefusalCode::e_role_not_allowed);
  CHECK(fact(appended.refusal, "role") == "PPK_ASN");
}

TEST_CASE_METHOD(Settled, "roles: the acting office is the office of a key that signed", "[rules][signers]") {
  const Event event = report("BAWASLU_PROV@bawaslu:64");
  const Appended appended = ledger.append_envelope(ledger.sign_by(event, {bawaslu}));
  CHECK(appended.refusal.code == RefusalCode::e_role_not_allowed);
  Event admin = agency("prov:99");
  admin.office = "LEDGER_ADMIN@kl:NOBODY";
  CHECK(ledger.append_signed(admin, {&ledger.root(0), &ledger.root(1)}).refusal.code ==
        RefusalCode::e_role_not_allowed);
}

TEST_CASE("roles: without a rule set in force only the roots act", "[rules][signers]") {
  TestLedger ledger;
  ledger.enrol(bawaslu);
  ledger.at(date_of(2018, 3, 5));
  const auto report = [&] {
    return ledger.draft("ReportReceived", "report-1", bawaslu,
                        {{"channel", Code{"DIRECT"}}, {"received_at", ledger.today()}, {"region", Code{"kota:64.71"}}});
  };
  const Appended appended = ledger.append(report());
  CHECK(appended.refusal.code == RefusalCode::e_ruleset_missing);
  CHECK(fact(appended.refusal, "date") == "2018-03-05");
  ledger.publish(simple_rules("RS-LATER", date_of(2018, 3, 6)));
  CHECK(ledger.append(report()).refusal.code == RefusalCode::e_ruleset_missing);
  ledger.publish(simple_rules("RS-NOW", date_of(2018, 3, 5)));
  CHECK(ledger.append(report()).admitted());
}

TEST_CASE("roles: a role is filled on the legal date, not before and not after", "[rules][signers]") {
  TestLedger ledger;
  RuleSet rules = simple_rules("RS-DATED", date_of(2016, 1, 1));
  for (RoleRow& row : rules.roles) {
    if (row.role != "INTAKE") continue;
    row.from = date_of(2018, 3, 5);
    row.until = date_of(2018, 3, 6);
  }
  ledger.publish(rules);
  ledger.enrol(bawaslu);
  int day = 4;
  for (const RefusalCode expected :
       {RefusalCode::e_role_not_allowed, RefusalCode::none, RefusalCode::none, RefusalCode::e_role_not_allowed}) {
    ledger.at(date_of(2018, 3, static_cast<unsigned>(day)));
    const Event event =
        ledger.draft("ReportReceived", "report-" + std::to_string(day), bawaslu,
                     {{"channel", Code{"DIRECT"}}, {"received_at", ledger.today()}, {"region", Code{"kota:64.71"}}});
    CHECK(ledger.append(event).refusal.code == expected);
    ++day;
  }
}
