#include "projections/runner.hpp"

#include "ledger/base/failpoint.hpp"

#include <algorithm>
#include <future>

namespace jejak {
namespace {

// How long the following thread may sleep before it looks whether it should stop.
constexpr std::chrono::milliseconds doorbell_wait{200};
// A closed feed answers at once; without this pause its follower would spin.
constexpr std::chrono::milliseconds idle_pause{20};

constexpr std::size_t rows_kept_bytes_max = 64 * 1024 * 1024;  // of each view, between commits

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
  parts_.push_back({&projection, &store, std::make_unique<RowCache>(store, rows_kept_bytes_max), std::nullopt, false});
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
    if (part.tree->root() != head->root) {
      return Error{Errc::corrupt, "the ledger's entries do not lead to its own root at size " + print(to) +
                                      "; `jejak verify` finds the place"};
    }
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

Result<Runner::Batch> Runner::decode_batch(Sequence from, TreeSize to) const {
  Batch batch;
  batch.reserve(to.value - from.value);
  auto read = source_.entries(from, to, [&batch](Sequence position, BytesView bytes) -> Outcome {
    auto entry = projected_entry(position, bytes);
    if (!entry) return std::move(entry).error();
    batch.push_back(std::move(*entry));
    return {};
  });
  if (!read) return std::move(read).error();
  if (batch.size() != to.value - from.value) {
    return Error{Errc::corrupt, "entry " + std::to_string(from.value + batch.size()) + " is missing"};
  }
  return batch;
}

// While one batch is folded the next is read and decoded on another thread.
Outcome Runner::fold_until(TreeSize to) {
  const auto decode_ahead = [this, to](Sequence from) {
    const TreeSize end{std::min(to.value, from.value + options_.batch_entries_max)};
    return std::async(std::launch::async, [this, from, end] { return decode_batch(from, end); });
  };
  Sequence next = first_missing();
  if (parts_.empty() || next.value >= to.value) return {};
  auto decoding = decode_ahead(next);
  while (next.value < to.value) {
    auto batch = decoding.get();
    if (!batch) return std::move(batch).error();
    next.value += batch->size();
    if (next.value < to.value) decoding = decode_ahead(next);
    for (Part& part : parts_) {
      auto folded = fold_batch(part, *batch);
      if (folded) continue;
      if (folded.error().code != Errc::corrupt) return folded;
      if (auto again = restart(part, folded.error().message); !again) return again;
    }
    publish_position();
    if (options_.progress && !options_.progress(position(), to)) {
      return Error{Errc::interrupted, "stopped at " + print(position()) + " of " + print(to) + " entries"};
    }
  }
  return first_missing().value < to.value ? fold_until(to) : Outcome();
}

Outcome Runner::fold_batch(Part& part, const Batch& batch) {
  Frontier tree = *part.tree;
  for (const ProjectedEntry& entry : batch) {
    if (entry.position.value != tree.size().value) continue;  // folded before, or the view begins again at 0
    auto applied = part.projection->apply(entry, *part.rows);
    if (!applied) {
      part.tree.reset();  // some of the batch's rows are changed in memory: all is read again
      return std::move(applied).error().during("entry " + std::to_string(entry.position.value));
    }
    tree.append(entry.leaf);
  }
  if (tree.size() == part.tree->size()) return {};
  failpoint("before_view_commit");
  if (auto committed = part.store->commit(part.rows->take_changes(), ViewPosition{tree}); !committed) {
    part.tree.reset();  // nobody knows what was stored: it is read and compared again before the next fold
    return committed;
  }
  failpoint("after_view_commit");
  part.tree = std::move(tree);
  return {};
}

void Runner::publish_position() {
  std::uint64_t least = 0;
  bool first = true;
  for (const Part& part : parts_) {
    const std::uint64_t size = part.tree ? part.tree->size().value : 0;
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
      for (Part& part : parts_) part.tree.reset();
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
