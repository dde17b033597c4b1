#include "ledger/rules/rule_set_check.hpp"

#include "ledger/rules/policies.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace jejak;
using namespace jejak::test;

namespace {

using Kind = RuleSetFlaw::Kind;

std::string told(const std::vector<RuleSetFlaw>& flaws) {
  std::string out;
  for (const RuleSetFlaw& flaw : flaws)
    out += std::string(name(flaw.kind)) + " " + flaw.where + ": " + flaw.english + "\n";
  return out;
}

bool has(const std::vector<RuleSetFlaw>& flaws, Kind kind, const std::string& where, const std::string& words) {
  return std::any_of(flaws.begin(), flaws.end(), [&](const RuleSetFlaw& flaw) {
    return flaw.kind == kind && flaw.where == where && flaw.english.find(words) != std::string::npos &&
           !flaw.indonesian.empty();
  });
}

RuleSet sound() {
  return demo_rules("RS-2024-BKN");
}

const char* const demo_ids[] = {"RS-2018", "RS-2020-SKB", "RS-2021-PP94", "RS-2022-SKB", "RS-2024-BKN"};

}  // namespace

TEST_CASE("rule set check: the demos' rule sets have no flaw, alone and one after the other", "[rules][rule-set]") {
  for (std::size_t i = 0; i < std::size(demo_ids); ++i) {
    INFO(demo_ids[i] << ": a policy or role that rules read stands in ledger/rules/policies.cpp or the catalogue\n"
                     << told(flaws_of(demo_rules(demo_ids[i]))));
    CHECK(flaws_of(demo_rules(demo_ids[i])).empty());
    if (i > 0) CHECK(flaws_between(demo_rules(demo_ids[i - 1]), demo_rules(demo_ids[i])).empty());
  }
}

TEST_CASE("rule set check: a role that nobody fills is a hole, also for one day", "[rules][rule-set]") {
  RuleSet rules = sound();
  std::erase_if(rules.roles, [](const RoleRow& row) { return row.role == "SUPERVISOR"; });
  CHECK(has(flaws_of(rules), Kind::hole, "roles: SUPERVISOR", "Nobody fills this role"));
  rules.roles.push_back({"SUPERVISOR", "KASN", std::nullopt, date_of(2025, 3, 3), false, ""});
  rules.roles.push_back({"SUPERVISOR", "BKN", date_of(2025, 3, 5), std::nullopt, false, ""});
  CHECK(has(flaws_of(rules), Kind::hole, "roles: SUPERVISOR", "on 2025-03-04."));
  rules.roles.back().from = date_of(2025, 3, 4);
  INFO(told(flaws_of(rules)));
  CHECK(flaws_of(rules).empty());
}

TEST_CASE("rule set check: a role that stops before the rule set does is a hole", "[rules][rule-set]") {
  RuleSet rules = sound();
  rules.in_force_until = date_of(2030, 12, 31);
  for (RoleRow& row : rules.roles) {
    if (row.role == "SUPERVISOR") row.until = date_of(2030, 12, 30);
  }
  CHECK(has(flaws_of(rules), Kind::hole, "roles: SUPERVISOR", "on 2030-12-31."));
}

TEST_CASE("rule set check: one holder of one role twice on a day is an overlap", "[rules][rule-set]") {
  RuleSet rules = sound();
  const std::size_t at = rules.roles.size();
  rules.roles.push_back({"SUPERVISOR", "BKN", date_of(2026, 1, 1), date_of(2026, 1, 1), false, ""});
  CHECK(has(flaws_of(rules), Kind::overlap, "roles[" + std::to_string(at) + "]", "on 2026-01-01."));
}

