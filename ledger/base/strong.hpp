#pragma once
// Numbers that refuse to be mixed up. A place in the log and a count of entries differ by one, and
// every ledger that forgot it has a story to tell.

#include <compare>
#include <cstdint>

namespace jejak {

template <class Tag, class Number = std::uint64_t>
struct Strong {
  Number value = 0;
  auto operator<=>(const Strong&) const = default;
};

using Sequence = Strong<struct SequenceTag>;  // 0-based place of an entry in the log
using TreeSize = Strong<struct TreeSizeTag>;  // number of entries a tree covers

constexpr TreeSize size_after(Sequence last) {
  return {last.value + 1};
}

// Peers written in Go keep sizes in an int64; nothing larger is ever accepted (formats: common rules).
constexpr std::uint64_t tree_size_max = (std::uint64_t{1} << 63) - 1;

}  // namespace jejak
