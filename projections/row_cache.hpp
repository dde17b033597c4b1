#pragma once
// The rows that a fold touches, held in memory between the commits of its batches: read once, changed in place any
// number of times, written once a commit.

#include "projections/view_store.hpp"

#include <unordered_map>

namespace jejak {

// One thread. `below` must outlive it and change only by what take_changes() gave.
class RowCache final : public View {
 public:
  // Keeps about `bytes_max` of rows that are not changed; changed ones always stay.
  RowCache(const ViewReader& below, std::size_t bytes_max) : below_(below), bytes_max_(bytes_max) {}

  Result<std::optional<Bytes>> read(std::string_view key) override;
  Result<Bytes*> edit(std::string_view key) override;
  void write(std::string_view key, Bytes value) override;
  void erase(std::string_view key) override { write(key, {}); }

  // What has changed since the last call. Everything that earlier calls gave must stand in `below` by now: rows that
  // have not been touched for a while are forgotten here.
  RowChanges take_changes();
  std::size_t changed_rows() const { return changed_.size(); }
  void forget();  // all of it; after `below` was cleared

 private:
  struct Row {
    Bytes value;               // empty: there is no such row
    bool may_be_below = true;  // false: below has none, so that erasing it changes nothing
    bool changed = false;
    std::size_t measured = 0;  // bytes that it counts for
  };
  struct KeyHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
  };
  using Rows = std::unordered_map<std::string, Row, KeyHash, std::equal_to<>>;  // a row stays where it is in memory

  Rows::value_type* find(std::string_view key);
  Rows::value_type& insert(std::string_view key, Row row);
  Result<Rows::value_type*> touch(std::string_view key);
  void mark(Rows::value_type& row);

  const ViewReader& below_;
  const std::size_t bytes_max_;
  Rows young_;                              // touched since the last turn
  Rows old_;                                // not touched since; all of them unchanged
  std::size_t young_bytes_ = 0;             // as measured when they were last given out
  std::vector<Rows::value_type*> changed_;  // in the order in which they first were
};

}  // namespace jejak
