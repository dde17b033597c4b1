// Who sees which case, by the office that a key is registered for, over a registry that the real rules have built.

#include "api/auth/scope.hpp"

#include "tests/api/auth/property.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_ledger.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const std::string governor = "PPK_ASN@prov:64";
const std::string mayor = "PPK_ASN@kota:64.71";
const std::string bawaslu = "BAWASLU_PROV@bawaslu:64";
const std::string bawaslu_city = "BAWASLU_KABKOTA@bawaslu:64.71";
const std::string supervisor = "KASN@kl:KASN";
const std::string root = "LEDGER_ADMIN@kl:BKN";

struct House {
  TestLedger ledger;
  ScopeRules rules;
  House() {
    settle(ledger);
    ledger.at(date_of(2020, 7, 1));
  }
  Result<Scope> ask(const PublicKey& key) { return scope_of(ledger.state(), key, rules, ledger.now()); }
  Result<Scope> ask(const std::string& office) { return ask(ledger.key_of(office).public_key()); }
  Scope scope(const std::string& office) {
    auto answer = ask(office);
    INFO(office << ": " << (answer.has_value() ? "" : answer.error().message));
    REQUIRE(answer.has_value());
    return *answer;
  }
  std::string no(const std::string& office, Errc code = Errc::permission) {
    const auto answer = ask(office);
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().code == code);
    return answer.error().message;
  }
};

// Bawaslu of the city opened it and sent it on; it is about somebody of the city.
CaseParties forwarded_case() {
  CaseParties parties;
  parties.home_agency = "kota:64.71";
  parties.opener_office = bawaslu_city;
  parties.forwarder_offices = {bawaslu_city};
  return parties;
}

Event revocation(TestLedger& ledger, const std::string& office) {
  const PublicKey& key = ledger.key_of(office).public_key();
  return ledger.draft("SigningKeyRevoked", "key-" + to_hex(key), TestLedger::admin(),
                      {{"key", Hash{key}}, {"revoked_at", ledger.today()}, {"reason", Code{"COMPROMISED"}}});
}

}  // namespace

TEST_CASE("scope: whoever brings no key sees no case, no agency and no entries", "[auth][scope]") {
  const Scope scope = Scope::of_anyone({});
  CHECK(scope.entitlement() == Entitlement::anyone);
  CHECK(scope.office().empty());
  CHECK(scope.fields_of(forwarded_case()) == Fields::counts);
  CHECK(scope.fields_of({}) == Fields::counts);
  CHECK_FALSE(scope.may_see_case(forwarded_case()));
  CHECK_FALSE(scope.may_see_agency("kota:64.71"));
  CHECK_FALSE(scope.may_read_entries());
}

TEST_CASE("scope: a public ledger is read by everybody, with a key or without", "[auth][scope]") {
  House house;
  house.rules.public_ledger = true;
  for (const Scope& scope : {Scope::of_anyone(house.rules), house.scope(mayor)}) {
    CHECK(scope.entitlement() == Entitlement::whole);
    CHECK(scope.fields_of({}) == Fields::full);
    CHECK(scope.may_see_agency("prov:63"));
    CHECK(scope.may_read_entries());
  }
}

TEST_CASE("scope: an agency sees its own cases and those of the agencies below it", "[auth][scope]") {
  House house;
  const Scope above = house.scope(governor);
  const Scope below = house.scope(mayor);
  CHECK(above.entitlement() == Entitlement::agency);
  CHECK(above.office() == governor);
  CHECK(above.fields_of(forwarded_case()) == Fields::full);
  CHECK(below.fields_of(forwarded_case()) == Fields::full);
  CHECK(above.may_see_agency("prov:64"));
  CHECK(above.may_see_agency("kota:64.71"));
  CHECK(below.may_see_agency("kota:64.71"));
  CHECK_FALSE(below.may_see_agency("prov:64"));
  CHECK_FALSE(above.may_see_agency(""));
  CHECK_FALSE(above.may_read_entries());

  CaseParties of_province = forwarded_case();
  of_province.home_agency = "prov:64";
  CHECK(above.may_see_case(of_province));
  CHECK_FALSE(below.may_see_case(of_province));
}

