#include "tools/jejak/dry_run.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/rules/engine.hpp"

#include <limits>

namespace jejak {
namespace {

Error id_taken(const Event& event) {
  return Error{Errc::conflict, "E_DUPLICATE_ID: the id " + print(event.id) + " is taken by another event"};
}

}  // namespace

// Rows that a dry run changes must not leave the cache: they stand nowhere else.
DryRun::DryRun(OpenedStore opened)
    : opened_(std::move(opened)),
      reader_(*opened_.store),
      state_(opened_.genesis, reader_, std::numeric_limits<std::size_t>::max()) {}

Result<std::unique_ptr<DryRun>> DryRun::open(const std::string& folder) {
  auto opened = open_for_reading(folder);
  if (!opened) return std::move(opened).error();
  std::unique_ptr<DryRun> run(new DryRun(std::move(*opened)));
  if (auto loaded = run->load(); !loaded) return std::move(loaded).error();
  return run;
}

Outcome DryRun::load() {
  auto head = reader_.head();
  if (!head) return std::move(head).error();
  head_ = *head;
  if (auto loaded = state_.load(); !loaded) return loaded;
  return may_judge(engine_of(state_), engine_newest);
}

Result<Instant> DryRun::moment_of(const Submission& submission) const {
  const bool simulated = opened_.genesis.clock == ClockKind::simulated;
  if (submission.at.empty()) return simulated ? head_.last_recorded_at : SystemClock().now();
  const auto at = parse_instant(submission.at);
  if (!simulated || !at || *at < head_.last_recorded_at) {
    return Error{Errc::usage,
                 "at " + submission.at + " (" + (simulated ? print(head_.last_recorded_at) : "system") + ")"};
  }
  return *at;
}

Result<Receipt> DryRun::judge(const Submission& submission) {
  auto vouched = vouch(submission.envelope, opened_.genesis.origin);
  if (!vouched) return std::move(vouched).error();
  const Event& event = vouched->event();
  auto known = reader_.find_event(event.id);
  if (!known) return std::move(known).error();
  if (const auto seen = judged_.find(event.id); seen != judged_.end()) {
    if (seen->second.first != vouched->event_hash()) return id_taken(event);
    Receipt again = seen->second.second;
    again.repeated = true;
    return again;
  }
  auto instant = moment_of(submission);
  if (!instant) return std::move(instant).error();

  Receipt receipt;
  receipt.rehearsed = true;
  receipt.event = event;
  receipt.recorded_at = *instant;
  receipt.sequence = Sequence{head_.size.value};
  if (*known) {
    auto bytes = reader_.entry_bytes(**known);
    auto read = bytes ? read_entry(**known, *bytes) : Result<ReadEntry>(bytes.error());
    if (!read) return std::move(read).error();
    if (!read->envelope || event_hash(read->envelope->event) != vouched->event_hash()) return id_taken(event);
    receipt.sequence = **known;
    receipt.recorded_at = read->entry.recorded_at;
    receipt.refusal = Refusal(static_cast<RefusalCode>(read->entry.verdict));
    receipt.stream_revision = read->entry.stream_revision;
    receipt.repeated = true;
    return receipt;
  }
  auto judgement = jejak::judge(state_, *vouched, Moment{receipt.sequence, *instant});
  if (!judgement) return std::move(judgement).error();
  if (auto may = may_append(event, *judgement, engine_newest); !may) return std::move(may).error();
  receipt.refusal = judgement->refusal;
  receipt.stream_revision = judgement->stream_revision;
  if (!judgement->recorded) return receipt;
  state_.apply(judgement->changes);
  ++head_.size.value;
  head_.last_recorded_at = *instant;
  judged_.emplace(event.id, std::pair(vouched->event_hash(), receipt));
  return receipt;
}

}  // namespace jejak
