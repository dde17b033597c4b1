#pragma once
// The body of a request while it comes and so long as it is kept: all of them together within one budget, so that many
// connections with large bodies cost no more memory than was meant for them.

#include "ledger/base/assert.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/optional/optional.hpp>

#include <atomic>
#include <memory>
#include <string>

namespace jejak {

// Any thread. The last quarter is for small bodies alone: a few large ones, stalled, do not keep out every event.
class BodyBudget {
 public:
  explicit BodyBudget(std::uint64_t bytes_max) : bytes_max_(bytes_max) {}
  // For a body that then has `whole` bytes. False, and nothing is taken: there is not so much left for it.
  bool take(std::uint64_t bytes, std::uint64_t whole) {
    const std::uint64_t bound = whole <= small_body_bytes_max ? bytes_max_ : bytes_max_ - bytes_max_ / 4;
    if (taken_.fetch_add(bytes) + bytes <= bound) return true;
    taken_.fetch_sub(bytes);
    return false;
  }
  void give_back(std::uint64_t bytes) { taken_.fetch_sub(bytes); }

 private:
  static constexpr std::uint64_t small_body_bytes_max = 64 * 1024;
  const std::uint64_t bytes_max_;
  std::atomic<std::uint64_t> taken_{0};
};

// What one body has taken of the budget; given back with it.
class BodyShare {
 public:
  explicit BodyShare(std::shared_ptr<BodyBudget> budget) : budget_(std::move(budget)) {}
  BodyShare(const BodyShare&) = delete;
  BodyShare& operator=(const BodyShare&) = delete;
  ~BodyShare() { budget_->give_back(bytes_); }
  bool grow(std::uint64_t bytes) {
    if (!budget_->take(bytes, bytes_ + bytes)) return false;
    bytes_ += bytes;
    return true;
  }

 private:
  const std::shared_ptr<BodyBudget> budget_;
  std::uint64_t bytes_ = 0;
};

// The form the network library asks for. It counts what has come, not what was announced.
struct HeldBody {
  struct value_type {
    std::string text;
    std::shared_ptr<BodyShare> share;  // set before the first byte comes
  };

  static std::uint64_t size(const value_type& body) { return body.text.size(); }

  class reader {
   public:
    template <bool is_request, class Fields>
    reader(const boost::beast::http::header<is_request, Fields>&, value_type& body) : body_(body) {}
    void init(const boost::optional<std::uint64_t>&, boost::system::error_code& failure) { failure = {}; }
    template <class Buffers>
    std::size_t put(const Buffers& buffers, boost::system::error_code& failure) {
      const std::size_t bytes = boost::asio::buffer_size(buffers);
      JEJAK_ASSERT(body_.share != nullptr);
      failure = {};
      if (!body_.share->grow(bytes)) {
        failure = make_error_code(boost::system::errc::not_enough_memory);
        return 0;
      }
      for (auto at = boost::asio::buffer_sequence_begin(buffers); at != boost::asio::buffer_sequence_end(buffers);
           ++at) {
        const boost::asio::const_buffer piece(*at);
        body_.text.append(static_cast<const char*>(piece.data()), piece.size());
      }
      return bytes;
    }
    void finish(boost::system::error_code& failure) { failure = {}; }

   private:
    value_type& body_;
  };
};

}  // namespace jejak
