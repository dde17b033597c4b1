#include "tools/jejak/why.hpp"

#include "ledger/rules/replay.hpp"

namespace jejak {

Result<Refusals> refusals_until(Terminal& terminal, const OpenedStore& opened, Sequence last) {
  const Reader reader(*opened.store);
  Progress progress(terminal, terminal.say(Text::progress_judge), size_after(last).value);
  Replay replay(opened.genesis_hash);
  Refusals refusals;
  auto read = reader.entries(Sequence{0}, size_after(last), [&](Sequence position, BytesView bytes) -> Outcome {
    if (!progress.at(position.value)) return interruption();
    auto stepped = replay.step(prepare(position, bytes, opened.genesis.origin));
    if (const auto* wrong = std::get_if<Divergence>(&stepped)) {
      return Error{Errc::verification, fmt::format("entry {}: {}", wrong->position.value, wrong->message)};
    }
    const Step& step = std::get<Step>(stepped);
    if (step.refusal.code != RefusalCode::none) refusals[position.value] = step.refusal;
    return {};
  });
  if (!read) return std::move(read).error();
  return refusals;
}

}  // namespace jejak
