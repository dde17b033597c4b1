// Findings of a later position or day: terms, contested keys, calendars and windows that changed.

#include "ledger/base/bytes.hpp"
#include "ledger/rules/types.hpp"
#include "tests/rules/audited.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const Person head_of_office{};

Person clerk() {
  Person person;
  person.rank = "PELAKSANA";
  return person;
}

}  // namespace

TEST_CASE("findings: a recommendation that is not followed up, from the day after its last", "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-06-01"));
  const std::string kase = law.recommended("1", Matter{on("2020-05-20")}, clerk());
  law.must(law.ledger.draft("RecommendationServed", kase, registry, {{"received_at", on("2020-06-01")}}));
  law.ledger.at(on("2020-12-01"));
  CHECK(only(findings_of(law.ledger, {{}, on("2020-06-19"), {}}), FindingCode::no_followup).empty());
  const auto found = only(findings_of(law.ledger, {{}, on("2020-06-22"), {}}), FindingCode::no_followup);
  REQUIRE(found.size() == 1);  // the fourteenth working day was Friday the 19th
  CHECK(fact(found[0], "days") == "1");
  CHECK(fact(found[0], "last_day") == "2020-06-19");
  CHECK(fact(found[0], "ended") == "NEVER");
  CHECK(found[0].since == on("2020-06-20"));
  CHECK(found[0].home == "prov:64");
}

TEST_CASE("findings: decided and not reported is another thing than not decided", "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-06-01"));
  const std::string kase = law.decided("1", Matter{on("2020-05-20")}, clerk(), "L2");
  law.ledger.at(on("2020-12-01"));
  const auto all = findings_of(law.ledger);
  CHECK(only(all, FindingCode::no_followup).empty());
  const auto soft = only(all, FindingCode::deadline_soft, kase);
  CHECK(std::any_of(soft.begin(), soft.end(), [](const Finding& each) { return fact(each, "deadline") == "DL-06"; }));
}

TEST_CASE("findings: a delivery that is late, or never comes", "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-06-01"));
  const std::string kase = law.decided("1", Matter{on("2020-05-20")}, clerk(), "T1");
  law.ledger.at(on("2020-06-19"));
  CHECK(only(findings_of(law.ledger), FindingCode::delivery_late).empty());
  law.ledger.at(on("2020-06-23"));
  const auto never = only(findings_of(law.ledger), FindingCode::delivery_late);
  REQUIRE(never.size() == 1);
  CHECK(fact(never[0], "days") == "2");
  CHECK(fact(never[0], "ended") == "NEVER");
  law.must(law.receipt(kase, clerk()));
  law.ledger.at(on("2020-09-01"));
  const auto late = only(findings_of(law.ledger), FindingCode::delivery_late);
  REQUIRE(late.size() == 1);
  CHECK(fact(late[0], "days") == "2");
  CHECK(fact(late[0], "ended") == "-");
  CHECK(late[0].rests_on.size() == 1);
  // A step of a later day does not count: on the 23rd at noon nobody had delivered it.
  CHECK(fact(only(findings_of(law.ledger, {{}, on("2020-06-22"), {}}), FindingCode::delivery_late).at(0), "ended") ==
        "NEVER");
}

TEST_CASE("findings: a term that a step began anew is not forgotten", "[rules][findings]") {
  Law law;
  law.ledger.at(on("2020-06-01"));
  Matter matter{on("2020-05-20")};
  const std::string kase = law.recommended("1", matter, clerk());
  law.must(law.ledger.draft("RecommendationServed", kase, registry, {{"received_at", on("2020-06-01")}}));
  law.ledger.at(on("2020-06-24"));
  Event revised = law.recommend(kase, matter, clerk());
  revised.type = type::recommendation_revised;
  const TypeShape* shape = catalogue().find(type::recommendation_revised);
  REQUIRE(shape != nullptr);
  Event fitted = law.ledger.draft("RecommendationRevised", kase, kasn);
  for (const FieldShape& field : shape->fields) {
    if (const Value* value = revised.find(field.number); value != nullptr && kind_of(*value) == field.kind) {
      set(fitted, field.name, *value);
    } else if (field.required && field.kind == FieldKind::code) {
      set(fitted, field.name, Code{"CLARIFIED"});
    }
  }
  law.must(fitted);
  const auto soft = only(findings_of(law.ledger), FindingCode::deadline_soft, kase);
  REQUIRE(soft.size() == 1);
  CHECK(fact(soft[0], "deadline") == "DL-06");
  CHECK(fact(soft[0], "days") == "3");
}

