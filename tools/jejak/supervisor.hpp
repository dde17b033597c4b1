#pragma once
// What the service manager is told (sd_notify(3)): that the service is ready, stops, and still lives. A few datagrams;
// where no manager listens, nothing happens.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace jejak {

class Supervisor {
 public:
  Supervisor();  // from NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID

  // "READY=1", "STOPPING=1", "WATCHDOG=1", "STATUS=…"; several are parted by newlines. Any thread. A manager that does
  // not take it is not an error.
  void tell(std::string_view state) const;

  // How often it wants to hear WATCHDOG=1: half of the time after which it would kill us. Nothing: never.
  std::optional<std::chrono::milliseconds> watchdog() const { return watchdog_; }

 private:
  std::string socket_;
  std::optional<std::chrono::milliseconds> watchdog_;
};

}  // namespace jejak
