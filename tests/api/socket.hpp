#pragma once
// A WebSocket client for tests (RFC 6455): text messages, masked as a client must.

#include "ledger/base/bytes.hpp"
#include "tests/api/serving.hpp"

#include <memory>
#include <string>

namespace jejak::test {

class SocketClient {
 public:
  SocketClient(std::uint16_t port, const std::string& target, const std::string& headers = {});
  ~SocketClient();
  void say(const std::string& text);
  std::string read();          // the next message; fails if there is none within ten seconds
  std::uint16_t close_code();  // reads until the other side closes; 0 if it just went

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace jejak::test
