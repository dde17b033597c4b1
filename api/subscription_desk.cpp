#include "api/subscription_desk.hpp"

#include "ledger/data_folder.hpp"
#include "ledger/record/flat_json.hpp"
#include "ledger/record/json_cursor.hpp"

#include <boost/json/value.hpp>

#include <algorithm>

namespace jejak {
namespace {

constexpr std::chrono::milliseconds look_up_every{1'000};
constexpr std::uint16_t going_away = 1001;
constexpr std::uint16_t policy_violation = 1008;
constexpr std::uint16_t try_again_later = 1013;

std::string positions_json(const std::vector<Sequence>& positions) {
  return list_json(positions, [](Sequence position) { return std::to_string(position.value); });
}

// What a consumer said. Nothing of it is believed.
struct Said {
  std::optional<std::uint32_t> credit;
  std::vector<Sequence> positions;
  std::optional<Nack> nack;  // else they are acknowledged
};

Result<std::vector<Sequence>> positions_of(const boost::json::value& value, const char* member) {
  const auto* array = value.if_array();
  if (array == nullptr || array->size() > 10'000) {
    return Error{Errc::malformed, std::string(member) + ": not an array of at most 10000 positions"};
  }
  std::vector<Sequence> out;
  for (const auto& item : *array) {
    if (!item.is_int64() || item.as_int64() < 0) return Error{Errc::malformed, std::string(member) + ": no position"};
    out.push_back(Sequence{static_cast<std::uint64_t>(item.as_int64())});
  }
  return out;
}

Result<Said> parse_said(const std::string& text) {
  auto parsed = parse_strict_json(text);
  if (!parsed) return std::move(parsed).error();
  const auto* object = parsed->if_object();
  if (object == nullptr) return Error{Errc::malformed, "not an object"};
  Said said;
  for (const auto& member : *object) {
    if (member.key() == "credit") {
      if (!member.value().is_int64() || member.value().as_int64() < 1 || member.value().as_int64() > 100'000) {
        return Error{Errc::malformed, "credit: a number from 1 to 100000"};
      }
      said.credit = static_cast<std::uint32_t>(member.value().as_int64());
    } else if (member.key() == "ack" || member.key() == "nack") {
      auto positions = positions_of(member.value(), member.key() == "ack" ? "ack" : "nack");
      if (!positions) return std::move(positions).error();
      said.positions = std::move(*positions);
      if (member.key() == "nack" && !said.nack) said.nack = Nack::retry;
    } else if (member.key() == "action") {
      const auto* action = member.value().if_string();
      said.nack = action == nullptr ? std::nullopt : parse_nack(std::string_view(action->data(), action->size()));
      if (!said.nack) return Error{Errc::malformed, "action: none of park, retry, skip"};
    } else {
      return Error{Errc::malformed, "\"" + std::string(member.key()) + "\" is none of credit, ack, nack, action"};
    }
  }
  return said;
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
class SubscriptionDesk::Consumer final : public SocketPeer,
                                         public std::enable_shared_from_this<SubscriptionDesk::Consumer> {
 public:
  Consumer(SubscriptionDesk& desk, std::string name, bool is_thin)
      : desk_(desk), name_(std::move(name)), is_thin_(is_thin) {}

  std::string_view protocol() const override { return subscription_protocol; }

  void opened(std::shared_ptr<SocketLink> link) override {
    link_ = std::move(link);
    desk_.ask([self = shared_from_this()](Subscriptions& all) { self->join(all); }, {});
  }

  void said(std::string text) override {
    auto said = parse_said(text);
    if (!said) return tell(FlatJson().text("error", said.error().message).take());
    auto settled = std::make_shared<std::optional<Settled>>();
    auto positions = said->positions;
    desk_.ask(
        [self = shared_from_this(), said = std::move(*said), settled](Subscriptions& all) {
          *settled = self->take(all, said);
        },
        [self = shared_from_this(), settled, positions](const Outcome& flushed) {
          if (!*settled || positions.empty()) return;
          if (!flushed) return self->tell(FlatJson().text("error", flushed.error().message).take());
          std::vector<Sequence> accepted;
          const auto& unknown = (**settled).unknown;
          for (const Sequence position : positions) {
            if (std::find(unknown.begin(), unknown.end(), position) == unknown.end()) accepted.push_back(position);
          }
          self->tell(FlatJson().raw("acked", positions_json(accepted)).raw("unknown", positions_json(unknown)).take());
        });
  }

  void ended() override {
    desk_.ask([self = shared_from_this()](Subscriptions& all) { self->leave(all); }, {});
  }

  void tell(std::string json) { link_->send(body_of(std::move(json))); }
  void close(std::uint16_t code, std::string reason) { link_->close(code, std::move(reason)); }
  bool is_thin() const { return is_thin_; }

 private:
  // The desk's thread, all three.
  void join(Subscriptions& all) {
    Subscription* subscription = all.find(name_);
    if (subscription == nullptr) return close(policy_violation, "there is no subscription of this name");
    auto joined = subscription->join();
    if (!joined) return close(try_again_later, joined.error().message);
    id_ = *joined;
    desk_.consumers_[{name_, id_->value}] = shared_from_this();
    const auto status = subscription->status(desk_.host_.published()->size());
    tell(FlatJson()
             .raw("joined", FlatJson().text("name", name_).number("checkpoint", status.checkpoint.value).take())
             .take());
  }
  std::optional<Settled> take(Subscriptions& all, const Said& said) {
    Subscription* subscription = all.find(name_);
    if (subscription == nullptr || !id_) return std::nullopt;
    if (said.credit) subscription->give_credit(*id_, *said.credit);
    if (said.positions.empty()) return std::nullopt;
    return said.nack ? subscription->nack(*id_, said.positions, *said.nack) : subscription->ack(*id_, said.positions);
  }
  void leave(Subscriptions& all) {
    if (!id_) return;
    if (Subscription* subscription = all.find(name_)) subscription->leave(*id_);
    desk_.consumers_.erase({name_, id_->value});
    id_.reset();
  }

  SubscriptionDesk& desk_;
  const std::string name_;
  const bool is_thin_;
  std::shared_ptr<SocketLink> link_;  // set once, before anybody is told of this consumer
  std::optional<ConsumerId> id_;      // the desk's thread
};

SubscriptionDesk::SubscriptionDesk(Host& host)
    : host_(host),
      source_(host),
      events_(cloud_event_source(host.origin())),
      ties_(host.reader(), [&host]() -> Result<TreeSize> { return host.ledger().feed().size(); }),
      matches_(source_, ties_) {}

Result<std::unique_ptr<SubscriptionDesk>> SubscriptionDesk::open(Host& host) {
  std::unique_ptr<SubscriptionDesk> desk(new SubscriptionDesk(host));
  auto store = open_service_store(service_folder(host.options().folder));
  if (!store) return std::move(store).error();
  desk->store_ = std::move(*store);
  auto all = Subscriptions::open(*desk->store_, desk->matches_, desk->clock_);
  if (!all) return std::move(all).error();
  desk->all_ = std::move(*all);
  return desk;
}

SubscriptionDesk::~SubscriptionDesk() {
  stop();
}

void SubscriptionDesk::start() {
  thread_ = std::thread([this] { run(); });
}

void SubscriptionDesk::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  rung_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void SubscriptionDesk::published() {
  {
    const std::lock_guard lock(mutex_);
    has_grown_ = true;
  }
  rung_.notify_one();
}

void SubscriptionDesk::ask(std::function<void(Subscriptions&)> use, std::function<void(Outcome)> then) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_) {
      tasks_.push_back({std::move(use), std::move(then)});
      rung_.notify_one();
      return;
    }
  }
  if (then) then(Error{Errc::interrupted, "the service stops"});
}

std::shared_ptr<SocketPeer> SubscriptionDesk::consumer(std::string name, bool is_thin) {
  return std::make_shared<Consumer>(*this, std::move(name), is_thin);
}

bool SubscriptionDesk::hand_out_of(Subscription& subscription) {
  constexpr std::size_t most = 1'000;
  const auto deliveries = subscription.hand_out(most);
  for (const Delivery& delivery : deliveries) {
    const auto found = consumers_.find({subscription.terms().name, delivery.consumer.value});
    if (found == consumers_.end()) continue;  // it has left: the time-out takes it back
    auto bytes = source_.entry(delivery.position);
    auto entry = bytes ? projected_entry(delivery.position, *bytes) : Result<ProjectedEntry>(bytes.error());
    if (!entry) {
      found->second->close(try_again_later, entry.error().message);
      continue;
    }
    std::string event;
    if (found->second->is_thin()) {
      append_thin_cloud_event(event, events_, *entry);
    } else {
      append_cloud_event(event, events_, *entry);
    }
    found->second->tell(FlatJson()
                            .number("position", delivery.position.value)
                            .number("attempt", delivery.attempt)
                            .raw("event", event)
                            .take());
  }
  return deliveries.size() == most;
}

void SubscriptionDesk::hand_out() {
  for (int rounds = 0; rounds < 16; ++rounds) {
    auto more = all_->read_ahead();  // an error is met again by the next call, and by verify
    bool again = more && *more;
    for (const std::string& name : all_->names()) {
      if (Subscription* subscription = all_->find(name)) again = hand_out_of(*subscription) || again;
    }
    if (!again) return;
  }
}

std::chrono::milliseconds SubscriptionDesk::until_next_due() {
  std::chrono::milliseconds wait = look_up_every;
  for (const std::string& name : all_->names()) {
    const auto due = all_->find(name)->next_due_us();
    if (!due) continue;
    const auto left = std::chrono::milliseconds{std::max<std::int64_t>(1, (*due - clock_.monotonic_us()) / 1'000 + 1)};
    wait = std::min(wait, left);
  }
  return wait;
}

void SubscriptionDesk::run() {
  for (;;) {
    std::deque<Task> tasks;
    bool is_end = false;
    {
      std::unique_lock lock(mutex_);
      const auto wait = until_next_due();
      rung_.wait_for(lock, wait, [this] { return stopping_ || has_grown_ || !tasks_.empty(); });
      has_grown_ = false;
      tasks.swap(tasks_);
      is_end = stopping_;
    }
    for (const Task& task : tasks) task.use(*all_);
    if (!is_end) hand_out();
    const Outcome flushed = all_->flush(is_end);
    for (const Task& task : tasks) {
      if (task.then) task.then(flushed);
    }
    if (!is_end) continue;
    for (const auto& [key, consumer] : consumers_) consumer->close(going_away, "the service stops");
    consumers_.clear();
    return;
  }
}

}  // namespace jejak