TEST_CASE("findings: a second summons that comes too late", "[rules][findings]") {
  const auto summoned_again_on = [](const char* date) {
    Law law;
    law.ledger.at(on("2020-06-15"));
    const std::string kase = law.appointed("1", Matter{on("2020-05-20")}, clerk());
    const auto summon = [&](const char* number, Date served, Date examined) {
      law.must(law.ledger.draft("SummonsIssued", kase, team,
                                {{"summons_no", Code{number}}, {"served_at", served}, {"examined_on", examined}}));
    };
    summon("1", on("2020-05-20"), on("2020-06-15"));
    law.must(law.ledger.draft("NonAppearanceRecorded", kase, team,
                              {{"summons_no", Code{"1"}}, {"missed_on", on("2020-06-15")}, {"excuse", Code{"NONE"}}}));
    law.ledger.at(on(date));
    summon("2", on(date), on(date) + 30);
    return only(findings_of(law.ledger), FindingCode::summons_2_late);
  };
  CHECK(summoned_again_on("2020-06-24").empty());  // the seventh working day
  const auto late = summoned_again_on("2020-06-26");
  REQUIRE(late.size() == 1);
  CHECK(fact(late[0], "days") == "2");
  CHECK(late[0].agency == "prov:64");
}

namespace {

// A head of office whom the governor relieves under the Minister's approval.
struct Relieved {
  Law law;
  std::string kase;
  Relieved() {
    law.ledger.at(on("2020-06-15"));
    REQUIRE(law.schedule("P20", {"kota:64.71"}, on("2020-09-23"), on("2020-12-09")).admitted());
    law.ledger.at(on("2020-07-13"));
    kase = law.proposed("1", Matter{on("2020-05-04")}, head_of_office, "P53-9");
    law.must(law.ask("approval-1", kase, head_of_office, "P53-9"));
    law.ledger.at(on("2020-08-03"));
    law.must(law.grant("approval-1", minister, kase, head_of_office, "P53-9", on("2020-12-31")));
    law.must(law.decide(kase, governor, "P53-9", "approval-1"));
  }
  void execute() {
    law.must(law.receipt(kase, head_of_office));
    law.ledger.at(on("2020-09-01"));
    law.must(law.ledger.draft("SanctionExecutionRecorded", kase, registry,
                              {{"executed_on", law.ledger.today()}, {"manner", Code{"EXECUTED"}}}));
  }
  void revoke(const char* invalid_since) {
    const SigningKey& key = law.ledger.key_of(minister);
    Event event = law.ledger.draft(
        "SigningKeyRevoked", "key-" + to_hex(key.public_key()), TestLedger::admin(),
        {{"key", Hash{key.public_key()}}, {"revoked_at", law.ledger.today()}, {"reason", Code{"COMPROMISED"}}});
    if (invalid_since != nullptr) set(event, "invalid_since", on(invalid_since));
    law.must(event);
  }
};

}  // namespace

TEST_CASE("findings: a relief that the Minister was not told of", "[rules][findings]") {
  Relieved relieved;
  relieved.execute();
  Law& law = relieved.law;
  law.ledger.at(on("2020-09-10"));
  CHECK(only(findings_of(law.ledger), FindingCode::not_reported_to_minister).empty());
  law.ledger.at(on("2020-09-14"));
  const auto found = only(findings_of(law.ledger), FindingCode::not_reported_to_minister);
  REQUIRE(found.size() == 1);
  CHECK(fact(found[0], "last_day") == "2020-09-10");
  law.must(law.ledger.draft("PersonnelActionReportedToMinister", relieved.kase, governor,
                            {{"letter_no", Code{"800/1"}}, {"reported_on", law.ledger.today()}}));
  const auto all = findings_of(law.ledger);
  CHECK(only(all, FindingCode::not_reported_to_minister).empty());
  const auto soft = only(all, FindingCode::deadline_soft, relieved.kase);
  CHECK(std::count_if(soft.begin(), soft.end(),
                      [](const Finding& each) { return fact(each, "deadline") == "DL-20"; }) == 1);
}

TEST_CASE("findings: a contested key reaches what rests on what it signed, and no further", "[rules][findings]") {
  const auto contested = [](const char* invalid_since, bool reattested) {
    Relieved relieved;
    Law& law = relieved.law;
    const Id grant = law.ledger.stream("approval-1")->last_of(type::approval_granted)->event;
    const std::string other = law.decided("2", Matter{on("2020-05-05")}, clerk(), "L2");
    law.ledger.at(on("2020-08-10"));
    law.must(law.receipt(relieved.kase, head_of_office));
    law.ledger.at(on("2020-10-01"));
    const std::string first = "key-" + to_hex(law.ledger.key_of(minister).public_key());
    relieved.revoke(invalid_since);
    law.ledger.use_key(minister, key_named("the Minister's second key"));
    law.ledger.key(minister, on("2020-10-01"));
    if (reattested) {
      law.must(
          law.ledger.draft("EventReattested", first, minister,
                           {{"event", grant}, {"stream", Reference{"approval-1"}}, {"reason", Code{"FILE_CHECKED"}}}));
    }
    return only(findings_of(law.ledger), FindingCode::contested_key);
  };
  CHECK(contested(nullptr, false).empty());
  CHECK(contested("2020-08-04", false).empty());
  CHECK(contested("2020-08-03", true).empty());
  const auto found = contested("2020-08-03", false);
  REQUIRE(found.size() == 2);  // the approval, and the decision; a receipt is a fact and rests on nobody's word
  CHECK(found[0].stream == "approval-1");
  CHECK(found[0].kase == "case-1");
  CHECK(fact(found[0], "through") == "-");
  CHECK(found[1].stream == "case-1");
  CHECK(fact(found[1], "through") == std::to_string(found[0].position.value));
}

