#pragma once
// Bytes, and the two spellings in which they meet people: hex and RFC 4648 base64. Both decoders
// accept exactly what the encoders print.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jejak {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

template <std::size_t N>
using ByteArray = std::array<std::uint8_t, N>;

inline BytesView view(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view text(BytesView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes copy(BytesView bytes) {
  return Bytes(bytes.begin(), bytes.end());
}
inline bool equal(BytesView a, BytesView b) {
  return text(a) == text(b);
}

std::string to_hex(BytesView bytes);
std::optional<Bytes> from_hex(std::string_view hex);  // lower case only, even length

std::string to_base64(BytesView bytes);                     // standard alphabet, padded
std::optional<Bytes> from_base64(std::string_view base64);  // refuses every non-canonical spelling

template <std::size_t N>
std::optional<ByteArray<N>> to_array(BytesView bytes) {
  if (bytes.size() != N) return std::nullopt;
  ByteArray<N> out;
  for (std::size_t i = 0; i < N; ++i) out[i] = bytes[i];
  return out;
}

// Decimal as the transparency-log formats want it: digits, no sign, no leading zero, at most 2^63-1.
std::optional<std::uint64_t> parse_decimal(std::string_view digits);

}  // namespace jejak
