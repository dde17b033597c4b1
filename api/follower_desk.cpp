#include "api/follower_desk.hpp"

#include "api/consumer_words.hpp"
#include "api/following.hpp"
#include "api/socket_session.hpp"
#include "ledger/base/wire.hpp"
#include "ledger/data_folder.hpp"
#include "ledger/record/flat_json.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>

namespace jejak {
namespace {

constexpr std::chrono::milliseconds look_up_every{1'000};
constexpr std::size_t reason_bytes_max = 300;
constexpr std::size_t said_max = 1'000;  // sentences to the operator
// Messages of one consumer, and positions in them, that wait for the desk: each costs memory until the disk has it.
constexpr std::size_t unanswered_max = 20'000;
// What one consumer's socket has not taken yet: at the first nothing more is handed out to it, whatever its credit, and
// below the second something is again. Far from socket_waiting_bytes_max, at which it is cut off.
constexpr std::size_t room_bytes = 4 * 1024 * 1024;
constexpr std::size_t resume_bytes = room_bytes / 2;
static_assert(room_bytes <= socket_waiting_bytes_max / 4);
constexpr std::size_t all_room_bytes = 256 * 1024 * 1024;  // of all consumers together; then one event at a time each
constexpr std::uint16_t going_away = 1001;
constexpr std::uint16_t policy_violation = 1008;
constexpr std::uint16_t try_again_later = 1013;

std::string positions_json(const std::vector<Sequence>& positions) {
  return list_json(positions, [](Sequence position) { return std::to_string(position.value); });
}

}  // namespace

Result<StoredHead> PublishedSource::head() const {
  const auto published = host_.published();
  StoredHead head;
  head.size = published->size();
  head.root = published->checkpoint.checkpoint.root;
  return head;
}

// One consumer: between its socket's thread and the desk's.
class FollowerDesk::Consumer final : public SocketPeer, public std::enable_shared_from_this<FollowerDesk::Consumer> {
 public:
  Consumer(FollowerDesk& desk, SubscriptionTerms terms, bool is_thin, std::function<May()> standing)
      : desk_(desk),
        terms_(std::move(terms)),
        is_thin_(is_thin),
        standing_(std::move(standing)),
        all_waiting_bytes_(desk.waiting_bytes_) {}
  ~Consumer() override { all_waiting_bytes_->fetch_sub(waiting_bytes_.load()); }

  std::string_view protocol() const override { return subscription_protocol; }

  void opened(std::shared_ptr<SocketLink> link) override {
    link_ = std::move(link);
    desk_.ask([self = shared_from_this()](Subscriptions& all) { self->join(all); }, {});
  }

  void said(std::string text) override {
    auto said = parse_consumer_words(text);
    if (!said) return tell(FlatJson().text("error", said.error().message).take());
    const std::size_t cost = 1 + said->positions.size();
    if (unanswered_.fetch_add(cost) + cost > unanswered_max) {
      return close(policy_violation, "more than " + std::to_string(unanswered_max) + " positions wait for an answer");
    }
    auto settled = std::make_shared<std::optional<Settled>>();
    auto positions = said->positions;
    desk_.ask(
        [self = shared_from_this(), said = std::move(*said), settled](Subscriptions& all) {
          *settled = self->take(all, said);
        },
        [self = shared_from_this(), settled, positions, cost](const Outcome& flushed) {
          self->unanswered_.fetch_sub(cost);
          if (!*settled || positions.empty()) return;
          if (!flushed) return self->tell(FlatJson().text("error", flushed.error().message).take());
          std::vector<Sequence> accepted;
          const auto& unknown = (**settled).unknown;
          const std::set<Sequence> refused(unknown.begin(), unknown.end());
          for (const Sequence position : positions) {
            if (!refused.contains(position)) accepted.push_back(position);
          }
          self->tell(FlatJson().raw("acked", positions_json(accepted)).raw("unknown", positions_json(unknown)).take());
        });
  }

  void ended() override {
    desk_.ask([self = shared_from_this()](Subscriptions& all) { self->leave(all); }, {});
  }

  void taken(std::size_t bytes) override {
    const std::size_t before = waiting_bytes_.fetch_sub(bytes);
    const std::size_t of_all = all_waiting_bytes_->fetch_sub(bytes);
    const bool has_room_again = before >= resume_bytes && before - bytes < resume_bytes;
    const bool all_have_again = of_all >= all_room_bytes && of_all - bytes < all_room_bytes;
    if (has_room_again || all_have_again || (of_all >= all_room_bytes && before == bytes)) desk_.ring();
  }

