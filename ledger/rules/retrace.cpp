#include "ledger/rules/retrace.hpp"

#include "ledger/record/codec.hpp"
#include "ledger/rules/engine.hpp"
#include "ledger/rules/judge.hpp"
#include "ledger/rules/signers.hpp"
#include "ledger/rules/transition.hpp"

namespace jejak {

namespace {

Error corrupt(Sequence position, const std::string& what) {
  return Error{Errc::corrupt, "entry " + std::to_string(position.value) + ": " + what};
}

}  // namespace

Result<std::optional<Retraced>> retraced(Sequence position, BytesView bytes) {
  auto entry = decode_entry(bytes);
  if (!entry) return corrupt(position, entry.error().message);
  if (entry->kind != EntryKind::event) return std::optional<Retraced>();
  const auto envelope = decode_envelope(entry->body);
  if (!envelope) return corrupt(position, envelope.error().message);
  auto event = decode(envelope->event);
  if (!event) return corrupt(position, event.error().message);
  Retraced found;
  found.position = position;
  found.recorded_at = entry->recorded_at;
  found.verdict = entry->verdict;
  found.event = std::move(*event);
  found.event_hash = event_hash(envelope->event);
  for (const EventSignature& signature : envelope->signatures) found.keys.push_back(signature.key);
  return std::optional<Retraced>(std::move(found));
}

Retrace::Retrace(const Genesis& genesis, RetraceOptions options)
    : options_(options), state_(genesis, rows_, options.cached_max, &rows_) {}

Retrace::~Retrace() = default;

const RowSource& Retrace::rows() {
  state_.settle();
  return rows_;
}

bool Retrace::counts(const Event& event) const {
  if (State::is_registry(event.stream)) return true;
  return !options_.registry_alone && (!options_.on || event.legal_date <= *options_.on);
}

Outcome Retrace::step(BytesView bytes, RetraceWatcher* watcher) {
  if (cannot_judge_) return *cannot_judge_;  // whatever form its entries have
  const Sequence position{size_.value};
  auto entry = retraced(position, bytes);
  if (!entry) return std::move(entry).error();
  if (*entry) {
    const Event& event = (*entry)->event;
    if (!State::is_registry(event.stream)) earliest_ = std::min(earliest_, event.legal_date);
    if (counts(event)) {
      if (auto applied = apply(**entry, watcher); !applied) return applied;
    } else if (watcher != nullptr) {
      watcher->pass_over(**entry);
    }
  }
  if (position.value == 0) look_at_engine();
  ++size_.value;
  return {};
}

Outcome Retrace::apply(const Retraced& entry, RetraceWatcher* watcher) {
  const Event& event = entry.event;
  const CatalogueRow* row = catalogue().row(event.type);
  if (row == nullptr) return corrupt(entry.position, "the type of the event is not in the catalogue");
  state_.trim();
  StreamState fresh;
  fresh.name = event.stream;
  auto known = state_.find(event.stream);
  if (!known) return std::move(known).error();
  const StreamState& stream = *known == nullptr ? fresh : **known;
  const Moment moment{entry.position, entry.recorded_at};
  const Judging judging = judging_at(state_, *row, event, stream, moment);
  Changes changes;
  if (entry.admitted()) {
    changes = changes_of(judging, resolve_signers(judging, entry.keys), entry.event_hash);
  } else {
    ++changes.emplace_back(stream).refusals;
  }
  if (watcher != nullptr) {
    if (auto seen = watcher->see(judging, entry, changes); !seen) return seen;
  }
  if (judging.trouble) return *judging.trouble;
  if (!State::is_registry(event.stream)) ++counted_;
  state_.apply(std::move(changes));
  if (activates(event)) look_at_engine();
  return {};
}

void Retrace::look_at_engine() {
  if (auto may = may_judge(engine_of(state_), engine_newest); !may) cannot_judge_ = std::move(may).error();
}

}  // namespace jejak
