// The one place where the network library's exceptions are met: what it throws ends the connection it belongs to.
#include "api/session.hpp"

#include "api/live_session.hpp"
#include "api/problem.hpp"
#include "api/socket_session.hpp"

#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/read_size.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <algorithm>
#include <optional>

namespace jejak {
namespace {

namespace http = boost::beast::http;
using Failure = boost::system::error_code;

constexpr Seconds linger_at_most{2};
constexpr std::size_t dropped_at_once = 16 * 1024;
constexpr std::size_t read_ahead_max = 64 * 1024;

// What is kept of bytes that nothing whole could be read from yet: a head, a chunk's length with its extensions, a
// trailer.
std::size_t unread_bytes_max(const SessionLimits& limits) {
  return limits.head_bytes_max + read_ahead_max;
}

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get: return Method::get;
    case http::verb::head: return Method::head;
    case http::verb::post: return Method::post;
    case http::verb::put: return Method::put;
    case http::verb::patch: return Method::patch;
    case http::verb::delete_: return Method::del;
    case http::verb::options: return Method::options;
    default: return Method::other;
  }
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte; });
  return out;
}

bool has_line_end(std::string_view value) {
  return value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

class HttpSession final : public Session {
 public:
  HttpSession(SessionOwner& owner, Socket socket, std::string peer, bool with_tls)
      : owner_(owner),
        connection_(std::make_unique<AnyStream>(std::move(socket))),
        stream_(*connection_),
        peer_(std::move(peer)),
        with_tls_(with_tls),
        buffer_(unread_bytes_max(owner.limits())) {}

  void start() override;
  void check(SteadyTime now) override;
  void stop() override;
  void close() override;

 private:
  std::shared_ptr<HttpSession> self() { return std::static_pointer_cast<HttpSession>(shared_from_this()); }
  void wait_at_most(Seconds time) { deadline_ = std::chrono::steady_clock::now() + time; }

  void read();
  void read_head();
  void read_body();
  void stop_reading();
  void head_has_come(const Failure& failure);
  void take_head();
  void hand_over();
  void answer(std::shared_ptr<const Request> request);
  void refuse(const Failure& failure);
  void reply(Answer answer);
  using MakeSession = std::function<std::shared_ptr<Session>(std::unique_ptr<AnyStream>)>;
  void become(const MakeSession& make);
  void send(Answer answer);
  void sent(const Failure& failure, bool keep);
  Reply make_reply();
  void linger();
  void drop_rest();

  enum class State : std::uint8_t { idle, reading, answering, writing, lingering, closed };

  SessionOwner& owner_;
  std::unique_ptr<AnyStream> connection_;
  AnyStream& stream_;  // gone once the connection was handed on: then the state is closed
  const std::string peer_;
  const bool with_tls_;
  State state_ = State::idle;
  SteadyTime deadline_ = SteadyTime::max();
  boost::beast::flat_buffer buffer_;
  std::optional<http::request_parser<HeldBody>> parser_;
  std::shared_ptr<Request> request_;       // its head, while its body comes
  std::optional<UpgradeRequest> upgrade_;  // asked for, and not yet answered
  std::optional<http::response<SharedBody>> response_;
  unsigned version_ = 11;
  bool is_head_ = false;
  bool keeps_alive_ = true;
  bool is_late_ = false;       // what is being read did not come in time
  std::uint64_t dropped_ = 0;  // bytes that came after the last answer
};

void HttpSession::start() {
  asio::ssl::context* context = with_tls_ ? owner_.tls() : nullptr;
  if (context == nullptr) return read();
  wait_at_most(owner_.limits().head);
  stream_.secure(*context).async_handshake(asio::ssl::stream_base::server, [self = self()](const Failure& failure) {
    if (failure) return self->close();
    self->read();
  });
}

void HttpSession::check(SteadyTime now) {
  if (now < deadline_) return;
  if (state_ == State::reading && !is_late_) return stop_reading();
  close();
}

void HttpSession::stop() {
  keeps_alive_ = false;
  const bool is_in_head = state_ == State::reading && request_ == nullptr;
  if (state_ == State::idle || is_in_head || state_ == State::lingering) close();
}

void HttpSession::close() {
  if (state_ == State::closed) return;
  state_ = State::closed;
  deadline_ = SteadyTime::max();
  Failure ignored;
  stream_.socket().shutdown(Socket::shutdown_both, ignored);
  stream_.socket().close(ignored);
  owner_.gone(*this);
}

void HttpSession::read() {
  if (owner_.is_stopping()) return close();
  state_ = State::idle;
  if (buffer_.size() > 0) return read_head();
  wait_at_most(owner_.limits().idle);
  stream_.async_read_some(buffer_.prepare(boost::beast::read_size(buffer_, read_ahead_max)),
                          [self = self()](const Failure& failure, std::size_t read) {
                            if (self->state_ == State::closed) return;
                            if (failure) return self->close();
                            self->buffer_.commit(read);
                            self->read_head();
                          });
}

void HttpSession::read_head() {
  state_ = State::reading;
  is_late_ = false;
  parser_.emplace();
  parser_->header_limit(owner_.limits().head_bytes_max);
  parser_->body_limit(owner_.limits().body_bytes_max);
  wait_at_most(owner_.limits().head);
  http::async_read_header(stream_, buffer_, *parser_,
                          [self = self()](const Failure& failure, std::size_t) { self->head_has_come(failure); });
}

void HttpSession::head_has_come(const Failure& failure) {
  if (state_ == State::closed) return;
  if (failure) return refuse(failure);
  is_late_ = false;
  take_head();
  if (parser_->is_done()) return hand_over();
  parser_->get().body().share = std::make_shared<BodyShare>(owner_.bodies());
  wait_at_most(owner_.limits().body);
  if (parser_->get()[http::field::expect] != "100-continue") return read_body();
  auto go_on = std::make_shared<http::response<http::string_body>>(http::status::continue_, version_);
  http::async_write(stream_, *go_on, [self = self(), go_on](const Failure& unsent, std::size_t) {
    if (unsent) return self->close();
    self->read_body();
  });
}

// Before the body: what its trailer says is no header, and the library would put it among them.
void HttpSession::take_head() {
  const auto& head = parser_->get();
  version_ = head.version();
  keeps_alive_ = head.keep_alive();
  is_head_ = head.method() == http::verb::head;
  request_ = std::make_shared<Request>();
  request_->method = method_of(head.method());
  request_->target = std::string(head.target());
  request_->peer = peer_;
  request_->is_secure = stream_.tls() != nullptr;
  request_->is_upgrade = boost::beast::websocket::is_upgrade(head);
  for (const auto& field : head) {
    request_->headers.emplace_back(lower(field.name_string()), std::string(field.value()));
  }
  if (request_->is_upgrade) upgrade_ = head;
}

void HttpSession::read_body() {
  http::async_read(stream_, buffer_, *parser_, [self = self()](const Failure& failure, std::size_t) {
    if (self->state_ == State::closed) return;
    if (failure) return self->refuse(failure);
    self->hand_over();
  });
}

// The read that is under way ends with a failure, which is answered. Where it does not, because something came at this
// very moment, it has a moment more.
void HttpSession::stop_reading() {
  is_late_ = true;
  wait_at_most(linger_at_most);
  Failure ignored;
  stream_.socket().cancel(ignored);
}

// What cannot be read as a request: answered where the other side can still be told, and closed.
void HttpSession::refuse(const Failure& failure) {
  keeps_alive_ = false;
  is_head_ = false;
  parser_.reset();
  request_.reset();
  auto request = std::make_shared<Request>();
  request->peer = peer_;
  request->is_secure = stream_.tls() != nullptr;
  const auto refused = [&](ProblemType type, std::string detail) {
    request->refused = std::make_shared<Problem>(Problem{type, std::move(detail)});
    answer(std::move(request));
  };
  const auto& limits = owner_.limits();
  if (is_late_ && failure == asio::error::operation_aborted) {
    return refused(ProblemType::request_timeout, "a head is waited for " + std::to_string(limits.head.count()) +
                                                     " s from its first byte, its body " +
                                                     std::to_string(limits.body.count()) + " s");
  }
  if (failure == boost::system::errc::not_enough_memory) {
    return refused(ProblemType::overloaded, "there is no room for the body among all those that come");
  }
  if (failure == http::error::header_limit) {
    return refused(ProblemType::head_too_large,
                   "the head has more than " + std::to_string(limits.head_bytes_max) + " bytes");
  }
  if (failure == http::error::buffer_overflow) {
    return refused(ProblemType::head_too_large,
                   "the trailer, or what stands with the length of a chunk, has more than " +
                       std::to_string(unread_bytes_max(limits)) + " bytes");
  }
  if (failure == http::error::body_limit) {
    return refused(ProblemType::too_large,
                   "the body has more than " + std::to_string(limits.body_bytes_max) + " bytes");
  }
  const bool is_of_http = failure.category() == make_error_code(http::error::bad_method).category();
  if (!is_of_http || failure == http::error::end_of_stream || failure == http::error::partial_message) return close();
  refused(ProblemType::malformed, "request: " + failure.message());
}

void HttpSession::hand_over() {
  auto& body = parser_->get().body();
  request_->body = std::move(body.text);
  request_->body_share = std::move(body.share);
  parser_.reset();
  answer(std::exchange(request_, nullptr));
}

void HttpSession::answer(std::shared_ptr<const Request> request) {
  state_ = State::answering;
  wait_at_most(owner_.limits().answer);
  try {
    owner_.handler()(std::move(request), make_reply());
  } catch (const std::exception&) {  // a library's: this connection ends, the others go on
    close();
  }
}

// May be called on any thread, and outlive the connection.
Reply HttpSession::make_reply() {
  return [weak = std::weak_ptr<HttpSession>(self()), executor = stream_.get_executor()](Answer answer) {
    if (executor.running_in_this_thread()) {
      if (const auto session = weak.lock()) session->reply(std::move(answer));
      return;
    }
    asio::post(executor, [weak, answer = std::move(answer)]() mutable {
      if (const auto session = weak.lock()) {
        session->reply(std::move(answer));
      } else if (answer.live) {
        answer.live->ended();
      }
    });
  };
}

void HttpSession::reply(Answer answer) {
  if (state_ != State::answering) {
    if (answer.live) answer.live->ended();
    return;
  }
  if (answer.socket && upgrade_) {
    return become([&](std::unique_ptr<AnyStream> connection) {
      return make_socket_session(owner_, std::move(connection), *std::move(upgrade_), std::move(answer.socket));
    });
  }
  upgrade_.reset();
  send(std::move(answer));
}

// Another goes on with the connection.
void HttpSession::become(const MakeSession& make) {
  state_ = State::closed;
  deadline_ = SteadyTime::max();
  std::shared_ptr<Session> other;
  try {
    other = make(std::move(connection_));
  } catch (const std::exception&) {  // no memory for it: the connection has ended
    return owner_.gone(*this);
  }
  owner_.replace(*this, other);
  other->start();
}

void HttpSession::send(Answer answer) {
  state_ = State::writing;
  wait_at_most(owner_.limits().write);
  const bool keep = keeps_alive_ && !answer.is_last && !owner_.is_stopping();
  response_.emplace(http::int_to_status(answer.status), version_);
  response_->keep_alive(keep);
  if (!answer.content_type.empty()) response_->set(http::field::content_type, answer.content_type);
  for (const auto& [name, value] : answer.headers) {
    JEJAK_ASSERT(!has_line_end(name) && !has_line_end(value));
    response_->insert(name, value);
  }
  if (answer.live && is_head_) answer.live->ended();
  if (answer.live && !is_head_) {
    response_->chunked(version_ >= 11);
    if (version_ < 11) response_->keep_alive(false);
    return become([&](std::unique_ptr<AnyStream> connection) {
      return make_live_session(owner_, std::move(connection), *std::move(response_), std::move(answer.live));
    });
  }
  const bool has_none = answer.status == 204 || answer.status == 304;
  if (!has_none) response_->content_length(answer.body ? answer.body->size() : 0);
  if (!is_head_ && !has_none) response_->body() = std::move(answer.body);
  http::async_write(stream_, *response_,
                    [self = self(), keep](const Failure& failure, std::size_t) { self->sent(failure, keep); });
}

void HttpSession::sent(const Failure& failure, bool keep) {
  if (state_ == State::closed) return;
  response_.reset();
  if (failure) return close();
  if (!keep) return linger();
  read();
}

// The last answer is on its way. Closed at once, what the other side is still sending would make the system throw the
// answer away; so the own side ends, and the rest of theirs is dropped for a moment, as much of it as two bodies.
void HttpSession::linger() {
  Failure ignored;
  state_ = State::lingering;
  if (stream_.tls() == nullptr) stream_.socket().shutdown(Socket::shutdown_send, ignored);
  wait_at_most(linger_at_most);
  drop_rest();
}

void HttpSession::drop_rest() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(dropped_at_once), [self = self()](const Failure& failure, std::size_t read) {
    if (self->state_ == State::closed) return;
    self->dropped_ += read;
    if (failure || self->dropped_ > 2 * self->owner_.limits().body_bytes_max) return self->close();
    self->drop_rest();
  });
}

}  // namespace

std::shared_ptr<Session> make_session(SessionOwner& owner, Socket socket, std::string peer, bool with_tls) {
  return std::make_shared<HttpSession>(owner, std::move(socket), std::move(peer), with_tls);
}

}  // namespace jejak
