#include "ledger/rules/verification.hpp"

#include "ledger/record/export.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace jejak {
namespace {

constexpr std::size_t chunk_items = 64;
constexpr std::size_t chunks_ahead_max = 12;

// A run of items whose signatures are checked together by one thread.
struct Chunk {
  std::vector<HistoryItem> items;
  std::vector<Prepared> prepared;  // one an entry, in order
  Sequence first;
  bool done = false;  // guarded by Ahead::mutex_
};

// The threads that prepare chunks while the fold is still busy with earlier ones.
class Ahead {
 public:
  Ahead(std::string origin, unsigned threads) : origin_(std::move(origin)) {
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
  }
  Ahead(const Ahead&) = delete;
  Ahead& operator=(const Ahead&) = delete;
  ~Ahead() {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void put(std::shared_ptr<Chunk> chunk) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(chunk));
    }
    changed_.notify_all();
  }
  void wait(const Chunk& chunk) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&chunk] { return chunk.done; });
  }

 private:
  void run() {
    for (;;) {
      std::shared_ptr<Chunk> chunk;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
        if (closing_) return;
        chunk = std::move(waiting_.front());
        waiting_.pop_front();
      }
      Sequence at = chunk->first;
      chunk->prepared.reserve(chunk->items.size());
      for (const HistoryItem& item : chunk->items) {
        if (item.checkpoint) continue;
        chunk->prepared.push_back(prepare(at, item.entry, origin_));
        ++at.value;
      }
      {
        const std::lock_guard lock(mutex_);
        chunk->done = true;
      }
      changed_.notify_all();
    }
  }

  const std::string origin_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Chunk>> waiting_;  // guarded by mutex_
  bool closing_ = false;                        // guarded by mutex_
  std::vector<std::thread> threads_;
};

class Fold {
 public:
  Fold(const VerifyOptions& options, Replay& replay) : options_(options), replay_(replay) {
    for (const SignedCheckpoint& seen : options.must_extend) awaited_.push_back(&seen);
    std::sort(awaited_.begin(), awaited_.end(), [](const SignedCheckpoint* a, const SignedCheckpoint* b) {
      return a->checkpoint.size < b->checkpoint.size;
    });
  }

  // Errors are the caller's own (options.each); a false history is in report().divergence.
  Outcome entry(Prepared&& prepared) {
    auto stepped = replay_.step(std::move(prepared));
    if (auto* wrong = std::get_if<Divergence>(&stepped)) {
      report_.divergence = std::move(*wrong);
      return {};
    }
    while (next_awaited_ < awaited_.size() && awaited_[next_awaited_]->checkpoint.size <= replay_.size()) {
      check(*awaited_[next_awaited_++], "the checkpoint that was seen elsewhere");
      if (report_.divergence) return {};
    }
    if (options_.each) return options_.each(std::get<Step>(stepped));
    return {};
  }

  void checkpoint(const std::string& note) {
    const auto parsed = parse_signed_checkpoint(note);
    if (!parsed) {
      wrong("a checkpoint in this history is not one: " + parsed.error().message);
    } else {
      check(*parsed, "a checkpoint in this history");
    }
  }

  VerifyReport finish() {
    if (!report_.divergence && next_awaited_ < awaited_.size()) {
      const std::uint64_t covered = awaited_.back()->checkpoint.size.value;
      report_.divergence = Divergence{Divergence::Kind::truncated, Sequence{replay_.size().value}, "",
                                      "the history ends after " + std::to_string(replay_.size().value) +
                                          " entries, but a checkpoint was signed for " + std::to_string(covered)};
    }
    report_.size = replay_.size();
    report_.root = replay_.root();
    report_.refusals = replay_.refusals();
    if (replay_.size().value > 0) {
      report_.origin = replay_.genesis().origin;
      report_.simulated = replay_.genesis().clock == ClockKind::simulated;
    }
    return std::move(report_);
  }

  bool failed() const { return report_.divergence.has_value(); }

 private:
  void check(const SignedCheckpoint& signed_one, const std::string& which) {
    const Checkpoint& said = signed_one.checkpoint;
    const auto held = jejak::check(*options_.policy, signed_one);
    if (!held) return wrong(which + " is not signed as the policy demands: " + held.error().message);
    if (said.origin != replay_.genesis().origin) {
      return wrong(which + " belongs to " + said.origin + ", this is " + replay_.genesis().origin);
    }
    if (said.size != replay_.size()) {
      return wrong(which + " covers " + std::to_string(said.size.value) + " entries and stands after " +
                   std::to_string(replay_.size().value));
    }
    if (said.root != replay_.root()) {
      return wrong(which + " of size " + std::to_string(said.size.value) + " has root " + to_base64(said.root) +
                   ", these entries give " + to_base64(replay_.root()) + ": an entry from position " +
                   std::to_string(agreed_.value) + " to " + std::to_string(said.size.value - 1) +
                   " is not the one that was signed for (another history)");
    }
    agreed_ = said.size;
    ++report_.checkpoints;
  }