  void tell(std::string json) {
    waiting_bytes_.fetch_add(json.size());
    all_waiting_bytes_->fetch_add(json.size());
    link_->send(body_of(std::move(json)));
  }
  void close(std::uint16_t code, std::string reason) { link_->close(code, std::move(reason)); }
  bool is_thin() const { return is_thin_; }
  bool has_room() const {  // for one event more, whatever its size
    const std::size_t own = waiting_bytes_.load();
    return own == 0 || (own < room_bytes && all_waiting_bytes_->load() < all_room_bytes);
  }
  May may_follow() const { return standing_ ? standing_() : May::yes; }
  // The desk's thread: it belongs to no subscription any more.
  void send_away(std::string reason) {
    id_.reset();
    close(policy_violation, std::move(reason));
  }

 private:
  // The desk's thread, all three.
  void join(Subscriptions& all) {
    Subscription* subscription = all.find(terms_.name);
    if (subscription == nullptr || subscription->terms() != terms_) {
      return close(policy_violation, "this subscription is no more");
    }
    auto joined = subscription->join();
    if (!joined) return close(try_again_later, joined.error().message);
    id_ = *joined;
    desk_.consumers_[{terms_.name, id_->value}] = shared_from_this();
    const auto status = subscription->status(desk_.host_.published()->size());
    tell(FlatJson()
             .raw("joined", FlatJson().text("name", terms_.name).number("checkpoint", status.checkpoint.value).take())
             .take());
  }
  std::optional<Settled> take(Subscriptions& all, const ConsumerWords& said) {
    Subscription* subscription = all.find(terms_.name);
    if (subscription == nullptr || !id_) return std::nullopt;
    if (said.credit) subscription->give_credit(*id_, *said.credit);
    if (said.positions.empty()) return std::nullopt;
    return said.nack ? subscription->nack(*id_, said.positions, *said.nack) : subscription->ack(*id_, said.positions);
  }
  void leave(Subscriptions& all) {
    if (!id_) return;
    if (Subscription* subscription = all.find(terms_.name)) subscription->leave(*id_);
    desk_.consumers_.erase({terms_.name, id_->value});
    id_.reset();
  }

  FollowerDesk& desk_;
  const SubscriptionTerms terms_;  // of the subscription it was let in to
  const bool is_thin_;
  const std::function<May()> standing_;
  std::shared_ptr<SocketLink> link_;  // set once, before anybody is told of this consumer
  std::optional<ConsumerId> id_;      // the desk's thread
  std::atomic<std::size_t> unanswered_{0};
  std::atomic<std::size_t> waiting_bytes_{0};                          // said, and not yet taken by the socket
  const std::shared_ptr<std::atomic<std::size_t>> all_waiting_bytes_;  // by all consumers
};

FollowerDesk::FollowerDesk(Host& host, CallerDesk& callers)
    : host_(host),
      callers_(callers),
      source_(host),
      events_(cloud_event_source(host.origin())),
      ties_(host.reader(), [&host]() -> Result<TreeSize> { return host.ledger().feed().size(); }),
      matches_(source_, ties_),
      guard_(host.options().webhook_networks),
      messages_(source_, events_) {}

Result<std::unique_ptr<FollowerDesk>> FollowerDesk::open(Host& host, CallerDesk& callers) {
  std::unique_ptr<FollowerDesk> desk(new FollowerDesk(host, callers));
  auto store = open_service_store(service_folder(host.options().folder), {host.options().reserve_bytes});
  if (!store) return std::move(store).error();
  desk->store_ = std::move(*store);
  auto all = Subscriptions::open(*desk->store_, desk->matches_, desk->clock_);
  if (!all) return std::move(all).error();
  desk->all_ = std::move(*all);
  if (auto opened = desk->open_webhooks(); !opened) return std::move(opened).error().during("webhooks");
  return desk;
}

// The secret lies beside the store, not in it: who has the store alone cannot sign.
Outcome FollowerDesk::open_webhooks() {
  const std::string path = webhook_secret_file(host_.options().folder);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    const auto fresh = random_array<32>();
    if (auto written = write_file(path, to_hex(fresh) + "\n", true); !written) return written;
  }
  auto text = read_file(path, 1'024);
  if (!text) return std::move(text).error();
  const auto bytes = from_hex(std::string_view(*text).substr(0, text->size() - (text->empty() ? 0 : 1)));
  const auto secret = bytes ? to_array<32>(*bytes) : std::nullopt;
  if (!secret) return Error{Errc::malformed, path + ": not 64 hex digits and a newline"};
  secret_ = std::make_unique<WebhookSecret>(*secret);
  posts_ = std::make_unique<WebhookPosts>(guard_, [this](std::function<void()> deed) { post({std::move(deed), {}}); });
  auto opened = Webhooks::open(
      WebhookParts{*store_, matches_, messages_, *posts_, *secret_, guard_, clock_,
                   [this] { return is_unjudged_ || host_.views().runner().position() < host_.published()->size(); },
                   [] {
                     const auto bytes_of_chance = random_array<8>();
                     return WireReader(bytes_of_chance).u64();
                   },
                   host_.options().webhooks_without_tls ? PlainHttp::allowed : PlainHttp::refused});
  if (!opened) return std::move(opened).error();
  webhooks_ = std::move(*opened);
  return {};
}

// What is on its way to a webhook may take its time; meanwhile nobody is kept waiting but whoever ends the service.
FollowerDesk::~FollowerDesk() {
  stop();
  if (posts_ != nullptr) posts_->stop();  // there are none where open() failed
}

void FollowerDesk::start() {
  thread_ = std::thread([this] { run(); });
}

void FollowerDesk::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  rung_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (posts_ != nullptr) posts_->drop_waiting();
}

void FollowerDesk::ring() {
  {
    const std::lock_guard lock(mutex_);
    is_rung_ = true;
  }
  rung_.notify_one();
}

void FollowerDesk::ask(std::function<void(Subscriptions&)> use, std::function<void(Outcome)> then) {
  post({[this, use = std::move(use)] { use(*all_); }, std::move(then)});
}

void FollowerDesk::ask(std::function<void(Webhooks&)> use, std::function<void(Outcome)> then) {
  post({[this, use = std::move(use)] { use(*webhooks_); }, std::move(then), &Flushed::webhooks});
}

void FollowerDesk::post(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_) {
      tasks_.push_back(std::move(task));
      rung_.notify_one();
      return;
    }
  }
  if (task.then) task.then(Error{Errc::interrupted, "the service stops"});
}

