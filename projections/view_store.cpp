#include "projections/view_store.hpp"

#include "ledger/base/wire.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::uint8_t position_format = 1;

void update_sized(Sha256& hash, BytesView bytes) {
  WireWriter length;
  length.u32(static_cast<std::uint32_t>(bytes.size()));
  hash.update(length.take());
  hash.update(bytes);
}

}  // namespace

ViewName name_of(const Projection& projection) {
  return {std::string(projection.name()), projection.version()};
}

Bytes encode(const ViewPosition& position) {
  WireWriter out;
  out.u8(position_format);
  out.u64(position.size().value);
  for (const Hash& peak : position.tree.peaks()) out.raw(view(peak));
  out.raw(view(position.root()));
  return out.take();
}

Result<ViewPosition> decode_view_position(BytesView bytes) {
  const Error damaged{Errc::corrupt, "the position of the view is damaged"};
  WireReader in(bytes);
  if (in.u8() != position_format) return damaged;
  const TreeSize size{in.u64()};
  if (!in.ok() || in.left() % 32 != 0 || in.left() < 32 || in.left() > 64 * 32) return damaged;
  std::vector<Hash> peaks;
  while (in.left() > 32) peaks.push_back(Hash{in.array<32>()});
  const Hash root{in.array<32>()};
  auto tree = Frontier::from_peaks(size, std::move(peaks));
  if (!tree || tree->root() != root) return damaged;
  return ViewPosition{std::move(*tree)};
}

Result<std::optional<Bytes>> MemoryViewStore::read(std::string_view key) const {
  const auto at = rows_.find(key);
  if (at == rows_.end()) return std::optional<Bytes>();
  return std::optional<Bytes>(at->second);
}

Outcome MemoryViewStore::scan(std::string_view prefix,
                              const std::function<Outcome(std::string_view, BytesView)>& visit) const {
  return scan_from(prefix, prefix, visit);
}

Outcome MemoryViewStore::scan_from(std::string_view from, std::string_view prefix,
                                   const std::function<Outcome(std::string_view, BytesView)>& visit) const {
  auto at = rows_.lower_bound(std::max(from, prefix));
  for (; at != rows_.end() && at->first.starts_with(prefix); ++at) {
    if (auto visited = visit(at->first, at->second); !visited) return visited;
  }
  return {};
}

Outcome MemoryViewStore::commit(const RowChanges& changes, const ViewPosition& position) {
  for (const auto& [key, value] : changes) {
    if (value) {
      rows_[key] = *value;
    } else {
      rows_.erase(key);
    }
  }
  position_ = position;
  return {};
}

Outcome MemoryViewStore::clear() {
  rows_.clear();
  position_ = ViewPosition{};
  return {};
}

Result<std::unique_ptr<ViewReader>> MemoryViewStore::snapshot() const {
  return std::unique_ptr<ViewReader>(std::make_unique<MemoryViewStore>(*this));
}

Result<Hash> digest_of(const ViewReader& view) {
  Sha256 hash;
  auto scanned = view.scan("", [&hash](std::string_view key, BytesView value) -> Outcome {
    update_sized(hash, jejak::view(key));
    update_sized(hash, value);
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return hash.finish();
}

Result<Stamp> stamp_of(const ViewReader& view, WithDigest digest) {
  auto position = view.position();
  if (!position) return std::move(position).error();
  Stamp stamp{view.name(), position->size(), position->root(), std::nullopt};
  if (digest == WithDigest::no) return stamp;
  auto sum = digest_of(view);
  if (!sum) return std::move(sum).error();
  stamp.digest = *sum;
  return stamp;
}

}  // namespace jejak
