#pragma once
// Sends webhooks over the network: a few at a time, each on a thread that waits for it, to no address that the guard
// refuses.

#include "api/http_client.hpp"
#include "api/service/webhooks.hpp"
#include "api/workers.hpp"

#include <map>
#include <mutex>

namespace jejak {

class WebhookPosts final : public WebhookSender {
 public:
  // `back`: runs what it is given on the dispatcher's thread; called on another.
  WebhookPosts(const AddressGuard& guard, std::function<void(std::function<void()>)> back);

  // Errors are answers without a status: what could not be sent is tried again by the schedule.
  void send(WebhookRequest request, std::function<void(WebhookAnswer)> done) override;
  // Attempts so far by the status of their answer; 0: there was none. Any thread.
  std::map<int, std::uint64_t> attempts() const;
  void stop() { workers_.stop(); }  // what is on its way is waited for; what waits is dropped

 private:
  const AddressGuard& guard_;
  const std::function<void(std::function<void()>)> back_;
  mutable std::mutex mutex_;
  std::map<int, std::uint64_t> attempts_;  // guarded by mutex_
  Workers workers_;                        // ends first
};

}  // namespace jejak
