#include "api/webhook_posts.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr unsigned at_once = 8;
constexpr std::size_t waiting_max = 2'048;

WebhookAnswer post(const WebhookRequest& request, const AddressGuard& guard) {
  HttpOrder order;
  order.method = "POST";
  order.url = request.url;
  order.headers = request.headers;
  for (auto& header : request.stamp(request.body)) order.headers.push_back(std::move(header));
  order.body = request.body;
  HttpClientOptions options;
  options.whole = std::chrono::milliseconds{request.timeout_us / 1'000};
  options.connect = options.whole / 2;
  options.head_alone = true;
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
    : guard_(guard), back_(std::move(back)), workers_(at_once, at_once) {}

void WebhookPosts::send(WebhookRequest request, std::function<void(WebhookAnswer)> done) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_ < waiting_max) {
      ++waiting_;
      const PublicKey key = request.owner;
      owners_[key].waiting.push_back({std::move(request), std::move(done)});
      return begin();
    }
  }
  done(WebhookAnswer{0, {}, "too many deliveries wait"});
}

// With the mutex held. Whoever has least on its way begins first, among equals whoever waits for longest; but nobody
// takes more of the threads than are left free.
void WebhookPosts::begin() {
  bool is_begun = true;
  while (is_begun && on_their_way_ < at_once) {
    std::vector<std::map<PublicKey, Owner>::iterator> order;
    for (auto at = owners_.begin(); at != owners_.end(); ++at) {
      if (!at->second.waiting.empty()) order.push_back(at);
    }
    std::sort(order.begin(), order.end(), [](const auto& one, const auto& other) {
      return std::pair(one->second.on_their_way, one->second.last_begun) <
             std::pair(other->second.on_their_way, other->second.last_begun);
    });
    is_begun =
        std::any_of(order.begin(), order.end(), [this](const auto& at) { return begin_one(at->first, at->second); });
  }
}

// With the mutex held, and a post that waits.
bool WebhookPosts::begin_one(const PublicKey& key, Owner& owner) {
  const std::size_t free = at_once - on_their_way_;
  if (owner.on_their_way > 0 && owner.on_their_way >= free) return false;
  auto post = std::make_shared<const Post>(std::move(owner.waiting.front()));
  owner.waiting.pop_front();
  ++owner.on_their_way;
  owner.last_begun = ++begun_;
  --waiting_;
  ++on_their_way_;
  return workers_.post([this, key, post] { run(key, *post); });
}

void WebhookPosts::run(const PublicKey& key, const Post& one) {
  const bool is_wanted = !one.request.wanted || *one.request.wanted;
  auto answer = is_wanted ? post(one.request, guard_) : WebhookAnswer{0, "", "disabled or removed before it was sent"};
  {
    const std::lock_guard lock(mutex_);
    ++attempts_[answer.status];
    --on_their_way_;
    Owner& owner = owners_.at(key);
    --owner.on_their_way;
    if (owner.waiting.empty() && owner.on_their_way == 0) owners_.erase(key);
    begin();
  }
  back_([done = one.done, answer = std::move(answer)] { done(answer); });
}

void WebhookPosts::drop_waiting() {
  const std::lock_guard lock(mutex_);
  for (auto& [key, owner] : owners_) owner.waiting.clear();
  waiting_ = 0;
}

std::map<int, std::uint64_t> WebhookPosts::attempts() const {
  const std::lock_guard lock(mutex_);
  return attempts_;
}

}  // namespace jejak
