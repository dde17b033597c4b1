#include "ledger/sequencer.hpp"

#include "ledger/base/failpoint.hpp"
#include "ledger/index_row.hpp"
#include "ledger/record/codec.hpp"

#include <algorithm>
#include <chrono>

namespace jejak {
namespace {

constexpr std::int64_t us_per_minute = 60'000'000;
// A batch costs at most about this many times its entries' bytes on disk before old log files are dropped.
constexpr std::uint64_t disk_bytes_per_entry_byte = 4;

Error unrecorded(const Refusal& refusal) {
  Errc code = Errc::malformed;
  if (refusal.code == RefusalCode::e_key_unknown) code = Errc::unknown_key;
  if (refusal.code == RefusalCode::e_version_conflict || refusal.code == RefusalCode::e_duplicate_id) {
    code = Errc::conflict;
  }
  return Error{code, print(refusal)};
}

Error taken(const Id& id, Sequence sequence) {
  return unrecorded(
      Refusal(RefusalCode::e_duplicate_id, {{"id", print(id)}, {"position", std::to_string(sequence.value)}}));
}

}  // namespace

// What a batch will write, and whom it will answer, once it is on disk.
struct Sequencer::Staged {
  struct Reply {
    Answered answered;
    Placed placed;
  };
  std::vector<Write> writes;
  std::map<std::string, Bytes> rows;  // the last value of every changed row
  std::map<Id, std::pair<Sequence, Hash>> ids;
  std::vector<Reply> replies;
  std::vector<Hash> leaves;
  Frontier frontier;  // copies: nothing has happened until the disk says so
  TileEdge edge;
  Instant recorded_at;
  std::uint64_t bytes = 0;
};

Sequencer::Sequencer(Store& store, Recovered recovered, const Clock& clock, const LedgerOptions& options, Feed& feed)
    : store_(store),
      reader_(store),
      clock_(clock),
      options_(options),
      feed_(feed),
      // Rows of a batch must not leave the cache before they are written.
      state_(recovered.genesis, reader_, std::max(options.cached_streams_max, options.batch_events_max * 8)),
      head_(recovered.head),
      frontier_(std::move(recovered.frontier)),
      edge_(std::move(recovered.edge)),
      wall_seen_(clock.now()),
      monotonic_seen_(clock.monotonic_us()),
      refusals_since_(clock.monotonic_us()) {
  clock_stopped_ = wall_seen_.us + options.clock_step_us_max < head_.last_recorded_at.us;
  feed_.ring(head_.size);
}

Outcome Sequencer::load() {
  const auto greatest = reader_.greatest_id();
  if (!greatest) return Error(greatest.error());
  recent_ids_.emplace(*greatest);
  return state_.load();
}

Result<std::optional<Sequence>> Sequencer::find_event(const Id& id) const {
  if (recent_ids_->is_new(id)) return std::optional<Sequence>();
  return reader_.find_event(id);
}

Instant Sequencer::now() {
  return std::max(clock_.now(), head_.last_recorded_at);
}

Error Sequencer::stop(Error why) {
  if (!stopped_) {
    why_stopped_ =
        Error{Errc::unavailable, why.message + ". Nothing is appended any more until a restart; reading goes on"};
    stopped_ = true;
    feed_.close();
  }
  return *why_stopped_;
}

Error Sequencer::clock_trouble() const {
  return Error{Errc::unavailable,
               "the clock stepped by more than " + std::to_string(options_.clock_step_us_max / us_per_minute) +
                   " minutes; nothing is appended until a ClockConfirmed event says that it is right"};
}

void Sequencer::watch_clock() {
  const Instant wall = clock_.now();
  const std::int64_t monotonic = clock_.monotonic_us();
  const std::int64_t step = (wall.us - wall_seen_.us) - (monotonic - monotonic_seen_);
  wall_seen_ = wall;
  monotonic_seen_ = monotonic;
  if (step > options_.clock_step_us_max || step < -options_.clock_step_us_max) clock_stopped_ = true;
}

std::optional<Error> Sequencer::may_write(std::uint64_t bytes) {
  if (stopped_) return why_stopped_;
  watch_clock();
  const auto free = store_.free_bytes();
  if (!free) return Error(free.error());
  if (*free < options_.reserve_bytes + bytes * disk_bytes_per_entry_byte) {
    return Error{Errc::disk, "the disk is full: " + std::to_string(*free >> 20) + " MB free, " +
                                 std::to_string(options_.reserve_bytes >> 20) +
                                 " MB are kept in reserve. Make room; appending goes on by itself"};
  }
  return std::nullopt;
}

void Sequencer::append(std::vector<Waiting> events) {
  std::size_t first = 0;
  while (first < events.size()) {
    std::size_t last = first;
    std::size_t bytes = 0;
    while (last < events.size() && last - first < options_.batch_events_max &&
           (last == first || bytes < options_.batch_bytes_max)) {
      bytes += events[last].event.envelope().size();
      ++last;
    }
    append_batch(events, first, last);
    first = last;
  }
}

void Sequencer::append_batch(std::vector<Waiting>& events, std::size_t first, std::size_t last) {
  std::uint64_t bytes = 0;
  for (std::size_t i = first; i < last; ++i) bytes += events[i].event.envelope().size();
  if (auto no = may_write(bytes)) {
    for (std::size_t i = first; i < last; ++i) events[i].answered(*no);
    return;
  }

  Staged batch;
  batch.frontier = frontier_;
  batch.edge = edge_;
  batch.recorded_at = now();
  for (std::size_t i = first; i < last; ++i) stage(batch, events[i]);
  if (batch.replies.empty()) return;

  auto written = stopped_ ? Outcome(*why_stopped_) : commit(batch);
  failpoint("before_answer");
  for (Staged::Reply& reply : batch.replies) {
    if (written) {
      reply.placed.covered_by = head_.size;
      reply.answered(std::move(reply.placed));
    } else {
      reply.answered(written.error());
    }
  }
  failpoint("after_answer");
}

void Sequencer::stage(Staged& batch, Waiting& waiting) {
  const Vouched& event = waiting.event;
  if (stopped_) return waiting.answered(*why_stopped_);
  Instant recorded_at = batch.recorded_at;
  if (waiting.before) {
    if (auto ready = waiting.before(); !ready) return waiting.answered(std::move(ready).error());
    recorded_at = std::max(recorded_at, now());  // it may have moved a simulated clock
  }
  const CatalogueRow* row = catalogue().row(event.event().type);
  const bool confirms_clock = row != nullptr && row->confirms_clock;
  if (clock_stopped_ && !confirms_clock) return waiting.answered(clock_trouble());

  if (const auto known = batch.ids.find(event.event().id); known != batch.ids.end()) {
    if (known->second.second != event.event_hash())
      return waiting.answered(taken(event.event().id, known->second.first));
    for (const Staged::Reply& reply : batch.replies) {
      if (reply.placed.sequence != known->second.first) continue;
      Placed again = reply.placed;
      again.repeated = true;
      batch.replies.push_back({std::move(waiting.answered), std::move(again)});
      return;
    }
    JEJAK_ASSERT(false);  // every id of the batch has a reply
  }
  const auto before = find_event(event.event().id);
  if (!before) return waiting.answered(stop(before.error()));
  if (*before) return waiting.answered(placed_before(**before, event));
  if (too_many_refusals(event.keys().front())) {
    return waiting.answered(Error{Errc::overloaded,
                                  "this key had too many refusals within a minute; the event was not "
                                  "judged. Try again in a minute"});
  }

  const Moment moment{Sequence{batch.frontier.size().value}, recorded_at};
  auto judged = judge(state_, event, moment);
  if (!judged) return waiting.answered(stop(std::move(judged).error().during("judging")));
  if (!judged->recorded) return waiting.answered(unrecorded(judged->refusal));
  if (!judged->admitted()) ++refusals_[event.keys().front()];
  if (auto may = may_append(event.event(), *judged, options_.engine_newest); !may) return waiting.answered(may.error());
  if (judged->admitted() && confirms_clock) clock_stopped_ = false;

  batch.recorded_at =
      recorded_at;  // only now: the head states the last entry's, and not all that is staged becomes one
  Entry entry;
  entry.kind = EntryKind::event;
  entry.recorded_at = batch.recorded_at;
  entry.verdict = static_cast<std::uint16_t>(judged->refusal.code);
  entry.stream_revision = judged->stream_revision;
  entry.stream_previous = judged->stream_previous;
  entry.body = event.envelope();
  for (const StreamState& changed : judged->changes) batch.rows[changed.name] = encode(changed);
  state_.apply(std::move(judged->changes));

  stage_entry(batch, std::move(entry));
  batch.ids.emplace(event.event().id, std::pair(moment.position, event.event_hash()));
  Placed placed;
  placed.sequence = moment.position;
  placed.leaf = batch.leaves.back();
  placed.recorded_at = batch.recorded_at;
  placed.refusal = std::move(judged->refusal);
  placed.stream_revision = judged->stream_revision;
  batch.replies.push_back({std::move(waiting.answered), std::move(placed)});
}

void Sequencer::stage_entry(Staged& batch, Entry entry) {
  Bytes bytes = encode(entry);
  JEJAK_ASSERT(bytes.size() <= entry_bytes_max);
  const Hash leaf = leaf_hash(bytes);
  const Sequence sequence{batch.frontier.size().value};
  batch.frontier.append(leaf);
  batch.edge.append(leaf, [&batch](TileId id, const Tile& tile) {
    Bytes value;
    value.reserve(tile.size() * 32);
    for (const Hash& hash : tile) value.insert(value.end(), hash.bytes.begin(), hash.bytes.end());
    batch.writes.push_back({Table::tiles, tile_key(id.level, id.index), std::move(value)});
  });
  batch.bytes += bytes.size();
  batch.leaves.push_back(leaf);
  batch.writes.push_back({Table::entries, key_of(sequence), std::move(bytes)});
}

Outcome Sequencer::commit(Staged& batch) {
  // The second hashing, from the bytes that really go to disk, finds a bit that fell between the two.
  std::size_t next = 0;
  for (const Write& write : batch.writes) {
    if (write.table != Table::entries) continue;
    if (leaf_hash(write.value) != batch.leaves[next++]) {
      return stop(Error{Errc::corrupt, "an entry changed in memory between hashing and writing"});
    }
  }
  StoredHead head{batch.frontier.size(), batch.frontier.root(), batch.recorded_at};
  // In order: each finds its place beside the one before.
  for (const auto& [id, used] : batch.ids) {
    const Hash& leaf = batch.leaves[used.first.value - head_.size.value];
    batch.writes.push_back({Table::ids, std::string(text(id)), encode(IndexRow{used.first, leaf_prefix(leaf)})});
  }
  for (auto& [stream, row] : batch.rows) batch.writes.push_back({Table::rows, stream, std::move(row)});
  batch.writes.push_back({Table::meta, std::string(head_key), encode(head)});

  failpoint("before_commit");
  const auto began = std::chrono::steady_clock::now();
  auto written = store_.commit(std::move(batch.writes));
  if (!written) return stop(std::move(written).error().during("committing a batch"));
  if (options_.committed) {
    const auto took = std::chrono::steady_clock::now() - began;
    options_.committed(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
  }

  frontier_ = std::move(batch.frontier);
  edge_ = std::move(batch.edge);
  head_ = head;
  for (const auto& [id, placed] : batch.ids) recent_ids_->add(id);
  feed_.ring(head_.size);
  return {};
}

// The answer that was given when this event was recorded, from what is stored: the same for ever.
Result<Placed> Sequencer::placed_before(Sequence sequence, const Vouched& event) {
  auto bytes = reader_.entry_bytes(sequence);
  if (!bytes) return stop(std::move(bytes).error());
  const auto entry = decode_entry(*bytes);
  const auto envelope = entry ? decode_envelope(entry->body) : Result<Envelope>(Error{Errc::corrupt, ""});
  if (!envelope) return stop(Error{Errc::corrupt, "entry " + std::to_string(sequence.value) + " cannot be read"});
  if (event_hash(envelope->event) != event.event_hash()) return taken(event.event().id, sequence);
  Placed placed;
  placed.sequence = sequence;
  placed.leaf = leaf_hash(*bytes);
  placed.recorded_at = entry->recorded_at;
  placed.refusal = Refusal(static_cast<RefusalCode>(entry->verdict));
  placed.stream_revision = entry->stream_revision;
  placed.covered_by = head_.size;
  placed.repeated = true;
  return placed;
}

bool Sequencer::too_many_refusals(const PublicKey& key) {
  const std::int64_t now = clock_.monotonic_us();
  if (now - refusals_since_ >= us_per_minute || now < refusals_since_) {
    refusals_.clear();
    refusals_since_ = now;
  }
  const auto seen = refusals_.find(key);
  return seen != refusals_.end() && seen->second >= options_.refusals_per_key_per_minute;
}

Result<Placed> Sequencer::append_heads() {
  if (auto no = may_write(entry_bytes_max)) return *no;
  if (clock_stopped_) return clock_trouble();
  auto heads = heads_of(reader_);
  if (!heads) return std::move(heads).error();
  Staged batch;
  batch.frontier = frontier_;
  batch.edge = edge_;
  batch.recorded_at = now();
  Entry entry;
  entry.kind = EntryKind::heads;
  entry.recorded_at = batch.recorded_at;
  entry.body = encode(*heads);
  Placed placed;
  placed.sequence = Sequence{frontier_.size().value};
  placed.recorded_at = batch.recorded_at;
  stage_entry(batch, std::move(entry));
  placed.leaf = batch.leaves.back();
  auto written = commit(batch);
  if (!written) return std::move(written).error();
  placed.covered_by = head_.size;
  return placed;
}

Result<Judgement> Sequencer::judge_only(const Vouched& event) {
  if (stopped_) return *why_stopped_;
  const auto before = find_event(event.event().id);
  if (!before) return Error(before.error());
  if (*before) return taken(event.event().id, **before);
  auto judged = judge(state_, event, Moment{Sequence{head_.size.value}, now()});
  if (!judged) return judged;
  if (auto may = may_append(event.event(), *judged, options_.engine_newest); !may) return std::move(may).error();
  return judged;
}

}  // namespace jejak
