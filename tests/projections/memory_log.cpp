#include "tests/projections/memory_log.hpp"

#include "ledger/proof/frontier.hpp"

namespace jejak::test {

TreeSize MemoryLog::append(Bytes entry) {
  const std::lock_guard lock(mutex_);
  leaves_.push_back(leaf_hash(entry));
  entries_.push_back(std::move(entry));
  return TreeSize{entries_.size()};
}

void MemoryLog::cut(TreeSize size) {
  const std::lock_guard lock(mutex_);
  entries_.resize(size.value);
  leaves_.resize(size.value);
}

void MemoryLog::replace(Sequence position, Bytes entry) {
  const std::lock_guard lock(mutex_);
  leaves_.at(position.value) = leaf_hash(entry);
  entries_.at(position.value) = std::move(entry);
}

void MemoryLog::damage(Sequence position, Bytes entry) {
  const std::lock_guard lock(mutex_);
  entries_.at(position.value) = std::move(entry);
}

std::uint64_t MemoryLog::reads() const {
  const std::lock_guard lock(mutex_);
  return reads_;
}

Hash MemoryLog::root_locked(std::uint64_t size) const {
  Frontier frontier;
  for (std::uint64_t i = 0; i < size; ++i) frontier.append(leaves_[i]);
  return frontier.root();
}

Result<StoredHead> MemoryLog::head() const {
  const std::lock_guard lock(mutex_);
  return StoredHead{TreeSize{entries_.size()}, root_locked(entries_.size()), Instant{}};
}

Result<Hash> MemoryLog::root(TreeSize size) const {
  const std::lock_guard lock(mutex_);
  if (size.value > entries_.size()) return Error{Errc::not_found, "no such size"};
  return root_locked(size.value);
}

Outcome MemoryLog::entries(Sequence from, TreeSize to, const std::function<Outcome(Sequence, BytesView)>& visit) const {
  for (std::uint64_t i = from.value; i < to.value; ++i) {
    Bytes entry;
    {
      const std::lock_guard lock(mutex_);
      if (i >= entries_.size()) return Error{Errc::corrupt, "entry " + std::to_string(i) + " is missing"};
      entry = entries_[i];
      ++reads_;
    }
    if (auto visited = visit(Sequence{i}, entry); !visited) return visited;
  }
  return {};
}

}  // namespace jejak::test
