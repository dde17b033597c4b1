#pragma once
// A row of the table of event ids: where the event stands, and the beginning of its leaf hash, so that start-up can
// say which entry of the tail is not what was written.

#include "ledger/base/strong.hpp"
#include "ledger/base/wire.hpp"
#include "ledger/proof/hash.hpp"

#include <algorithm>

namespace jejak {

using LeafPrefix = ByteArray<8>;

inline LeafPrefix leaf_prefix(const Hash& leaf) {
  LeafPrefix prefix;
  std::copy_n(leaf.bytes.begin(), prefix.size(), prefix.begin());
  return prefix;
}

struct IndexRow {
  Sequence sequence;
  LeafPrefix leaf_prefix{};
};

inline Bytes encode(const IndexRow& row) {
  WireWriter out;
  out.u64(row.sequence.value);
  out.raw(row.leaf_prefix);
  return out.take();
}

inline std::optional<IndexRow> decode_index_row(BytesView bytes) {
  WireReader in(bytes);
  IndexRow row;
  row.sequence = {in.u64()};
  row.leaf_prefix = in.array<8>();
  if (!in.finished()) return std::nullopt;
  return row;
}

}  // namespace jejak