FollowerDesk::Flushed FollowerDesk::flush(bool closing) {
  Flushed out;
  out.subscriptions = all_->flush(closing);
  out.webhooks = webhooks_->flush(closing);
  return out;
}

std::shared_ptr<SocketPeer> FollowerDesk::consumer(SubscriptionTerms terms, bool is_thin,
                                                   std::function<May()> standing) {
  return std::make_shared<Consumer>(*this, std::move(terms), is_thin, std::move(standing));
}

void FollowerDesk::dismiss(const std::string& name) {
  for (auto at = consumers_.lower_bound({name, 0}); at != consumers_.end() && at->first.first == name;) {
    at->second->send_away("this subscription is no more");
    at = consumers_.erase(at);
  }
}

// Once a second: a webhook whose key may not follow what it is sent any more is shut off. Its office enables it again
// with another key. Where that cannot be told, nothing is sent until it can.
void FollowerDesk::judge_webhooks() {
  const auto now = std::chrono::steady_clock::now();
  if (host_.options().is_public || now - judged_at_ < std::chrono::seconds{1}) return;
  judged_at_ = now;
  is_unjudged_ = false;
  for (const std::string& id : webhooks_->ids()) {
    const Webhook& webhook = *webhooks_->find(id);
    if (!webhook.is_enabled()) continue;
    const auto followed = callers_.may_follow(webhook.terms().owner, webhook.terms().filter, true);
    const May may = may_of(followed);
    is_unjudged_ = is_unjudged_ || may == May::unknown;
    if (may != May::no) continue;
    // Not written now, it is shut off all the same, and written by the next flush.
    static_cast<void>(webhooks_->disable(id, followed.error().message.substr(0, reason_bytes_max)));
  }
}

std::size_t FollowerDesk::hand_out_of(Subscription& subscription, std::size_t most) {
  const std::string& name = subscription.terms().name;
  const auto deliveries = subscription.hand_out(most, [&](ConsumerId id) {
    const auto at = consumers_.find({name, id.value});
    return at != consumers_.end() && at->second->has_room();
  });
  std::map<std::uint64_t, May> standing;  // each consumer is asked about once
  for (const Delivery& delivery : deliveries) {
    Consumer& consumer = *consumers_.at({name, delivery.consumer.value});
    const auto [asked, is_first] = standing.try_emplace(delivery.consumer.value, May::unknown);
    if (is_first) asked->second = consumer.may_follow();
    if (asked->second == May::unknown) {
      subscription.take_back(delivery, std::chrono::microseconds(look_up_every).count());
      continue;
    }
    if (asked->second == May::no || !consumer.has_room()) {
      subscription.take_back(delivery);
      continue;
    }
    auto message = message_of(delivery, consumer.is_thin());
    if (!message) {
      say_once("subscription " + name + ": " + message.error().message);
      subscription.take_back(delivery, std::chrono::microseconds(look_up_every).count());
      continue;
    }
    consumer.tell(std::move(*message));
  }
  for (const auto& [id, may] : standing) {
    if (may != May::no) continue;
    const auto lost = consumers_.find({name, id});
    lost->second->send_away("this key may not follow this any more");
    subscription.leave(ConsumerId{id});  // what it was given before goes to others
    consumers_.erase(lost);
  }
  return deliveries.size();
}

