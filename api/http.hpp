#pragma once
// A request and its answer, as the routes see them: plain values. The library that speaks HTTP stays behind
// session.hpp.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jejak {

struct Problem;

enum class Method : std::uint8_t { get, head, post, put, patch, del, options, other };
const char* name(Method method);

using Headers = std::vector<std::pair<std::string, std::string>>;  // names in lower case

struct Request {
  Method method = Method::get;
  std::string target;  // as it stands in the request line
  Headers headers;
  std::string body;
  std::shared_ptr<const void> body_share;  // what the body has taken of the memory for all bodies; goes with it
  std::string peer;                        // address of the other side, without its port; empty over a Unix socket
  bool is_secure = false;                  // came over TLS
  bool is_upgrade = false;                 // asks to become a WebSocket
  std::string trace;                       // trace id: of `traceparent`, or made here
  std::shared_ptr<const Problem> refused;  // set: what came was no request, and all else but the peer is empty

  // The value of the first header of this (lower-case) name; empty if there is none.
  std::string_view header(std::string_view name) const;
};

using Body = std::shared_ptr<const std::string>;
inline Body body_of(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

// Bytes that follow an answer's head one after the other until either side ends it. Given to the session, which calls
// it on its own thread.
class LiveBody {
 public:
  virtual ~LiveBody() = default;
  // What comes next is handed to `write`, now or later, on any thread, exactly once; null ends the stream. Called again
  // only when that has been sent, so that a slow reader costs the memory of one piece.
  virtual void next(std::function<void(Body)> write) = 0;
  // The other side does not take what it is sent, and is sent away. Gives what it is told last: where to go on. It
  // hears that only if it takes the rest of the piece soon.
  virtual Body dismissed() = 0;
  // The other side is gone, or the server stops; a `write` that is still owed may be dropped. Nothing is called after.
  virtual void ended() = 0;
};

// The other half of a WebSocket, as what speaks on it sees it. Any thread; nothing is said after it has ended.
class SocketLink {
 public:
  virtual ~SocketLink() = default;
  virtual void send(Body text) = 0;
  virtual void close(std::uint16_t code, std::string reason) = 0;  // RFC 6455 §7.4
};

// What speaks on a WebSocket. Called on the connection's thread, in order.
class SocketPeer {
 public:
  virtual ~SocketPeer() = default;
  virtual std::string_view protocol() const = 0;  // the subprotocol that was agreed on
  virtual void opened(std::shared_ptr<SocketLink> link) = 0;
  virtual void said(std::string text) = 0;
  virtual void taken(std::size_t bytes) = 0;  // so much of what was sent has left: there is room again
  virtual void ended() = 0;                   // nothing is called after it
};

struct Answer {
  unsigned status = 200;
  std::string content_type;
  Headers headers;
  Body body;                           // null: none
  std::shared_ptr<LiveBody> live;      // instead of a body
  std::shared_ptr<SocketPeer> socket;  // instead of any of it: the connection becomes a WebSocket
  bool is_last = false;                // the connection is closed after it
};

// Called exactly once, on any thread.
using Reply = std::function<void(Answer)>;

constexpr std::string_view json_type = "application/json";
constexpr std::string_view ndjson_type = "application/x-ndjson";
constexpr std::string_view csv_type = "text/csv; charset=utf-8";
constexpr std::string_view text_type = "text/plain; charset=utf-8";
constexpr std::string_view html_type = "text/html; charset=utf-8";
constexpr std::string_view bytes_type = "application/octet-stream";
constexpr std::string_view event_stream_type = "text/event-stream";

}  // namespace jejak
