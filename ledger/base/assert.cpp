#include "ledger/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace jejak {

void contradiction(const char* belief, const char* file, int line) noexcept {
  std::fprintf(stderr, "jejak: contradiction at %s:%d: %s does not hold; stopping\n", file, line, belief);
  std::fflush(stderr);
  std::abort();
}

}  // namespace jejak
