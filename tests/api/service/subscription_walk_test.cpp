// Random walks: joins, hand-outs, acknowledgements, time-outs, replays and crashes, against a model that looks through
// the whole log every time.

#include "api/service/subscriptions.hpp"
#include "tests/api/service/listed_matches.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rounds.hpp"
#include "tests/support/scratch.hpp"

#include <rapidcheck.h>

#include <sstream>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::uint32_t attempts_max = 3;
constexpr std::uint32_t unacknowledged_max = 6;
constexpr std::int64_t timeout_us = 1'000'000;
constexpr std::int64_t retry_delay_us = 300'000;

struct Move {
  std::uint8_t deed = 0;
  std::uint8_t a = 0;
  std::uint8_t b = 0;
};

std::ostream& operator<<(std::ostream& out, const Move& step) {
  return out << int{step.deed} << ":" << int{step.a} << ":" << int{step.b};
}

enum class Fate : std::uint8_t { open, settled, parked };

// One event as the model knows it.
struct Known {
  Fate fate = Fate::open;
  bool replaying = false;  // parked, and wanted again
  std::uint32_t attempts = 0;
  std::optional<std::uint64_t> with;  // the consumer that has it
  std::int64_t due_us = 0;            // with somebody: until when; else from when on it may go

  bool wanted() const { return fate == Fate::open || (fate == Fate::parked && replaying); }
};

class Model {
 public:
  explicit Model(const ListedMatches& log) : log_(&log) {}

  void grow() { events_.resize(log_->size()); }
  Known& of(Sequence position) { return events_.at(position.value); }
  std::size_t size() const { return events_.size(); }
  bool matches(std::uint64_t position) const { return !log_->streams()[position].empty(); }

  void failed(Known& event, std::int64_t now) {
    event.with.reset();
    if (event.attempts >= attempts_max) {
      park(event);
    } else {
      event.due_us = now + retry_delay_us;
    }
  }
  static void park(Known& event) {
    event.with.reset();
    event.fate = Fate::parked;
    event.replaying = false;
  }
  static void settle(Known& event) {
    event.with.reset();
    event.fate = Fate::settled;
  }

  // Everything that must go now, by looking at every event of every stream.
  std::vector<Delivery> hand_out(std::map<std::uint64_t, std::uint32_t>& credits, std::uint64_t& turn,
                                 std::int64_t now) {
    for (Known& event : events_) {
      if (event.with && event.due_us <= now) failed(event, now);
    }
    std::vector<Delivery> out;
    std::set<std::string> held;  // streams of which an earlier one is not done
    for (const Known& event : events_) {
      if (event.with) held.insert(log_->streams()[static_cast<std::size_t>(&event - events_.data())]);
    }
    for (std::uint64_t i = 0; i < events_.size(); ++i) {
      Known& event = events_[i];
      if (!matches(i) || !event.wanted()) continue;
      if (!held.insert(log_->streams()[i]).second || event.due_us > now) continue;
      if (in_flight() >= unacknowledged_max) break;
      const auto to = next_turn(credits, turn);
      if (!to) break;
      --credits[*to];
      event.with = *to;
      event.due_us = now + timeout_us;
      ++event.attempts;
      out.push_back({ConsumerId{*to}, Sequence{i}, log_->streams()[i], event.attempts});
    }
    return out;
  }

  std::size_t in_flight() const {
    return static_cast<std::size_t>(
        std::count_if(events_.begin(), events_.end(), [](const Known& event) { return event.with.has_value(); }));
  }
  std::uint64_t checkpoint() const {
    for (std::uint64_t i = 0; i < events_.size(); ++i) {
      if (matches(i) && events_[i].fate == Fate::open) return i;
    }
    return events_.size();
  }

