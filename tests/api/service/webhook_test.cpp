#include "api/service/webhooks.hpp"
#include "ledger/base/wire.hpp"
#include "tests/api/service/listed_matches.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <limits>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t hour_us = 3'600 * second_us;

// Keeps what it is asked to send until the test says what came of it.
class WaitingSender final : public WebhookSender {
 public:
  struct Sent {
    WebhookRequest request;
    std::function<void(WebhookAnswer)> done;
    std::string header(std::string_view name) const {
      for (const auto& [key, value] : request.headers) {
        if (key == name) return value;
      }
      return {};
    }
  };
  void send(WebhookRequest request, std::function<void(WebhookAnswer)> done) override {
    for (auto& header : request.stamp(request.body)) request.headers.push_back(std::move(header));
    sent.push_back({std::move(request), std::move(done)});
  }
  std::vector<Sent> sent;
};

class NumberedMessages final : public WebhookMessages {
 public:
  Result<WebhookMessage> of(Sequence position) override {
    return WebhookMessage{"id-" + std::to_string(position.value),
                          "{\"position\":" + std::to_string(position.value) + "}"};
  }
};

class Office {
 public:
  Office() {
    open();
    auto added = all->add("https://example.org/hook", PublicKey{}, EventFilter(), Sequence{0});
    REQUIRE(added.has_value());
    id = *added;
  }
  // As after a crash: what was not flushed is forgotten, and answers that come now find nobody.
  void open() {
    all.reset();
    auto opened = Webhooks::open({store, source, messages, sender, secret, guard, clock, [this] { return held_back; },
                                  [] { return std::uint64_t{0}; }, plain});
    INFO((opened ? "" : opened.error().message));
    REQUIRE(opened.has_value());
    all = std::move(*opened);
  }
  Webhook& it() { return *all->find(id); }
  WebhookStatus status() { return it().status(TreeSize{source.size()}); }
  void events(int count) {
    for (int i = 0; i < count; ++i) source.add("case-1");
  }
  std::vector<std::string> run() {  // the ids of what was sent now
    const std::size_t before = sender.sent.size();
    while (true) {
      const Round round = all->run();
      REQUIRE_FALSE(round.failed.has_value());
      if (!round.has_more) break;
    }
    std::vector<std::string> out;
    for (std::size_t i = before; i < sender.sent.size(); ++i) out.push_back(sender.sent[i].header("webhook-id"));
    return out;
  }
  void answer(int code, std::string retry_after = {}) {
    REQUIRE_FALSE(sender.sent.empty());
    const auto done = std::move(sender.sent.front().done);
    sender.sent.erase(sender.sent.begin());
    done({code, std::move(retry_after), code == 0 ? "connection refused" : ""});
  }
  void pass(std::int64_t us) { clock.advance_to(Instant{clock.now().us + us}); }
  // One attempt after the other, each at its time, each answered so.
  void fail_all_attempts(int code) {
    for (std::uint32_t attempt = 1; attempt <= webhook_attempts_max; ++attempt) {
      if (attempt > 1) pass(it().next_due()->us - clock.now().us);
      REQUIRE(run().size() == 1);
      answer(code);
    }
  }

