#include "ledger/import.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/index_row.hpp"
#include "ledger/proof/tiles.hpp"
#include "ledger/record/export.hpp"
#include "ledger/store_rocksdb.hpp"

#include <filesystem>
#include <map>
#include <set>

namespace jejak {
namespace {

constexpr std::size_t batch_bytes = 8 * 1024 * 1024;

// Writes what the sequencer would have written, in large batches; the head moves with each.
class Builder {
 public:
  Builder(Store& store, const RowSource& rows) : store_(store), rows_(rows) {}

  Outcome step(const Step& step) {
    Bytes bytes = encode(step.entry);
    const Sequence position{edge_.size().value};
    bytes_ += bytes.size();
    edge_.append(step.leaf, [this](TileId id, const Tile& tile) {
      Bytes value;
      for (const Hash& hash : tile) value.insert(value.end(), hash.bytes.begin(), hash.bytes.end());
      writes_.push_back({Table::tiles, tile_key(id.level, id.index), std::move(value)});
    });
    frontier_.append(step.leaf);
    writes_.push_back({Table::entries, key_of(position), std::move(bytes)});
    if (step.vouched) {
      writes_.push_back({Table::ids, std::string(text(step.vouched->event().id)),
                         encode(IndexRow{position, leaf_prefix(step.leaf)})});
    }
    changed_.insert(step.changed.begin(), step.changed.end());
    last_recorded_at_ = step.entry.recorded_at;
    return bytes_ < batch_bytes ? Outcome() : flush();
  }

  void checkpoint(TreeSize size, std::string note) {
    writes_.push_back({Table::checkpoints, key_of(size), copy(view(note))});
    newest_ = std::move(note);
  }

  Outcome finish() {
    auto written = flush();
    if (written && newest_) written = store_.write_head_file(*newest_);
    return written;
  }

 private:
  Outcome flush() {
    for (const std::string& stream : changed_) {
      auto row = rows_.row(stream);
      if (!row) return std::move(row).error();
      JEJAK_ASSERT(row->has_value());
      writes_.push_back({Table::rows, stream, std::move(**row)});
    }
    writes_.push_back({Table::meta, std::string(head_key),
                       encode(StoredHead{frontier_.size(), frontier_.root(), last_recorded_at_})});
    changed_.clear();
    bytes_ = 0;
    return store_.commit(std::exchange(writes_, {}));
  }

  Store& store_;
  TileEdge edge_;
  Frontier frontier_;
  Instant last_recorded_at_;
  std::vector<Write> writes_;
  const RowSource& rows_;          // as they stand after the last step
  std::set<std::string> changed_;  // since the last flush
  std::size_t bytes_ = 0;
  std::optional<std::string> newest_;
};

Result<VerifyReport> build(const std::string& folder, std::istream& file, const VerifyOptions& options) {
  auto store = open_rocksdb(folder, OpenMode::create);
  if (!store) return std::move(store).error();
  Replay replay(options.genesis_hash);
  Builder builder(**store, replay.rows());
  ExportReader reader(file);
  std::string genesis_note;
  VerifyOptions building = options;
  building.each = [&](const Step& step) -> Outcome {
    if (step.entry.kind == EntryKind::genesis) genesis_note = std::string(text(step.entry.body));
    auto built = builder.step(step);
    if (built && options.each) built = options.each(step);
    return built;
  };
  std::map<std::uint64_t, std::string> checkpoints;
  const HistorySource next = [&]() -> Result<std::optional<HistoryItem>> {
    auto frame = reader.next();
    if (!frame && frame.error().code == Errc::not_found) return std::optional<HistoryItem>();
    if (!frame) return std::move(frame).error();
    if (frame->kind == ExportFrame::Kind::end) return std::optional<HistoryItem>();
    HistoryItem item;
    if (frame->kind == ExportFrame::Kind::checkpoint) {
      item.checkpoint = std::string(text(frame->bytes));
      checkpoints[reader.entries()] = *item.checkpoint;
    } else {
      item.entry = std::move(frame->bytes);
    }
    return std::optional<HistoryItem>(std::move(item));
  };
  auto report = verify_history(next, building, replay);
  if (!report) return report;
  if (!report->divergence && (checkpoints.empty() || checkpoints.rbegin()->first != report->size.value)) {
    report->divergence = Divergence{Divergence::Kind::truncated, Sequence{report->size.value}, "",
                                    "the export does not end with a checkpoint that covers all its entries"};
  }
  if (report->divergence) {
    return Error{Errc::verification,
                 "position " + std::to_string(report->divergence->position.value) + ": " + report->divergence->message};
  }
  for (auto& [size, note] : checkpoints) builder.checkpoint(TreeSize{size}, std::move(note));
  auto written = builder.finish();
  if (written) written = write_file(folder + "/genesis.note", genesis_note);
  if (written) {
    written = write_file(policy_file(folder), "log " + print(replay.genesis().log) + "\nquorum none\n");
  }
  if (written) written = write_file(folder + "/FORMAT", "jejak-data " + std::to_string(data_format) + "\n");
  if (!written) return std::move(written).error();
  return report;
}

}  // namespace

Result<VerifyReport> import_export(const std::string& folder, std::istream& file, const VerifyOptions& options) {
  std::error_code failure;
  if (std::filesystem::exists(folder, failure) && !std::filesystem::is_empty(folder, failure)) {
    return Error{Errc::conflict, folder + " is not empty; an import needs a folder of its own"};
  }
  const std::string building = folder + ".importing";
  std::filesystem::remove_all(building, failure);
  std::filesystem::create_directories(building, failure);
  if (failure) return Error{Errc::disk, "making " + building + ": " + failure.message()};
  auto report = build(building, file, options);
  if (report) {
    std::filesystem::rename(building, folder, failure);
    if (failure) report = Error{Errc::disk, "naming " + folder + ": " + failure.message()};
  }
  if (!report) std::filesystem::remove_all(building, failure);
  return report;
}

}  // namespace jejak