  // What a crash makes of what was flushed: nobody has anything, and no attempt is held against the event that the
  // crash ended. Of replays the attempts are not kept at all.
  Model after_crash() const {
    Model out = *this;
    for (Known& event : out.events_) {
      if (event.with) --event.attempts;
      if (event.fate == Fate::parked) event.attempts = 0;
      event.with.reset();
      event.due_us = 0;
    }
    return out;
  }

 private:
  static std::optional<std::uint64_t> next_turn(const std::map<std::uint64_t, std::uint32_t>& credits,
                                                std::uint64_t& turn) {
    std::optional<std::uint64_t> first;
    for (const auto& [consumer, credit] : credits) {
      if (credit == 0) continue;
      if (!first) first = consumer;
      if (consumer > turn) return turn = consumer;
    }
    if (first) turn = *first;
    return first;
  }

  const ListedMatches* log_;
  std::vector<Known> events_;
};

class Walk {
 public:
  using OpenStore = std::function<std::unique_ptr<ServiceStore>()>;
  explicit Walk(OpenStore open_store, bool* is_full = nullptr)
      : open_store_(std::move(open_store)), is_full_(is_full), model_(log_), flushed_(log_) {
    open();
    SubscriptionTerms terms;
    terms.name = "walk";
    terms.attempts_max = attempts_max;
    terms.unacknowledged_max = unacknowledged_max;
    terms.timeout_us = timeout_us;
    terms.retry_delay_us = retry_delay_us;
    RC_ASSERT(all_->create(terms).has_value());
  }