TEST_CASE("scope: an agency whose name merely begins alike sees nothing", "[auth][scope]") {
  House house;
  const Scope city = house.scope(mayor);
  for (const char* agency : {"kota:64.7", "kota:64.711", "kota:64", "kota", "bawaslu:64.71"}) {
    CaseParties parties;
    parties.home_agency = agency;
    INFO(agency);
    CHECK(city.fields_of(parties) == Fields::counts);
    CHECK_FALSE(city.may_see_agency(agency));
  }
}

TEST_CASE("scope: who forwarded a case keeps its skeleton", "[auth][scope]") {
  House house;
  const Scope city = house.scope(bawaslu_city);
  const Scope province = house.scope(bawaslu);
  CaseParties parties = forwarded_case();
  CHECK(city.fields_of(parties) == Fields::skeleton);
  CHECK(province.fields_of(parties) == Fields::skeleton);
  CHECK(house.scope("BAWASLU_KABKOTA@bawaslu:63.06").fields_of(parties) == Fields::counts);

  parties.forwarder_offices.clear();
  CHECK(city.fields_of(parties) == Fields::full);
  CHECK(province.fields_of(parties) == Fields::full);

  parties.forwarder_offices = {bawaslu};
  CHECK(province.fields_of(parties) == Fields::skeleton);
  CHECK(city.fields_of(parties) == Fields::full);
}

TEST_CASE("scope: whose role fills SUPERVISOR under the rule set in force sees every case", "[auth][scope]") {
  House house;
  const Scope scope = house.scope(supervisor);
  CHECK(scope.entitlement() == Entitlement::supervisor);
  CHECK(scope.fields_of(forwarded_case()) == Fields::full);
  CHECK(scope.fields_of({}) == Fields::full);
  CHECK(scope.may_see_agency("prov:64"));
  CHECK_FALSE(scope.may_read_entries());
}

TEST_CASE("scope: who supervises is the law's to say, not the program's", "[auth][scope]") {
  House house;
  RuleSet rules = simple_rules("RS-OTHER", date_of(2020, 8, 1));
  std::erase_if(rules.roles, [](const RoleRow& row) { return row.role == "SUPERVISOR"; });
  RoleRow supervises;
  supervises.role = "SUPERVISOR";
  supervises.filled_by = "BKD";
  supervises.source = "test";
  supervises.until = date_of(2020, 8, 31);
  rules.roles.push_back(supervises);
  house.ledger.publish(rules);
  CHECK(house.scope(supervisor).entitlement() == Entitlement::supervisor);
  CHECK(house.scope("BKD@prov:64").entitlement() == Entitlement::agency);
  house.ledger.at(date_of(2020, 8, 1));
  CHECK(house.scope(supervisor).entitlement() == Entitlement::agency);
  CHECK(house.scope("BKD@prov:64").entitlement() == Entitlement::supervisor);
  house.ledger.at(date_of(2020, 9, 1));
  CHECK(house.scope("BKD@prov:64").entitlement() == Entitlement::agency);
}

TEST_CASE("scope: in a transition the file is full for who got it, a skeleton for other supervisors", "[auth][scope]") {
  House house;
  RuleSet rules = simple_rules("RS-TRANSITION", date_of(2020, 7, 1));
  RoleRow row;
  row.role = "TRANSITION_SUPERVISOR";
  row.filled_by = "MENPANRB";
  row.source = "test";
  rules.roles.push_back(row);
  house.ledger.publish(rules);
  const Scope ministry = house.scope("MENPANRB@kl:KEMENPANRB");
  CHECK(ministry.entitlement() == Entitlement::supervisor);
  CHECK(ministry.fields_of(forwarded_case()) == Fields::counts);
  CHECK_FALSE(ministry.may_see_agency("prov:64"));
  CHECK(ministry.may_see_agency("kl:KEMENPANRB"));
  CaseParties handed = forwarded_case();
  handed.handed_to = "MENPANRB@kl:KEMENPANRB";
  CHECK(ministry.fields_of(handed) == Fields::full);
  CHECK(house.scope("BKN@kl:BKN").fields_of(handed) == Fields::skeleton);
  CHECK(house.scope(mayor).fields_of(handed) == Fields::full);
  CHECK(house.scope("PYB@prov:64").fields_of(handed) == Fields::full);
  CHECK(house.scope("KPU_RI@kl:KPU").fields_of(handed) == Fields::counts);
  handed.handed_to = "BKN@kl:BKN";
  CHECK(ministry.fields_of(handed) == Fields::counts);
  CHECK(house.scope("BKN@kl:BKN").fields_of(handed) == Fields::full);
}

