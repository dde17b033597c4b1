#include "ledger/fsck.hpp"

#include "ledger/index_row.hpp"
#include "ledger/reader.hpp"

#include <algorithm>
#include <deque>
#include <future>

namespace jejak {
namespace {

constexpr std::uint64_t read_ahead_entries = 256;

// Entries in order with the stored checkpoints at their places, read in runs.
class StoredHistory {
 public:
  StoredHistory(const Reader& reader, TreeSize size, std::map<std::uint64_t, std::string> checkpoints)
      : reader_(reader), size_(size), checkpoints_(std::move(checkpoints)) {}

  Result<std::optional<HistoryItem>> next() {
    if (const auto due = checkpoints_.find(given_); due != checkpoints_.end()) {
      HistoryItem item;
      item.checkpoint = std::move(due->second);
      checkpoints_.erase(due);
      return std::optional<HistoryItem>(std::move(item));
    }
    if (run_.empty() && given_ < size_.value && !trouble_) {
      const TreeSize until{std::min(size_.value, given_ + read_ahead_entries)};
      auto read = reader_.entries(Sequence{given_}, until, [this](Sequence, BytesView bytes) -> Outcome {
        run_.push_back(copy(bytes));
        return {};
      });
      if (!read)
        trouble_ = std::move(read).error().during("reading from entry " + std::to_string(given_ + run_.size()));
    }
    if (run_.empty()) {
      if (trouble_) return *trouble_;
      return std::optional<HistoryItem>();
    }
    HistoryItem item;
    item.entry = std::move(run_.front());
    run_.pop_front();
    ++given_;
    return std::optional<HistoryItem>(std::move(item));
  }

 private:
  const Reader& reader_;
  TreeSize size_;
  std::map<std::uint64_t, std::string> checkpoints_;
  std::deque<Bytes> run_;
  std::uint64_t given_ = 0;
  std::optional<Error> trouble_;
};

struct IndexedId {
  Id id{};
  IndexRow row;
};

Divergence stored(Sequence position, std::string message) {
  return Divergence{Divergence::Kind::stored, position, "", std::move(message)};
}

// The tiles that the entries so far complete, compared as they come.
class TileCheck {
 public:
  explicit TileCheck(const Store& store) : store_(store) {}

  Outcome leaf(const Hash& leaf) {
    std::optional<Error> wrong;
    edge_.append(leaf, [&](TileId id, const Tile& tile) {
      if (wrong) return;
      const auto bytes = store_.read(Table::tiles, tile_key(id.level, id.index));
      if (!bytes) {
        wrong = bytes.error();
        return;
      }
      const std::size_t same = *bytes ? same_hashes(**bytes, tile) : 0;
      if (same == tile.size() || first_false_) return;
      // One hash of level l stands for 256^l entries; the first false tile is of level 0 unless only a tile changed.
      first_false_ = stored(Sequence{id.level == 0 ? id.index * tile_width + same : edge_.size().value},
                            tile_path(id, tile_width) + " is not the tile that the entries give");
    });
    if (wrong) return *wrong;
    return {};
  }
  const std::optional<Divergence>& first_false() const { return first_false_; }

