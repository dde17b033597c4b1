#include "ledger/rules/windows.hpp"

#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// The windows of an office under rules that a test may change, in a ledger of its own.
struct Region {
  Law law;
  RuleSet rules = demo_rules("RS-2018");

  explicit Region(Law::Options options = {}) : law(std::move(options)) {}
  void policy(const std::string& name, const std::string& value) {
    for (PolicyRow& row : rules.policies) {
      if (row.name == name) row.value = value;
    }
  }
  std::vector<Window> windows(const std::string& office, Date as_of) {
    return protected_windows(law.ledger.state(), rules, office, as_of);
  }
  bool inside(const std::string& office, const char* date) {
    return window_on(windows(office, on(date)), on(date)) != nullptr;
  }
};

Law::Options without_heads() {
  Law::Options options;
  options.governor_has_term = false;
  options.mayor_has_term = false;
  return options;
}

}  // namespace

TEST_CASE("windows: six months before the determination, and the boundary day is inside", "[rules][windows]") {
  struct Example {
    const char* determination;
    const char* last_outside;
    const char* first_inside;
  };
  for (const Example& example :
       {Example{"2018-02-12", "2017-08-11", "2017-08-12"}, Example{"2020-07-08", "2020-01-07", "2020-01-08"},
        Example{"2020-09-23", "2020-03-22", "2020-03-23"}, Example{"2024-09-22", "2024-03-21", "2024-03-22"}}) {
    INFO(example.determination);
    Region region(without_heads());
    region.law.ledger.at(date_of(2017, 12, 28));
    REQUIRE(
        region.law.schedule("E", {"kota:64.71"}, on(example.determination), on(example.determination) + 90).admitted());
    CHECK_FALSE(region.inside(mayor, example.last_outside));
    CHECK(region.inside(mayor, example.first_inside));
    CHECK(region.inside(mayor, example.determination));
  }
}

TEST_CASE("windows: months are clamped to the last day of a shorter month", "[rules][windows]") {
  Region region(without_heads());
  region.law.ledger.at(date_of(2018, 1, 2));
  REQUIRE(region.law.schedule("E", {"kota:64.71"}, on("2020-08-31"), on("2020-12-09")).admitted());
  CHECK_FALSE(region.inside(mayor, "2020-02-28"));
  CHECK(region.inside(mayor, "2020-02-29"));
  region.law.head(mayor, HolderKind::definitif, on("2018-08-31"), std::nullopt, on("2018-08-31"));
  CHECK(region.inside(mayor, "2019-02-27"));
  CHECK_FALSE(region.inside(mayor, "2019-02-28"));
}

TEST_CASE("windows: six months from the inauguration, the first day of the seventh is free", "[rules][windows]") {
  Region region(without_heads());
  region.law.head(governor, HolderKind::definitif, on("2018-10-01"), std::nullopt, on("2018-10-01"));
  CHECK_FALSE(region.inside(governor, "2018-09-30"));
  CHECK(region.inside(governor, "2018-10-01"));
  CHECK(region.inside(governor, "2019-03-31"));
  CHECK_FALSE(region.inside(governor, "2019-04-01"));
  const auto windows = region.windows(governor, on("2018-11-01"));
  REQUIRE(windows.size() == 1);
  CHECK(windows.front().basis == "UU10/2016:162(3)");
}

TEST_CASE("windows: a window ends with the head's term or the day before the next inauguration", "[rules][windows]") {
  Region region(without_heads());
  region.law.ledger.at(date_of(2020, 6, 15));
  region.law.head(mayor, HolderKind::definitif, on("2016-02-17"), on("2021-02-17"), on("2016-02-17"), on("2021-02-17"));
  REQUIRE(region.law.schedule("E", {"kota:64.71"}, on("2020-09-23"), on("2020-12-09")).admitted());
  CHECK(region.inside(mayor, "2021-02-17"));
  CHECK_FALSE(region.inside(mayor, "2021-02-18"));
  SECTION("the next head is inaugurated early") {
    region.law.head(mayor, HolderKind::definitif, on("2021-01-20"), std::nullopt, on("2021-01-20"));
    const auto windows = region.windows(mayor, on("2021-02-01"));
    REQUIRE(windows.size() == 3);
    CHECK(print(windows.front().until) == "2021-01-19");
    CHECK(windows.at(0).contains(on("2021-01-19")));
    CHECK(windows.at(0).basis == "UU10/2016:71(2)");
    CHECK(windows.at(2).contains(on("2021-01-20")));
    CHECK(windows.at(2).basis == "UU10/2016:162(3)");
  }
}

