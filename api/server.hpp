#pragma once
// The service's sockets and threads: accepts connections, spreads them over the io threads, and ends them in order.

#include "api/session.hpp"
#include "ledger/base/result.hpp"

namespace jejak {

struct ServerOptions {
  std::vector<std::string>
      listen;                   // "127.0.0.1:8080", "[::1]:8080", "unix:/run/jejak/jejak.sock"; or inherited sockets
  std::string tls_certificate;  // PEM files; both or none
  std::string tls_key;
  std::string client_ca;    // clients must show a certificate signed by it
  unsigned io_threads = 0;  // 0: one a core
  std::size_t connections_max = 20'000;
  // Of requests, together, so long as they are kept; a body that would go beyond, or a large one beyond three quarters,
  // is told `overloaded`.
  std::uint64_t bodies_bytes_max = 256 * 1024 * 1024;
  Seconds drain{20};  // what is being answered may take so long when the server stops
  SessionLimits limits;
  std::function<void(const std::string&)> say;  // what an operator should know; any thread
};

class Server {
 public:
  // Listens; connections are taken once run() is called. Sockets that the service manager has opened (LISTEN_FDS) are
  // taken instead of `listen`. Errors: usage (an address, TLS files), permission, conflict (in use).
  static Result<std::unique_ptr<Server>> open(ServerOptions options, RequestHandler handler);
  virtual ~Server() = default;

  virtual std::vector<std::string> addresses() const = 0;  // as they are: with the port the system has chosen
  virtual void run() = 0;   // returns when stop() has been called and everything has ended
  virtual void stop() = 0;  // any thread: orderly, within `drain`
};

}  // namespace jejak
