#pragma once
// The service: appends and reads over HTTP, and many live readers, on loopback. Client and server are two processes on
// the same cores.

#include "tests/bench/measures.hpp"

namespace jejak {

struct ServeSetting {
  std::uint64_t events = 40'000;  // of each append measure
  std::size_t readers = 9'100;
  std::size_t silent = 100;  // of these, that never read
  std::size_t fan_out = 1'000;
  std::uint64_t fan_out_events = 2'000;
  unsigned seconds = 5;  // of each other measure
};

Result<Figures> measure_serve(const Setting& setting, const ServeSetting& serve);

}  // namespace jejak