  void take(const Move& step) {
    switch (step.deed % 12) {
      case 0:
      case 1: append(step); break;
      case 2: join(step); break;
      case 3: leave(step); break;
      case 4:
      case 5:
      case 6: hand_out(step); break;
      case 7: answer(step); break;
      case 8: answer(step); break;
      case 9: pass(step.a * 20'000); break;
      case 10:
        if (step.a % 4 == 0) crash();
        if (step.a % 4 == 1) fail_to_flush();
        if (step.a % 4 > 1) flush();
        break;
      case 11: replay_or_drop(step); break;
    }
    check();
  }

  // From here on somebody acknowledges everything: all is delivered that is neither done nor parked.
  void finish() {
    flush();
    crash();
    join({0, 0, 255});
    for (std::size_t round = 0; round < 4 * log_.size() + 10; ++round) {
      pass(timeout_us);
      credits_.begin()->second += give(credits_.begin()->first, 100);
      for (const Delivery& each : deliver()) {
        RC_ASSERT(it().ack(each.consumer, std::vector{each.position}).accepted == 1U);
        Model::settle(model_.of(each.position));
      }
    }
    RC_ASSERT(model_.checkpoint() == log_.size());
    RC_ASSERT(it().status(TreeSize{log_.size()}).lag == 0U);
    check();
  }

 private:
  Subscription& it() { return *all_->find("walk"); }

  void open() {
    all_.reset();
    store_.reset();
    store_ = open_store_();
    auto opened = Subscriptions::open(*store_, log_, clock_);
    RC_ASSERT(opened.has_value());
    all_ = std::move(*opened);
  }

  void append(const Move& step) {
    for (int i = 0; i <= step.a % 4; ++i) {
      const int stream = (step.b + i * i) % 7;
      log_.add(stream == 0 ? std::string() : "case-" + std::to_string(stream));
    }
    model_.grow();
  }
  void join(const Move& step) {
    if (credits_.size() >= 4) return;
    const auto consumer = it().join();
    RC_ASSERT(consumer.has_value());
    credits_[consumer->value] = 0;
    credits_[consumer->value] += give(consumer->value, step.b % 9);
  }
  // The credit that is given, as far as it counts.
  std::uint32_t give(std::uint64_t consumer, std::uint32_t events) {
    it().give_credit(ConsumerId{consumer}, events);
    return std::min(events, unacknowledged_max - credits_[consumer]);
  }
  void leave(const Move& step) {
    if (credits_.empty()) return;
    const auto who = std::next(credits_.begin(), static_cast<std::ptrdiff_t>(step.a % credits_.size()));
    it().leave(ConsumerId{who->first});
    for (std::uint64_t i = 0; i < model_.size(); ++i) {
      Known& event = model_.of(Sequence{i});
      if (event.with == who->first) model_.failed(event, clock_.monotonic_us());
    }
    credits_.erase(who);
  }
  std::vector<Delivery> deliver() {
    for (;;) {
      const auto more = it().read_ahead(log_);
      RC_ASSERT(more.has_value());
      if (!*more) break;
    }
    const auto given = it().hand_out();
    const auto expected = model_.hand_out(credits_, turn_, clock_.monotonic_us());
    RC_ASSERT(given == expected);
    return given;
  }
  void hand_out(const Move& step) {
    if (!credits_.empty()) {
      const auto who = std::next(credits_.begin(), static_cast<std::ptrdiff_t>(step.a % credits_.size()));
      who->second += give(who->first, step.b % 5);
    }
    deliver();
  }
  // Of all that is in flight some is answered, some with a position that nobody has.
  void answer(const Move& step) {
    if (credits_.empty()) return;
    const auto who = std::next(credits_.begin(), static_cast<std::ptrdiff_t>(step.a % credits_.size()))->first;
    std::vector<Sequence> answered;
    std::size_t held = 0;
    for (std::uint64_t i = 0; i < model_.size(); ++i) {
      const Known& event = model_.of(Sequence{i});
      if ((step.b >> (i % 8) & 1) == 0) continue;
      answered.push_back(Sequence{i});
      if (event.with == who) ++held;
    }
    Settled settled;
    const int how = step.a / 4 % 6;
    if (how < 3) {
      settled = it().ack(ConsumerId{who}, answered);
    } else {
      settled = it().nack(ConsumerId{who}, answered, static_cast<Nack>(how - 3));
    }
    RC_ASSERT(settled.accepted == held);
    RC_ASSERT(settled.unknown.size() == answered.size() - held);
    for (const Sequence position : answered) {
      Known& event = model_.of(position);
      if (event.with != who) continue;
      if (how == 3) {
        Model::park(event);
      } else if (how == 4) {
        model_.failed(event, clock_.monotonic_us());
      } else {
        Model::settle(event);
      }
    }
  }
  void replay_or_drop(const Move& step) {
    if (model_.size() == 0) return;
    const Sequence position{step.a % model_.size()};
    Known& event = model_.of(position);
    if (step.b % 3 == 0) {
      const auto dropped = it().drop(position);
      RC_ASSERT(dropped.has_value() == (event.fate == Fate::parked && !event.replaying));
      if (dropped) event.fate = Fate::settled;
      return;
    }
    const auto begun = it().replay(position);
    RC_ASSERT(begun.has_value() == (event.fate == Fate::parked));
    if (!begun || event.replaying) return;
    event.replaying = true;
    event.attempts = 0;
    event.due_us = 0;
  }
  void pass(std::int64_t us) { clock_.advance_to(Instant{clock_.now().us + us}); }
  void flush() {
    RC_ASSERT(all_->flush().has_value());
    flushed_ = model_;
  }
  void fail_to_flush() {
    if (is_full_ == nullptr) return;
    *is_full_ = true;
    const auto flushed = all_->flush();
    RC_ASSERT((flushed.has_value() || flushed.error().code == Errc::disk));
    if (flushed) flushed_ = model_;  // there was nothing to write
    *is_full_ = false;
  }
  void crash() {
    open();
    credits_.clear();
    turn_ = 0;
    model_ = flushed_.after_crash();
    model_.grow();
  }

  void check() {
    const auto status = it().status(TreeSize{log_.size()});
    RC_ASSERT(status.in_flight == model_.in_flight());
    RC_ASSERT(status.checkpoint.value <= model_.checkpoint());
    std::vector<std::pair<std::uint64_t, bool>> expected;
    for (std::uint64_t i = 0; i < model_.size(); ++i) {
      const Known& event = model_.of(Sequence{i});
      if (event.fate == Fate::parked) expected.emplace_back(i, event.replaying);
    }
    std::vector<std::pair<std::uint64_t, bool>> listed;
    for (const ParkedEvent& event : it().parked(Sequence{0}, 1'000'000)) {
      listed.emplace_back(event.position.value, event.replaying);
    }
    RC_ASSERT(listed == expected);
  }

  OpenStore open_store_;
  bool* is_full_;  // the disk, if it can be
  std::unique_ptr<ServiceStore> store_;
  ListedMatches log_;
  SimulatedClock clock_{Instant{1'600'000'000'000'000}};
  std::unique_ptr<Subscriptions> all_;
  Model model_;
  Model flushed_;
  std::map<std::uint64_t, std::uint32_t> credits_;
  std::uint64_t turn_ = 0;
};

// The store's rows outlive it, as a disk's do.
class LastingStore final : public ServiceStore {
 public:
  LastingStore(std::shared_ptr<MemoryServiceStore> rows, const bool& is_full)
      : rows_(std::move(rows)), is_full_(is_full) {}
  Outcome commit(const RowChanges& changes) override {
    if (is_full_ && !changes.empty()) return Error{Errc::disk, "full"};
    return rows_->commit(changes);
  }
  Result<std::optional<Bytes>> read(std::string_view key) const override { return rows_->read(key); }
  Outcome scan(std::string_view prefix, std::string_view from,
               const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
    return rows_->scan(prefix, from, visit);
  }

 private:
  std::shared_ptr<MemoryServiceStore> rows_;
  const bool& is_full_;
};

bool walks(const std::string& sentence, int times, int steps_max,
           const std::function<void(const std::vector<Move>&)>& property) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  if (std::getenv("RC_PARAMS") == nullptr) params.seed = 20'200'718;
  params.maxSuccess = static_cast<int>(rounds("JEJAK_WALKS", static_cast<unsigned long>(times)));
  params.maxSize = steps_max;
  rc::detail::TestMetadata about;
  about.id = sentence;
  about.description = sentence;
  const auto result = rc::detail::checkTestable(property, about, params);
  if (result.is<rc::detail::SuccessResult>()) return true;
  std::ostringstream words;
  rc::detail::printResultMessage(result, words);
  FAIL_CHECK(words.str());
  return false;
}

}  // namespace

namespace rc {

template <>
struct Arbitrary<Move> {
  static Gen<Move> arbitrary() {
    const auto any = gen::noShrink(gen::resize(100, gen::arbitrary<std::uint8_t>()));
    return gen::build<Move>(gen::set(&Move::deed, any), gen::set(&Move::a, any), gen::set(&Move::b, any));
  }
};

}  // namespace rc

TEST_CASE("subscription: any walk delivers what the model delivers, in order, loses nothing and repeats nothing",
          "[service][subscription][walk]") {
  CHECK(walks("subscription against the model", 2'000, 200, [](const std::vector<Move>& steps) {
    const auto rows = std::make_shared<MemoryServiceStore>();
    bool is_full = false;
    Walk walk([rows, &is_full] { return std::make_unique<LastingStore>(rows, is_full); }, &is_full);
    for (const Move& step : steps) walk.take(step);
    walk.finish();
  }));
}

TEST_CASE("subscription: a walk over a database on disk is the same walk", "[service][subscription][walk]") {
  CHECK(walks("subscription on disk against the model", 25, 60, [](const std::vector<Move>& steps) {
    const Scratch folder;
    Walk walk([&folder] {
      auto store = open_service_store(folder.path());
      RC_ASSERT(store.has_value());
      return std::move(*store);
    });
    for (const Move& step : steps) walk.take(step);
    walk.finish();
  }));
}