 private:
  static std::size_t same_hashes(const Bytes& bytes, const Tile& tile) {
    if (bytes.size() != tile.size() * 32) return 0;
    std::size_t i = 0;
    while (i < tile.size() && std::equal(tile[i].bytes.begin(), tile[i].bytes.end(),
                                         bytes.begin() + static_cast<std::ptrdiff_t>(i * 32))) {
      ++i;
    }
    return i;
  }
  const Store& store_;
  TileEdge edge_;
  std::optional<Divergence> first_false_;
};

// A checkpoint contradicts the entries since the last one that agreed. The index remembers the beginning of each leaf
// hash, so it can often say which entry is not the one that was written.
void pinpoint(const Store& store, const std::vector<IndexedId>& ids, const TileCheck& tiles, Divergence& divergence) {
  if (divergence.kind != Divergence::Kind::checkpoint) return;
  std::optional<Sequence> found;
  if (tiles.first_false()) found = tiles.first_false()->position;
  for (const IndexedId& expected : ids) {
    if (expected.row.sequence < divergence.position) continue;
    if (found && *found <= expected.row.sequence) break;
    const auto bytes = store.read(Table::ids, text(expected.id));
    const auto row = bytes && *bytes ? decode_index_row(**bytes) : std::nullopt;
    if (!row || row->leaf_prefix == expected.row.leaf_prefix) continue;
    found = expected.row.sequence;
    break;
  }
  if (!found) return;
  divergence.position = *found;
  divergence.message += "; entry " + std::to_string(found->value) + " is not what was written";
}

Result<std::optional<Divergence>> check_ids(const Store& store, std::vector<IndexedId>& expected) {
  std::sort(expected.begin(), expected.end(), [](const IndexedId& a, const IndexedId& b) { return a.id < b.id; });
  std::optional<Divergence> wrong;
  std::size_t next = 0;
  auto scanned = store.scan(Table::ids, "", "", [&](std::string_view key, BytesView value) -> Outcome {
    const auto row = decode_index_row(value);
    const bool known = next < expected.size() && key == text(expected[next].id);
    if (!known) {
      wrong = stored(row ? row->sequence : Sequence{}, "the index holds an event id that no entry has, or misses one");
    } else if (!row || row->sequence != expected[next].row.sequence ||
               row->leaf_prefix != expected[next].row.leaf_prefix) {
      wrong = stored(expected[next].row.sequence, "the index row of event " + print(expected[next].id) + " is wrong");
    }
    if (wrong) return Error{Errc::interrupted, ""};
    ++next;
    return {};
  });
  if (!scanned && scanned.error().code != Errc::interrupted) return std::move(scanned).error();
  if (!wrong && next < expected.size()) {
    wrong =
        stored(expected[next].row.sequence, "the index of event ids does not know event " + print(expected[next].id));
  }
  return wrong;
}

Result<std::optional<Divergence>> check_rows(const Reader& reader, const RowSource& expected, Sequence last) {
  std::optional<Divergence> wrong;
  std::uint64_t given = 0;
  auto counted = expected.scan("", [&given](std::string_view, BytesView) -> Outcome {
    ++given;
    return {};
  });
  if (!counted) return std::move(counted).error();
  std::uint64_t count = 0;
  auto scanned = reader.scan("", [&](std::string_view stream, BytesView row) -> Outcome {
    ++count;
    const auto right = expected.row(stream);
    if (right && *right && equal(**right, row)) return {};
    wrong = stored(last, "the stored rule state of stream " + std::string(stream) + " is not what the entries give");
    wrong->stream = stream;
    return Error{Errc::interrupted, ""};
  });
  if (!scanned && scanned.error().code != Errc::interrupted) return std::move(scanned).error();
  if (!wrong && count != given) {
    wrong = stored(last, "the stored rule state has " + std::to_string(count) + " streams, the entries give " +
                             std::to_string(given));
  }
  return wrong;
}

std::optional<Divergence> check_head(const StoredHead& head, const Replay& replay, const Reader& reader,
                                     bool is_signed) {
  const Sequence last{replay.size().value == 0 ? 0 : replay.size().value - 1};
  if (head.size != replay.size() || head.root != replay.root() || head.last_recorded_at != replay.last_recorded_at()) {
    return Divergence{Divergence::Kind::tree, last, "",
                      "the stored head (" + std::to_string(head.size.value) + " entries, root " + to_base64(head.root) +
                          ") is not what the entries give (" + std::to_string(replay.size().value) + ", " +
                          to_base64(replay.root()) + ")"};
  }
  const auto file = reader.checkpoint();
  if (!file) return stored(last, file.error().message);
  if (!is_signed)
    return *file ? std::optional(stored(last, "the file HEAD is signed, the store holds no checkpoint")) : std::nullopt;
  if (!*file) return stored(last, "the file HEAD is missing");
  // An older one is no fault: it is written after the store, and a crash or a reader may come between.
  const auto same = reader.checkpoint((*file)->checkpoint.size);
  if (!same) return stored(last, same.error().message);
  if (!*same || print((*same)->note) != print((*file)->note)) {
    return stored(last, "the file HEAD is none of the stored checkpoints");
  }
  return std::nullopt;
}

}  // namespace

Result<VerifyReport> verify_store(const Store& store, const VerifyOptions& options) {
  const Reader reader(store);
  const auto head = store.head();
  if (!head) return Error(head.error());
  std::map<std::uint64_t, std::string> checkpoints;
  auto listed = reader.checkpoints([&](TreeSize size, BytesView note) -> Outcome {
    checkpoints[size.value] = std::string(text(note));
    return {};
  });
  if (!listed) return std::move(listed).error();

  TileCheck tiles(store);
  std::vector<IndexedId> ids;
  Replay replay(options.genesis_hash);
  VerifyOptions beside_too = options;
  beside_too.each = [&](const Step& step) -> Outcome {
    const Sequence position{replay.size().value - 1};
    if (step.vouched) ids.push_back({step.vouched->event().id, IndexRow{position, leaf_prefix(step.leaf)}});
    auto right = tiles.leaf(step.leaf);
    if (!right) return right;
    if (options.each) return options.each(step);
    return {};
  };

  const bool is_signed = !checkpoints.empty();
  StoredHistory history(reader, head->size, std::move(checkpoints));
  auto report = verify_history([&history] { return history.next(); }, beside_too, replay);
  if (report && report->divergence) pinpoint(store, ids, tiles, *report->divergence);
  if (!report || report->divergence) return report;
  const Sequence last{replay.size().value == 0 ? 0 : replay.size().value - 1};
  report->divergence = tiles.first_false();
  if (!report->divergence) report->divergence = check_head(*head, replay, reader, is_signed);
  if (!report->divergence) {
    auto beyond = store.scan(Table::entries, key_of(head->size), "",
                             [](std::string_view, BytesView) -> Outcome { return Error{Errc::interrupted, ""}; });
    if (!beyond) report->divergence = stored(last, "there are entries beyond the stored head");
  }
  if (report->divergence) return report;
  // Ids and rows have nothing to do with each other, so each is compared on a core of its own.
  auto of_ids = std::async(std::launch::async, [&store, &ids] { return check_ids(store, ids); });
  auto of_rows = check_rows(reader, replay.rows(), last);
  auto wrong = of_ids.get();
  if (wrong && !*wrong) wrong = std::move(of_rows);
  if (!wrong) return std::move(wrong).error();
  report->divergence = std::move(*wrong);
  return report;
}

}  // namespace jejak