TEST_CASE("scope: a supervisor keeps the skeleton of a file that it opened itself and handed over", "[auth][scope]") {
  House house;
  CaseParties own_initiative;
  own_initiative.opener_office = supervisor;
  own_initiative.home_agency = "kota:64.71";
  CHECK(house.scope(supervisor).fields_of(own_initiative) == Fields::full);
  own_initiative.handed_to = "MENPANRB@kl:KEMENPANRB";
  CHECK(house.scope(supervisor).fields_of(own_initiative) == Fields::skeleton);
}

TEST_CASE("scope: an agency keeps the skeleton of a case that it passed on to another", "[auth][scope]") {
  House house;
  CaseParties passed_on;
  passed_on.opener_office = "BAWASLU_KABKOTA@bawaslu:63.06";
  passed_on.home_agency = "prov:63";
  CHECK(house.scope(mayor).fields_of(passed_on) == Fields::counts);
  passed_on.former_agencies = {"kota:64.71"};
  CHECK(house.scope(mayor).fields_of(passed_on) == Fields::skeleton);
  CHECK(house.scope(governor).fields_of(passed_on) == Fields::skeleton);
  CHECK(house.scope("KPU_RI@kl:KPU").fields_of(passed_on) == Fields::counts);
}

TEST_CASE("scope: the offices that the operator names read everything, and no others", "[auth][scope]") {
  House house;
  house.rules.whole_scope_offices = {"BKN@kl:BKN"};
  CHECK(house.scope("BKN@kl:BKN").may_read_entries());
  CHECK(house.scope("BKN@kl:BKN").entitlement() == Entitlement::whole);
  for (const std::string& office : {supervisor, governor, bawaslu, mayor}) {
    CHECK_FALSE(house.scope(office).may_read_entries());
  }
}

TEST_CASE("scope: one root alone is nobody special, unless the operator names it", "[auth][scope]") {
  House house;
  const PublicKey& key = house.ledger.root(1).public_key();
  const auto plain = house.ask(key);
  REQUIRE(plain.has_value());
  CHECK(plain->office() == root);
  CHECK(plain->entitlement() == Entitlement::anyone);
  house.rules.whole_scope_offices = {root};
  CHECK(house.ask(key)->may_read_entries());
}

TEST_CASE("scope: a key that nobody registered is unknown", "[auth][scope]") {
  House house;
  const PublicKey stranger = key_named("a stranger").public_key();
  const auto answer = house.ask(stranger);
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().code == Errc::unknown_key);
  CHECK(answer.error().message == "the key " + to_hex(stranger) + " is not registered in this ledger");
  house.rules.public_ledger = true;
  CHECK_FALSE(house.ask(stranger).has_value());
}

TEST_CASE("scope: a revoked key reads nothing from that moment on", "[auth][scope]") {
  House house;
  REQUIRE(house.ask(mayor).has_value());
  REQUIRE(house.ledger.append(revocation(house.ledger, mayor)).admitted());
  const std::string key = to_hex(house.ledger.key_of(mayor).public_key());
  CHECK(house.no(mayor) == mayor + ": E_KEY_REVOKED{key: " + key + ", since: 2020-07-01}");
  CHECK(house.ask(governor).has_value());
}

