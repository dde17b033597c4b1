// The verdict corpus, judged again entry by entry. It was frozen with engine version 1 and is only made anew on purpose
// (tests/verdicts/freeze).

#include "ledger/record/codec.hpp"
#include "ledger/rules/catalogue.hpp"
#include "ledger/rules/replay.hpp"
#include "tests/support/catch.hpp"
#include "tests/verdicts/corpus.hpp"

#include <map>
#include <set>

using namespace jejak;
using namespace jejak::test;

namespace {

const Corpus& corpus() {
  static const Corpus read = [] {
    auto found = read_corpus(std::string(JEJAK_SOURCE_DIR) + "/tests/vectors/verdicts/v1/verdicts.bin");
    if (!found) throw std::runtime_error(found.error().message);
    return *std::move(found);
  }();
  return read;
}

std::string origin_of(const History& history) {
  return open_genesis(text(decode_entry(corpus().entry(history, 0))->body))->origin;
}

// Histories share most of their beginnings; a signature is checked once.
Prepared prepared(const History& history, std::size_t position) {
  static std::map<std::uint32_t, Prepared> known;
  const auto [at, added] = known.try_emplace(history.order[position]);
  if (added) at->second = prepare(Sequence{position}, corpus().entry(history, position), origin_of(history));
  Prepared copied = at->second;
  copied.position = Sequence{position};
  return copied;
}

}  // namespace

TEST_CASE("verdicts: every frozen entry is judged today as it was judged then", "[rules][verdicts]") {
  for (const History& history : corpus().histories) {
    Replay replay(leaf_hash(corpus().entry(history, 0)));
    for (std::size_t position = 0; position < history.order.size(); ++position) {
      auto step = replay.step(prepared(history, position));
      const auto* divergence = std::get_if<Divergence>(&step);
      if (divergence == nullptr) continue;
      FAIL("judged otherwise than it was frozen: history \"" << history.name << "\", entry " << position << " of "
                                                             << divergence->stream << ": " << divergence->message);
    }
  }
}

TEST_CASE("verdicts: every event type is in the corpus, admitted, and every refusal that is recorded",
          "[rules][verdicts]") {
  std::set<std::uint16_t> codes;
  std::set<std::uint16_t> admitted;
  for (const Bytes& bytes : corpus().entries) {
    const auto entry = decode_entry(bytes);
    codes.insert(entry->verdict);
    if (entry->kind != EntryKind::event || entry->verdict != 0) continue;
    admitted.insert(decode(decode_envelope(entry->body)->event)->type);
  }
  INFO("what is new is frozen by tests/verdicts/freeze");
  for (const CatalogueRow* row : catalogue().rows()) {
    INFO(row->shape.name);
    CHECK(admitted.contains(row->shape.number));
  }
  for (std::uint16_t number = 20; number < 1'000; ++number) {
    if (!is_known(number)) continue;
    INFO(name(static_cast<RefusalCode>(number)));
    CHECK(codes.contains(number));
  }
}
