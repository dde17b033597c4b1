#include "ledger/store.hpp"

#include "ledger/base/wire.hpp"

namespace jejak {
namespace {

std::string big_endian(std::uint64_t value) {
  std::string out(8, '\0');
  for (int i = 0; i < 8; ++i) out[static_cast<std::size_t>(i)] = static_cast<char>(value >> (56 - 8 * i));
  return out;
}

}  // namespace

Bytes encode(const StoredHead& head) {
  WireWriter out;
  out.u64(head.size.value);
  out.raw(head.root.bytes);
  out.i64(head.last_recorded_at.us);
  return out.take();
}

Result<StoredHead> decode_stored_head(BytesView bytes) {
  WireReader in(bytes);
  StoredHead head;
  head.size = {in.u64()};
  head.root = {in.array<32>()};
  head.last_recorded_at = {in.i64()};
  if (!in.finished() || head.size.value > tree_size_max) {
    return Error{Errc::corrupt, "the stored head has " + std::to_string(bytes.size()) + " bytes that are not a head"};
  }
  return head;
}

std::string key_of(Sequence sequence) {
  return big_endian(sequence.value);
}
std::string key_of(TreeSize size) {
  return big_endian(size.value);
}

std::string tile_key(std::uint8_t level, std::uint64_t index) {
  return static_cast<char>(level) + big_endian(index);
}

std::optional<Sequence> sequence_of(std::string_view key) {
  if (key.size() != 8) return std::nullopt;
  WireReader in(view(key));
  return Sequence{in.u64()};
}

}  // namespace jejak
