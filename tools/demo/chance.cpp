#include "tools/demo/chance.hpp"

#include "ledger/base/assert.hpp"

namespace jejak {

Chance::Chance(std::uint64_t seed, std::string_view label) : state_(0) {
  const std::string name = "jejak chance 1\n" + std::to_string(seed) + "\n" + std::string(label);
  const Hash start = sha256(view(name));
  for (std::size_t i = 0; i < 8; ++i) state_ = state_ << 8 | start.bytes[i];
}

// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
std::uint64_t Chance::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
  return mixed ^ (mixed >> 31);
}

std::uint64_t Chance::below(std::uint64_t limit) {
  JEJAK_ASSERT(limit > 0);
  return next() % limit;  // the bias is below 2^-32 for the small limits that are asked
}

std::int32_t Chance::between(std::int32_t low, std::int32_t high) {
  JEJAK_ASSERT(low <= high);
  return low + static_cast<std::int32_t>(below(static_cast<std::uint64_t>(high - low) + 1));
}

bool Chance::per_mille(unsigned share) {
  return below(1000) < share;
}

std::size_t Chance::pick(std::span<const unsigned> weights) {
  std::uint64_t total = 0;
  for (const unsigned weight : weights) total += weight;
  std::uint64_t rest = below(total);
  std::size_t index = 0;
  while (rest >= weights[index]) rest -= weights[index++];
  return index;
}

}  // namespace jejak
