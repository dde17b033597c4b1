// Whatever is signed, by whoever, in whichever order: the rules give a verdict, and what they admit keeps what its row
// asks, read a second time by naive.cpp.

#include "ledger/rules/replay.hpp"
#include "tests/properties/naive.hpp"
#include "tests/properties/walks.hpp"

#include <set>

using namespace jejak;
using namespace jejak::test;

namespace {

std::string place(const Walked& walked) {
  return std::string(walked.row->shape.name) + " by " + walked.event.office + " in " + walked.event.stream + ": " +
         print(walked.appended.refusal);
}

std::vector<StateCode> states_after(const Walked& walked) {
  std::vector<StateCode> states{walked.before.state, walked.row->to};
  for (const OutcomeRow& outcome : walked.row->outcomes) states.push_back(outcome.to);
  return states;
}

void check_step(Walker& walker, const Walked& walked) {
  const StreamState* after = walker.ledger().stream(walked.event.stream);
  const Refusal& refusal = walked.appended.refusal;
  RC_LOG() << place(walked) << "\n";
  if (!walked.appended.recorded) {
    RC_ASSERT(!is_recorded(refusal.code));
    RC_ASSERT((after == nullptr ? StreamState{} : *after).events == walked.before.events);
    return;
  }
  RC_ASSERT(after != nullptr);
  if (refusal.code != RefusalCode::none) {
    StreamState expected = walked.before;
    ++expected.refusals;
    RC_ASSERT(*after == expected);
    return;
  }
  const std::string no = objection(walked, walker.ledger());
  if (!no.empty()) RC_FAIL("admitted against its row: " + no);
  RC_ASSERT(after->events == walked.before.events + 1);
  const auto states = states_after(walked);
  RC_ASSERT(std::find(states.begin(), states.end(), after->state) != states.end());
}

}  // namespace

TEST_CASE("properties: no walk gets past what a row asks of state, overlays, terms, roles and agencies",
          "[properties]") {
  std::set<std::uint16_t> admitted;
  std::set<std::uint16_t> refused_with;
  CHECK(holds("nothing gets past the table", 150, 120, [&](const std::vector<WalkStep>& steps) {
    Walker walker;
    for (const WalkStep& step : steps) {
      const Walked walked = walker.take(step);
      check_step(walker, walked);
      if (walked.appended.admitted()) admitted.insert(walked.event.type);
      refused_with.insert(static_cast<std::uint16_t>(walked.appended.refusal.code));
    }
  }));
  // A walk that gets nowhere proves nothing.
  INFO(admitted.size() << " types admitted, " << refused_with.size() << " codes");
  CHECK(admitted.size() >= 15);
  CHECK(refused_with.size() >= 10);
}

TEST_CASE("properties: a walk judged twice gives the same entries", "[properties]") {
  CHECK(holds("the verdict is a function of the entries", 20, 60, [](const std::vector<WalkStep>& steps) {
    Walker once, again;
    for (const WalkStep& step : steps) once.take(step);
    for (const WalkStep& step : steps) again.take(step);
    RC_ASSERT(once.ledger().entries() == again.ledger().entries());
  }));
}
