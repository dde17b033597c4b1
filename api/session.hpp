#pragma once
// One connection: requests are read, handed over one at a time, and answered in their order. Everything of it happens
// on its io thread; only a reply may come from elsewhere.

#include "api/any_stream.hpp"
#include "api/held_body.hpp"
#include "api/http.hpp"

#include <chrono>

namespace jejak {

using Seconds = std::chrono::seconds;
using SteadyTime = std::chrono::steady_clock::time_point;

struct SessionLimits {
  std::uint32_t head_bytes_max = 16 * 1024;
  std::uint64_t body_bytes_max = 8 * 1024 * 1024;
  Seconds idle{75};     // until a request's first byte
  Seconds head{20};     // from there to the end of its head; also the TLS handshake
  Seconds body{60};     // from there to the end of its body
  Seconds answer{120};  // until the answer is there
  Seconds write{30};    // until a piece of it has been taken by the other side
  // What the system keeps of a live stream that the other side has not taken. 0: as much as it thinks right, some
  // megabytes at most, until the reader is dismissed.
  std::uint32_t live_send_bytes = 0;
};

// What requests are handed to. The reply is called exactly once; one that never is leaves its connection to
// SessionLimits::answer.
using RequestHandler = std::function<void(std::shared_ptr<const Request>, Reply)>;

// What a server wants to know of its sessions, and they of it. One io thread.
class SessionOwner {
 public:
  virtual ~SessionOwner() = default;
  virtual const SessionLimits& limits() const = 0;
  virtual const RequestHandler& handler() const = 0;
  virtual asio::ssl::context* tls() const = 0;  // null: plain
  virtual std::shared_ptr<BodyBudget> bodies() const = 0;
  virtual bool is_stopping() const = 0;
  virtual void gone(class Session& session) = 0;
  // Another session goes on with the connection of this one.
  virtual void replace(class Session& session, std::shared_ptr<class Session> by) = 0;
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  virtual ~Session() = default;
  virtual void start() = 0;
  virtual void check(SteadyTime now) = 0;  // closes what has waited too long; about once a second
  // The server stops: a connection without a whole head is closed, a live body ended; a request that is being answered
  // is finished.
  virtual void stop() = 0;
  virtual void close() = 0;  // at once
};

std::shared_ptr<Session> make_session(SessionOwner& owner, Socket socket, std::string peer, bool with_tls);

}  // namespace jejak
