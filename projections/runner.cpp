#include "projections/runner.hpp"

#include <algorithm>

namespace jejak {
namespace {

// How long the following thread may sleep before it looks whether it should stop.
constexpr std::chrono::milliseconds doorbell_wait{200};
// A closed feed answers at once; without this pause its follower would spin.
constexpr std::chrono::milliseconds idle_pause{20};

constexpr std::size_t rows_kept_bytes_max = 96 * 1024 * 1024;  // of each view, between commits
constexpr std::size_t chunk_entries_max = 256;
// So few entries are decoded and written by the fold's own thread; more are worth two others.
constexpr std::uint64_t few_entries = 1'024;

std::string print(TreeSize size) {
  return std::to_string(size.value);
}

std::string title(const Projection& projection) {
  return "the view " + std::string(projection.name()) + " (version " + std::to_string(projection.version()) + ")";
}

}  // namespace

Runner::Runner(const EntrySource& source, RunnerOptions options) : source_(source), options_(std::move(options)) {
  JEJAK_ASSERT(options_.batch_entries_max > 0);
}

Runner::~Runner() {
  stop();
}

void Runner::add(const Projection& projection, ViewStore& store) {
  JEJAK_ASSERT(store.name() == name_of(projection));
  parts_.push_back(
      {&projection, &store, std::make_unique<RowCache>(store, rows_kept_bytes_max), std::nullopt, {}, false});
}

Outcome Runner::catch_up() {
  auto head = source_.head();
  if (!head) return std::move(head).error();
  return catch_up(head->size);
}

Outcome Runner::catch_up(TreeSize to) {
  auto head = source_.head();
  if (!head) return std::move(head).error();
  if (to > head->size) {
    return Error{Errc::usage, "the ledger has " + print(head->size) + " entries, not " + print(to)};
  }
  if (auto opened = open_parts(*head); !opened) return opened;
  for (const Part& part : parts_) {
    if (part.tree->size() > to) {
      return Error{Errc::usage, title(*part.projection) + " stands at " + print(part.tree->size()) +
                                    "; a view cannot go back to " + print(to)};
    }
  }
  if (auto folded = fold_until(to); !folded) return folded;
  if (to != head->size) return {};
  for (const Part& part : parts_) {
    if (part.tree->size() == to && part.tree->root() != head->root) {
      return Error{Errc::corrupt, "the ledger's entries do not lead to its own root at size " + print(to) +
                                      "; `jejak verify` finds the place"};
    }
  }
  return show();
}

Outcome Runner::show() {
  for (const Part& part : parts_) {
    if (auto shown = part.store->show(); !shown) return shown;
  }
  return {};
}

Outcome Runner::rebuild() {
  for (Part& part : parts_) {
    if (auto cleared = clear(part); !cleared) return cleared;
    part.tree.reset();
  }
  return catch_up();
}

Outcome Runner::open_parts(const StoredHead& head) {
  for (Part& part : parts_) {
    part.restarted = false;
    if (part.tree) continue;
    if (auto opened = open_part(part, head); !opened) return opened;
  }
  publish_position();
  return {};
}

// Believes a view's position only where the ledger has the same root at that size.
Outcome Runner::open_part(Part& part, const StoredHead& head) {
  part.rows->forget();
  auto stored = part.store->position();
  if (!stored && stored.error().code == Errc::corrupt) return restart(part, stored.error().message);
  if (!stored) return std::move(stored).error();
  const TreeSize size = stored->size();
  if (size > head.size) {
    return restart(part, "it stands at " + print(size) + " and the ledger has only " + print(head.size) + " entries");
  }
  auto root = size == head.size ? Result<Hash>(head.root) : source_.root(size);
  if (!root) return std::move(root).error();
  if (stored->root() != *root) {
    return restart(part, "at size " + print(size) + " its root is not the ledger's");
  }
  part.tree = std::move(stored->tree);
  part.handed_over = size;
  return {};
}

Outcome Runner::restart(Part& part, const std::string& why) {
  if (part.restarted) {
    store_is_damaged_ = true;
    return Error{Errc::corrupt, title(*part.projection) + " is damaged again after it was folded from zero: " + why};
  }
  part.restarted = true;
  if (options_.say) options_.say(title(*part.projection) + " is folded again from entry 0: " + why);
  if (auto cleared = clear(part); !cleared) return cleared;
  part.tree = Frontier();
  part.handed_over = TreeSize{};
  publish_position();
  return {};
}

Outcome Runner::clear(Part& part) {
  part.rows->forget();
  auto cleared = part.store->clear();
  if (!cleared && cleared.error().code == Errc::corrupt) store_is_damaged_ = true;
  return cleared;
}

Sequence Runner::first_missing() const {
  std::optional<TreeSize> least;
  for (const Part& part : parts_) {
    if (!least || part.tree->size() < *least) least = part.tree->size();
  }
  return Sequence{least ? least->value : 0};
}

bool Runner::can_write_behind() const {
  return std::all_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.store->is_for_all_threads(); });
}

