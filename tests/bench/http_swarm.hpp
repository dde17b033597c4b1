#pragma once
// Many HTTP clients on one thread: each connection sends its requests one after the other, or only listens. Plain
// sockets and epoll, so that the clients' share of the cores stays small.

#include "ledger/base/result.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace jejak {

struct SwarmResult {
  std::uint64_t answers = 0;
  std::uint64_t failures = 0;  // answers of another status than 2xx, or connections that ended
  double seconds = 0;
  std::vector<double> waits_ms;  // ascending
};

// One list of requests (whole, as bytes) a connection, sent in order, each after the answer to the one before. Errors:
// internal (cannot connect).
Result<SwarmResult> send_all(std::uint16_t port, const std::vector<std::vector<std::string>>& requests);

// Connections that have asked for server-sent events and listen.
class Listeners {
 public:
  Listeners() = default;
  Listeners(const Listeners&) = delete;
  Listeners& operator=(const Listeners&) = delete;
  ~Listeners();

  // Connects `targets.size()` readers; each gets the head of its answer before this returns. Those from `reading` on
  // never read again.
  Outcome open(std::uint16_t port, const std::vector<std::string>& targets, std::size_t reading);
  // Reads what comes until `done` says so, or for `at_most`. Gives the seconds that took.
  double listen(std::chrono::milliseconds at_most, const std::function<bool(const Listeners&)>& done);

  std::uint64_t events() const { return events_; }  // of all readers
  std::uint64_t events_of(std::size_t reader) const { return readers_[reader].events; }
  std::size_t held() const;  // readers whose connection still stands

 private:
  struct Reader {
    int socket = -1;
    std::uint64_t events = 0;
    std::string tail;  // of what came last, so that no mark is missed between two pieces
  };
  void take(Reader& reader, const char* bytes, std::size_t size);

  std::vector<Reader> readers_;
  std::size_t reading_ = 0;
  int epoll_ = -1;
  std::uint64_t events_ = 0;
};

}  // namespace jejak
