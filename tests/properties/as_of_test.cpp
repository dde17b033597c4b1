// The past stays where it was: at every position, a replay that is cut there gives the rule state and the views that
// the ledger had when it had come so far.

#include "ledger/rules/replay.hpp"
#include "projections/views.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/properties/walks.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

Hash digest_of(const RowSource& rows) {
  return heads_of(rows)->state_digest;
}

}  // namespace

TEST_CASE("properties: the rule state as of any position is that of a replay cut there", "[properties]") {
  CHECK(holds("rule state as of", 15, 60, [](const std::vector<WalkStep>& steps) {
    Walker walker;
    std::map<std::size_t, Hash> then;  // by number of entries
    then[walker.ledger().entries().size()] = digest_of(walker.ledger().rows());
    for (const WalkStep& step : steps) {
      walker.take(step);
      then[walker.ledger().entries().size()] = digest_of(walker.ledger().rows());
    }
    Replay replay(walker.ledger().genesis_hash());
    std::size_t size = 0;
    for (const Bytes& entry : walker.ledger().entries()) {
      auto step = replay.step(prepare(Sequence{size}, entry, walker.ledger().origin()));
      if (const auto* divergence = std::get_if<Divergence>(&step)) RC_FAIL(divergence->message);
      const auto at = then.find(++size);
      if (at != then.end()) RC_ASSERT(digest_of(replay.rows()) == at->second);
    }
  }));
}

TEST_CASE("properties: the views as of any position are those of a log that ends there", "[properties]") {
  CHECK(holds("views as of", 8, 40, [](const std::vector<WalkStep>& steps) {
    Walker walker;
    for (const WalkStep& step : steps) walker.take(step);
    const auto& entries = walker.ledger().entries();
    const MemoryLog whole(entries);
    for (std::size_t size = entries.size() - std::min<std::size_t>(entries.size(), steps.size());
         size <= entries.size(); ++size) {
      if (size == 0) continue;
      const MemoryLog cut({entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(size)});
      auto as_of = Views::replay(whole, TreeSize{size});
      auto ended = Views::replay(cut);
      RC_ASSERT(as_of.has_value() && ended.has_value());
      const auto then = (*as_of)->stamps();
      const auto now = (*ended)->stamps();
      RC_ASSERT(then.has_value() && now.has_value());
      RC_ASSERT(*then == *now);
    }
  }));
}
