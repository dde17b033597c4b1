#include "ledger/rules/replay.hpp"

#include "ledger/record/codec.hpp"

namespace jejak {

namespace {

// Rows of many cases stay encoded; only the liveliest are held decoded beside them.
constexpr std::size_t replay_cached_max = 16'384;

std::string verdict_name(std::uint16_t verdict) {
  return is_known(verdict) ? name(static_cast<RefusalCode>(verdict)) : "verdict " + std::to_string(verdict);
}

// What stream an envelope that does not hold would have belonged to, as far as it can be read.
std::string stream_of(BytesView envelope) {
  const auto opened = decode_envelope(envelope);
  if (!opened) return {};
  const auto event = decode(opened->event);
  return event ? event->stream : std::string();
}

Divergence wrong(Divergence::Kind kind, Sequence position, std::string message, std::string stream = {}) {
  return Divergence{kind, position, std::move(stream), std::move(message)};
}

Divergence chain_differs(Sequence position, const std::string& stream, const char* what, const std::string& expected,
                         const std::string& found) {
  return wrong(Divergence::Kind::chain, position, std::string(what) + ": expected " + expected + ", found " + found,
               stream);
}

// What the judgement says of the entry that the sequencer wrote.
std::optional<Divergence> compare(const Judgement& judgement, const Entry& entry, Sequence position,
                                  const std::string& stream) {
  const RefusalCode judged = judgement.refusal.code;
  if (judged == RefusalCode::e_version_conflict) {
    const std::string* revision = judgement.refusal.fact("current_revision");
    return wrong(Divergence::Kind::chain, position,
                 "the event does not build on its stream, which has " +
                     (revision == nullptr ? std::string("other") : *revision) + " events at this position",
                 stream);
  }
  if (!judgement.recorded) {
    return wrong(Divergence::Kind::verdict, position,
                 "an event that must not be recorded: expected " + print(judgement.refusal) + ", found " +
                     verdict_name(entry.verdict),
                 stream);
  }
  if (static_cast<std::uint16_t>(judged) != entry.verdict) {
    return wrong(Divergence::Kind::verdict, position,
                 "the verdict differs: expected " + print(judgement.refusal) + ", found " + verdict_name(entry.verdict),
                 stream);
  }
  if (judgement.stream_revision != entry.stream_revision) {
    return chain_differs(position, stream, "the position in the stream differs",
                         std::to_string(judgement.stream_revision), std::to_string(entry.stream_revision));
  }
  if (judgement.stream_previous != entry.stream_previous) {
    return chain_differs(position, stream, "the hash of the stream's previous event differs",
                         to_hex(view(judgement.stream_previous)), to_hex(view(entry.stream_previous)));
  }
  return std::nullopt;
}

std::optional<Divergence> compare(const Heads& judged, const Heads& found, Sequence position) {
  const auto differs = [position](const char* what, const std::string& expected, const std::string& stated) {
    return wrong(Divergence::Kind::heads, position, std::string(what) + ": expected " + expected + ", found " + stated);
  };
  if (judged.streams != found.streams) {
    return differs("the number of streams differs", std::to_string(judged.streams), std::to_string(found.streams));
  }
  if (judged.streams_root != found.streams_root) {
    return differs("the root over the streams differs", to_hex(view(judged.streams_root)),
                   to_hex(view(found.streams_root)));
  }
  if (judged.state_digest != found.state_digest) {
    return differs("the digest of the rule state differs", to_hex(view(judged.state_digest)),
                   to_hex(view(found.state_digest)));
  }
  return std::nullopt;
}

}  // namespace

const char* name(Divergence::Kind kind) {
  switch (kind) {
    case Divergence::Kind::entry_form: return "entry-form";
    case Divergence::Kind::genesis: return "genesis";
    case Divergence::Kind::time: return "time";
    case Divergence::Kind::envelope: return "envelope";
    case Divergence::Kind::duplicate_id: return "duplicate-id";
    case Divergence::Kind::chain: return "chain";
    case Divergence::Kind::verdict: return "verdict";
    case Divergence::Kind::heads: return "heads";
    case Divergence::Kind::tree: return "tree";
    case Divergence::Kind::checkpoint: return "checkpoint";
    case Divergence::Kind::truncated: return "truncated";
    case Divergence::Kind::stored: return "stored";
    case Divergence::Kind::damaged: return "damaged";
    case Divergence::Kind::engine: return "engine";
  }
  return "";
}

Errc errc_of(const Divergence& divergence) {
  return divergence.kind == Divergence::Kind::engine ? Errc::unsupported : Errc::verification;
}

Error error_of(const Divergence& divergence) {
  return Error{errc_of(divergence),
               "position " + std::to_string(divergence.position.value) + ": " + divergence.message};
}

Prepared prepare(Sequence position, BytesView bytes, std::string_view origin) {
  Prepared prepared;
  prepared.position = position;
  prepared.leaf = leaf_hash(bytes);
  auto entry = decode_entry(bytes);
  if (!entry) {
    prepared.divergence = wrong(Divergence::Kind::entry_form, position, entry.error().message);
    return prepared;
  }
  if (entry->kind == EntryKind::event) {
    auto vouched = vouch(entry->body, origin);
    if (vouched) {
      prepared.vouched = std::move(*vouched);
    } else {
      prepared.divergence =
          wrong(Divergence::Kind::envelope, position, vouched.error().message, stream_of(entry->body));
    }
  }
  prepared.entry = std::move(*entry);
  return prepared;
}

Replay::Replay(const Hash& genesis_hash, std::uint32_t newest) : genesis_hash_(genesis_hash), newest_(newest) {}

Result<std::unique_ptr<Replay>> Replay::resume(const Hash& genesis_hash, ReplayedSoFar kept, std::uint32_t newest) {
  JEJAK_ASSERT(kept.frontier.size().value > 0);
  auto replay = std::make_unique<Replay>(genesis_hash, newest);
  replay->frontier_ = std::move(kept.frontier);
  replay->rows_ = std::move(kept.rows);
  replay->ids_ = std::move(kept.ids);
  replay->last_ = kept.last_recorded_at;
  replay->state_ = std::make_unique<State>(kept.genesis, replay->rows_, replay_cached_max, &replay->rows_);
  if (auto loaded = replay->state_->load(); !loaded) return std::move(loaded).error();
  replay->look_at_engine();
  return replay;
}

Replay::~Replay() = default;

const Genesis& Replay::genesis() const {
  JEJAK_ASSERT(state_ != nullptr);
  return state_->genesis();
}

State& Replay::state() {
  JEJAK_ASSERT(state_ != nullptr);
  return *state_;
}

Result<std::optional<Bytes>> Replay::CurrentRows::row(std::string_view stream) const {
  if (replay_.state_ != nullptr) replay_.state_->settle(stream);
  return replay_.rows_.row(stream);
}

Outcome Replay::CurrentRows::scan(std::string_view prefix,
                                  const std::function<Outcome(std::string_view, BytesView)>& visit) const {
  if (replay_.state_ != nullptr) replay_.state_->settle();
  return replay_.rows_.scan(prefix, visit);
}

std::variant<Step, Divergence> Replay::fail(Divergence divergence) {
  failed_ = std::move(divergence);
  return *failed_;
}

std::variant<Step, Divergence> Replay::step(Prepared&& prepared) {
  if (failed_) return *failed_;
  JEJAK_ASSERT(prepared.position.value == size().value);
  if (state_ == nullptr) {
    if (auto divergence = begin(prepared)) return fail(std::move(*divergence));
  }
  if (cannot_judge_) return fail(wrong(Divergence::Kind::engine, prepared.position, cannot_judge_->message));
  if (prepared.divergence) return fail(std::move(*prepared.divergence));
  JEJAK_ASSERT(prepared.entry.has_value());

  Step step;
  step.entry = std::move(*prepared.entry);
  step.leaf = prepared.leaf;
  step.vouched = std::move(prepared.vouched);
  if (step.entry.recorded_at < last_) {
    return fail(
        wrong(Divergence::Kind::time, prepared.position,
              "recorded_at goes back: expected " + print(last_) + " or later, found " + print(step.entry.recorded_at),
              step.vouched ? step.vouched->event().stream : std::string()));
  }
  if (auto divergence = check(step, prepared.position)) return fail(std::move(*divergence));
  last_ = step.entry.recorded_at;
  frontier_.append(step.leaf);
  return step;
}

std::optional<Divergence> Replay::begin(const Prepared& prepared) {
  const auto differs = [](std::string message) {
    return wrong(Divergence::Kind::genesis, Sequence{0}, std::move(message));
  };
  if (prepared.leaf != genesis_hash_) {
    return differs("not the genesis that is trusted: expected leaf hash " + to_hex(view(genesis_hash_)) + ", found " +
                   to_hex(view(prepared.leaf)));
  }
  if (!prepared.entry || prepared.entry->kind != EntryKind::genesis) return differs("entry 0 is not a genesis");
  auto genesis = open_genesis(text(prepared.entry->body));
  if (!genesis) return differs(genesis.error().message);
  state_ = std::make_unique<State>(*genesis, rows_, replay_cached_max, &rows_);
  return std::nullopt;
}

std::optional<Divergence> Replay::check(Step& step, Sequence position) {
  switch (step.entry.kind) {
    case EntryKind::genesis:
      if (position.value == 0) {
        look_at_engine();
        return std::nullopt;
      }
      return wrong(Divergence::Kind::genesis, position, "a second genesis");
    case EntryKind::heads: return check_heads(step.entry, position);
    case EntryKind::event: return check_event(step, position);
  }
  return std::nullopt;
}

std::optional<Divergence> Replay::check_heads(const Entry& entry, Sequence position) {
  const auto found = decode_heads(entry.body);
  if (!found) return wrong(Divergence::Kind::entry_form, position, found.error().message);
  const auto judged = heads_of(current_);
  if (!judged) return wrong(Divergence::Kind::stored, position, judged.error().message);
  return compare(*judged, *found, position);
}

std::optional<Divergence> Replay::check_event(Step& step, Sequence position) {
  JEJAK_ASSERT(step.vouched.has_value());
  const Event& event = step.vouched->event();
  if (event.origin != genesis().origin) {
    return wrong(Divergence::Kind::envelope, position,
                 "the event is meant for another ledger: expected " + genesis().origin + ", found " + event.origin,
                 event.stream);
  }
  if (!learn_id(event.id)) {
    return wrong(Divergence::Kind::duplicate_id, position,
                 "the id " + print(event.id) + " stands at an earlier position too", event.stream);
  }
  auto judgement = judge(*state_, *step.vouched, Moment{position, step.entry.recorded_at});
  if (!judgement) return wrong(Divergence::Kind::stored, position, judgement.error().message, event.stream);
  if (auto divergence = compare(*judgement, step.entry, position, event.stream)) return divergence;
  step.refusal = std::move(judgement->refusal);
  for (const StreamState& changed : judgement->changes) step.changed.push_back(changed.name);
  state_->apply(std::move(judgement->changes));
  if (step.refusal.code != RefusalCode::none) ++refusals_;
  if (activates(event)) look_at_engine();
  return std::nullopt;
}

void Replay::look_at_engine() {
  if (auto may = may_judge(engine_of(*state_), newest_); !may) cannot_judge_ = std::move(may).error();
}

bool Replay::learn_id(const Id& id) {
  return ids_.insert(id).second;
}

}  // namespace jejak
