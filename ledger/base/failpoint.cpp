#include "ledger/base/failpoint.hpp"

#ifdef JEJAK_FAILPOINTS
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <string>

namespace jejak {
namespace {

struct Armed {
  std::string name;
  std::atomic<long> left{1};

  Armed() {
    const char* setting = std::getenv("JEJAK_FAILPOINT");  // NOLINT: read once, before any thread starts
    if (setting == nullptr) return;
    name = setting;
    const auto colon = name.rfind(':');
    if (colon == std::string::npos) return;
    left = std::strtol(name.c_str() + colon + 1, nullptr, 10);
    name.resize(colon);
  }
};

}  // namespace

void failpoint(const char* name) noexcept {
  static Armed armed;
  if (armed.name.empty() || armed.name != name) return;
  if (armed.left.fetch_sub(1) == 1) _exit(failpoint_exit_code);
}

}  // namespace jejak
#endif
