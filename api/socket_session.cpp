#include "api/socket_session.hpp"

#include <boost/asio/post.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>

namespace jejak {
namespace {

namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using Failure = boost::system::error_code;

class SocketSession final : public Session {
 public:
  SocketSession(SessionOwner& owner, std::unique_ptr<AnyStream> connection, UpgradeRequest request,
                std::shared_ptr<SocketPeer> peer)
      : owner_(owner),
        connection_(std::move(connection)),
        socket_(*connection_),
        request_(std::move(request)),
        peer_(std::move(peer)) {}

  void start() override;
  void check(SteadyTime now) override {
    if (now >= deadline_) close();
  }
  void stop() override { say_goodbye(websocket::close_code::going_away, "the service stops"); }
  void close() override;

 private:
  class Link;
  std::shared_ptr<SocketSession> self() { return std::static_pointer_cast<SocketSession>(shared_from_this()); }
  void read();
  void queue(Body text);
  void write();
  void say_goodbye(std::uint16_t code, const std::string& reason);

  SessionOwner& owner_;
  std::unique_ptr<AnyStream> connection_;
  websocket::stream<AnyStream&> socket_;
  UpgradeRequest request_;
  std::shared_ptr<SocketPeer> peer_;
  boost::beast::flat_buffer buffer_;
  std::deque<Body> waiting_;
  std::size_t waiting_bytes_ = 0;
  SteadyTime deadline_ = SteadyTime::max();
  bool is_open_ = false;
  bool is_writing_ = false;
  bool is_closing_ = false;
  bool is_gone_ = false;
};

// What others hold of it: they may outlive the connection.
class SocketSession::Link final : public SocketLink {
 public:
  explicit Link(const std::shared_ptr<SocketSession>& session)
      : session_(session), executor_(session->connection_->get_executor()) {}
  void send(Body text) override {
    asio::post(executor_, [weak = session_, text = std::move(text)]() mutable {
      if (const auto session = weak.lock()) session->queue(std::move(text));
    });
  }
  void close(std::uint16_t code, std::string reason) override {
    asio::post(executor_, [weak = session_, code, reason = std::move(reason)] {
      if (const auto session = weak.lock()) session->say_goodbye(code, reason);
    });
  }

 private:
  std::weak_ptr<SocketSession> session_;
  AnyStream::executor_type executor_;
};

void SocketSession::start() {
  socket_.set_option(websocket::stream_base::timeout::suggested(boost::beast::role_type::server));
  socket_.set_option(websocket::stream_base::decorator(
      [protocol = std::string(peer_->protocol())](websocket::response_type& response) {
        response.set(http::field::sec_websocket_protocol, protocol);
      }));
  socket_.read_message_max(socket_message_bytes_max);
  socket_.text(true);
  socket_.async_accept(request_, [self = self()](const Failure& failure) {
    if (failure || self->is_gone_) return self->close();
    self->is_open_ = true;
    self->peer_->opened(std::make_shared<Link>(self));
    self->read();
  });
}

void SocketSession::read() {
  socket_.async_read(buffer_, [self = self()](const Failure& failure, std::size_t) {
    if (self->is_gone_) return;
    if (failure) return self->close();
    if (!self->socket_.got_text()) {
      return self->say_goodbye(websocket::close_code::unknown_data, "only text is spoken here");
    }
    std::string text = boost::beast::buffers_to_string(self->buffer_.data());
    self->buffer_.consume(self->buffer_.size());
    if (!self->is_closing_) self->peer_->said(std::move(text));
    self->read();
  });
}

void SocketSession::queue(Body text) {
  if (!is_open_ || is_closing_ || is_gone_) return;
  waiting_bytes_ += text->size();
  if (waiting_bytes_ > socket_waiting_bytes_max) return close();  // it does not read: a close frame would wait too
  waiting_.push_back(std::move(text));
  if (!is_writing_) write();
}

void SocketSession::write() {
  is_writing_ = true;
  deadline_ = std::chrono::steady_clock::now() + owner_.limits().write;
  socket_.async_write(asio::buffer(*waiting_.front()), [self = self()](const Failure& failure, std::size_t) {
    self->is_writing_ = false;
    if (self->is_gone_) return;
    if (failure) return self->close();
    const std::size_t bytes = self->waiting_.front()->size();
    self->waiting_bytes_ -= bytes;
    self->waiting_.pop_front();
    self->deadline_ = SteadyTime::max();
    self->peer_->taken(bytes);
    if (!self->waiting_.empty()) self->write();
  });
}

void SocketSession::say_goodbye(std::uint16_t code, const std::string& reason) {
  if (is_closing_ || is_gone_) return;
  if (!is_open_) return close();
  is_closing_ = true;
  deadline_ = std::chrono::steady_clock::now() + owner_.limits().write;
  websocket::close_reason why(static_cast<websocket::close_code>(code));
  why.reason = reason.substr(0, 120);
  socket_.async_close(why, [self = self()](const Failure&) { self->close(); });
}

void SocketSession::close() {
  if (is_gone_) return;
  is_gone_ = true;
  deadline_ = SteadyTime::max();
  if (is_open_) peer_->ended();
  peer_.reset();
  Failure ignored;
  connection_->socket().shutdown(Socket::shutdown_both, ignored);
  connection_->socket().close(ignored);
  owner_.gone(*this);
}

}  // namespace

std::shared_ptr<Session> make_socket_session(SessionOwner& owner, std::unique_ptr<AnyStream> connection,
                                             UpgradeRequest request, std::shared_ptr<SocketPeer> peer) {
  return std::make_shared<SocketSession>(owner, std::move(connection), std::move(request), std::move(peer));
}

}  // namespace jejak
