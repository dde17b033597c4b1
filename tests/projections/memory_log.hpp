#pragma once
// A log in memory, with roots, that a test may grow, cut and falsify.

#include "projections/entry_source.hpp"

#include <mutex>

namespace jejak::test {

class MemoryLog final : public EntrySource {
 public:
  MemoryLog() = default;
  explicit MemoryLog(const std::vector<Bytes>& entries) {
    for (const Bytes& entry : entries) append(entry);
  }

  TreeSize append(Bytes entry);
  void cut(TreeSize size);                       // forgets the tail
  void replace(Sequence position, Bytes entry);  // another history from here on
  void damage(Sequence position, Bytes entry);   // the bytes change, the roots do not
  std::uint64_t reads() const;                   // entries handed out so far

  Result<StoredHead> head() const override;
  Result<Hash> root(TreeSize size) const override;
  Outcome entries(Sequence from, TreeSize to, const std::function<Outcome(Sequence, BytesView)>& visit) const override;

 private:
  Hash root_locked(std::uint64_t size) const;
  mutable std::mutex mutex_;
  std::vector<Bytes> entries_;  // guarded by mutex_
  std::vector<Hash> leaves_;    // guarded by mutex_
  mutable std::uint64_t reads_ = 0;
};

}  // namespace jejak::test