TEST_CASE("windows: while nobody's term is known the window stays open", "[rules][windows]") {
  Region region(without_heads());
  region.law.ledger.at(date_of(2024, 2, 1));
  region.law.head(governor, HolderKind::pj, on("2023-10-02"), std::nullopt);
  REQUIRE(region.law.schedule("E", {"prov:64"}, on("2024-09-22"), on("2024-11-27")).admitted());
  CHECK(region.inside(governor, "2025-12-31"));
  region.law.head(governor, HolderKind::definitif, on("2025-02-20"), std::nullopt, on("2025-02-20"), on("2030-02-20"));
  CHECK(region.inside(governor, "2025-02-19"));
  CHECK_FALSE(region.inside(governor, "2025-08-20"));
}

TEST_CASE("windows: an election long past does not protect the posts of a later head", "[rules][windows]") {
  Region region;  // the governor was inaugurated on 2018-10-01, until 2023-10-01
  region.law.ledger.at(date_of(2018, 1, 2));
  REQUIRE(region.law.schedule("E", {"prov:64"}, on("2018-02-12"), on("2018-06-27")).admitted());
  CHECK(region.inside(governor, "2018-09-30"));
  CHECK_FALSE(region.inside(governor, "2019-06-01"));
}

TEST_CASE("windows: a governor follows the elections of the province's cities where the policy says so",
          "[rules][windows]") {
  Region region;
  region.law.ledger.at(date_of(2020, 6, 15));
  REQUIRE(region.law.schedule("E", {"kab:64.03", "kota:64.71"}, on("2020-09-23"), on("2020-12-09")).admitted());
  CHECK(region.inside(governor, "2020-07-18"));
  CHECK_FALSE(region.inside("PPK_ASN@prov:63", "2020-07-18"));
  CHECK_FALSE(region.inside("PPK_ASN@prov:6", "2020-07-18"));
  CHECK_FALSE(region.inside("PPK_ASN@kab:64.02", "2020-07-18"));
  region.policy("province_follows_kabkota", "false");
  CHECK_FALSE(region.inside(governor, "2020-07-18"));
}

TEST_CASE("windows: a city follows its province only where the policy says so", "[rules][windows]") {
  Region region;
  region.law.ledger.at(date_of(2020, 6, 15));
  REQUIRE(region.law.schedule("E", {"prov:63"}, on("2020-09-23"), on("2020-12-09")).admitted());
  CHECK_FALSE(region.inside("PPK_ASN@kab:63.06", "2020-07-18"));
  region.policy("kabkota_follows_province", "true");
  CHECK(region.inside("PPK_ASN@kab:63.06", "2020-07-18"));
  CHECK_FALSE(region.inside(mayor, "2020-07-18"));
}

TEST_CASE("windows: where a follower's window ends is a policy", "[rules][windows]") {
  Region region(without_heads());
  region.law.ledger.at(date_of(2020, 6, 15));
  region.law.head(governor, HolderKind::definitif, on("2018-10-01"), on("2023-10-01"), on("2018-10-01"),
                  on("2023-10-01"));
  region.law.head(mayor, HolderKind::definitif, on("2016-05-31"), on("2021-05-31"), on("2016-05-31"), on("2021-05-31"));
  REQUIRE(region.law.schedule("E", {"kota:64.71"}, on("2020-09-23"), on("2020-12-09")).admitted());
  CHECK(region.inside(governor, "2023-10-01"));
  CHECK_FALSE(region.inside(governor, "2023-10-02"));
  region.policy("follower_window_end", "ELECTION_TERM");
  CHECK(region.inside(governor, "2021-05-31"));
  CHECK_FALSE(region.inside(governor, "2021-06-01"));
}

