#include "ledger/proof/frontier.hpp"

#include "ledger/base/assert.hpp"

#include <bit>
#include <utility>

namespace jejak {

void Frontier::append(const Hash& leaf) {
  JEJAK_ASSERT(size_.value < tree_size_max);
  Hash carried = leaf;
  for (std::uint64_t rest = size_.value; (rest & 1) != 0; rest >>= 1) {
    carried = node_hash(peaks_.back(), carried);
    peaks_.pop_back();
  }
  peaks_.push_back(carried);
  ++size_.value;
}

Hash Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Hash root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = node_hash(peaks_[i], root);
  return root;
}

std::optional<Frontier> Frontier::from_peaks(TreeSize size, std::vector<Hash> peaks) {
  if (size.value > tree_size_max) return std::nullopt;
  if (peaks.size() != static_cast<std::size_t>(std::popcount(size.value))) return std::nullopt;
  Frontier frontier;
  frontier.size_ = size;
  frontier.peaks_ = std::move(peaks);
  return frontier;
}

}  // namespace jejak