Outcome Runner::fold_until(TreeSize to) {
  unwritten_ = {};
  while (!parts_.empty() && first_missing().value < to.value) {
    const Sequence from = first_missing();
    const std::size_t at_once = std::min<std::uint64_t>(chunk_entries_max, options_.batch_entries_max);
    Outcome folded;
    if (to.value - from.value <= few_entries) {
      Sequence next = from;
      folded = fold_all(
          to,
          [&]() -> Result<DecodedChunk> {
            const TreeSize end{std::min(to.value, next.value + at_once)};
            auto chunk = decode_now(source_, next, end);
            next = Sequence{end.value};
            return chunk;
          },
          nullptr);
    } else {
      std::optional<WriteBehind> writer;
      if (can_write_behind()) writer.emplace();
      DecodeAhead ahead(source_, from, to, at_once);
      folded = fold_all(to, [&ahead] { return ahead.next(); }, writer ? &*writer : nullptr);
    }
    if (folded) continue;  // a view that began again has more to fold
    // Nobody knows what of the last commits was stored, or some rows are changed in memory for entries that are not
    // folded: the views are opened again before the next fold.
    if (folded.error().code != Errc::interrupted) forget_places();
    return folded;
  }
  return {};
}

void Runner::forget_places() {
  for (Part& part : parts_) part.tree.reset();
}

Outcome Runner::fold_all(TreeSize to, const std::function<Result<DecodedChunk>()>& next, WriteBehind* writer) {
  std::optional<TreeSize> done;
  while (!done || done->value < to.value) {
    auto chunk = next();
    if (!chunk) {  // what was folded before the damaged entry is kept
      const Outcome kept = commit_folded(writer);
      const Outcome settled = settle(writer);
      return kept && settled ? Outcome(std::move(chunk).error()) : (kept ? settled : kept);
    }
    if (chunk->entries.empty()) break;
    if (auto folded = fold_chunk(*chunk, writer); !folded) return folded;
    done = size_after(chunk->entries.back().position);
    unwritten_.entries += chunk->entries.size();
    unwritten_.bytes += chunk->bytes;
    const bool is_full =
        unwritten_.entries >= options_.batch_entries_max || unwritten_.bytes >= options_.batch_bytes_max;
    if (is_full) {
      if (auto written = commit_folded(writer); !written) return written;
    }
    if (options_.progress && !options_.progress(*done, to)) {
      if (auto written = commit_folded(writer); !written) return written;
      if (auto settled = settle(writer); !settled) return settled;
      return Error{Errc::interrupted, "stopped at " + print(position()) + " of " + print(to) + " entries"};
    }
  }
  if (auto written = commit_folded(writer); !written) return written;
  return settle(writer);
}