TEST_CASE("windows: a postponed election moves the window, and the old one stays for the days before",
          "[rules][windows]") {
  Region region;
  region.law.ledger.at(date_of(2019, 9, 30));
  REQUIRE(region.law.schedule("E", {"kota:64.71"}, on("2020-07-08"), on("2020-09-23")).admitted());
  CHECK_FALSE(region.inside(governor, "2020-01-07"));
  CHECK(region.inside(governor, "2020-02-01"));
  region.law.ledger.at(date_of(2020, 6, 12));
  REQUIRE(region.law.reschedule("E", {"kota:64.71"}, on("2020-09-23"), on("2020-12-09")).admitted());
  // An act of February is judged by the schedule of February; an act of July by the one of June.
  CHECK(region.inside(governor, "2020-02-01"));
  CHECK(region.inside(governor, "2020-07-18"));
  const auto now = region.windows(governor, on("2020-07-18"));
  CHECK(window_on(now, on("2020-03-22")) == nullptr);
  CHECK(window_on(now, on("2020-03-23")) != nullptr);
  CHECK(window_begun_between(now, on("2020-03-20"), on("2020-03-25")) != nullptr);
  CHECK(window_begun_between(now, on("2020-03-23"), on("2020-04-25")) == nullptr);
  CHECK(window_begun_between(now, on("2020-03-01"), on("2020-03-22")) == nullptr);
}

TEST_CASE("windows: candidates are determined on the planned day until a region says otherwise", "[rules][windows]") {
  Law law;
  law.ledger.at(date_of(2024, 2, 1));
  REQUIRE(law.schedule("E", {"kota:64.71"}, on("2024-09-22"), on("2024-11-27")).admitted());
  CHECK(determination_date(*law.ledger.stream("election-E"), "kota:64.71") == on("2024-09-22"));
  law.ledger.at(date_of(2024, 9, 30));
  law.must(
      law.ledger.draft("CandidatePairDetermined", "election-E", organiser,
                       {{"region", Code{"kota:64.71"}}, {"pair", Code{"P1"}}, {"determined_on", on("2024-09-24")}}));
  CHECK(determination_date(*law.ledger.stream("election-E"), "kota:64.71") == on("2024-09-24"));
  CHECK(determination_date(*law.ledger.stream("election-E"), "kab:64.03") == on("2024-09-22"));
}

TEST_CASE("windows: an inauguration that is recorded by itself protects like one in the appointment",
          "[rules][windows]") {
  Region region(without_heads());
  region.law.ledger.at(on("2018-10-02"));
  const auto inaugurated = [&](std::string_view person, const std::string& signer) {
    return region.law.ledger.draft("RegionalHeadInaugurated", "office-" + governor, signer,
                                   {{"office", Code{governor}},
                                    {"holder", id_named(person)},
                                    {"inaugurated_on", on("2018-10-01")},
                                    {"term_ends_on", on("2023-10-01")},
                                    {"decision_no", Code{"KEPPRES-1"}}});
  };
  CHECK(region.law.refusal(inaugurated("governor", president)).code == RefusalCode::e_out_of_order);
  region.law.head(governor, HolderKind::definitif, on("2018-10-01"), std::nullopt, std::nullopt, std::nullopt,
                  "governor");
  CHECK_FALSE(region.inside(governor, "2018-10-01"));
  CHECK(region.law.refusal(inaugurated("governor", registry)).code == RefusalCode::e_role_not_allowed);
  region.law.must(inaugurated("governor", president));
  CHECK_FALSE(region.inside(governor, "2018-09-30"));
  CHECK(region.inside(governor, "2018-10-01"));
  CHECK(region.inside(governor, "2019-03-31"));
  CHECK_FALSE(region.inside(governor, "2019-04-01"));
  REQUIRE(region.law.schedule("E", {"prov:64"}, on("2023-09-01"), on("2023-12-01")).admitted());
  CHECK(region.inside(governor, "2023-10-01"));
  CHECK_FALSE(region.inside(governor, "2023-10-02"));  // the term ends
}
