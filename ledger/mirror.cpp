#include "ledger/mirror.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/folder_builder.hpp"
#include "ledger/proof/tree_reader.hpp"
#include "ledger/store_rocksdb.hpp"

#include <algorithm>
#include <filesystem>

namespace jejak {
namespace {

Error false_log(std::string message) {
  return Error{Errc::verification, std::move(message)};
}

// Its policy is held before anything else is asked for.
Result<SignedCheckpoint> read_published(const PublishedLog& log, const VerifyOptions& options) {
  auto note = log.checkpoint();
  if (!note) return std::move(note).error();
  auto parsed = parse_signed_checkpoint(*note);
  if (!parsed) return std::move(parsed).error().during("the published checkpoint");
  const auto held = check(*options.policy, *parsed);
  if (!held) {
    return false_log("the published checkpoint is not signed as the policy demands: " + held.error().message);
  }
  if (parsed->checkpoint.size.value == 0) return false_log("the published tree is empty: it has not even a genesis");
  return std::move(*parsed);
}

// The entries of the published tree from a position on, bundle by bundle.
class Bundles {
 public:
  Bundles(const PublishedLog& log, Sequence from, TreeSize end) : log_(log), next_(from.value), end_(end.value) {}

  Result<std::optional<HistoryItem>> next() {
    if (next_ == end_) return std::optional<HistoryItem>();
    if (rest_.empty()) {
      if (auto read = read_bundle(); !read) return std::move(read).error();
    }
    auto entry = take();
    if (!entry) return bad("is cut off");
    ++next_;
    if ((next_ == end_ || next_ % tile_width == 0) && !rest_.empty()) return bad("has bytes behind its last entry");
    HistoryItem item;
    item.entry = copy(view(*entry));
    return std::optional<HistoryItem>(std::move(item));
  }

 private:
  Outcome read_bundle() {
    const std::uint64_t index = next_ / tile_width;
    auto bytes = log_.bundle(index, std::min(tile_width, end_ - index * tile_width));
    if (!bytes) return std::move(bytes).error();
    bytes_ = std::move(*bytes);
    rest_ = bytes_;
    for (std::uint64_t known = index * tile_width; known < next_; ++known) {
      if (!take()) return bad("is cut off");
    }
    return {};
  }

  std::optional<std::string_view> take() {
    if (rest_.size() < 2) return std::nullopt;
    const auto high = static_cast<std::uint8_t>(rest_[0]);
    const auto low = static_cast<std::uint8_t>(rest_[1]);
    const std::size_t length = static_cast<std::size_t>(high) * 256 + low;
    if (rest_.size() - 2 < length) return std::nullopt;
    const std::string_view entry = rest_.substr(2, length);
    rest_.remove_prefix(2 + length);
    return entry;
  }

  Error bad(const char* what) const {
    return Error{Errc::malformed, "the entry bundle with position " + std::to_string(next_) + " " + what};
  }

  const PublishedLog& log_;
  std::uint64_t next_;
  const std::uint64_t end_;
  std::string bytes_;
  std::string_view rest_;  // of bytes_
};

// Ties whatever is about to be written to the published checkpoint.
class Tie {
 public:
  Tie(const Checkpoint& published, const PublishedLog& log) : published_(published), tree_(published.size, log) {}

  Outcome check(TreeSize size, const Hash& root) {
    auto proof = tree_.consistency_proof(size);
    if (!proof)
      return std::move(proof).error().during("proving that entry " + std::to_string(size.value - 1) + " is in the log");
    const auto held = verify_consistency(size, root, published_.size, published_.root, *proof);
    if (held) return {};
    return false_log("the first " + std::to_string(size.value) + " entries have root " + to_base64(root) +
                     ", and the checkpoint for " + std::to_string(published_.size.value) +
                     " entries was not signed for a history that begins so: " + held.error().message);
  }

 private:
  const Checkpoint& published_;
  TreeReader tree_;
};

// What the folder holds, read again from its disk.
Result<std::unique_ptr<Replay>> resume(const Store& store, const Recovered& held) {
  ReplayedSoFar kept{held.genesis, held.frontier, held.head.last_recorded_at, {}, {}};
  auto rows = store.scan(Table::rows, "", "", [&kept](std::string_view key, BytesView value) -> Outcome {
    kept.rows.put(std::string(key), copy(value));
    return {};
  });
  if (!rows) return std::move(rows).error();
  auto ids = store.scan(Table::ids, "", "", [&kept](std::string_view key, BytesView) -> Outcome {
    const auto id = to_array<16>(view(key));
    if (!id) return Error{Errc::corrupt, "a row of the index of event ids has no id"};
    kept.ids.insert(Id{*id});
    return {};
  });
  if (!ids) return std::move(ids).error();
  return Replay::resume(held.genesis_hash, std::move(kept));
}

class Following {
 public:
  Following(const std::string& folder, const PublishedLog& log, const VerifyOptions& options)
      : folder_(folder), log_(log), options_(options) {}

