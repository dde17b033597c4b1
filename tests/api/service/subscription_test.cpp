#include "api/service/subscriptions.hpp"
#include "ledger/base/wire.hpp"
#include "projections/varint.hpp"
#include "tests/api/service/listed_matches.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

#include <limits>

using namespace jejak;
using namespace jejak::test;

namespace {

// One subscription over a listed log, in a store that a crash leaves as the last flush left it.
class Group {
 public:
  Group() { open(); }

  void open() {
    all.reset();
    auto opened = Subscriptions::open(store, source, clock);
    INFO((opened ? "" : opened.error().message));
    REQUIRE(opened.has_value());
    all = std::move(*opened);
  }
  Subscription& made(SubscriptionTerms terms = {}) {
    if (terms.name.empty()) terms.name = "group";
    auto created = all->create(terms);
    INFO((created ? "" : created.error().message));
    REQUIRE(created.has_value());
    return **created;
  }
  Subscription& it() { return *all->find("group"); }
  ConsumerId joined(std::uint32_t credit = 100) {
    const auto consumer = it().join();
    REQUIRE(consumer.has_value());
    it().give_credit(*consumer, credit);
    return *consumer;
  }
  // Reads all there is and hands out.
  std::vector<Delivery> deliveries(std::size_t most = 1'000) {
    for (;;) {
      const auto more = it().read_ahead(source);
      REQUIRE(more.has_value());
      if (!*more) break;
    }
    return it().hand_out(most);
  }
  std::vector<std::uint64_t> positions(std::size_t most = 1'000) {
    std::vector<std::uint64_t> out;
    for (const Delivery& each : deliveries(most)) out.push_back(each.position.value);
    return out;
  }
  Round go_round() {
    return all->go_round([this](Subscription& each, std::size_t most) {
      turns.push_back(each.terms().name);
      return each.hand_out(most).size();
    });
  }
  void add(std::initializer_list<const char*> streams) {
    for (const char* stream : streams) source.add(stream);
  }
  void pass(std::int64_t us) { clock.advance_to(Instant{clock.now().us + us}); }
  SubscriptionStatus status() { return it().status(TreeSize{source.size()}); }