TEST_CASE("findings: as of before the revocation nothing is contested", "[rules][findings]") {
  Relieved relieved;
  relieved.law.ledger.at(on("2020-10-01"));
  const std::size_t before = relieved.law.ledger.entries().size();
  relieved.revoke("2020-08-03");
  CHECK(only(findings_of(relieved.law.ledger, {before, {}, {}}), FindingCode::contested_key).empty());
  CHECK(only(findings_of(relieved.law.ledger), FindingCode::contested_key).size() == 2);
  CHECK(only(findings_of(relieved.law.ledger, {{}, on("2020-09-30"), {}}), FindingCode::contested_key).empty());
}

TEST_CASE("findings: a calendar that comes later moves the last day of a term that was over", "[rules][findings]") {
  const auto closed_on = [](const std::vector<Date>& days) {
    Law law;
    law.ledger.at(on("2020-08-03"));
    const std::string kase = law.decided("1", Matter{on("2020-05-20")}, clerk(), "T1");
    law.ledger.at(on("2020-08-28"));
    law.must(law.receipt(kase, clerk()));
    REQUIRE(law.close_office("prov:64", days).admitted());
    law.ledger.at(on("2020-09-30"));
    return findings_of(law.ledger);
  };
  const auto elsewhere = closed_on({on("2020-09-14"), on("2020-09-15")});
  CHECK(only(elsewhere, FindingCode::calendar_changed_later).empty());
  const auto late_elsewhere = only(elsewhere, FindingCode::delivery_late);
  const auto here = closed_on({on("2020-08-04"), on("2020-08-05"), on("2020-08-06")});
  const auto found = only(here, FindingCode::calendar_changed_later);
  REQUIRE(!found.empty());
  const auto delivery =
      std::find_if(found.begin(), found.end(), [](const Finding& each) { return fact(each, "deadline") == "DL-11"; });
  REQUIRE(delivery != found.end());
  CHECK(fact(*delivery, "then") < fact(*delivery, "now"));
  CHECK(late_elsewhere.size() == 1);
  CHECK(fact(*delivery, "was") == "MISSED");
  CHECK(only(here, FindingCode::delivery_late).empty());
}

TEST_CASE("findings: an election that is announced later protects a post that was free that day", "[rules][findings]") {
  const auto announced_in = [](const std::string& region) {
    Law law;
    law.ledger.at(on("2020-05-18"));
    const std::string kase = law.decided("1", Matter{on("2020-05-04")}, head_of_office, "P53-9");
    CHECK(only(findings_of(law.ledger), FindingCode::window_changed_later).empty());
    law.ledger.at(on("2020-06-15"));
    REQUIRE(law.schedule("P20", {region}, on("2020-09-23"), on("2020-12-09")).admitted());
    return only(findings_of(law.ledger), FindingCode::window_changed_later);
  };
  CHECK(announced_in("kota:63.72").empty());
  const auto found = announced_in("kota:64.71");
  REQUIRE(found.size() == 1);
  CHECK(fact(found[0], "then") == "OUTSIDE");
  CHECK(fact(found[0], "now") == "INSIDE");
  CHECK(fact(found[0], "basis") == "UU10/2016:71(2)");
}

TEST_CASE("findings: the table is complete, in two languages, and its names are found again", "[rules][findings]") {
  std::uint16_t last = 0;
  for (const FindingRow& row : finding_rows()) {
    CHECK(static_cast<std::uint16_t>(row.code) > last);
    last = static_cast<std::uint16_t>(row.code);
    CHECK(finding_named(row.name) == row.code);
    CHECK(finding_named(std::string(row.name).substr(2)) == row.code);
    for (const Language language : {Language::english, Language::indonesian}) {
      const std::string words = explain(row.code, language);
      INFO(words);
      CHECK(words.find_first_of("{}[]|") == std::string::npos);
      CHECK(words.size() > 10);
    }
    CHECK(explain(row.code, Language::english) != explain(row.code, Language::indonesian));
  }
  CHECK(!finding_named("F_NO_SUCH"));
}
