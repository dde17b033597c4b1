#pragma once
// Chance that repeats itself: the same seed and label give the same numbers with every compiler, so that a made-up
// data set is a name, not a file.

#include "ledger/base/strong.hpp"
#include "ledger/record/event.hpp"

#include <span>

namespace jejak {

class Chance {
 public:
  // Two labels of one seed have nothing to do with each other.
  Chance(std::uint64_t seed, std::string_view label);

  std::uint64_t next();
  std::uint64_t below(std::uint64_t limit);                   // 0..limit-1; limit is not 0
  std::int32_t between(std::int32_t low, std::int32_t high);  // both included
  bool per_mille(unsigned share);
  std::size_t pick(std::span<const unsigned> weights);  // an index; not all weights are 0

  template <std::size_t N>
  ByteArray<N> bytes() {
    ByteArray<N> out;
    for (std::size_t i = 0; i < N; i += 8) {
      const std::uint64_t word = next();
      for (std::size_t k = 0; k < 8 && i + k < N; ++k) out[i + k] = static_cast<std::uint8_t>(word >> (8 * k));
    }
    return out;
  }
  Hash hash() { return {bytes<32>()}; }
  Id person() { return bytes<16>(); }  // a random id that says nothing about anybody

 private:
  std::uint64_t state_;
};

}  // namespace jejak
