#include "api/webhook_posts.hpp"

namespace jejak {
namespace {

constexpr unsigned at_once = 8;
constexpr std::size_t waiting_max = 2'048;
constexpr std::size_t answer_bytes_max = 64 * 1024;

WebhookAnswer post(const WebhookRequest& request, const AddressGuard& guard) {
  HttpOrder order;
  order.method = "POST";
  order.url = request.url;
  order.headers = request.headers;
  order.body = request.body;
  HttpClientOptions options;
  options.whole = std::chrono::milliseconds{request.timeout_us / 1'000};
  options.connect = options.whole / 2;
  options.body_bytes_max = answer_bytes_max;
  options.may_connect = [&guard](const std::string& text) {
    const auto address = parse_address(text);
    return address && guard.check(*address).has_value();
  };
  WebhookAnswer out;
  auto answer = send_http(order, options);
  if (!answer) {
    out.error = answer.error().message;
    return out;
  }
  out.status = static_cast<int>(answer->status);
  out.retry_after = std::string(answer->header("retry-after"));
  return out;
}

}  // namespace

WebhookPosts::WebhookPosts(const AddressGuard& guard, std::function<void(std::function<void()>)> back)
    : guard_(guard), back_(std::move(back)), workers_(at_once, waiting_max) {}

void WebhookPosts::send(WebhookRequest request, std::function<void(WebhookAnswer)> done) {
  const bool is_taken = workers_.post([this, request = std::move(request), done] {
    auto answer = post(request, guard_);
    {
      const std::lock_guard lock(mutex_);
      ++attempts_[answer.status];
    }
    back_([done, answer = std::move(answer)] { done(answer); });
  });
  if (!is_taken) done(WebhookAnswer{0, {}, "too many deliveries wait"});
}

std::map<int, std::uint64_t> WebhookPosts::attempts() const {
  const std::lock_guard lock(mutex_);
  return attempts_;
}

}  // namespace jejak
