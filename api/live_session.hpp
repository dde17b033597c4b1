#pragma once
// A connection whose answer goes on for as long as somebody reads: what was one request after the other has become a
// live body. Nothing more is read from the other side; that it ends, or says anything, ends the body.

#include "api/session.hpp"
#include "api/shared_body.hpp"

#include <boost/beast/http/message.hpp>

namespace jejak {

using LiveHead = boost::beast::http::response<SharedBody>;  // without a body; HTTP/1.1: chunked

// `body` has ended when the session has.
std::shared_ptr<Session> make_live_session(SessionOwner& owner, std::unique_ptr<AnyStream> connection, LiveHead head,
                                           std::shared_ptr<LiveBody> body);

}  // namespace jejak