Outcome Runner::fold_chunk(const DecodedChunk& chunk, WriteBehind* writer) {
  const Sequence first = chunk.entries.front().position;
  const Part* ahead = nullptr;  // the tree grows once for all views that stood at the chunk's beginning
  for (Part& part : parts_) {
    const bool is_next = part.tree->size().value == first.value;
    auto folded = fold_chunk(part, chunk);
    if (folded) {
      if (is_next && ahead != nullptr) {
        part.tree = ahead->tree;
        continue;
      }
      for (const ProjectedEntry& entry : chunk.entries) {
        if (entry.position.value == part.tree->size().value) part.tree->append(entry.leaf);
      }
      if (is_next) ahead = &part;
      continue;
    }
    if (folded.error().code != Errc::corrupt) return folded;
    if (auto settled = settle(writer); !settled) return settled;
    if (auto again = restart(part, folded.error().message); !again) return again;
  }
  return {};
}

// The rows alone; the tree is the caller's.
Outcome Runner::fold_chunk(Part& part, const DecodedChunk& chunk) {
  for (const ProjectedEntry& entry : chunk.entries) {
    if (entry.position.value < part.tree->size().value) continue;                  // folded before
    if (part.tree->size().value < chunk.entries.front().position.value) continue;  // the view begins again at 0
    auto applied = part.projection->apply(entry, *part.rows);
    if (!applied) return std::move(applied).error().during("entry " + std::to_string(entry.position.value));
  }
  return {};
}

Outcome Runner::commit_folded(WriteBehind* writer) {
  unwritten_ = {};
  if (auto settled = settle(writer); !settled) return settled;
  std::vector<RowBatch> batches;
  for (Part& part : parts_) {
    if (part.tree->size() == part.handed_over) continue;
    batches.push_back({part.store, part.rows->take_changes(), ViewPosition{*part.tree}});
    part.handed_over = part.tree->size();
  }
  if (batches.empty()) return {};
  if (writer != nullptr) return writer->hand_over(std::move(batches));
  for (const RowBatch& batch : batches) {
    if (auto committed = commit(batch); !committed) return committed;
  }
  publish_position();
  return {};
}

// Waits for the commits that are on their way; what was handed over is then stored.
Outcome Runner::settle(WriteBehind* writer) {
  if (writer == nullptr) return {};
  if (auto settled = writer->settle(); !settled) return settled;
  publish_position();
  return {};
}

void Runner::publish_position() {
  std::uint64_t least = 0;
  bool first = true;
  for (const Part& part : parts_) {
    const std::uint64_t size = part.tree ? part.handed_over.value : 0;
    if (first || size < least) least = size;
    first = false;
  }
  {
    const std::lock_guard lock(mutex_);
    position_ = least;
  }
  changed_.notify_all();
}

void Runner::follow(const Feed& feed) {
  JEJAK_ASSERT(!thread_.joinable());
  {
    const std::lock_guard lock(mutex_);
    stopping_ = false;
  }
  feed_ = &feed;
  thread_ = std::thread([this, &feed] { run(feed); });
}

void Runner::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Runner::run(const Feed& feed) {
  std::chrono::milliseconds rest{0};
  while (!pause(rest)) {
    auto caught_up = catch_up();
    {
      const std::lock_guard lock(mutex_);
      trouble_ = caught_up ? std::nullopt : std::optional<Error>(caught_up.error());
    }
    if (!caught_up) {
      forget_places();
      rest = options_.retry_after;
      continue;
    }
    const TreeSize seen = position();
    rest = feed.wait(seen, doorbell_wait) > seen ? std::chrono::milliseconds{0} : idle_pause;
  }
}

// True if the thread is to stop.
bool Runner::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, time, [this] { return stopping_; });
}

std::optional<Error> Runner::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

bool Runner::wait_for(TreeSize size, std::chrono::milliseconds at_most) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, at_most, [this, size] { return position() >= size; });
}

}  // namespace jejak
