#include "tools/jejak/export_source.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/proof/frontier.hpp"
#include "ledger/record/entry.hpp"
#include "tools/verify/trust.hpp"

namespace jejak {

Result<std::unique_ptr<ExportSource>> ExportSource::open(const std::string& path) {
  if (is_pipe_or_device(path)) {
    return Error{Errc::usage, path + " is no file, and it is read more than once. Save the export to a file first"};
  }
  std::unique_ptr<ExportSource> source(new ExportSource(path));
  if (auto started = source->restart(); !started) return std::move(started).error();
  Frontier tree;
  for (;;) {
    auto bytes = source->next_entry();
    if (!bytes && bytes.error().code == Errc::not_found) break;
    if (!bytes) return std::move(bytes).error().during(path);
    const auto entry = decode_entry(*bytes);
    if (!entry) return Error(entry.error()).during(path + " entry " + std::to_string(tree.size().value));
    source->head_.last_recorded_at = entry->recorded_at;
    tree.append(leaf_hash(*bytes));
  }
  source->head_.size = tree.size();
  source->head_.root = tree.root();
  if (auto started = source->restart(); !started) return std::move(started).error();
  return source;
}

Outcome ExportSource::restart() const {
  auto opened = open_to_read(path_);
  if (!opened) return std::move(opened).error();
  file_ = std::move(*opened);
  reader_ = std::make_unique<ExportReader>(file_);
  next_ = 0;
  return {};
}

Result<Bytes> ExportSource::next_entry() const {
  for (;;) {
    auto frame = reader_->next();
    if (!frame) return std::move(frame).error();
    if (frame->kind != ExportFrame::Kind::entry) continue;
    ++next_;
    return std::move(frame->bytes);
  }
}

Result<Hash> ExportSource::root(TreeSize size) const {
  if (size == head_.size) return head_.root;
  Frontier tree;
  auto read = entries(Sequence{0}, size, [&tree](Sequence, BytesView bytes) -> Outcome {
    tree.append(leaf_hash(bytes));
    return {};
  });
  if (!read) return std::move(read).error();
  return tree.root();
}

Outcome ExportSource::entries(Sequence from, TreeSize to,
                              const std::function<Outcome(Sequence, BytesView)>& visit) const {
  if (from.value < next_) {
    if (auto started = restart(); !started) return started;
  }
  while (next_ < to.value) {
    const Sequence position{next_};
    auto bytes = next_entry();
    if (!bytes) return std::move(bytes).error();
    if (position < from) continue;
    if (auto visited = visit(position, *bytes); !visited) return visited;
  }
  return {};
}

}  // namespace jejak
