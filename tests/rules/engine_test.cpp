#include "ledger/rules/engine.hpp"

#include "ledger/rules/replay.hpp"
#include "ledger/rules/retrace.hpp"
#include "ledger/rules/types.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/test_ledger.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

// The rules do not ask which program runs them: here one is imagined that knows engines to come.
struct Governed {
  TestLedger ledger;
  Governed() {
    settle(ledger);
    ledger.at(date_of(2018, 3, 5));
  }

  Event activation(std::int64_t engine, const std::string& stream = "ledger-engine") {
    return ledger.draft("RulesEngineActivated", stream, TestLedger::admin(),
                        {{"engine", engine}, {"reason", Code{"NEW_RULES"}}});
  }
  Appended by_two(const Event& event) { return ledger.append_signed(event, {&ledger.root(0), &ledger.root(1)}); }

  // Up to where a program of that version judges: the size if it judges all.
  std::size_t judged_by(std::uint32_t newest) {
    Replay replay(ledger.genesis_hash(), newest);
    for (std::size_t i = 0; i < ledger.entries().size(); ++i) {
      auto step = replay.step(prepare(Sequence{i}, ledger.entries()[i], ledger.origin()));
      if (const auto* ended = std::get_if<Divergence>(&step)) {
        INFO(ended->message);
        CHECK(ended->kind == Divergence::Kind::engine);
        CHECK(errc_of(*ended) == Errc::unsupported);
        CHECK(ended->message.find("from position " + std::to_string(i)) != std::string::npos);
        return i;
      }
    }
    return ledger.entries().size();
  }
};

}  // namespace

TEST_CASE_METHOD(Governed, "engine: the genesis names the first, two roots another, from the next entry on",
                 "[rules][engine]") {
  CHECK(engine_of(ledger.state()).version == 1);
  CHECK(engine_of(ledger.state()).since.value == 1);
  const Appended activated = by_two(activation(2));
  INFO(print(activated.refusal));
  REQUIRE(activated.admitted());
  CHECK(engine_of(ledger.state()).version == 2);
  CHECK(engine_of(ledger.state()).since.value == activated.position.value + 1);
  REQUIRE(by_two(activation(7)).admitted());
  CHECK(engine_of(ledger.state()).version == 7);
}

TEST_CASE_METHOD(Governed, "engine: one root alone puts none in force, and the attempt is on record",
                 "[rules][engine]") {
  const Appended alone = ledger.append_signed(activation(2), {&ledger.root(1)});  // the acting one
  CHECK(alone.recorded);
  CHECK(alone.refusal.code == RefusalCode::e_signature_incomplete);
  CHECK(engine_of(ledger.state()).version == 1);
  ledger.append_heads();
  CHECK(judged_by(1) == ledger.entries().size());
}

TEST_CASE_METHOD(Governed, "engine: never an older one, none of no version, none in another stream",
                 "[rules][engine]") {
  REQUIRE(by_two(activation(3)).admitted());
  for (const std::int64_t engine :
       {std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, std::int64_t{2}, std::int64_t{3}, std::int64_t{1} << 32}) {
    INFO(engine);
    const Appended refused = by_two(activation(engine));
    CHECK_FALSE(refused.recorded);
    CHECK(refused.refusal.code == RefusalCode::e_schema);
    CHECK(fact(refused.refusal, "field") == "engine");
  }
  const Appended elsewhere = by_two(activation(4, "ledger-engines"));
  CHECK_FALSE(elsewhere.recorded);
  CHECK(fact(elsewhere.refusal, "field") == "stream");
  CHECK(engine_of(ledger.state()).version == 3);
}

TEST_CASE_METHOD(Governed, "engine: a replay judges up to where its own is in force, and says from where not",
                 "[rules][engine]") {
  const Appended activated = by_two(activation(2));
  REQUIRE(activated.admitted());
  CHECK(judged_by(1) == ledger.entries().size());  // nothing came after it yet
  ledger.append_heads();
  REQUIRE(by_two(activation(3)).admitted());
  ledger.append_heads();
  CHECK(judged_by(1) == activated.position.value + 1);
  CHECK(judged_by(2) == activated.position.value + 3);
  CHECK(judged_by(3) == ledger.entries().size());
}

TEST_CASE_METHOD(Governed, "engine: what is damaged beyond that is not called false by who cannot judge it",
                 "[rules][engine]") {
  const Appended activated = by_two(activation(2));
  ledger.append_heads();
  Replay replay(ledger.genesis_hash());
  for (std::size_t i = 0; i + 1 < ledger.entries().size(); ++i) {
    REQUIRE(std::holds_alternative<Step>(replay.step(prepare(Sequence{i}, ledger.entries()[i], ledger.origin()))));
  }
  const Sequence last{activated.position.value + 1};
  const Bytes none;
  auto step = replay.step(prepare(last, none, ledger.origin()));
  REQUIRE(std::holds_alternative<Divergence>(step));
  CHECK(std::get<Divergence>(step).kind == Divergence::Kind::engine);
}

TEST_CASE_METHOD(Governed, "engine: what was as of an earlier position is told up to there", "[rules][engine]") {
  const Appended activated = by_two(activation(2));
  ledger.append_heads();
  Retrace retrace(ledger.genesis(), {});
  for (std::size_t i = 0; i <= activated.position.value; ++i) REQUIRE(retrace.step(ledger.entries()[i]));
  const Bytes unreadable;  // a form that only a newer engine knows
  for (const Bytes& entry : {ledger.entries().back(), unreadable}) {
    const auto beyond = retrace.step(entry);
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error().code == Errc::unsupported);
  }
}

TEST_CASE("engine: of a ledger founded under a newer one only the genesis is judged and retraced", "[rules][engine]") {
  TestLedger::Options founded;
  founded.engine = 2;
  TestLedger ledger(founded);
  ledger.append_heads();
  const auto kind_under = [&ledger](std::uint32_t newest) {
    Replay replay(ledger.genesis_hash(), newest);
    REQUIRE(std::holds_alternative<Step>(replay.step(prepare(Sequence{0}, ledger.entries()[0], ledger.origin()))));
    auto step = replay.step(prepare(Sequence{1}, ledger.entries()[1], ledger.origin()));
    const auto* ended = std::get_if<Divergence>(&step);
    return ended == nullptr ? std::nullopt : std::optional(ended->kind);
  };
  CHECK(kind_under(1) == Divergence::Kind::engine);
  CHECK_FALSE(kind_under(2));

  Retrace retrace(ledger.genesis(), {});
  REQUIRE(retrace.step(ledger.entries()[0]));
  const auto beyond = retrace.step(ledger.entries()[1]);
  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().code == Errc::unsupported);
  CHECK(beyond.error().message.find("from position 1 on") != std::string::npos);
}
