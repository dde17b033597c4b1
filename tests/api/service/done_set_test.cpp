#include "api/service/done_set.hpp"

#include "ledger/base/wire.hpp"
#include "projections/varint.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;

namespace {

Bytes row(std::uint64_t checkpoint, const std::vector<std::uint64_t>& distances) {
  WireWriter head;
  head.u64(checkpoint);
  Bytes out = head.take();
  put_varint(out, distances.size());
  for (const std::uint64_t distance : distances) put_varint(out, distance);
  return out;
}

bool is_read(const Bytes& bytes) {
  BytesView in = bytes;
  const auto read = DoneSet::decode(in, 3);
  if (!read) CHECK(read.error().code == Errc::malformed);
  if (!read) return false;
  Bytes again;
  read->encode(again);
  CHECK(again == bytes);
  CHECK(in.empty());
  return true;
}

}  // namespace

TEST_CASE("done set: what it wrote is read, and no position lies beyond every log", "[service][done]") {
  CHECK(is_read(row(0, {})));
  CHECK(is_read(row(7, {0, 2, 0})));
  CHECK(is_read(row(tree_size_max, {})));
  CHECK(is_read(row(tree_size_max, {0})));
  CHECK(is_read(row(tree_size_max - 2, {0, 1})));
  CHECK_FALSE(is_read(row(tree_size_max + 1, {})));
  CHECK_FALSE(is_read(row(tree_size_max, {1})));
  CHECK_FALSE(is_read(row(tree_size_max, {0, 5})));
  CHECK_FALSE(is_read(row(tree_size_max, {0, ~std::uint64_t{0}})));
  CHECK_FALSE(is_read(row(0, {0, 0, 0, 0})));
}
