#pragma once
// A connection that has become a WebSocket (RFC 6455). What is said on it is text; what it says waits in a bounded
// queue, and a side that does not take it is closed.

#include "api/session.hpp"

#include <boost/beast/http/message.hpp>

namespace jejak {

constexpr std::size_t socket_message_bytes_max = 64 * 1024;         // of the client
constexpr std::size_t socket_waiting_bytes_max = 16 * 1024 * 1024;  // not yet taken by the client

using UpgradeRequest = boost::beast::http::request<HeldBody>;

std::shared_ptr<Session> make_socket_session(SessionOwner& owner, std::unique_ptr<AnyStream> connection,
                                             UpgradeRequest request, std::shared_ptr<SocketPeer> peer);

}  // namespace jejak
