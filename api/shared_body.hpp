#pragma once
// The body of an answer whose bytes many answers share; the form the network library asks for.

#include "api/http.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/optional/optional.hpp>

namespace jejak {

struct SharedBody {
  using value_type = Body;

  static std::uint64_t size(const value_type& body) { return body ? body->size() : 0; }

  class writer {
   public:
    using const_buffers_type = boost::asio::const_buffer;
    template <bool is_request, class Fields>
    writer(const boost::beast::http::header<is_request, Fields>&, const value_type& body) : body_(body) {}
    void init(boost::system::error_code& failure) { failure = {}; }
    boost::optional<std::pair<const_buffers_type, bool>> get(boost::system::error_code& failure) {
      failure = {};
      if (!body_ || body_->empty()) return boost::none;
      return std::make_pair(const_buffers_type(body_->data(), body_->size()), false);
    }

   private:
    const value_type& body_;
  };
};

}  // namespace jejak
