#pragma once
// Sends webhooks over the network: a few at a time, each on a thread that waits for it, to no address that the guard
// refuses. An endpoint that does not answer keeps a thread for as long as a post may take; so an owner has at most as
// many posts on their way as there are threads left for all others.

#include "api/http_client.hpp"
#include "api/service/webhooks.hpp"
#include "api/workers.hpp"

#include <deque>
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
  void drop_waiting();              // nothing that waits is begun any more; any thread
  void stop() { workers_.stop(); }  // what is on its way is waited for; what waits is dropped

 private:
  struct Post {
    WebhookRequest request;
    std::function<void(WebhookAnswer)> done;
  };
  struct Owner {
    std::deque<Post> waiting;
    std::size_t on_their_way = 0;
    std::uint64_t last_begun = 0;
  };
  void begin();
  bool begin_one(const PublicKey& key, Owner& owner);
  void run(const PublicKey& key, const Post& post);

  const AddressGuard& guard_;
  const std::function<void(std::function<void()>)> back_;
  mutable std::mutex mutex_;
  std::map<int, std::uint64_t> attempts_;  // all below: guarded by mutex_
  std::map<PublicKey, Owner> owners_;      // of those who have posts
  std::size_t waiting_ = 0;
  std::size_t on_their_way_ = 0;
  std::uint64_t begun_ = 0;
  Workers workers_;  // ends first
};

}  // namespace jejak
