// The verdict corpus given to the program that auditors use, one export file a history.

#include "ledger/proof/hash.hpp"
#include "ledger/record/entry.hpp"
#include "ledger/record/genesis.hpp"
#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"
#include "tests/verdicts/corpus.hpp"
#include "tools/demo/keyring.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

Corpus corpus() {
  auto found = read_corpus(std::string(JEJAK_SOURCE_DIR) + "/tests/vectors/verdicts/v1/verdicts.bin");
  if (!found) throw std::runtime_error(found.error().message);
  return *std::move(found);
}

Said verified(const Corpus& held, const History& history, const Scratch& scratch) {
  const Bytes& first = held.entry(history, 0);
  const auto genesis = open_genesis(text(decode_entry(first)->body));
  write_text(scratch.at("policy"), policy_text(*genesis));
  write_export(held, history, scratch.at("export"));
  return run_program("jejak-verify", {scratch.at("export"), "--policy", scratch.at("policy"), "--genesis",
                                      to_hex(view(leaf_hash(first))), "--json"});
}

}  // namespace

TEST_CASE("verdicts: jejak-verify finds every frozen history true", "[verdicts]") {
  const Corpus held = corpus();
  const Scratch scratch;
  for (const History& history : held.histories) {
    const Said said = verified(held, history, scratch);
    INFO("history \"" << history.name << "\": " << said.out << said.err);
    CHECK(said.code == 0);
  }
}

TEST_CASE("verdicts: jejak-verify names the entry whose verdict is another", "[verdicts]") {
  Corpus held = corpus();
  const Scratch scratch;
  History& history = held.histories.back();
  const std::size_t last = history.order.size() - 1;
  Entry entry = *decode_entry(held.entry(history, last));
  entry.verdict = entry.verdict == 0 ? std::uint16_t{29} : std::uint16_t{0};
  held.entries[history.order[last]] = encode(entry);
  const Said said = verified(held, history, scratch);
  INFO(said.out << said.err);
  CHECK(said.code == 3);
  CHECK(said.out_has("\"kind\":\"verdict\""));
  CHECK(said.out_has("\"position\":" + std::to_string(last)));
}
