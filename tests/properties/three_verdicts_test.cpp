// One walk, judged three times: by the sequencer of a ledger on disk, by replay, and by jejak-verify. And whatever was
// recorded, the ledger starts again, and is what it was.

#include "ledger/proof/checkpoint.hpp"
#include "tests/ledger/replayed.hpp"
#include "tests/properties/walks.hpp"
#include "tests/tools/run_program.hpp"
#include "tests/verdicts/corpus.hpp"
#include "tools/demo/keyring.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

void replay_says_the_same(TestLedger& ledger) {
  Replay replay(ledger.genesis_hash());
  for (std::size_t i = 0; i < ledger.entries().size(); ++i) {
    auto step = replay.step(prepare(Sequence{i}, ledger.entries()[i], ledger.origin()));
    if (const auto* divergence = std::get_if<Divergence>(&step)) RC_FAIL(divergence->message);
  }
  RC_ASSERT(replay.root() == ledger.frontier().root());
}

void sequencer_says_the_same(const TestLedger& source) {
  Replayed replayed(source);  // appends everything
  const auto same = [&replayed, &source] {
    for (std::size_t i = 1; i < source.entries().size(); ++i) {
      const auto placed = replayed.ledger->append(envelope_of(source.entries()[i]));
      RC_ASSERT(placed.has_value());
      RC_ASSERT(placed->repeated);
      RC_ASSERT(placed->sequence.value == i);
      RC_ASSERT(static_cast<std::uint16_t>(placed->refusal.code) == decode_entry(source.entries()[i])->verdict);
    }
  };
  same();
  replayed.close();
  auto opened = replayed.open();
  if (!opened) RC_FAIL("it does not start again: " + opened.error().message);
  replayed.ledger = std::move(*opened);
  same();
  RC_ASSERT(replayed.ledger->checkpoint().has_value());
  replayed.close();
  const auto report = replayed.verify();
  RC_ASSERT(report.has_value());
  if (report->divergence) RC_FAIL(report->divergence->message);
  RC_ASSERT(report->size.value == source.entries().size());
}

void program_says_the_same(const TestLedger& ledger) {
  Corpus corpus;
  corpus.entries = ledger.entries();
  History history;
  for (std::size_t i = 0; i < corpus.entries.size(); ++i) history.order.push_back(static_cast<std::uint32_t>(i));
  const NoteSigner& log = ledger.log_signer();
  history.checkpoint =
      print(sign_checkpoint(ledger.origin(), ledger.frontier().size(), ledger.frontier().root(), std::span(&log, 1)));
  const Scratch scratch;
  write_export(corpus, history, scratch.at("export"));
  write_text(scratch.at("policy"), policy_text(ledger.genesis()));
  const Said said = run_program("jejak-verify", {scratch.at("export"), "--policy", scratch.at("policy"), "--genesis",
                                                 to_hex(view(ledger.genesis_hash()))});
  if (said.code != 0) RC_FAIL(said.out + said.err);
}

}  // namespace

TEST_CASE("properties: the sequencer, replay and jejak-verify give every walk the same verdicts", "[properties]") {
  CHECK(holds("three verdicts", 8, 80, [](const std::vector<WalkStep>& steps) {
    Walker walker;
    for (const WalkStep& step : steps) walker.take(step);
    replay_says_the_same(walker.ledger());
    sequencer_says_the_same(walker.ledger());
    program_says_the_same(walker.ledger());
  }));
}
