#include "projections/row_cache.hpp"

namespace jejak {
namespace {

constexpr std::size_t overhead = 112;  // of one row in a hash table, about

}  // namespace

RowCache::Rows::value_type* RowCache::find(std::string_view key) {
  if (const auto at = young_.find(key); at != young_.end()) return &*at;
  const auto at = old_.find(key);
  if (at == old_.end()) return nullptr;
  young_bytes_ += at->second.measured;
  return &*young_.insert(old_.extract(at)).position;
}

RowCache::Rows::value_type& RowCache::insert(std::string_view key, Row row) {
  row.measured = overhead + key.size() + row.value.size();
  young_bytes_ += row.measured;
  return *young_.emplace(std::string(key), std::move(row)).first;
}

Result<RowCache::Rows::value_type*> RowCache::touch(std::string_view key) {
  if (auto* known = find(key)) return known;
  auto below = below_.read(key);
  if (!below) return std::move(below).error();
  Row row;
  row.may_be_below = below->has_value();
  if (*below) row.value = std::move(**below);
  return &insert(key, std::move(row));
}

void RowCache::mark(Rows::value_type& row) {
  if (row.second.changed) return;
  row.second.changed = true;
  changed_.push_back(&row);
}

Result<std::optional<Bytes>> RowCache::read(std::string_view key) {
  auto row = touch(key);
  if (!row) return std::move(row).error();
  const Bytes& value = (*row)->second.value;
  return value.empty() ? std::optional<Bytes>() : std::optional<Bytes>(value);
}

Result<Bytes*> RowCache::edit(std::string_view key) {
  auto row = touch(key);
  if (!row) return std::move(row).error();
  mark(**row);
  return &(*row)->second.value;
}

void RowCache::write(std::string_view key, Bytes value) {
  auto* row = find(key);
  if (row == nullptr) row = &insert(key, Row{});
  row->second.value = std::move(value);
  mark(*row);
}

RowChanges RowCache::take_changes() {
  RowChanges out;
  out.reserve(changed_.size());
  for (Rows::value_type* each : changed_) {
    Row& row = each->second;
    const std::size_t now = overhead + each->first.size() + row.value.capacity();
    young_bytes_ += now - row.measured;
    row.measured = now;
    row.changed = false;
    if (!row.value.empty()) {
      out.emplace_back(each->first, row.value);
      row.may_be_below = true;
    } else if (row.may_be_below) {
      out.emplace_back(each->first, std::nullopt);
      row.may_be_below = false;
    }
  }
  changed_.clear();
  // What is given out now is young until the next turn, and by then it stands below.
  if (young_bytes_ > bytes_max_ / 2) {
    old_ = std::move(young_);
    young_ = Rows();
    young_bytes_ = 0;
  }
  return out;
}

void RowCache::forget() {
  young_.clear();
  old_.clear();
  changed_.clear();
  young_bytes_ = 0;
}

}  // namespace jejak
