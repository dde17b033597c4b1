#include "ledger/rules/next_steps.hpp"

#include "ledger/rules/doubts.hpp"
#include "ledger/rules/policies.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace jejak;
using namespace jejak::test;

TEST_CASE("next steps: what may follow is what the table says, moving steps first", "[rules][next-steps]") {
  CHECK(name_next_steps(StreamKind::kase, StateCode::forwarded).find("SupervisorReceived") != std::string::npos);
  CHECK(name_next_steps(StreamKind::kase, StateCode::forwarded).find("ExaminationHeld") == std::string::npos);
  for (const CatalogueRow* row : next_steps(StreamKind::report, StateCode::none))
    CHECK(row->stream == StreamKind::report);
  const std::string steps = name_next_steps(StreamKind::kase, StateCode::recommended);
  CHECK(steps.find("CaseReceivedByPpk") < steps.find("RecommendationServed"));
}

TEST_CASE("next steps: what a row leads to has no overlays and no state twice", "[rules][next-steps]") {
  for (const CatalogueRow* row : catalogue().rows()) {
    INFO(row->shape.name);
    std::set<StateCode> seen;
    for (const StateCode state : leads_to(*row)) {
      CHECK_FALSE(is_overlay(state));
      CHECK(seen.insert(state).second);
    }
  }
}

TEST_CASE("next steps: states are found by their names, in any case", "[rules][next-steps]") {
  CHECK(state_named("EXAMINED") == StateCode::examined);
  CHECK(state_named("z02") == StateCode::z02);
  CHECK(state_named("duty_relieved") == StateCode::duty_relieved);
  CHECK_FALSE(state_named("NOWHERE").has_value());
  CHECK_FALSE(state_named("").has_value());
}

TEST_CASE("doubts: each has an id of its own, both languages, and is about something", "[rules][doubts]") {
  std::set<std::string> ids;
  for (const Doubt& doubt : all_doubts()) {
    INFO(doubt.id);
    CHECK(ids.insert(doubt.id).second);
    CHECK_FALSE(doubt.about.empty());
    CHECK(std::string(doubt.english) != doubt.indonesian);
  }
  REQUIRE(doubts_about("DL-06").size() == 1);
  CHECK(std::string(doubts_about("DL-06").front()->id) == "D1");
  CHECK(doubts_about("nothing").empty());
}

TEST_CASE("doubts: deadlines, policies and refusals they are about exist", "[rules][doubts]") {
  const RuleSet rules = demo_rules("RS-2024-BKN");
  for (const Doubt& doubt : all_doubts()) {
    for (const std::string about : doubt.about) {
      INFO(doubt.id << " about " << about);
      if (about.starts_with("DL-")) {
        CHECK(std::any_of(rules.deadlines.begin(), rules.deadlines.end(),
                          [&](const DeadlineRow& row) { return row.id == about; }));
      } else if (about.starts_with("E_")) {
        const auto codes = all_refusal_codes();
        CHECK(std::any_of(codes.begin(), codes.end(), [&](RefusalCode code) { return name(code) == about; }));
      }
    }
  }
}