  void wrong(std::string message) {
    report_.divergence = Divergence{Divergence::Kind::checkpoint, Sequence{agreed_.value}, "", std::move(message)};
  }

  const VerifyOptions& options_;
  Replay& replay_;
  VerifyReport report_;
  std::vector<const SignedCheckpoint*> awaited_;
  std::size_t next_awaited_ = 0;
  TreeSize agreed_;  // up to here a checkpoint agreed
};

// Items of a chunk, folded in order.
Outcome fold_chunk(Chunk& chunk, Fold& fold) {
  std::size_t next = 0;
  for (const HistoryItem& item : chunk.items) {
    if (item.checkpoint) {
      fold.checkpoint(*item.checkpoint);
    } else {
      auto folded = fold.entry(std::move(chunk.prepared[next++]));
      if (!folded) return folded;
    }
    if (fold.failed()) return {};
  }
  return {};
}

// The origin that envelopes must be meant for stands in the first entry; the replay checks the rest of it.
std::string origin_in(const Bytes& first_entry) {
  const auto entry = decode_entry(first_entry);
  if (!entry || entry->kind != EntryKind::genesis) return "";
  const auto genesis = open_genesis(text(entry->body));
  return genesis ? genesis->origin : "";
}

}  // namespace

Result<VerifyReport> verify_history(const HistorySource& next, const VerifyOptions& options, Replay& replay) {
  JEJAK_ASSERT(options.policy != nullptr);
  Fold fold(options, replay);
  std::unique_ptr<Ahead> ahead;
  std::deque<std::shared_ptr<Chunk>> under_way;
  Sequence position{replay.size().value};
  bool ended = false;
  std::optional<Error> trouble;  // of the source; the entries before it are folded first
  while (!fold.failed()) {
    while (!ended && under_way.size() < chunks_ahead_max) {
      auto chunk = std::make_shared<Chunk>();
      chunk->first = position;
      while (!ended && chunk->items.size() < chunk_items) {
        auto item = next();
        if (!item) trouble = std::move(item).error();
        ended = trouble.has_value() || !*item;
        if (ended) break;
        if (!(*item)->checkpoint) ++position.value;
        chunk->items.push_back(std::move(**item));
      }
      if (chunk->items.empty()) break;
      if (ahead == nullptr) {
        const unsigned threads =
            options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
        ahead = std::make_unique<Ahead>(
            chunk->first.value == 0 ? origin_in(chunk->items.front().entry) : replay.genesis().origin, threads);
      }
      under_way.push_back(chunk);
      ahead->put(std::move(chunk));
    }
    if (under_way.empty()) break;
    const std::shared_ptr<Chunk> chunk = std::move(under_way.front());
    under_way.pop_front();
    ahead->wait(*chunk);
    auto folded = fold_chunk(*chunk, fold);
    if (!folded) return std::move(folded).error();
    if (options.progress && !options.progress(replay.size().value)) {
      return Error{Errc::interrupted, "stopped after " + std::to_string(replay.size().value) + " entries"};
    }
  }
  if (trouble && !fold.failed()) {
    if (trouble->code != Errc::malformed && trouble->code != Errc::corrupt && trouble->code != Errc::too_large) {
      return *trouble;
    }
    VerifyReport report = fold.finish();
    report.divergence = Divergence{Divergence::Kind::damaged, Sequence{replay.size().value}, "", trouble->message};
    return report;
  }
  return fold.finish();
}

Result<VerifyReport> verify_export(std::istream& in, const VerifyOptions& options) {
  ExportReader reader(in);
  Replay replay(options.genesis_hash);
  bool covered = false;  // the last frame before the end is a checkpoint of everything
  bool cut_off = false;
  const HistorySource next = [&]() -> Result<std::optional<HistoryItem>> {
    auto frame = reader.next();
    if (!frame) {
      if (frame.error().code == Errc::not_found) return std::optional<HistoryItem>();
      cut_off = frame.error().message.starts_with("export: truncated");
      return std::move(frame).error();
    }
    if (frame->kind == ExportFrame::Kind::end) {
      if (covered) return std::optional<HistoryItem>();
      cut_off = true;
      return Error{Errc::malformed, "the export does not end with a checkpoint that covers all its entries"};
    }
    HistoryItem item;
    covered = frame->kind == ExportFrame::Kind::checkpoint;
    if (covered) {
      item.checkpoint = std::string(text(frame->bytes));
    } else {
      item.entry = std::move(frame->bytes);
    }
    return std::optional<HistoryItem>(std::move(item));
  };
  auto report = verify_history(next, options, replay);
  if (report && report->divergence && report->divergence->kind == Divergence::Kind::damaged && cut_off) {
    report->divergence->kind = Divergence::Kind::truncated;
  }
  return report;
}

}  // namespace jejak