Result<std::string> FollowerDesk::message_of(const Delivery& delivery, bool is_thin) const {
  auto bytes = source_.entry(delivery.position);
  if (!bytes) return std::move(bytes).error();
  auto entry = projected_entry(delivery.position, *bytes);
  if (!entry) return std::move(entry).error();
  std::string event;
  if (is_thin) {
    append_thin_cloud_event(event, events_, *entry);
  } else {
    append_cloud_event(event, events_, *entry);
  }
  return FlatJson()
      .number("position", delivery.position.value)
      .number("attempt", delivery.attempt)
      .raw("event", event)
      .take();
}

// One bounded piece of what there is to hand out and to send: what is asked meanwhile waits no longer than that.
bool FollowerDesk::go_round() {
  const Round events =
      all_->go_round([this](Subscription& subscription, std::size_t most) { return hand_out_of(subscription, most); });
  judge_webhooks();
  const Round posts = webhooks_->run();
  if (events.failed) say_once(events.failed->message);
  if (posts.failed) say_once(posts.failed->message);
  return events.has_more || posts.has_more;
}

// The same thing fails again and again until somebody sees to it.
void FollowerDesk::say_once(const std::string& sentence) {
  if (!host_.options().say || said_.size() >= said_max || !said_.insert(sentence).second) return;
  host_.options().say(sentence);
}

std::chrono::milliseconds FollowerDesk::until_next_due() {
  std::chrono::milliseconds wait = look_up_every;
  for (const std::string& name : all_->names()) {
    const auto due = all_->find(name)->next_due_us();
    if (!due) continue;
    const auto left = std::chrono::milliseconds{std::max<std::int64_t>(1, (*due - clock_.monotonic_us()) / 1'000 + 1)};
    wait = std::min(wait, left);
  }
  if (const auto due = webhooks_->next_due()) {
    const std::int64_t left = (due->us - clock_.now().us) / 1'000 + 1;
    wait = std::min(wait, std::chrono::milliseconds{std::max<std::int64_t>(1, left)});
  }
  return wait;
}

// Once a second is enough for whoever watches.
void FollowerDesk::take_figures() {
  const auto now = std::chrono::steady_clock::now();
  if (now - figured_at_ < std::chrono::seconds{1}) return;
  figured_at_ = now;
  const TreeSize size = host_.published()->size();
  FollowerFigures figures;
  for (const std::string& name : all_->names()) figures.subscriptions.push_back({name, all_->find(name)->status(size)});
  for (const std::string& id : webhooks_->ids()) figures.webhook_lags[id] = webhooks_->find(id)->status(size).lag;
  const std::lock_guard lock(mutex_);
  figures_ = std::move(figures);
}

FollowerFigures FollowerDesk::figures() const {
  FollowerFigures out;
  {
    const std::lock_guard lock(mutex_);
    out = figures_;
  }
  out.webhook_attempts = posts_->attempts();
  return out;
}

void FollowerDesk::run() {
  for (bool has_more = false;;) {
    std::deque<Task> tasks;
    bool is_end = false;
    {
      std::unique_lock lock(mutex_);
      const auto wait = has_more ? std::chrono::milliseconds{0} : until_next_due();
      rung_.wait_for(lock, wait, [this] { return stopping_ || is_rung_ || !tasks_.empty(); });
      is_rung_ = false;
      tasks.swap(tasks_);
      is_end = stopping_;
    }
    for (const Task& task : tasks) task.use();
    has_more = !is_end && go_round();
    const Flushed flushed = flush(is_end);
    for (const Task& task : tasks) {
      if (task.then) task.then(flushed.*task.of);
    }
    take_figures();
    if (!is_end) continue;
    for (const auto& [key, consumer] : consumers_) consumer->close(going_away, "the service stops");
    consumers_.clear();
    return;
  }
}

}  // namespace jejak
