#pragma once
// Small numbers in few bytes: seven bits a byte, the lowest first, the top bit says that more follow. Signed numbers
// alternate (0, -1, 1, -2 …), so that small ones of either sign stay short.

#include "ledger/base/bytes.hpp"

namespace jejak {

inline void put_varint(Bytes& out, std::uint64_t number) {
  while (number >= 0x80) {
    out.push_back(static_cast<std::uint8_t>(number | 0x80));
    number >>= 7;
  }
  out.push_back(static_cast<std::uint8_t>(number));
}

constexpr std::uint64_t zigzag(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number) << 1;
  return number < 0 ? ~bits : bits;
}
constexpr std::int64_t from_zigzag(std::uint64_t bits) {
  const auto half = static_cast<std::int64_t>(bits >> 1);
  return (bits & 1) != 0 ? ~half : half;
}

inline void put_signed(Bytes& out, std::int64_t number) {
  put_varint(out, zigzag(number));
}

// Reads what was put. Never past the end; once it has failed, every further number is 0 and ok() stays false.
class VarintReader {
 public:
  explicit VarintReader(BytesView bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  std::uint64_t number() {
    if (at_ != end_ && *at_ < 0x80) return *at_++;  // the most common by far
    std::uint64_t value = 0;
    for (int shift = 0; at_ != end_ && shift < 64; shift += 7) {
      const std::uint8_t byte = *at_++;
      if (shift == 63 && byte > 1) break;  // more than 64 bits
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    at_ = end_;
    return 0;
  }
  std::int64_t signed_number() { return from_zigzag(number()); }
  BytesView raw(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - at_) < bytes) {
      ok_ = false;
      at_ = end_;
      return {};
    }
    const BytesView out(at_, bytes);
    at_ += bytes;
    return out;
  }
  bool ok() const { return ok_; }
  bool at_end() const { return at_ == end_; }
  BytesView rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }

 private:
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  bool ok_ = true;
};

}  // namespace jejak
