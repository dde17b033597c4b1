#include "api/answers/judge_again.hpp"

#include "ledger/rules/replay.hpp"

namespace jejak {

Outcome judge_again(const Reader& reader, TreeSize size, const Asker& asker,
                    const std::function<Outcome(const ReadEntry&, const Refusal&)>& visit) {
  auto beginning = reader.entry_bytes(Sequence{0});
  if (!beginning) return std::move(beginning).error();
  auto first = read_entry(Sequence{0}, *beginning);
  if (!first) return std::move(first).error();
  auto genesis = open_genesis(text(first->entry.body));
  if (!genesis) return std::move(genesis).error();
  const Follower follower = asker.follower(Way::judge, size.value);
  Replay replay(first->leaf);
  return reader.entries(Sequence{0}, size, [&](Sequence position, BytesView bytes) -> Outcome {
    if (!follower(position.value)) return interruption();
    auto stepped = replay.step(prepare(position, bytes, genesis->origin));
    if (const auto* wrong = std::get_if<Divergence>(&stepped)) {
      return Error{errc_of(*wrong), fmt::format("entry {}: {}", wrong->position.value, wrong->message)};
    }
    Step& step = std::get<Step>(stepped);
    ReadEntry read;
    read.position = position;
    read.leaf = step.leaf;
    if (step.vouched) read.event = step.vouched->event();
    read.entry = std::move(step.entry);
    return visit(read, step.refusal);
  });
}

Result<Refusals> refusals_until(const Reader& reader, Sequence last, const Asker& asker) {
  Refusals refusals;
  auto judged = judge_again(reader, size_after(last), asker, [&](const ReadEntry& read, const Refusal& refusal) {
    if (refusal.code != RefusalCode::none) refusals[read.position.value] = refusal;
    return Outcome();
  });
  if (!judged) return std::move(judged).error();
  return refusals;
}

}  // namespace jejak