TEST_CASE("rule set check: versions of a penalty may touch, not overlap, and leave no day out", "[rules][rule-set]") {
  RuleSet rules = sound();
  for (Sanction& row : rules.sanctions) {
    if (row.code == "T2") row.acts_until = date_of(2025, 12, 31);
  }
  Sanction next = *std::find_if(rules.sanctions.begin(), rules.sanctions.end(),
                                [](const Sanction& row) { return row.code == "T2"; });
  next.acts_until.reset();
  next.acts_from = date_of(2026, 1, 1);
  rules.sanctions.push_back(next);
  CHECK(flaws_of(rules).empty());
  rules.sanctions.back().acts_from = date_of(2025, 12, 31);
  CHECK(has(flaws_of(rules), Kind::overlap, "sanctions: T2", "acts of 2025-12-31."));
  rules.sanctions.back().acts_from = date_of(2026, 1, 3);
  CHECK(has(flaws_of(rules), Kind::hole, "sanctions: T2", "acts of 2026-01-01 … 2026-01-02"));
}

TEST_CASE("rule set check: names that no rule reads are unknown, and told where they stand", "[rules][rule-set]") {
  RuleSet rules = sound();
  rules.sanctions[3].tracks = {"DISCIPLNE"};
  CHECK(has(flaws_of(rules), Kind::unknown, "sanctions[3].tracks", "DISCIPLNE"));
  rules = sound();
  rules.policies[0].name = "aproval_scope";
  CHECK(has(flaws_of(rules), Kind::unknown, "policies[0].name", "aproval_scope"));
  rules = sound();
  rules.policies[0].value = "STRICT";
  CHECK(has(flaws_of(rules), Kind::unknown, "policies[0].value", "POST_REMOVAL_STRICT/POST_FILLING_ONLY"));
  rules = sound();
  rules.roles[0].role = "INTAK";
  CHECK(has(flaws_of(rules), Kind::unknown, "roles[0].role", "INTAK"));
  rules = sound();
  rules.approvals[0].need = "MENKO";
  CHECK(has(flaws_of(rules), Kind::unknown, "approvals[0].need", "MENKO"));
  rules = sound();
  rules.approvals[0].also_accepted = {"MENKO"};
  CHECK(has(flaws_of(rules), Kind::unknown, "approvals[0].alsoAccepted", "MENKO"));
  rules = sound();
  rules.competences[0].decider = "MENKO";
  CHECK(has(flaws_of(rules), Kind::unknown, "competences[0].decider", "MENKO"));
}

TEST_CASE("rule set check: a deadline that the catalogue names must have a length, and one only", "[rules][rule-set]") {
  RuleSet rules = sound();
  std::erase_if(rules.deadlines, [](const DeadlineRow& row) { return row.id == "DL-06"; });
  CHECK(has(flaws_of(rules), Kind::hole, "deadlines: DL-06", "no length"));
  rules = sound();
  rules.deadlines.push_back(rules.deadlines.front());
  CHECK(
      has(flaws_of(rules), Kind::overlap, "deadlines[" + std::to_string(rules.deadlines.size() - 1) + "].id", "twice"));
}

TEST_CASE("rule set check: what is stated twice is an overlap in every table", "[rules][rule-set]") {
  RuleSet rules = sound();
  rules.policies.push_back(rules.policies.front());
  rules.approvals.push_back(rules.approvals.front());
  rules.competences.push_back(rules.competences.front());
  rules.windows.push_back(rules.windows.front());
  const auto flaws = flaws_of(rules);
  INFO(told(flaws));
  CHECK(std::count_if(flaws.begin(), flaws.end(), [](const RuleSetFlaw& flaw) { return flaw.kind == Kind::overlap; }) ==
        4);
}

TEST_CASE("rule set check: approvals within windows need windows, levels need somebody to impose them",
          "[rules][rule-set]") {
  RuleSet rules = sound();
  rules.windows.clear();
  CHECK(has(flaws_of(rules), Kind::hole, "windows", "no window is defined"));
  rules = sound();
  std::erase_if(rules.competences, [](const CompetenceRow& row) { return row.level == "SEVERE"; });
  CHECK(has(flaws_of(rules), Kind::hole, "competences: SEVERE", "Nobody may impose"));
}