  MemoryServiceStore store;
  ListedMatches source;
  NumberedMessages messages;
  WaitingSender sender;
  const WebhookSecret secret{sha256(view("a server's secret")).bytes};
  const AddressGuard guard;
  SimulatedClock clock{Instant{1'600'000'000'000'000}};
  bool held_back = false;
  PlainHttp plain = PlainHttp::refused;
  std::unique_ptr<Webhooks> all;
  std::string id;
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("webhook schedule: ten attempts over three days, each a tenth off by chance", "[service][webhook]") {
  const std::int64_t expected_s[] = {0, 5, 300, 1'800, 7'200, 18'000, 36'000, 50'400, 72'000, 86'400};
  for (std::uint32_t attempt = 1; attempt <= webhook_attempts_max; ++attempt) {
    const std::int64_t whole = expected_s[attempt - 1] * second_us;
    CHECK(webhook_delay_us(attempt, 0) == whole - whole / 10);
    CHECK(webhook_delay_us(attempt, static_cast<std::uint64_t>(2 * (whole / 10))) == whole + whole / 10);
    for (const std::uint64_t chance : {std::uint64_t{12'345'678'901}, ~std::uint64_t{0}}) {
      CHECK(webhook_delay_us(attempt, chance) >= whole - whole / 10);
      CHECK(webhook_delay_us(attempt, chance) <= whole + whole / 10);
    }
  }
}

TEST_CASE("webhook schedule: only 2xx is success, and a redirection is none", "[service][webhook]") {
  for (const int status : {200, 201, 202, 204, 299}) CHECK(webhook_verdict(status) == WebhookVerdict::delivered);
  for (const int status : {0, 100, 199, 300, 301, 302, 307, 308, 400, 404, 409, 415, 500, 503, 599}) {
    CHECK(webhook_verdict(status) == WebhookVerdict::failed);
  }
  for (const int status : {429, 502, 504}) CHECK(webhook_verdict(status) == WebhookVerdict::slow_down);
  CHECK(webhook_verdict(410) == WebhookVerdict::gone);
  CHECK(webhook_pause_us(1) == 30 * second_us);
  CHECK(webhook_pause_us(2) == 60 * second_us);
  CHECK(webhook_pause_us(1'000'000) == hour_us);
}

TEST_CASE("webhook schedule: Retry-After is seconds or a date", "[service][webhook]") {
  const Instant now = *parse_instant("1994-11-06T08:49:00Z");
  CHECK(parse_retry_after_us("120", now) == 120 * second_us);
  CHECK(parse_retry_after_us("9999999999", now) == 24 * hour_us);
  CHECK(parse_retry_after_us("Sun, 06 Nov 1994 08:49:37 GMT", now) == 37 * second_us);
  CHECK(parse_retry_after_us("Sun, 06 Nov 1994 08:48:37 GMT", now) == 0);
  CHECK(parse_retry_after_us("Wed, 06 Nov 2030 08:49:37 GMT", now) == 24 * hour_us);
  for (const char* none : {"", "-1", "1.5", "soon", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 1994 08:49:37 GMT",
                           "Sun, 06 ovD 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT"}) {
    CHECK_FALSE(parse_retry_after_us(none, now).has_value());
  }
}

TEST_CASE_METHOD(Office, "webhook: what is sent is signed by the endpoint's key, for this attempt's time",
                 "[service][webhook]") {
  events(1);
  REQUIRE(run() == Ids{"id-0"});
  const auto& sent = sender.sent.front();
  CHECK(sent.request.url == "https://example.org/hook");
  CHECK(sent.request.body == "{\"position\":0}");
  CHECK(sent.header("content-type") == "application/cloudevents+json");
  CHECK(sent.header("webhook-timestamp") == "1600000000");
  CHECK(verify_webhook(it().key(), sent.header("webhook-signature"), "id-0", 1'600'000'000, sent.request.body));
  CHECK(run().empty());
  answer(204);
  CHECK(status().checkpoint == Sequence{1});
  CHECK(status().last_delivered == clock.now());
}

TEST_CASE_METHOD(Office, "webhook: one is on its way at a time", "[service][webhook]") {
  events(20);
  CHECK(run() == Ids{"id-0"});
  CHECK(run().empty());
  answer(200);
  CHECK(run() == Ids{"id-1"});
}

TEST_CASE_METHOD(Office, "webhook: one answer that asks to slow down is the last for half a minute, whatever is owed",
                 "[service][webhook]") {
  events(8);
  REQUIRE_FALSE(run().empty());
  while (!sender.sent.empty()) answer(429);
  CHECK(run().empty());
  CHECK(status().paused_until == Instant{clock.now().us + 30 * second_us});
}

TEST_CASE_METHOD(Office, "webhook: what was delivered and flushed is not sent again after a crash, all else is",
                 "[service][webhook]") {
  events(5);
  for (const int code : {200, 500, 200}) {
    REQUIRE(run().size() == 1);
    answer(code);
  }
  REQUIRE(run() == Ids{"id-3"});  // flushes
  open();
  REQUIRE(sender.sent.size() == 1);
  answer(200);  // of an attempt that was on its way: nobody is there to hear it
  REQUIRE(run() == Ids{"id-3"});
  answer(200);
  open();  // delivered, and not written down
  CHECK(run() == Ids{"id-3"});
  answer(200);
  REQUIRE(run() == Ids{"id-4"});
  answer(200);
  pass(5 * second_us);
  REQUIRE(run() == Ids{"id-1"});  // and what is written with it knows it as under way
  sender.sent.clear();
  open();
  CHECK(run() == Ids{"id-1"});
  const auto failures = it().failures(Sequence{0}, 10);
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].last_status == 500);
  CHECK(failures[0].attempts == 2);  // the attempt that the crash ended is not held against it
}

TEST_CASE_METHOD(Office, "webhook: it is tried by the schedule, then shut off with the reason, and can be opened again",
                 "[service][webhook]") {
  events(1);
  REQUIRE(run().size() == 1);
  answer(500);
  std::vector<std::int64_t> waited_s;
  for (std::uint32_t attempt = 2; attempt <= webhook_attempts_max; ++attempt) {
    const std::int64_t wait_us = it().next_due()->us - clock.now().us;
    waited_s.push_back(wait_us / second_us);
    pass(wait_us - 1);
    CHECK(run().empty());
    pass(1);
    REQUIRE(run() == Ids{"id-0"});
    CHECK(status().failing_since == Instant{1'600'000'000'000'000});
    answer(attempt == 3 ? 301 : 500);
  }
  // A tenth less than the schedule, as this chance has it.
  CHECK(waited_s == std::vector<std::int64_t>{4, 270, 1'620, 6'480, 16'200, 32'400, 45'360, 64'800, 77'760});
  CHECK_FALSE(status().enabled);
  CHECK(status().reason ==
        "nothing could be delivered since 2020-09-13T12:26:40.000000Z; the last attempt of entry 0 gave 500");
  CHECK(status().failed == 1);
  events(1);
  CHECK(run().empty());
  open();
  CHECK_FALSE(status().enabled);
  CHECK(run().empty());
  REQUIRE(all->enable(id).has_value());
  CHECK(run() == Ids{"id-1"});
}

TEST_CASE_METHOD(Office, "webhook: one that fails while others succeed shuts nothing off, and can be replayed",
                 "[service][webhook]") {
  events(1);
  for (std::uint32_t attempt = 1; attempt <= webhook_attempts_max; ++attempt) {
    if (attempt > 1) pass(it().next_due()->us - clock.now().us);
    REQUIRE(run().size() == 1);
    answer(0);
    if (attempt != 2) continue;
    events(1);
    REQUIRE(run() == Ids{"id-1"});
    answer(200);
  }
  CHECK(status().enabled);
  auto failures = it().failures(Sequence{0}, 10);
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].attempts == webhook_attempts_max);
  CHECK(failures[0].last_error == "connection refused");
  CHECK_FALSE(failures[0].next_attempt.has_value());
  CHECK(it().replay(Sequence{1}).error().code == Errc::not_found);
  REQUIRE(it().replay(Sequence{0}).has_value());
  CHECK(it().drop(Sequence{0}).error().code == Errc::conflict);
  REQUIRE(all->flush().has_value());
  open();  // a wish survives
  CHECK(run() == Ids{"id-0"});
  answer(200);
  run();
  open();
  CHECK(it().failures(Sequence{0}, 10).empty());
  CHECK(run().empty());
}

TEST_CASE_METHOD(Office, "webhook: 410 shuts it off at once", "[service][webhook]") {
  events(1);
  run();
  answer(410);
  run();
  open();
  CHECK_FALSE(status().enabled);
  CHECK(status().reason == "the receiver answered 410: it wants no more");
  CHECK(status().checkpoint == Sequence{0});
}

TEST_CASE_METHOD(Office, "webhook: who asks to slow down is left alone, as long as he says", "[service][webhook]") {
  events(1);
  run();
  answer(429);
  events(1);
  CHECK(run().empty());
  CHECK(status().paused_until == Instant{clock.now().us + 30 * second_us});
  pass(30 * second_us);
  REQUIRE(run() == Ids{"id-1"});  // in the order in which they fell due
  answer(503, "600");
  events(1);
  pass(599 * second_us);
  CHECK(run().empty());
  open();
  CHECK(run().empty());
  CHECK(it().next_due() == Instant{clock.now().us + second_us});
  pass(second_us);
  CHECK(run().size() == 1);
}

TEST_CASE_METHOD(Office, "webhook: while deliveries are held back nothing is sent, and nothing is lost",
                 "[service][webhook]") {
  events(3);
  held_back = true;
  CHECK(run().empty());
  CHECK_FALSE(all->next_due().has_value());
  held_back = false;
  for (const char* owed : {"id-0", "id-1", "id-2"}) {
    CHECK(run() == Ids{owed});
    answer(200);
  }
}

TEST_CASE_METHOD(Office, "webhook: a rotated key signs beside the last one for two days", "[service][webhook]") {
  const PublicKey last = it().key();
  REQUIRE(all->rotate(id).has_value());
  CHECK(it().key() != last);
  open();
  events(1);
  run();
  const auto signature = sender.sent.front().header("webhook-signature");
  for (const PublicKey& key : {last, it().key()}) {
    CHECK(verify_webhook(key, signature, "id-0", 1'600'000'000, "{\"position\":0}"));
  }
  answer(200);
  pass(Webhook::old_key_us);
  events(1);
  run();
  const auto later = sender.sent.front().header("webhook-signature");
  CHECK(later.find(' ') == std::string::npos);
  CHECK(verify_webhook(it().key(), later, "id-1", clock.now().us / second_us, "{\"position\":1}"));
}

TEST_CASE_METHOD(Office, "webhook: what has not begun when it is disabled or removed is not wanted any more",
                 "[service][webhook]") {
  events(2);
  run();
  const auto wanted = sender.sent.front().request.wanted;
  REQUIRE(wanted != nullptr);
  CHECK(*wanted);
  REQUIRE(all->disable(id, "for a test").has_value());
  CHECK_FALSE(*wanted);
  REQUIRE(all->enable(id).has_value());
  CHECK(*wanted);
  REQUIRE(all->remove(id).has_value());
  CHECK_FALSE(*wanted);
}

TEST_CASE("webhook: a clock that is set back changes neither what is due nor its order", "[service][webhook]") {
  struct Turned final : Clock {
    Instant now() const override { return at; }
    std::int64_t monotonic_us() const override { return 0; }
    Instant at{1'600'000'000'000'000};
  } clock;
  ListedMatches source;
  WebhookTerms terms;
  terms.id = "wh_1";
  Webhook webhook(terms, PublicKey{}, clock, [] { return std::uint64_t{0}; });
  const auto next = [&]() -> std::uint64_t {
    while (*webhook.read_ahead(source)) {
    }
    const auto due = webhook.take_due();
    return due.empty() ? 1'000 : due.front().position.value;
  };
  for (int i = 0; i < 3; ++i) source.add("case-1");
  CHECK(next() == 0);
  clock.at.us -= hour_us;
  source.add("case-1");
  for (std::uint64_t position = 1; position < 4; ++position) {
    webhook.answered(Sequence{position - 1}, {200, "", ""});
    CHECK(next() == position);
  }
}

TEST_CASE_METHOD(Office, "webhook: no endpoint leads inside, and a removed one is gone with all it had",
                 "[service][webhook]") {
  CHECK(all->add("https://169.254.169.254/", PublicKey{}, EventFilter(), Sequence{0}).error().code == Errc::permission);
  CHECK(all->add("http://example.org/", PublicKey{}, EventFilter(), Sequence{0}).error().code == Errc::usage);
  events(1);
  fail_all_attempts(500);
  run();
  REQUIRE(all->enable(id).has_value());
  events(1);
  run();
  REQUIRE(all->remove(id).has_value());
  answer(200);  // comes too late, and harms nothing
  int rows = 0;
  CHECK(store.scan("", "", [&rows](std::string_view, BytesView) -> Outcome { return ++rows, Outcome(); }).has_value());
  CHECK(rows == 0);
  CHECK(all->remove(id).error().code == Errc::not_found);
}

TEST_CASE_METHOD(Office, "webhook: one that was added while plain HTTP was allowed is sent nothing once it is not",
                 "[service][webhook]") {
  plain = PlainHttp::allowed;
  open();
  const auto added = all->add("http://example.org/plain", PublicKey{}, EventFilter(), Sequence{0});
  REQUIRE(added.has_value());
  plain = PlainHttp::refused;
  open();
  events(1);
  CHECK(run() == Ids{"id-0"});
  CHECK(sender.sent.front().request.url == "https://example.org/hook");
  const auto failures = all->find(*added)->failures(Sequence{0}, 10);
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].last_status == 0);
  CHECK(failures[0].last_error.find("https") != std::string::npos);
}

TEST_CASE_METHOD(Office, "webhook: one owner has a share of the places, and no more", "[service][webhook]") {
  const auto add = [this](std::uint8_t key) {
    PublicKey owner{};
    owner[0] = key;
    return all->add("https://example.org/hook", owner, EventFilter(), Sequence{0});
  };
  for (std::size_t i = 0; i < Webhooks::owner_share_max; ++i) REQUIRE(add(1).has_value());
  const auto refused = add(1);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Errc::overloaded);
  CHECK(refused.error().message == "who sets this up has 32 webhooks already, which is one owner's share. Remove one");
  CHECK(add(2).has_value());
}

TEST_CASE_METHOD(Office, "webhook: a row that names a time beyond every calendar is refused by name",
                 "[service][webhook]") {
  const auto progress = [](std::int64_t delivered, std::int64_t paused, std::int64_t due, std::int64_t first,
                           std::int64_t last) {
    WireWriter out;
    out.u8(1);
    out.i64(delivered);
    out.i64(paused);
    out.u32(0);
    out.u32(1);
    out.u64(7);
    out.u32(1);
    out.i64(due);
    out.i64(first);
    out.i64(last);
    out.u16(500);
    out.u64(7);
    out.u8(0);
    return out.take();
  };
  const auto refusal = [&](const std::string& key, const Bytes& row) {
    MemoryServiceStore changed = store;
    REQUIRE(changed.commit({{"v/" + id, progress(1, 0, 0, 0, 0)}}).has_value());
    REQUIRE(changed.commit({{key, row}}).has_value());
    const auto opened =
        Webhooks::open({changed, source, messages, sender, secret, guard, clock, {}, [] { return std::uint64_t{0}; }});
    return opened ? std::string() : opened.error().message;
  };
  const auto failed = [](std::int64_t last) {
    WireWriter out;
    out.u8(1);
    out.u32(1);
    out.u16(500);
    out.u8(0);
    out.i64(last);
    out.text16("");
    return out.take();
  };
  const std::string failure = position_key("f/" + id + "/", Sequence{3});
  const std::string damaged = " of the service is damaged";
  CHECK(refusal("v/" + id, progress(1, 2, 3, 4, 5)).empty());
  CHECK(refusal(failure, failed(6)).empty());
  for (const std::int64_t us :
       {std::int64_t{-1}, std::numeric_limits<std::int64_t>::min() + 1, std::numeric_limits<std::int64_t>::max()}) {
    for (const Bytes& row : {progress(us, 2, 3, 4, 5), progress(1, us, 3, 4, 5), progress(1, 2, us, 4, 5),
                             progress(1, 2, 3, us, 5), progress(1, 2, 3, 4, us)}) {
      CHECK(refusal("v/" + id, row).starts_with("the row v/" + id + damaged));
    }
    CHECK(refusal(failure, failed(us)).starts_with("the row " + failure + damaged));
  }
}

TEST_CASE_METHOD(Office, "webhook: a damaged row, or another server's secret, is an error that names the row",
                 "[service][webhook]") {
  events(1);
  fail_all_attempts(500);
  run();
  std::vector<std::pair<std::string, Bytes>> rows;
  CHECK(store
            .scan("", "",
                  [&rows](std::string_view key, BytesView value) -> Outcome {
                    rows.emplace_back(key, copy(value));
                    return {};
                  })
            .has_value());
  REQUIRE(rows.size() == 3);
  const auto opened = [this](ServiceStore& from, const WebhookSecret& by) {
    return Webhooks::open({from, source, messages, sender, by, guard, clock, {}, [] { return std::uint64_t{0}; }});
  };
  for (const auto& [key, value] : rows) {
    for (std::size_t size = 0; size <= value.size() + 1; ++size) {
      if (size == value.size()) continue;
      MemoryServiceStore changed = store;
      Bytes bytes = value;
      bytes.resize(size);
      REQUIRE(changed.commit({{key, bytes}}).has_value());
      const auto answer = opened(changed, secret);
      REQUIRE_FALSE(answer.has_value());
      CHECK(answer.error().message.find("the row " + key + " of the service is damaged") != std::string::npos);
    }
    for (std::size_t bit = 0; bit < value.size() * 8; ++bit) {  // whatever a flip makes of it, nothing is contradicted
      MemoryServiceStore changed = store;
      Bytes bytes = value;
      bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1 << bit % 8));
      REQUIRE(changed.commit({{key, bytes}}).has_value());
      auto answer = opened(changed, secret);
      if (answer) CHECK_FALSE((*answer)->run().failed.has_value());
    }
  }
  const WebhookSecret other(sha256(view("another")).bytes);
  CHECK(opened(store, other).error().message == "the row w/" + id +
                                                    " of the service is damaged: its key was not made from this "
                                                    "server's secret");
}
