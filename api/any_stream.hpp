#pragma once
// A connection's bytes, over TCP or a Unix socket, with TLS or without: one type, so that sessions exist once. One
// thread: that of the socket's executor.

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <memory>

namespace jejak {

namespace asio = boost::asio;
using Socket = asio::basic_stream_socket<asio::generic::stream_protocol, asio::io_context::executor_type>;

class AnyStream {
 public:
  using executor_type = asio::io_context::executor_type;
  using next_layer_type = Socket;

  explicit AnyStream(Socket socket) : socket_(std::move(socket)) {}
  AnyStream(const AnyStream&) = delete;  // TLS refers to the socket
  AnyStream& operator=(const AnyStream&) = delete;

  executor_type get_executor() { return socket_.get_executor(); }
  Socket& socket() { return socket_; }
  Socket& next_layer() { return socket_; }
  const Socket& next_layer() const { return socket_; }

  // From now on everything goes through TLS; the handshake comes first.
  asio::ssl::stream<Socket&>& secure(asio::ssl::context& context) {
    tls_ = std::make_unique<asio::ssl::stream<Socket&>>(socket_, context);
    return *tls_;
  }
  asio::ssl::stream<Socket&>* tls() { return tls_.get(); }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    if (tls_) return tls_->async_read_some(buffers, std::forward<Token>(token));
    return socket_.async_read_some(buffers, std::forward<Token>(token));
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    if (tls_) return tls_->async_write_some(buffers, std::forward<Token>(token));
    return socket_.async_write_some(buffers, std::forward<Token>(token));
  }

 private:
  Socket socket_;
  std::unique_ptr<asio::ssl::stream<Socket&>> tls_;
};

// What a WebSocket does with its connection at the end (found by the library by its name).
template <class Handler>
void async_teardown(boost::beast::role_type role, AnyStream& stream, Handler&& handler) {
  boost::beast::websocket::async_teardown(role, stream.socket(), std::forward<Handler>(handler));
}
inline void teardown(boost::beast::role_type role, AnyStream& stream, boost::beast::error_code& failure) {
  boost::beast::websocket::teardown(role, stream.socket(), failure);
}

}  // namespace jejak