  Result<MirrorReport> run();

 private:
  Outcome open();
  Outcome compare_held(const Checkpoint& published);
  Outcome compare_seen(const SignedCheckpoint& seen, const Checkpoint& published);
  Outcome compare_root(const Checkpoint& said, const std::string& which);
  Outcome mend_head();
  Outcome fold(const SignedCheckpoint& published);
  Outcome make_ledger();
  MirrorReport report(TreeSize before, TreeSize published) const;

  const std::string& folder_;
  const PublishedLog& log_;
  const VerifyOptions& options_;
  std::unique_ptr<Store> store_;
  std::optional<Recovered> held_;  // nothing for a folder that is new
  std::unique_ptr<Replay> replay_;
};

Outcome Following::open() {
  std::error_code failure;
  const bool is_new = !std::filesystem::exists(folder_ + "/ledger/CURRENT", failure);
  if (std::filesystem::exists(folder_ + "/FORMAT", failure)) {
    if (auto checked = check_data_folder(folder_); !checked) return checked;
  } else if (is_new && std::filesystem::exists(folder_, failure) && !std::filesystem::is_empty(folder_, failure) &&
             !std::filesystem::exists(folder_ + "/ledger", failure)) {
    return Error{Errc::conflict, folder_ + " is not empty; a mirror needs a folder of its own"};
  }
  std::filesystem::create_directories(folder_, failure);
  if (failure) return Error{Errc::disk, "making " + folder_ + ": " + failure.message()};
  auto store = open_rocksdb(folder_, is_new ? OpenMode::create : OpenMode::read_write);
  if (!store) return std::move(store).error();
  store_ = std::move(*store);
  auto head = store_->head();
  if (!head) return std::move(head).error();
  if (head->size.value == 0) {
    replay_ = std::make_unique<Replay>(options_.genesis_hash);
    return {};
  }
  auto recovered = recover(*store_);
  if (!recovered) return std::move(recovered).error();
  if (recovered->genesis_hash != options_.genesis_hash) {
    return false_log(folder_ + " holds the ledger whose genesis has leaf hash " +
                     to_hex(view(recovered->genesis_hash)) + ", and " + to_hex(view(options_.genesis_hash)) +
                     " is trusted");
  }
  held_ = std::move(*recovered);
  return {};
}

// A checkpoint of no more entries than are held must be of the history that is held.
Outcome Following::compare_root(const Checkpoint& said, const std::string& which) {
  auto root = root_at(said.size, Reader(*store_));
  if (!root) return std::move(root).error();
  if (*root == said.root) return {};
  return false_log(which + " for " + std::to_string(said.size.value) + " entries has root " + to_base64(said.root) +
                   ", " + folder_ + " gives " + to_base64(*root) +
                   ": two histories were signed. Keep the folder and the checkpoint; together they prove it");
}

// One history goes on from the other, whichever is longer.
Outcome Following::compare_held(const Checkpoint& published) {
  const std::string which = "the published checkpoint";
  if (published.origin != held_->genesis.origin) {
    return false_log(which + " belongs to " + published.origin + ", " + folder_ + " holds " + held_->genesis.origin);
  }
  if (published.size > held_->head.size) return Tie(published, log_).check(held_->head.size, held_->head.root);
  return compare_root(published, which);
}

// A checkpoint that was seen elsewhere, where what it covers is held already or is not there to be copied.
Outcome Following::compare_seen(const SignedCheckpoint& seen, const Checkpoint& published) {
  const std::string which = "the checkpoint that was seen elsewhere";
  const Checkpoint& said = seen.checkpoint;
  if (auto held = check(*options_.policy, seen); !held) {
    return false_log(which + " is not signed as the policy demands: " + held.error().message);
  }
  if (said.origin != published.origin) {
    return false_log(which + " belongs to " + said.origin + ", the published one to " + published.origin);
  }
  if (held_ && said.size <= held_->head.size) return compare_root(said, which);
  if (said.size > published.size) {
    return false_log(which + " covers " + std::to_string(said.size.value) + " entries, and the published one only " +
                     std::to_string(published.size.value));
  }
  return {};  // compared as it is copied
}

// Where an earlier run was cut off between its last commit and the file HEAD.
Outcome Following::mend_head() {
  if (!held_ || !held_->head_file_behind) return {};
  return store_->write_head_file(print(held_->signed_head->note));
}

Outcome Following::fold(const SignedCheckpoint& published) {
  const TreeSize end = published.checkpoint.size;
  Tie tie(published.checkpoint, log_);
  const auto before_commit = [&tie](TreeSize size, const Hash& root) { return tie.check(size, root); };
  if (held_) {
    auto resumed = resume(*store_, *held_);
    if (!resumed) return std::move(resumed).error();
    replay_ = std::move(*resumed);
  }
  std::optional<FolderBuilder> builder;
  if (held_) {
    builder.emplace(*store_, replay_->rows(), *held_, before_commit);
  } else {
    builder.emplace(*store_, replay_->rows(), before_commit);
  }
  const TreeSize begun = replay_->size();
  Bundles bundles(log_, Sequence{begun.value}, end);
  VerifyOptions judging = options_;
  if (held_) {  // what it holds was compared already
    std::erase_if(judging.must_extend,
                  [this](const SignedCheckpoint& seen) { return seen.checkpoint.size <= held_->head.size; });
  }
  judging.must_extend.push_back(published);
  bool may_keep = true;  // no step is half written, and nothing in the log is false
  judging.each = [&builder, &may_keep](const Step& step) {
    auto built = builder->step(step);
    may_keep = built.has_value();
    return built;
  };
  auto judged = verify_history([&bundles] { return bundles.next(); }, judging, *replay_);
  std::optional<Error> ended_early;
  if (!judged) {
    ended_early = std::move(judged).error();
  } else if (judged->divergence) {
    ended_early = error_of(*judged->divergence);
    may_keep = judged->divergence->kind == Divergence::Kind::engine;
  }
  if (!may_keep || replay_->size() == begun) return *ended_early;
  if (replay_->size() == end) builder->checkpoint(end, print(published.note));
  if (auto finished = builder->finish(); !finished) return finished;
  return ended_early ? Outcome(std::move(*ended_early)) : Outcome();
}

// The database is a ledger once its small files stand beside it, whether all of the log came or a part.
Outcome Following::make_ledger() {
  std::error_code failure;
  if (std::filesystem::exists(folder_ + "/FORMAT", failure)) return {};
  const Reader reader(*store_);
  auto head = reader.head();
  if (!head) return std::move(head).error();
  if (head->size.value == 0) return {};
  auto first = reader.entry(Sequence{0});
  if (!first) return std::move(first).error();
  auto genesis = open_genesis(text(first->body));
  if (!genesis) return std::move(genesis).error();
  return write_folder_files(folder_, std::string(text(first->body)), *genesis);
}

MirrorReport Following::report(TreeSize before, TreeSize published) const {
  const Genesis& genesis = held_ ? held_->genesis : replay_->genesis();
  MirrorReport out{genesis.origin, genesis.clock == ClockKind::simulated, before, before, published, {}};
  if (published > before) {
    out.size = replay_->size();
    out.root = replay_->root();
  } else {
    out.root = held_->head.root;
  }
  return out;
}

Result<MirrorReport> Following::run() {
  auto published = read_published(log_, options_);
  if (!published) return std::move(published).error();
  if (auto opened = open(); !opened) return std::move(opened).error();
  const TreeSize before = held_ ? held_->head.size : TreeSize{0};
  if (held_) {
    if (auto fits = compare_held(published->checkpoint); !fits) return std::move(fits).error();
  }
  for (const SignedCheckpoint& seen : options_.must_extend) {
    if (auto fits = compare_seen(seen, published->checkpoint); !fits) return std::move(fits).error();
  }
  if (auto mended = mend_head(); !mended) return std::move(mended).error();
  const auto folded = published->checkpoint.size > before ? fold(*published) : Outcome();
  const auto made = make_ledger();
  if (!folded) return Error(folded.error());
  if (!made) return Error(made.error());
  return report(before, published->checkpoint.size);
}

}  // namespace

Result<MirrorReport> follow_log(const std::string& folder, const PublishedLog& log, const VerifyOptions& options) {
  JEJAK_ASSERT(options.policy != nullptr);
  return Following(folder, log, options).run();
}

}  // namespace jejak
