#include "ledger/folder_builder.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/index_row.hpp"
#include "ledger/proof/tiles.hpp"

namespace jejak {
namespace {

constexpr std::size_t batch_bytes = 8 * 1024 * 1024;

}  // namespace

FolderBuilder::FolderBuilder(Store& store, const RowSource& rows, BeforeCommit before_commit)
    : store_(store), rows_(rows), before_commit_(std::move(before_commit)) {}

FolderBuilder::FolderBuilder(Store& store, const RowSource& rows, const Recovered& held, BeforeCommit before_commit)
    : store_(store),
      rows_(rows),
      before_commit_(std::move(before_commit)),
      edge_(held.edge),
      frontier_(held.frontier),
      last_recorded_at_(held.head.last_recorded_at) {}

Outcome FolderBuilder::step(const Step& step) {
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
    writes_.push_back(
        {Table::ids, std::string(text(step.vouched->event().id)), encode(IndexRow{position, leaf_prefix(step.leaf)})});
  }
  changed_.insert(step.changed.begin(), step.changed.end());
  last_recorded_at_ = step.entry.recorded_at;
  return bytes_ < batch_bytes ? Outcome() : flush();
}

void FolderBuilder::checkpoint(TreeSize size, std::string note) {
  writes_.push_back({Table::checkpoints, key_of(size), copy(view(note))});
  newest_ = std::move(note);
}

Outcome FolderBuilder::finish() {
  auto written = flush();
  if (written && newest_) written = store_.write_head_file(*newest_);
  return written;
}

Outcome FolderBuilder::flush() {
  const StoredHead head{frontier_.size(), frontier_.root(), last_recorded_at_};
  if (before_commit_) {
    if (auto allowed = before_commit_(head.size, head.root); !allowed) return allowed;
  }
  for (const std::string& stream : changed_) {
    auto row = rows_.row(stream);
    if (!row) return std::move(row).error();
    JEJAK_ASSERT(row->has_value());
    writes_.push_back({Table::rows, stream, std::move(**row)});
  }
  writes_.push_back({Table::meta, std::string(head_key), encode(head)});
  changed_.clear();
  bytes_ = 0;
  return store_.commit(std::exchange(writes_, {}));
}

Outcome write_folder_files(const std::string& folder, const std::string& genesis_note, const Genesis& genesis) {
  auto written = write_file(folder + "/genesis.note", genesis_note);
  if (written) written = write_file(policy_file(folder), "log " + print(genesis.log) + "\nquorum none\n");
  if (written) written = write_file(folder + "/FORMAT", "jejak-data " + std::to_string(data_format) + "\n");
  return written;
}

}  // namespace jejak
