#include "tests/api/socket.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket.hpp>

namespace jejak::test {

namespace asio = boost::asio;
namespace beast = boost::beast;

struct SocketClient::Parts {
  asio::io_context io;
  beast::websocket::stream<beast::tcp_stream> socket{io};
  beast::flat_buffer buffer;

  // Runs what was begun to its end, for at most ten seconds.
  boost::system::error_code finish(std::optional<boost::system::error_code>& done) {
    beast::get_lowest_layer(socket).expires_after(std::chrono::seconds{10});
    io.restart();
    while (!done && io.run_one() > 0) {
    }
    return done.value_or(asio::error::timed_out);
  }
};

SocketClient::SocketClient(std::uint16_t port, const std::string& target, const std::string& headers)
    : parts_(std::make_unique<Parts>()) {
  auto& lowest = beast::get_lowest_layer(parts_->socket);
  boost::system::error_code failure;
  lowest.socket().connect({asio::ip::address_v4::loopback(), port}, failure);
  REQUIRE_FALSE(failure);
  parts_->socket.set_option(
      beast::websocket::stream_base::decorator([headers](beast::websocket::request_type& request) {
        request.set("Sec-WebSocket-Protocol", "jejak.subscription.v1");
        if (!headers.empty()) request.set("Authorization", headers);
      }));
  parts_->socket.handshake("ledger", target, failure);
  INFO(failure.message());
  REQUIRE_FALSE(failure);
}

SocketClient::~SocketClient() = default;

void SocketClient::say(const std::string& text) {
  boost::system::error_code failure;
  parts_->socket.text(true);
  parts_->socket.write(asio::buffer(text), failure);
}

std::string SocketClient::read() {
  std::optional<boost::system::error_code> done;
  parts_->socket.async_read(parts_->buffer,
                            [&done](boost::system::error_code failure, std::size_t) { done = failure; });
  const auto failure = parts_->finish(done);
  INFO(failure.message());
  REQUIRE_FALSE(failure);
  std::string out = beast::buffers_to_string(parts_->buffer.data());
  parts_->buffer.consume(parts_->buffer.size());
  return out;
}

std::uint16_t SocketClient::close_code() {
  for (;;) {
    std::optional<boost::system::error_code> done;
    parts_->socket.async_read(parts_->buffer,
                              [&done](boost::system::error_code failure, std::size_t) { done = failure; });
    if (parts_->finish(done)) return parts_->socket.reason().code;
    parts_->buffer.consume(parts_->buffer.size());
  }
}

}  // namespace jejak::test
