#include "tools/jejak/why.hpp"

#include "ledger/rules/replay.hpp"

namespace jejak {

Outcome judge_again(Terminal& terminal, const OpenedStore& opened, TreeSize size,
                    const std::function<void(const ReadEntry&, const Refusal&)>& visit) {
  const Reader reader(*opened.store);
  Progress progress(terminal, terminal.say(Text::progress_judge), size.value);
  Replay replay(opened.genesis_hash);
  return reader.entries(Sequence{0}, size, [&](Sequence position, BytesView bytes) -> Outcome {
    if (!progress.at(position.value)) return interruption();
    auto stepped = replay.step(prepare(position, bytes, opened.genesis.origin));
    if (const auto* wrong = std::get_if<Divergence>(&stepped)) {
      return Error{Errc::verification, fmt::format("entry {}: {}", wrong->position.value, wrong->message)};
    }
    Step& step = std::get<Step>(stepped);
    ReadEntry read;
    read.position = position;
    read.leaf = step.leaf;
    if (step.vouched) read.event = step.vouched->event();
    read.entry = std::move(step.entry);
    visit(read, step.refusal);
    return {};
  });
}

Result<Refusals> refusals_until(Terminal& terminal, const OpenedStore& opened, Sequence last) {
  Refusals refusals;
  auto judged = judge_again(terminal, opened, size_after(last), [&](const ReadEntry& read, const Refusal& refusal) {
    if (refusal.code != RefusalCode::none) refusals[read.position.value] = refusal;
  });
  if (!judged) return std::move(judged).error();
  return refusals;
}

}  // namespace jejak