  ListedMatches source;
  MemoryServiceStore store;
  SimulatedClock clock{Instant{1'600'000'000'000'000}};
  std::unique_ptr<Subscriptions> all;
  std::vector<std::string> turns;  // who had one
};

std::vector<Sequence> at(std::initializer_list<std::uint64_t> positions) {
  std::vector<Sequence> out;
  for (const std::uint64_t position : positions) out.push_back(Sequence{position});
  return out;
}

using Positions = std::vector<std::uint64_t>;

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();

// A progress row: entry 0 is open, with so many attempts, and so many behind it are done.
Bytes progress_row(std::int64_t acknowledged, std::size_t done, std::uint64_t attempts = 0) {
  WireWriter head;
  head.u8(1);
  head.i64(acknowledged);
  head.u64(0);
  Bytes out = head.take();
  put_varint(out, done);
  for (std::size_t i = 0; i < done; ++i) put_varint(out, i == 0 ? 1 : 0);
  put_varint(out, attempts > 0 ? 1 : 0);
  if (attempts > 0) {
    put_varint(out, 0);
    put_varint(out, attempts);
  }
  return out;
}

Bytes parked_row(std::int64_t parked_at) {
  WireWriter out;
  out.u8(1);
  out.u8(1);
  out.u8(0);
  out.u32(1);
  out.i64(parked_at);
  out.text16("case-1");
  return out.take();
}

}  // namespace

TEST_CASE_METHOD(Group, "subscription: events go out in log order, and one of a stream at a time",
                 "[service][subscription]") {
  made();
  add({"case-1", "case-1", "", "case-2", "case-3", "case-2"});
  const ConsumerId consumer = joined();
  CHECK(positions() == Positions{0, 3, 4});
  CHECK(positions().empty());
  CHECK(it().ack(consumer, at({3})).accepted == 1);
  CHECK(positions() == Positions{5});
  CHECK(it().ack(consumer, at({0})).accepted == 1);
  CHECK(positions() == Positions{1});
}

TEST_CASE_METHOD(Group, "subscription: events are shared by turns among those who have credit",
                 "[service][subscription]") {
  made();
  add({"case-1", "case-2", "case-3", "case-4", "case-5"});
  const ConsumerId first = joined(1);
  const ConsumerId second = joined(3);
  const auto given = deliveries();
  REQUIRE(given.size() == 4);
  CHECK(given[0].consumer == first);
  CHECK(given[1].consumer == second);
  CHECK(given[2].consumer == second);
  CHECK(given[3].consumer == second);
  it().give_credit(first, 1);
  CHECK(positions() == Positions{4});
}

TEST_CASE_METHOD(Group, "subscription: no more is unacknowledged than was agreed, whatever the credit",
                 "[service][subscription]") {
  SubscriptionTerms terms;
  CHECK(terms.unacknowledged_max == 1'000);
  terms.unacknowledged_max = 3;
  made(terms);
  for (int i = 0; i < 9; ++i) source.add("case-" + std::to_string(i));
  const ConsumerId consumer = joined(std::numeric_limits<std::uint32_t>::max());
  CHECK(positions() == Positions{0, 1, 2});
  CHECK(it().ack(consumer, at({1, 2})).accepted == 2);
  it().give_credit(consumer, std::numeric_limits<std::uint32_t>::max());
  CHECK(positions() == Positions{3, 4});
}

TEST_CASE_METHOD(Group, "subscription: only who has an event can acknowledge it, and once", "[service][subscription]") {
  made();
  add({"case-1"});
  const ConsumerId first = joined();
  const ConsumerId second = joined();
  REQUIRE(positions() == Positions{0});
  CHECK(it().ack(second, at({0})).unknown == at({0}));
  const Settled settled = it().ack(first, at({0, 0, 7}));
  CHECK(settled.accepted == 1);
  CHECK(settled.unknown == at({7}));
  CHECK(it().ack(first, at({0})).accepted == 0);
  CHECK(status().last_acknowledged == clock.now());
  CHECK(status().lag == 0);
}

TEST_CASE_METHOD(Group, "subscription: who leaves or falls silent loses what he had to the others",
                 "[service][subscription]") {
  made();
  add({"case-1", "case-2"});
  const ConsumerId first = joined();
  REQUIRE(positions() == Positions{0, 1});
  const ConsumerId second = joined();
  it().leave(first);
  CHECK(positions().empty());  // not at once: who has just failed is not asked again in the same moment
  pass(it().terms().retry_delay_us);
  const auto again = deliveries();
  REQUIRE(again.size() == 2);
  CHECK(again[0].consumer == second);
  CHECK(again[0].attempt == 2);
  pass(it().terms().timeout_us);
  CHECK(deliveries().empty());
  CHECK(status().waiting == 2);
  CHECK(it().ack(second, at({0})).accepted == 0);  // too late
  REQUIRE(it().next_due_us().has_value());
  pass(*it().next_due_us() - clock.monotonic_us());
  CHECK(deliveries().front().attempt == 3);
}

TEST_CASE_METHOD(Group, "subscription: after the last attempt an event is parked, and holds nothing up any more",
                 "[service][subscription]") {
  SubscriptionTerms terms;
  terms.attempts_max = 3;
  made(terms);
  add({"case-1", "case-1"});
  const ConsumerId consumer = joined();
  for (std::uint32_t attempt = 1; attempt <= 3; ++attempt) {
    const auto given = deliveries();
    REQUIRE(given.size() == 1);
    CHECK(given[0].attempt == attempt);
    CHECK(it().nack(consumer, at({0}), Nack::retry).accepted == 1);
    pass(terms.retry_delay_us);
  }
  const auto parked = it().parked(Sequence{0}, 10);
  REQUIRE(parked.size() == 1);
  CHECK(parked[0].reason == ParkReason::attempts);
  CHECK(parked[0].attempts == 3);
  CHECK(parked[0].stream == "case-1");
  CHECK(positions() == Positions{1});
  CHECK(status().checkpoint == Sequence{1});
}

TEST_CASE_METHOD(Group, "subscription: what did not go out costs no attempt and no credit, and may wait for its time",
                 "[service][subscription]") {
  SubscriptionTerms terms;
  terms.attempts_max = 1;
  made(terms);
  add({"case-1", "case-1", "case-2"});
  const ConsumerId consumer = joined(2);
  for (int round = 0; round < 5; ++round) {
    const auto given = deliveries();
    REQUIRE(given.size() == 2);
    for (const Delivery& each : given) {
      CHECK(each.attempt == 1);
      it().take_back(each);
    }
    CHECK(status().in_flight == 0);
    CHECK(status().ready == 3);
  }
  const auto given = deliveries();
  REQUIRE(given.size() == 2);
  it().take_back(given[0], 1'000'000);
  CHECK(positions().empty());
  CHECK(status().waiting == 1);
  REQUIRE(all->flush().has_value());
  pass(1'000'000);
  CHECK(deliveries() == std::vector<Delivery>{{consumer, Sequence{0}, "case-1", 1}});
  CHECK(status().parked == 0);
  it().leave(consumer);  // these did go out
  CHECK(status().parked == 2);
}

TEST_CASE_METHOD(Group, "subscription: whoever has no room is given nothing, credit or not, and the others are",
                 "[service][subscription]") {
  made();
  add({"case-1", "case-2", "case-3"});
  const ConsumerId full = joined();
  const ConsumerId other = joined(2);
  REQUIRE(it().read_ahead(source).has_value());
  const auto has_room = [full](ConsumerId id) { return id != full; };
  for (const Delivery& each : it().hand_out(10, has_room)) CHECK(each.consumer == other);
  CHECK(status().in_flight == 2);
  CHECK(status().ready == 1);
  CHECK(it().hand_out(10, has_room).empty());
  CHECK(it().hand_out(10).front().consumer == full);
}

TEST_CASE_METHOD(Group, "subscription: skipped is done, parked can be listed, replayed and dropped",
                 "[service][subscription]") {
  made();
  add({"case-1", "case-2", "case-3", "case-4"});
  const ConsumerId consumer = joined();
  REQUIRE(positions().size() == 4);
  CHECK(it().nack(consumer, at({0}), Nack::skip).accepted == 1);
  CHECK(it().nack(consumer, at({1, 2, 3}), Nack::park).accepted == 3);
  CHECK(status().checkpoint == Sequence{4});
  CHECK(it().parked(Sequence{2}, 1).front().position == Sequence{2});
  CHECK(it().replay(Sequence{0}).error().code == Errc::not_found);
  CHECK(it().drop(Sequence{3}).has_value());
  CHECK(it().drop(Sequence{3}).error().code == Errc::not_found);
  CHECK(it().replay_all() == 2);
  CHECK(it().drop(Sequence{1}).error().code == Errc::conflict);
  CHECK(positions() == Positions{1, 2});
  CHECK(it().ack(consumer, at({1})).accepted == 1);
  CHECK(it().nack(consumer, at({2}), Nack::park).accepted == 1);
  REQUIRE(it().parked(Sequence{0}, 10).size() == 1);
  CHECK_FALSE(it().parked(Sequence{0}, 10).front().replaying);
}

TEST_CASE_METHOD(Group, "subscription: a replay wished before a crash is made after it", "[service][subscription]") {
  made();
  add({"case-1"});
  const ConsumerId consumer = joined();
  REQUIRE(positions().size() == 1);
  CHECK(it().nack(consumer, at({0}), Nack::park).accepted == 1);
  CHECK(it().replay(Sequence{0}).has_value());
  REQUIRE(all->flush().has_value());
  open();
  const ConsumerId next = joined();
  CHECK(positions() == Positions{0});
  CHECK(it().ack(next, at({0})).accepted == 1);
  REQUIRE(all->flush().has_value());
  open();
  joined();
  CHECK(positions().empty());
  CHECK(status().parked == 0);
}

TEST_CASE_METHOD(Group, "subscription: what was flushed is not given again after a crash, what was not is",
                 "[service][subscription]") {
  made();
  add({"case-1", "case-2", "case-3", "case-4"});
  const ConsumerId consumer = joined();
  REQUIRE(positions().size() == 4);
  CHECK(it().ack(consumer, at({1, 3})).accepted == 2);
  CHECK(it().nack(consumer, at({2}), Nack::retry).accepted == 1);
  REQUIRE(all->flush().has_value());
  CHECK(it().ack(consumer, at({0})).accepted == 1);
  open();
  CHECK(status().last_acknowledged == clock.now());
  joined();
  const auto given = deliveries();
  REQUIRE(given.size() == 2);
  CHECK(given[0].position == Sequence{0});
  CHECK(given[0].attempt == 1);  // the attempt that the crash ended is not held against the event
  CHECK(given[1].position == Sequence{2});
  CHECK(given[1].attempt == 2);
}

TEST_CASE_METHOD(Group, "subscription: a log that cannot be read is an error, and is read on later",
                 "[service][subscription]") {
  made();
  add({"case-1"});
  joined();
  source.failing = Error{Errc::disk, "broken"};
  const Round round = go_round();
  REQUIRE(round.failed.has_value());
  CHECK(round.failed->message == "subscription group: broken");
  CHECK_FALSE(round.has_more);
  source.failing.reset();
  CHECK(positions() == Positions{0});
}

TEST_CASE_METHOD(Group, "subscription: a row that leaves room to read on is read, one that leaves none is refused",
                 "[service][subscription]") {
  made();
  for (std::size_t i = 0; i < Subscription::window_max + 5; ++i) source.add("case-" + std::to_string(i));
  REQUIRE(store.commit({{"p/group", progress_row(never, Subscription::window_max - 1)}}).has_value());
  open();
  const ConsumerId consumer = joined();
  CHECK(positions() == Positions{0});
  CHECK(it().ack(consumer, at({0})).accepted == 1);
  CHECK(positions().front() == Subscription::window_max);
  REQUIRE(store.commit({{"p/group", progress_row(never, Subscription::window_max)}}).has_value());
  const auto refused = Subscriptions::open(store, source, clock);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Errc::corrupt);
  CHECK(refused.error().message.starts_with("the row p/group of the service is damaged"));
}

TEST_CASE_METHOD(Group, "subscription: a row that names a time beyond every calendar is refused by name",
                 "[service][subscription]") {
  made();
  const auto refusal = [this](const std::string& key, const Bytes& row) {
    MemoryServiceStore changed = store;
    REQUIRE(changed.commit({{"p/group", progress_row(never, 1)}}).has_value());
    REQUIRE(changed.commit({{key, row}}).has_value());
    const auto opened = Subscriptions::open(changed, source, clock);
    return opened ? std::string() : opened.error().message;
  };
  const std::string parked = position_key("k/group/", Sequence{1});
  const std::int64_t last = start_of(date_max, Zone::none).us + 86'399'999'999;
  for (const std::int64_t us : {std::int64_t{0}, last}) {
    CHECK(refusal("p/group", progress_row(us, 1)).empty());
    CHECK(refusal(parked, parked_row(us)).empty());
  }
  for (const std::int64_t us : {std::int64_t{-1}, never + 1, last + 1, std::numeric_limits<std::int64_t>::max()}) {
    CHECK(refusal("p/group", progress_row(us, 1)).starts_with("the row p/group of the service is damaged"));
    CHECK(refusal(parked, parked_row(us)).starts_with("the row " + parked + " of the service is damaged"));
  }
  CHECK(refusal(parked, parked_row(never)).starts_with("the row " + parked));
}

TEST_CASE_METHOD(Group,
                 "subscription: a row with as many attempts as may be made is refused, one with fewer is gone on with",
                 "[service][subscription]") {
  SubscriptionTerms terms;
  terms.attempts_max = 3;
  made(terms);
  source.add("case-1");
  REQUIRE(store.commit({{"p/group", progress_row(never, 0, 2)}}).has_value());
  open();
  joined();
  const auto handed_out = deliveries();
  REQUIRE(handed_out.size() == 1);
  CHECK(handed_out[0].attempt == 3);
  for (const std::uint64_t attempts : {std::uint64_t{3}, std::uint64_t{0xffff'ffff}, std::uint64_t{0x1'0000'0000}}) {
    REQUIRE(store.commit({{"p/group", progress_row(never, 0, attempts)}}).has_value());
    const auto refused = Subscriptions::open(store, source, clock);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.starts_with("the row p/group of the service is damaged"));
  }
}

TEST_CASE_METHOD(Group, "subscription: nothing is held for one that nobody consumes", "[service][subscription]") {
  made();
  add({"case-1", "case-2"});
  CHECK(positions().empty());
  CHECK(status().ready == 0);
  CHECK(status().lag == 2);
}

TEST_CASE_METHOD(Group, "subscription: memory is bounded, however long the log and however slow the consumers",
                 "[service][subscription]") {
  made();
  for (int i = 0; i < 20'000; ++i) source.add("case-" + std::to_string(i));
  const ConsumerId consumer = joined(1'000);
  std::vector<Sequence> given;
  for (const Delivery& each : deliveries()) given.push_back(each.position);
  REQUIRE(given.size() == 1'000);
  given.erase(given.begin());  // the first one is never acknowledged
  for (int round = 0; round < 30; ++round) {
    it().ack(consumer, given);
    it().give_credit(consumer, 1'000);
    given.clear();
    for (const Delivery& each : deliveries()) given.push_back(each.position);
  }
  CHECK(given.empty());
  CHECK(status().ready + status().in_flight <= Subscription::window_max);
  CHECK(status().checkpoint == Sequence{0});
  CHECK(it().ack(consumer, at({0})).accepted == 1);
  CHECK_FALSE(positions().empty());
}

TEST_CASE_METHOD(Group, "subscription: when no more can be parked nothing more is handed out but replays",
                 "[service][subscription]") {
  made();
  for (std::size_t i = 0; i < Subscription::parked_max + 5; ++i) source.add("case-" + std::to_string(i));
  const ConsumerId consumer = joined(1'000);
  for (;;) {
    std::vector<Sequence> given;
    for (const Delivery& each : deliveries()) given.push_back(each.position);
    if (given.empty()) break;
    it().nack(consumer, given, Nack::park);
    it().give_credit(consumer, 1'000);
  }
  CHECK(status().parked == Subscription::parked_max);
  CHECK(status().parked_full);
  CHECK(it().replay(Sequence{3}).has_value());
  CHECK(positions() == Positions{3});
  CHECK(it().ack(consumer, at({3})).accepted == 1);
  CHECK(positions().size() == 1);
}

TEST_CASE_METHOD(Group, "subscriptions: the same terms are the same subscription, other ones a conflict",
                 "[service][subscription]") {
  SubscriptionTerms terms;
  terms.name = "group";
  terms.filter = *EventFilter::parse("type=CaseOpened&agency=prov:64");
  terms.owner[0] = 7;
  Subscription& first = made(terms);
  CHECK(&made(terms) == &first);
  open();
  CHECK(it().terms() == terms);
  terms.attempts_max = 3;
  CHECK(all->create(terms).error().code == Errc::conflict);
  for (const char* name : {"", "a/b", "a b"}) {
    terms.name = name;
    CHECK(all->create(terms).error().code == Errc::usage);
  }
  CHECK(all->remove("other").error().code == Errc::not_found);
  REQUIRE(all->remove("group").has_value());
  open();
  CHECK(all->names().empty());
}

TEST_CASE_METHOD(Group,
                 "subscriptions: a round costs so much and no more, and the next one goes on with whose turn it is",
                 "[service][subscription]") {
  constexpr std::uint64_t entries = 20'000;
  for (std::uint64_t i = 0; i < entries; ++i) source.add("");
  const std::vector<std::string> names{"a", "b", "c", "d", "e", "f", "g"};
  for (const std::string& name : names) {
    SubscriptionTerms terms;
    terms.name = name;
    REQUIRE(made(terms).join().has_value());
  }
  const auto looked_at = [&] {
    std::uint64_t out = 0;
    for (const std::string& name : names) out += all->find(name)->scanned().value;
    return out;
  };
  std::uint64_t before = 0;
  for (bool has_more = true; has_more; before = looked_at()) {
    has_more = go_round().has_more;
    CHECK(looked_at() - before <= Turns::round_cost_max);
  }
  CHECK(before == names.size() * entries);
  REQUIRE(turns.size() >= 3 * names.size());
  for (std::size_t i = 0; i < turns.size(); ++i) REQUIRE(turns[i] == names[i % names.size()]);
}

TEST_CASE_METHOD(Group, "subscriptions: one that cannot read on holds up no other", "[service][subscription]") {
  SubscriptionTerms behind;
  behind.name = "behind";
  REQUIRE(made(behind).join().has_value());
  SubscriptionTerms ahead;
  ahead.name = "ahead";
  ahead.start = Sequence{4};
  REQUIRE(made(ahead).join().has_value());
  for (int i = 0; i < 3'000; ++i) source.add("");
  source.unreadable = Sequence{2};
  Round round = go_round();
  REQUIRE(round.failed.has_value());
  CHECK(round.failed->message == "subscription behind: broken");
  CHECK(round.has_more);
  while (round.has_more) round = go_round();
  CHECK(all->find("ahead")->scanned() == Sequence{3'000});
  CHECK(all->find("behind")->scanned() == Sequence{0});
}

TEST_CASE_METHOD(Group, "subscriptions: one owner has a share of the places, whichever of its keys asks",
                 "[service][subscription]") {
  SubscriptionTerms terms;
  const auto create = [&](std::uint8_t key, const std::string& name, const IsOwn& is_own = {}) {
    terms.owner[0] = key;
    terms.name = name;
    return all->create(terms, is_own);
  };
  const IsOwn is_one_or_two = [](const PublicKey& owner) { return owner[0] == 1 || owner[0] == 2; };
  for (std::size_t i = 0; i < Subscriptions::owner_share_max; ++i) {
    REQUIRE(create(i % 2 == 0 ? 1 : 2, "own-" + std::to_string(i), is_one_or_two).has_value());
  }
  const auto refused = create(2, "one-more", is_one_or_two);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Errc::overloaded);
  CHECK(refused.error().message ==
        "who sets this up has 32 subscriptions already, which is one owner's share. Remove one");
  CHECK(create(1, "own-0", is_one_or_two).has_value());  // it is there
  CHECK(create(3, "another").has_value());
  REQUIRE(all->remove("own-3").has_value());
  CHECK(create(2, "one-more", is_one_or_two).has_value());
}

TEST_CASE("subscription: over a real log it gives the entries that its filter lets pass", "[service][subscription]") {
  Law law;
  law.ledger.at(date_of(2020, 11, 2));
  for (int i = 0; i < 5; ++i) law.forwarded(std::to_string(i), Matter{date_of(2020, 10, 20)}, Person{});
  class Entries final : public EntrySource {
   public:
    explicit Entries(const TestLedger& ledger) : ledger_(ledger) {}
    Result<StoredHead> head() const override {
      return StoredHead{TreeSize{ledger_.entries().size()}, Hash{}, Instant{}};
    }
    Result<Hash> root(TreeSize) const override { return Hash{}; }
    Outcome entries(Sequence from, TreeSize to,
                    const std::function<Outcome(Sequence, BytesView)>& visit) const override {
      for (std::uint64_t i = from.value; i < to.value; ++i) {
        if (auto visited = visit(Sequence{i}, ledger_.entries().at(i)); !visited) return visited;
      }
      return {};
    }

   private:
    const TestLedger& ledger_;
  };
  const Entries log(law.ledger);
  LedgerTies ties(law.ledger.rows(), [&log] { return Result<TreeSize>(log.head()->size); });
  LogMatches source(log, ties);
  const auto filter = EventFilter::parse("type=CaseOpened,CaseForwarded");
  REQUIRE(filter.has_value());
  std::vector<Match> all;
  std::vector<Match> by_pieces;
  Sequence next{0};
  for (bool has_more = true; has_more;) {
    const auto piece = source.find(*filter, next, {3, 7});
    REQUIRE(piece.has_value());
    CHECK(piece->found.size() <= 3);
    CHECK(piece->looked.value - next.value <= 7);
    by_pieces.insert(by_pieces.end(), piece->found.begin(), piece->found.end());
    next = {piece->looked.value};
    has_more = piece->looked < piece->head;
  }
  CHECK(by_pieces.size() == 10);
  CHECK(source.find(*filter, Sequence{0}, {1'000, 100'000})->found == by_pieces);
  CHECK(source.find(*filter, Sequence{1'000'000}, {3, 7})->looked == TreeSize{1'000'000});
}
