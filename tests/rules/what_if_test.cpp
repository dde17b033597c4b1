#include "ledger/rules/what_if.hpp"

#include "ledger/rules/rule_sets.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

struct Outcomes {
  std::vector<Otherwise> otherwise;
  std::uint64_t size = 0;
  std::optional<Divergence> divergence;
};

Outcomes what_if(const TestLedger& ledger, std::vector<PolicyChange> changes,
                 const std::vector<Bytes>* entries = nullptr) {
  WhatIf again(ledger.genesis_hash(), std::move(changes));
  Outcomes found;
  for (const Bytes& entry : entries == nullptr ? ledger.entries() : *entries) {
    auto step = again.step(prepare(Sequence{found.size}, entry, ledger.origin()));
    if (auto* wrong = std::get_if<Divergence>(&step)) {
      found.divergence = *wrong;
      return found;
    }
    auto& judged = std::get<std::optional<Otherwise>>(step);
    if (judged) found.otherwise.push_back(std::move(*judged));
    ++found.size;
  }
  return found;
}

// A removal from a post inside the protected window, tried without the approval it needs.
void attempt_removal(Law& law) {
  law.ledger.at(date_of(2020, 6, 15));
  REQUIRE(law.schedule("PILKADA-2020", {"kota:64.71"}, date_of(2020, 9, 23), date_of(2020, 12, 9)).admitted());
  law.ledger.at(date_of(2020, 7, 20));
  Matter matter{date_of(2020, 7, 1)};
  matter.recommended = {"P53-9"};
  const std::string kase = law.proposed("removal", matter, Person{}, "P53-9");
  REQUIRE(law.refusal(law.decide(kase, governor, "P53-9")).code == RefusalCode::e_approval_required);
}

}  // namespace

TEST_CASE("what if: the policy that holds changes nothing", "[rules][what-if]") {
  Law law;
  attempt_removal(law);
  const Outcomes found = what_if(law.ledger, {{"approval_scope", "POST_REMOVAL_STRICT"}});
  CHECK_FALSE(found.divergence.has_value());
  CHECK(found.size == law.ledger.entries().size());
  CHECK(found.otherwise.empty());
}

TEST_CASE("what if: a refused removal is admitted where the approval's scope is filling of posts", "[rules][what-if]") {
  Law law;
  attempt_removal(law);
  const Outcomes found = what_if(law.ledger, {{"approval_scope", "POST_FILLING_ONLY"}});
  CHECK_FALSE(found.divergence.has_value());
  REQUIRE(found.otherwise.size() == 1);
  CHECK(found.otherwise[0].position.value == law.ledger.entries().size() - 1);
  CHECK(found.otherwise[0].was.code == RefusalCode::e_approval_required);
  CHECK(found.otherwise[0].was.fact("need") != nullptr);
  CHECK(found.otherwise[0].would_be.code == RefusalCode::none);
}

TEST_CASE("what if: an admitted step can be refused, and what followed it is judged as it was", "[rules][what-if]") {
  Law law;
  attempt_removal(law);
  const Outcomes found = what_if(law.ledger, {{"team_elements", "NOBODY_HAS_THIS"}});
  REQUIRE(found.otherwise.size() == 1);
  CHECK(found.otherwise[0].was.code == RefusalCode::none);
  CHECK(found.otherwise[0].would_be.code == RefusalCode::e_examiner_composition);
}

TEST_CASE("what if: a false history is told, not judged", "[rules][what-if]") {
  Law law;
  attempt_removal(law);
  std::vector<Bytes> entries = law.ledger.entries();
  entries[entries.size() / 2].back() ^= 1;
  const Outcomes found = what_if(law.ledger, {{"approval_scope", "POST_FILLING_ONLY"}}, &entries);
  REQUIRE(found.divergence.has_value());
  CHECK(found.divergence->position.value == entries.size() / 2);
}

TEST_CASE("what if: policies are replaced where they stand and added where the rule set is silent",
          "[rules][what-if]") {
  const PolicyChange changes[] = {{"approval_scope", "POST_FILLING_ONLY"}, {"late_entry_working_days", "9"}};
  RuleSet rules = demo_rules("RS-2018");
  std::erase_if(rules.policies, [](const PolicyRow& row) { return row.name == "late_entry_working_days"; });
  const std::size_t before = rules.policies.size();
  const auto changed = with_policies(rules, changes);
  REQUIRE(changed.has_value());
  CHECK(changed->policies.size() == before + 1);
  CHECK(policy_is(*changed, "approval_scope", "POST_FILLING_ONLY"));
  CHECK(policy_number(*changed, "late_entry_working_days") == 9);
  const PolicyChange unprintable[] = {{"approval_scope", "\n"}};
  CHECK_FALSE(with_policies(rules, unprintable).has_value());
}
