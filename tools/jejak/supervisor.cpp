#include "tools/jejak/supervisor.hpp"

#include "ledger/base/bytes.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace jejak {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

Supervisor::Supervisor() : socket_(variable("NOTIFY_SOCKET")) {
  const auto usec = parse_decimal(variable("WATCHDOG_USEC"));
  const std::string whose = variable("WATCHDOG_PID");
  if (usec && *usec >= 2'000 && (whose.empty() || whose == std::to_string(::getpid()))) {
    watchdog_ = std::chrono::milliseconds{static_cast<std::int64_t>(*usec / 2'000)};
  }
}

void Supervisor::tell(std::string_view state) const {
  sockaddr_un address{};
  if (socket_.empty() || socket_.size() >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_.data(), socket_.size());
  if (socket_.front() == '@') address.sun_path[0] = '\0';  // an abstract socket
  const int out = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (out < 0) return;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
  [[maybe_unused]] const auto sent =
      ::sendto(out, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), size);
  ::close(out);
}

}  // namespace jejak