TEST_CASE("rule set check: two rule sets may neither leave a day out nor share one", "[rules][rule-set]") {
  RuleSet older = demo_rules("RS-2022-SKB");
  RuleSet newer = sound();
  older.in_force_until = date_of(2024, 9, 3);
  CHECK(flaws_between(older, newer).empty());
  older.in_force_until = date_of(2024, 9, 2);
  const auto gap = flaws_between(older, newer);
  REQUIRE(gap.size() == 1);
  CHECK(gap.front().kind == Kind::hole);
  CHECK(gap.front().english.find("2024-09-03") != std::string::npos);
  CHECK(flaws_between(newer, older).size() == 1);
  older.in_force_until = date_of(2024, 9, 4);
  REQUIRE(flaws_between(older, newer).size() == 1);
  CHECK(flaws_between(older, newer).front().kind == Kind::overlap);
  older.in_force_from = newer.in_force_from;
  older.in_force_until.reset();
  REQUIRE(flaws_between(older, newer).size() == 1);
  CHECK(flaws_between(older, newer).front().english.find("Both begin") != std::string::npos);
}

TEST_CASE("rule set changes: what is new, gone and different, and nothing else", "[rules][rule-set]") {
  CHECK(changes_between(sound(), sound()).empty());
  RuleSet newer = sound();
  newer.deadlines[0].count = 8;
  newer.deadlines[1].source = "another";
  newer.policies.erase(newer.policies.begin());
  newer.windows.push_back({"ANOTHER", 3, "B", false, ""});
  const auto changes = changes_between(sound(), newer);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0] == RuleSetChange{"deadlines", "DL-01", "7 CD, hard, from known_at", "8 CD, hard, from known_at"});
  CHECK(changes[1].before.empty());
  CHECK(changes[1].key == "ANOTHER");
  CHECK(changes[2].after.empty());
  CHECK(changes[2].key == "approval_scope");
}

TEST_CASE("rule set changes: the supervisor of 2024 is another than that of 2022", "[rules][rule-set]") {
  const auto changes = changes_between(demo_rules("RS-2022-SKB"), sound());
  const auto changed = [&](const std::string& key, bool gone) {
    return std::any_of(changes.begin(), changes.end(),
                       [&](const RuleSetChange& change) { return change.key == key && change.after.empty() == gone; });
  };
  CHECK(changed("SUPERVISOR = KASN", true));
  CHECK(changed("SUPERVISOR = BKN", false));
}

TEST_CASE("policies: every policy of the demos is known, its values too", "[rules][policies]") {
  for (const char* id : demo_ids) {
    for (const PolicyRow& row : demo_rules(id).policies) {
      INFO(id << ": " << row.name << " = " << row.value);
      const PolicyKnown* known = known_policy(row.name);
      REQUIRE(known != nullptr);
      CHECK_FALSE(expected_instead(*known, row.value).has_value());
    }
  }
}

TEST_CASE("policies: a value of the wrong kind is told what would be right", "[rules][policies]") {
  CHECK(expected_instead(*known_policy("province_follows_kabkota"), "yes") == "true/false");
  CHECK(expected_instead(*known_policy("late_entry_working_days"), "-1").has_value());
  CHECK(expected_instead(*known_policy("late_entry_working_days"), "1234567").has_value());
  CHECK(expected_instead(*known_policy("team_required_for"), "SEVERE,").has_value());
  CHECK(expected_instead(*known_policy("team_required_for"), "SEVERE,HARD").has_value());
  CHECK(expected_instead(*known_policy("status_violations"), "").has_value());
  CHECK_FALSE(expected_instead(*known_policy("status_violations"), "V01,V02").has_value());
  CHECK(known_policy("nothing") == nullptr);
  const auto all = known_policies();
  CHECK(std::is_sorted(all.begin(), all.end(),
                       [](const PolicyKnown& a, const PolicyKnown& b) { return std::string_view(a.name) < b.name; }));
}
