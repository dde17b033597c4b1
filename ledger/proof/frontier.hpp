#pragma once
// The right edge of an RFC 6962 tree: at most 63 hashes, enough to append leaves and to know the root.
// A value: copying it is how the sequencer tries a batch without having done anything.

#include "ledger/base/strong.hpp"
#include "ledger/proof/hash.hpp"

#include <vector>

namespace jejak {

// One thread at a time; const calls from any number.
class Frontier {
 public:
  void append(const Hash& leaf);  // one node hash on average; size() must be below tree_size_max
  TreeSize size() const { return size_; }
  Hash root() const;  // empty_root() for size 0; as many node hashes as there are peaks less one
  // Perfect subtrees from the largest (leftmost) to the smallest, one for each set bit of size().
  const std::vector<Hash>& peaks() const { return peaks_; }
  // Rebuilds a frontier from its peaks; nothing if their number is not the number of set bits of `size`,
  // or `size` is above tree_size_max. Wrong hashes cannot be seen here: compare root() with a known one.
  static std::optional<Frontier> from_peaks(TreeSize size, std::vector<Hash> peaks);

 private:
  TreeSize size_{};
  std::vector<Hash> peaks_;
};

}  // namespace jejak
