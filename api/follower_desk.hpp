#pragma once
// The durable subscriptions and the webhooks of a served ledger, on one thread: consumers come over WebSockets, get
// what a checkpoint covers, and what they acknowledged is confirmed once it is on disk; webhooks are sent what they are
// owed, as soon as the views have it too.
//
// What is said on the socket (subprotocol jejak.subscription.v1), one JSON object a message:
//   client  {"credit":100}                                         so many events more
//           {"ack":[17,18]}   {"nack":[19],"action":"retry"}       positions; action park, retry or skip
//   server  {"joined":{"name":"…","checkpoint":17}}
//           {"position":17,"attempt":1,"event":{…CloudEvent…}}
//           {"acked":[17,18],"unknown":[]}                         durable from here on
//           {"error":"…"}                                          of the message before; the socket stays open

#include "api/caller_desk.hpp"
#include "api/host.hpp"
#include "api/http.hpp"
#include "api/service/cloud_event.hpp"
#include "api/service/subscriptions.hpp"
#include "api/standing.hpp"
#include "api/webhook_posts.hpp"

#include <atomic>
#include <deque>
#include <set>

namespace jejak {

constexpr std::string_view subscription_protocol = "jejak.subscription.v1";

// The log as far as a checkpoint covers it: nobody is given what could still be taken back.
class PublishedSource final : public EntrySource {
 public:
  explicit PublishedSource(const Host& host) : host_(host) {}
  Result<StoredHead> head() const override;
  Result<Hash> root(TreeSize size) const override { return root_at(size, host_.reader()); }
  Outcome entries(Sequence from, TreeSize to, const std::function<Outcome(Sequence, BytesView)>& visit) const override {
    return host_.reader().entries(from, to, visit);
  }
  Result<Bytes> entry(Sequence position) const override { return host_.reader().entry_bytes(position); }

 private:
  const Host& host_;
};

// How far those who follow have come, as of the desk's last round.
struct FollowerFigures {
  struct One {
    std::string name;
    SubscriptionStatus status;
  };
  std::vector<One> subscriptions;
  std::map<std::string, std::uint64_t> webhook_lags;  // by id
  std::map<int, std::uint64_t> webhook_attempts;      // by status; 0: no answer
};

class FollowerDesk {
 public:
  // Errors: those of the service store; corrupt, naming the row; those of reading or making the webhooks' secret.
  // Both outlive it.
  static Result<std::unique_ptr<FollowerDesk>> open(Host& host, CallerDesk& callers);
  ~FollowerDesk();  // stop()
  FollowerDesk(const FollowerDesk&) = delete;
  FollowerDesk& operator=(const FollowerDesk&) = delete;

  void start();
  void stop();                  // consumers are sent away; what they acknowledged is on disk
  void published() { ring(); }  // a new checkpoint; any thread

  // Calls `use` on the desk's thread. What it changed is on disk before `then` is called, with the outcome of its own
  // flush: each is there or not, whatever becomes of the other.
  void ask(std::function<void(Subscriptions&)> use, std::function<void(Outcome)> then);
  void ask(std::function<void(Webhooks&)> use, std::function<void(Outcome)> then);

  FollowerFigures figures() const;  // any thread

  // What speaks with one consumer. `is_thin`: events without their fields. `standing`: asked again before events are
  // handed out; null: not.
  std::shared_ptr<SocketPeer> consumer(SubscriptionTerms terms, bool is_thin, std::function<May()> standing);
  // Sends the consumers of a subscription away that is no more: one of the same name is another one. Desk's thread.
  void dismiss(const std::string& name);

 private:
  class Consumer;
  struct Flushed {
    Outcome subscriptions;
    Outcome webhooks;
  };
  struct Task {
    std::function<void()> use;
    std::function<void(Outcome)> then;
    Outcome Flushed::* of = &Flushed::subscriptions;  // what `then` is told
  };
  void ring();  // there may be something to do; any thread
  void post(Task task);
  Outcome open_webhooks();
  Flushed flush(bool closing);
  FollowerDesk(Host& host, CallerDesk& callers);
  void run();
  void take_figures();
  void judge_webhooks();
  bool go_round();
  std::size_t hand_out_of(Subscription& subscription, std::size_t most);
  Result<std::string> message_of(const Delivery& delivery, bool is_thin) const;
  void say_once(const std::string& sentence);
  std::chrono::milliseconds until_next_due();

  Host& host_;
  CallerDesk& callers_;
  PublishedSource source_;
  const CloudEventSource events_;
  LedgerTies ties_;
  LogMatches matches_;
  SystemClock clock_;
  std::unique_ptr<ServiceStore> store_;
  std::unique_ptr<Subscriptions> all_;  // the thread's, once it runs
  const AddressGuard guard_;
  LogMessages messages_;
  std::unique_ptr<WebhookSecret> secret_;
  std::unique_ptr<WebhookPosts> posts_;
  std::unique_ptr<Webhooks> webhooks_;                                                    // the thread's, once it runs
  std::map<std::pair<std::string, std::uint64_t>, std::shared_ptr<Consumer>> consumers_;  // the thread's
  const std::shared_ptr<std::atomic<std::size_t>> waiting_bytes_ = std::make_shared<std::atomic<std::size_t>>(0);
  std::thread thread_;
  mutable std::mutex mutex_;
  std::condition_variable rung_;
  std::deque<Task> tasks_;                              // guarded by mutex_
  bool is_rung_ = false;                                // guarded by mutex_
  bool stopping_ = false;                               // guarded by mutex_
  FollowerFigures figures_;                             // guarded by mutex_
  std::chrono::steady_clock::time_point figured_at_{};  // the thread's, both
  std::chrono::steady_clock::time_point judged_at_{};
  bool is_unjudged_ = false;    // nobody can say now who may follow: no webhook is sent anything; the thread's
  std::set<std::string> said_;  // to the operator; the thread's
};

}  // namespace jejak
