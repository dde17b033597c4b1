#include "api/live_session.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>

#include <utility>

namespace jejak {
namespace {

namespace http = boost::beast::http;
using Failure = boost::system::error_code;

constexpr Seconds farewell_at_most{2};

class LiveSession final : public Session {
 public:
  LiveSession(SessionOwner& owner, std::unique_ptr<AnyStream> connection, LiveHead head, std::shared_ptr<LiveBody> body)
      : owner_(owner),
        connection_(std::move(connection)),
        is_chunked_(head.chunked()),
        head_(std::make_unique<Head>(std::move(head))),
        body_(std::move(body)) {}
  ~LiveSession() override {
    if (body_) body_->ended();
  }

  void start() override;
  void check(SteadyTime now) override {
    if (now < deadline_) return;
    if (is_open() && !is_dismissed_) return dismiss();
    close();
  }
  void stop() override { close(); }
  void close() override;

 private:
  // What is gone once it was written: such readers are many, and stay.
  struct Head {
    explicit Head(LiveHead said) : response(std::move(said)), serializer(response) {}
    LiveHead response;
    http::response_serializer<SharedBody> serializer;
  };
  std::shared_ptr<LiveSession> self() { return std::static_pointer_cast<LiveSession>(shared_from_this()); }
  void wait_at_most(Seconds time) { deadline_ = std::chrono::steady_clock::now() + time; }
  bool is_open() const { return head_ == nullptr; }  // its head was taken
  void watch_for_end();
  void ask_next();
  void write(Body piece);
  void written(const Failure& failure, bool is_end);
  void dismiss();

  SessionOwner& owner_;
  std::unique_ptr<AnyStream> connection_;
  const bool is_chunked_;
  std::unique_ptr<Head> head_;
  std::shared_ptr<LiveBody> body_;
  Body piece_;     // on its way
  Body farewell_;  // what is told last
  SteadyTime deadline_ = SteadyTime::max();
  char watched_ = 0;
  bool is_writing_ = false;
  bool is_dismissed_ = false;
  bool is_gone_ = false;
};

void LiveSession::start() {
  if (const std::uint32_t bytes = owner_.limits().live_send_bytes; bytes > 0) {
    Failure ignored;
    connection_->socket().set_option(asio::socket_base::send_buffer_size(static_cast<int>(bytes)), ignored);
  }
  wait_at_most(owner_.limits().write);
  http::async_write_header(*connection_, head_->serializer, [self = self()](const Failure& failure, std::size_t) {
    if (self->is_gone_) return;
    if (failure || self->owner_.is_stopping()) return self->close();
    self->head_.reset();
    self->watch_for_end();
    self->ask_next();
  });
}

void LiveSession::close() {
  if (is_gone_) return;
  is_gone_ = true;
  deadline_ = SteadyTime::max();
  std::exchange(body_, nullptr)->ended();
  Failure ignored;
  // What a dismissed reader has not taken the system forgets at once, instead of offering it for minutes.
  if (is_dismissed_ && is_writing_) connection_->socket().set_option(asio::socket_base::linger(true, 0), ignored);
  connection_->socket().shutdown(Socket::shutdown_both, ignored);
  connection_->socket().close(ignored);
  owner_.gone(*this);
}

void LiveSession::watch_for_end() {
  connection_->async_read_some(asio::buffer(&watched_, 1),
                               [self = self()](const Failure&, std::size_t) { self->close(); });
}

void LiveSession::ask_next() {
  deadline_ = SteadyTime::max();
  // Always posted: whoever writes may hold a lock that ending the connection asks for.
  body_->next([weak = std::weak_ptr<LiveSession>(self()), executor = connection_->get_executor()](Body piece) {
    asio::post(executor, [weak, piece = std::move(piece)]() mutable {
      if (const auto session = weak.lock()) session->write(std::move(piece));
    });
  });
}

void LiveSession::write(Body piece) {
  if (is_gone_ || is_writing_) return;
  if (!is_dismissed_) wait_at_most(owner_.limits().write);
  const bool is_end = piece == nullptr;
  if (is_end && !is_chunked_) return close();
  is_writing_ = true;
  piece_ = std::move(piece);
  const auto then = [self = self(), is_end](const Failure& failure, std::size_t) { self->written(failure, is_end); };
  if (is_end) {
    asio::async_write(*connection_, http::make_chunk_last(), then);
  } else if (is_chunked_) {
    asio::async_write(*connection_, http::make_chunk(asio::buffer(*piece_)), then);
  } else {
    asio::async_write(*connection_, asio::buffer(*piece_), then);
  }
}

void LiveSession::written(const Failure& failure, bool is_end) {
  is_writing_ = false;
  piece_.reset();
  if (is_gone_) return;
  if (failure || is_end) return close();
  if (is_dismissed_) return write(std::exchange(farewell_, nullptr));  // and then the end
  ask_next();
}

// Between two events of its stream nothing can be told to whoever has not taken the first of them; so it has a moment.
void LiveSession::dismiss() {
  is_dismissed_ = true;
  farewell_ = body_->dismissed();
  wait_at_most(farewell_at_most);
}

}  // namespace

std::shared_ptr<Session> make_live_session(SessionOwner& owner, std::unique_ptr<AnyStream> connection, LiveHead head,
                                           std::shared_ptr<LiveBody> body) {
  return std::make_shared<LiveSession>(owner, std::move(connection), std::move(head), std::move(body));
}

}  // namespace jejak
