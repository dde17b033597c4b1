#pragma once
// A hash for tables in memory whose keys strangers choose: it mixes in a secret of this process, so that nobody can
// pick keys that collide. Not for anything that is stored or sent.

#include "ledger/base/bytes.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>

namespace jejak {

class KeyedHash {
 public:
  using is_transparent = void;
  using is_avalanching = void;  // every bit of the result depends on every bit of the key (boost/unordered)

  std::size_t operator()(BytesView bytes) const {
    std::uint64_t state = secret()[0] ^ bytes.size();
    while (bytes.size() > 8) {
      state = fold(state ^ word(bytes.first(8)), secret()[1]);
      bytes = bytes.subspan(8);
    }
    return fold(state ^ word(bytes), secret()[2]);
  }
  std::size_t operator()(std::string_view text) const { return (*this)(view(text)); }
  template <std::size_t N>
  std::size_t operator()(const std::array<std::uint8_t, N>& bytes) const {
    return (*this)(BytesView(bytes));
  }

 private:
  static std::uint64_t word(BytesView bytes) {
    std::uint64_t out = 0;
    if (!bytes.empty()) std::memcpy(&out, bytes.data(), bytes.size());
    return out;
  }
  // The two halves of the product, laid over each other.
  static std::uint64_t fold(std::uint64_t left, std::uint64_t right) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(left) * right;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  static const std::array<std::uint64_t, 3>& secret() {
    static const std::array<std::uint64_t, 3> drawn = [] {
      std::random_device random;
      std::array<std::uint64_t, 3> out{};
      for (std::uint64_t& each : out) each = (static_cast<std::uint64_t>(random()) << 32 | random()) | 1;
      return out;
    }();
    return drawn;
  }
};

}  // namespace jejak
