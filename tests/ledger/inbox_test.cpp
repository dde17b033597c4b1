#include "ledger/inbox.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/test_ledger.hpp"

#include <thread>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::int64_t for_ever_us = 600'000'000;

Waiting some_event() {
  static TestLedger ledger;
  const Event event = ledger.draft("ClockConfirmed", "ledger-clock", TestLedger::admin());
  const auto bytes = encode(ledger.sign_by(event, {TestLedger::admin()}));
  auto vouched = vouch(*bytes, event.origin);
  return Waiting{std::move(*vouched), [](Result<Placed>) {}, {}};
}

LedgerOptions gathering(std::size_t events, std::int64_t us) {
  LedgerOptions options;
  options.gather_events = events;
  options.gather_us = us;
  return options;
}

}  // namespace

TEST_CASE("inbox: an event that nobody expects company for is taken at once", "[ledger][inbox]") {
  Inbox inbox(gathering(32, for_ever_us));
  REQUIRE(inbox.put(some_event()));
  CHECK(inbox.take().events.size() == 1);
}

TEST_CASE("inbox: what is on its way is waited for and taken together", "[ledger][inbox]") {
  Inbox inbox(gathering(32, for_ever_us));
  for (int i = 0; i < 3; ++i) inbox.expect();
  REQUIRE(inbox.put(some_event(), true));
  std::thread others([&inbox] {
    for (int i = 0; i < 2; ++i) static_cast<void>(inbox.put(some_event(), true));
  });
  CHECK(inbox.take().events.size() == 3);
  others.join();
}

TEST_CASE("inbox: an event that was lost on its way holds nobody up", "[ledger][inbox]") {
  Inbox inbox(gathering(32, for_ever_us));
  inbox.expect();
  inbox.expect();
  REQUIRE(inbox.put(some_event(), true));
  std::thread other([&inbox] { inbox.lost(); });
  CHECK(inbox.take().events.size() == 1);
  other.join();
}

TEST_CASE("inbox: a batch that is large enough waits for no more, nor does an errand", "[ledger][inbox]") {
  Inbox inbox(gathering(2, for_ever_us));
  for (int i = 0; i < 5; ++i) inbox.expect();
  REQUIRE(inbox.put(some_event(), true));
  REQUIRE(inbox.put(some_event(), true));
  CHECK(inbox.take().events.size() == 2);
  REQUIRE(inbox.put(some_event(), true));
  REQUIRE(inbox.put(Errand([] {})));
  const Inbox::Taken taken = inbox.take();
  CHECK(taken.events.size() == 1);
  CHECK(taken.errands.size() == 1);
}

TEST_CASE("inbox: an event that does not come is waited for a moment only", "[ledger][inbox]") {
  Inbox inbox(gathering(32, 1'000));
  inbox.expect();
  inbox.expect();
  REQUIRE(inbox.put(some_event(), true));
  CHECK(inbox.take().events.size() == 1);
}

TEST_CASE("inbox: closing gives out what is there, then says so", "[ledger][inbox]") {
  Inbox inbox(gathering(32, for_ever_us));
  inbox.expect();
  inbox.expect();
  REQUIRE(inbox.put(some_event(), true));
  inbox.close();
  CHECK(inbox.take().events.size() == 1);
  CHECK(inbox.take().closed);
  CHECK_FALSE(inbox.put(some_event()));
}