TEST_CASE("scope: a key reads from its first day to its last, by its agency's zone", "[auth][scope]") {
  House house;
  const std::string office = "BKD@kota:64.71";
  house.ledger.use_key(office, key_named("a second key"));
  house.ledger.key(office, date_of(2020, 7, 10), date_of(2020, 7, 20));
  CHECK(house.no(office).find("E_KEY_NOT_YET_VALID") != std::string::npos);
  house.ledger.at(Instant{start_of(date_of(2020, 7, 10), Zone::wita).us - 1});
  CHECK_FALSE(house.ask(office).has_value());
  house.ledger.at(start_of(date_of(2020, 7, 10), Zone::wita));
  CHECK(house.ask(office).has_value());
  house.ledger.at(Instant{start_of(date_of(2020, 7, 21), Zone::wita).us - 1});
  CHECK(house.ask(office).has_value());
  house.ledger.at(start_of(date_of(2020, 7, 21), Zone::wita));
  CHECK(house.no(office).find("E_KEY_EXPIRED") != std::string::npos);
}

TEST_CASE("scope: an office that nobody holds reads nothing", "[auth][scope]") {
  House house;
  const std::string office = "SEKDA@prov:64";
  house.ledger.appoint(office, HolderKind::definitif, date_of(2018, 1, 1), date_of(2020, 7, 2));
  house.ledger.key(office, date_of(2018, 1, 1));
  CHECK(house.ask(office).has_value());
  house.ledger.at(date_of(2020, 7, 3));
  CHECK(house.no(office) == office + ": E_MANDATE_ENDED{office: SEKDA@prov:64, date: 2020-07-03}");
}

TEST_CASE("scope: an office whose role has passed to a successor reads nothing", "[auth][scope]") {
  House house;
  house.ledger.succeed("kl:KASN", "kl:BKN", {"KASN"}, "BKN", date_of(2020, 7, 5));
  CHECK(house.ask(supervisor).has_value());
  house.ledger.at(date_of(2020, 7, 5));
  CHECK(house.no(supervisor).find("E_ROLE_SUPERSEDED") != std::string::npos);
  CHECK(house.scope("BKN@kl:BKN").entitlement() == Entitlement::supervisor);
}

TEST_CASE("scope: nothing is told of a case to whom it does not concern, whoever its parties are", "[auth][scope]") {
  House house;
  const std::vector<std::string> offices{governor, mayor, bawaslu, bawaslu_city, "KPU_RI@kl:KPU"};
  const std::vector<std::string> agencies{"",       "prov:64", "kota:64.71", "bawaslu:64", "bawaslu:64.71",
                                          "kl:KPU", "prov:63"};
  std::map<std::string, Scope> scopes;
  for (const std::string& office : offices) scopes.emplace(office, house.scope(office));
  // The tree, said once more.
  const auto within = [](std::string_view agency, std::string_view above) {
    return agency == above || (agency == "kota:64.71" && above == "prov:64") ||
           (agency == "bawaslu:64.71" && above == "bawaslu:64");
  };
  const bool held = holds("concerned or not", 2'000, [&] {
    const std::string asking = *rc::gen::elementOf(offices);
    const std::string opener = *rc::gen::elementOf(offices);
    const std::string home = *rc::gen::elementOf(agencies);
    const auto forwarders = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(offices));
    CaseParties parties;
    parties.home_agency = home;
    parties.opener_office = opener;
    parties.forwarder_offices.assign(forwarders.begin(), forwarders.end());
    const auto agency = [](const std::string& office) { return std::string_view(office).substr(office.find('@') + 1); };
    const bool owns = within(home, agency(asking));
    const bool opened = within(agency(opener), agency(asking));
    const bool forwarded = std::any_of(forwarders.begin(), forwarders.end(),
                                       [&](const std::string& each) { return within(agency(each), agency(asking)); });
    const Fields expected = owns || (opened && !forwarded) ? Fields::full
                            : forwarded                    ? Fields::skeleton
                                                           : Fields::counts;
    RC_ASSERT(name(scopes.at(asking).fields_of(parties)) == std::string(name(expected)));
    RC_ASSERT(Scope::of_anyone({}).fields_of(parties) == Fields::counts);
  });
  CHECK(held);
}
