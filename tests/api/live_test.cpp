// Following the ledger: every event once, in order, whatever happens to the connection.
#include "tests/api/serving.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr int narrow_bytes = 32 * 1024;
const std::string follow = "GET /v1/events HTTP/1.1\r\nHost: l\r\nAccept: text/event-stream\r\n";

// The payload of a chunked body, so far as it came.
std::string unchunked(std::string_view bytes) {
  std::string out;
  const auto head = bytes.find("\r\n\r\n");
  if (head == std::string_view::npos) return out;
  bytes.remove_prefix(head + 4);
  for (;;) {
    const auto line = bytes.find("\r\n");
    if (line == std::string_view::npos) return out;
    const std::size_t size = std::stoul(std::string(bytes.substr(0, line)), nullptr, 16);
    if (size == 0) return out;
    bytes.remove_prefix(line + 2);
    out += bytes.substr(0, std::min(size, bytes.size()));
    if (bytes.size() < size + 2) return out;
    bytes.remove_prefix(size + 2);
  }
}

struct Seen {
  std::vector<std::uint64_t> positions;  // of the events that came whole
  std::string last_id;
};

// As a browser reads it: an event counts once its blank line is there.
Seen seen_in(const std::string& stream) {
  Seen out;
  std::size_t at = 0;
  for (;;) {
    const auto end = stream.find("\n\n", at);
    if (end == std::string::npos) return out;
    const std::string frame = stream.substr(at, end - at);
    at = end + 2;
    std::string id;
    bool is_event = false;
    std::size_t line = 0;
    while (line < frame.size()) {
      const auto newline = std::min(frame.find('\n', line), frame.size());
      const std::string text = frame.substr(line, newline - line);
      if (text.starts_with("id: ")) id = text.substr(4);
      if (text.starts_with("data: ") && text.find("\"specversion\"") != std::string::npos) is_event = true;
      line = newline + 1;
    }
    if (!id.empty()) out.last_id = id;
    if (is_event) out.positions.push_back(std::stoull(id));
  }
}

std::vector<std::uint64_t> event_positions(const Serving& serving, std::uint64_t from) {
  std::vector<std::uint64_t> out;
  auto& host = const_cast<Serving&>(serving).host();
  const auto size = host.published()->size();
  REQUIRE(host.reader().entries(Sequence{from}, size, [&](Sequence position, BytesView bytes) -> Outcome {
    const auto entry = projected_entry(position, bytes);
    if (entry && entry->event) out.push_back(position.value);
    return {};
  }));
  return out;
}

}  // namespace

TEST_CASE("live: a reader from zero gets every event once and in order, and then those that come", "[api][live]") {
  Serving::Options options;
  options.recorded = 300;
  options.live.events_kept_max = 50;  // most of it comes from the log
  options.live.piece_bytes_max = 10'000;
  Serving serving(options);
  Wire wire(serving.port());
  wire.send(follow + "Last-Event-ID: 0\r\n\r\n");
  for (int i = 0; i < 10; ++i) serving.record(20);
  const auto expected = event_positions(serving, 1);
  wire.until("id: " + std::to_string(expected.back()) + "\n");
  wire.rest(std::chrono::milliseconds{200});
  CHECK(seen_in(unchunked(wire.read_so_far())).positions == expected);
}

TEST_CASE("live: cut at any byte and resumed with the last id, the events are the same", "[api][live]") {
  Serving::Options options;
  options.recorded = 60;
  Serving serving(options);
  const auto expected = event_positions(serving, 40);
  Wire whole(serving.port());
  whole.send(follow + "Last-Event-ID: 39\r\n\r\n");
  whole.until("id: " + std::to_string(expected.back()) + "\n");
  whole.rest(std::chrono::milliseconds{100});
  const std::string all = whole.read_so_far();
  REQUIRE(seen_in(unchunked(all)).positions == expected);
  for (std::size_t cut = 0; cut <= all.size(); ++cut) {
    Seen before = seen_in(unchunked(std::string_view(all).substr(0, cut)));
    const std::uint64_t last = before.last_id.empty() ? 39 : std::stoull(before.last_id);
    // What the log gives from there on is what a second connection would bring; every 997th cut is really made.
    std::vector<std::uint64_t> joined = before.positions;
    if (cut % 997 == 0) {
      Wire again(serving.port());
      again.send(follow + "Last-Event-ID: " + std::to_string(last) + "\r\n\r\n");
      if (last < expected.back()) again.until("id: " + std::to_string(expected.back()) + "\n");
      again.rest(std::chrono::milliseconds{50});
      const auto after = seen_in(unchunked(again.read_so_far())).positions;
      joined.insert(joined.end(), after.begin(), after.end());
    } else {
      for (const auto position : event_positions(serving, last + 1)) joined.push_back(position);
    }
    INFO("cut at " << cut);
    REQUIRE(joined == expected);
  }
}

TEST_CASE("live: a filtered reader gets what is its own, and is told how far the log is", "[api][live]") {
  Serving::Options options;
  options.recorded = 700;
  options.live.heartbeat = std::chrono::seconds{1};
  Serving serving(options);
  Wire wire(serving.port());
  wire.send("GET /v1/events?type=CaseOpened&after=0 HTTP/1.1\r\nHost: l\r\nAccept: text/event-stream\r\n\r\n");
  wire.until("event: position");
  const std::string stream = unchunked(wire.read_so_far());
  const Seen seen = seen_in(stream);
  CHECK_FALSE(seen.positions.empty());
  CHECK(seen.positions.size() < event_positions(serving, 1).size() / 2);
  CHECK(stream.find(".CaseOpened") != std::string::npos);
  CHECK(std::stoull(seen.last_id) + 1 == serving.host().published()->size().value);
}

TEST_CASE("live: a position that the ledger never gave, a filter that cannot be meant", "[api][live]") {
  Serving serving;
  const auto beyond = serving.get("/v1/events?after=999999", "Accept: text/event-stream\r\n");
  CHECK(beyond.status == 409);
  CHECK(beyond.body.find("position-out-of-range") != std::string::npos);
  CHECK(serving.get("/v1/events?after=-1").status == 400);
  const auto filter = serving.get("/v1/events?type=CaseOpend");
  CHECK(filter.status == 400);
  CHECK(filter.body.find("CaseOpened") != std::string::npos);
  CHECK(serving.get("/v1/events?limit=0").status == 400);
  CHECK(serving.get("/v1/events?limit=100000").status == 400);
}

TEST_CASE("live: pages are the stream cut into pieces, by their number of events or their bytes", "[api][live]") {
  const bool is_narrow = GENERATE(false, true);
  Serving::Options options;
  if (is_narrow) options.live.page_bytes_max = 10'000;
  Serving serving(options);
  const auto expected = event_positions(serving, 0);
  std::vector<std::uint64_t> got;
  std::string target = "/v1/events?limit=97";
  for (int pages = 0; pages < 1'000; ++pages) {
    const auto page = serving.get(target);
    REQUIRE(page.status == 200);
    auto json = boost::json::parse(page.body).as_object();
    const auto& events = json["events"].as_array();
    for (const auto& event : events) {
      got.push_back(event.at("data").at("position").to_number<std::uint64_t>());
    }
    if (events.empty()) break;
    if (is_narrow) CHECK(events.size() < 40);
    target = "/v1/events?limit=97&after=" + std::string(json["next_cursor"].as_string());
  }
  CHECK(got == expected);
}

TEST_CASE("live: the link to the next page asks the same, whatever stands in the filter", "[api][live]") {
  Serving serving;
  const auto page = serving.get("/v1/events?agency=a%2Bb,prov:64&limit=3&after=5");
  REQUIRE(page.status == 200);
  const std::string link = page.header("link");
  const std::string next = link.substr(1, link.find('>') - 1);
  CHECK(next.starts_with("/v1/events?agency=a%2Bb,prov:64&limit=3&after="));
  CHECK(next != "/v1/events?agency=a%2Bb,prov:64&limit=3&after=5");
  CHECK(serving.get(next).status == 200);
}

TEST_CASE("live: a long poll answers as soon as there is something, and empty after its time", "[api][live]") {
  Serving::Options options;
  options.recorded = 100;
  Serving serving(options);
  const std::string after = std::to_string(serving.host().published()->size().value - 1);
  Wire waiting(serving.port());
  waiting.send("GET /v1/events?after=" + after + " HTTP/1.1\r\nHost: l\r\nPrefer: wait=30\r\n\r\n");
  serving.record(1);
  CHECK(waiting.answer().body.find("\"specversion\"") != std::string::npos);
  const std::string later = std::to_string(serving.host().published()->size().value - 1);
  const auto empty = serving.get("/v1/events?after=" + later, "Prefer: wait=1\r\n");
  CHECK(empty.status == 200);
  CHECK(empty.body.find("\"events\":[]") != std::string::npos);
}

namespace {

// Takes next to nothing in advance, so that a reader who stops is met soon.
Serving::Options narrow() {
  Serving::Options options;
  options.limits.write = Seconds{1};
  options.limits.live_send_bytes = narrow_bytes;
  options.live.piece_bytes_max = 20'000;
  return options;
}

// What the reader got, and what it gets when it comes back with the last id of it.
std::vector<std::uint64_t> gone_on_with(const Serving& serving, const Seen& before, std::uint64_t end) {
  std::vector<std::uint64_t> joined = before.positions;
  Wire again(serving.port());
  again.send(follow + "Last-Event-ID: " + before.last_id + "\r\n\r\n");
  again.until("id: " + std::to_string(end) + "\n");
  again.rest(std::chrono::milliseconds{100});
  const auto after = seen_in(unchunked(again.read_so_far())).positions;
  joined.insert(joined.end(), after.begin(), after.end());
  return joined;
}

}  // namespace

TEST_CASE("live: a reader that stops reading is cut off, costs a piece, and goes on from its last id", "[api][live]") {
  std::mutex mutex;
  std::vector<std::string> lines;
  Serving::Options options = narrow();
  options.log = [&](LogLevel, const std::string& line) {
    const std::lock_guard lock(mutex);
    lines.push_back(line);
  };
  Serving serving(options);
  const auto expected = event_positions(serving, 1);
  Wire silent(serving.port(), narrow_bytes);
  silent.send(follow + "Last-Event-ID: 0\r\n\r\n");
  REQUIRE(becomes([&] { return serving.figure("jejak_live_readers") == 1; }));
  REQUIRE(becomes([&] { return serving.figure("jejak_live_readers") == 0; }));  // and nothing was read
  CHECK(serving.figure("jejak_live_dismissals_total") == 1);
  const std::uint64_t handed_out = serving.figure("jejak_live_deliveries_total");
  CHECK(handed_out < expected.size() / 2);
  const Seen seen = seen_in(unchunked(silent.rest()));
  REQUIRE_FALSE(seen.positions.empty());
  REQUIRE(seen.positions.size() < expected.size() / 2);
  CHECK(seen.last_id == std::to_string(seen.positions.back()));
  CHECK(gone_on_with(serving, seen, expected.back()) == expected);
  const std::lock_guard lock(mutex);
  const auto said = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.starts_with(R"({"event":"reader-dismissed","who":"127.0.0.1","filter":"full ")");
  });
  REQUIRE(said != lines.end());
  const auto handed_over = boost::json::parse(*said).at("position").to_number<std::uint64_t>();
  CHECK(handed_over > 0);
  CHECK(handed_over < expected.at(handed_out));
}

TEST_CASE("live: readers who never read cost no more than a piece, are closed, and stop nobody", "[api][live]") {
  Serving::Options options = narrow();
  options.recorded = 1'000;
  Serving serving(options);
  std::vector<std::unique_ptr<Wire>> silent;
  for (int i = 0; i < 20; ++i) {
    silent.push_back(std::make_unique<Wire>(serving.port(), narrow_bytes));
    silent.back()->send(follow + "Last-Event-ID: 0\r\n\r\n");
  }
  Wire reader(serving.port());
  reader.send(follow + "\r\n");
  reader.until("retry: 3000");
  serving.record(20);
  const auto expected = event_positions(serving, 0);
  reader.until("id: " + std::to_string(expected.back()) + "\n");
  CHECK(becomes([&] { return serving.figure("jejak_live_dismissals_total") == 20; }));
  CHECK(becomes([&] { return serving.figure("jejak_live_readers") == 1; }));
  CHECK(serving.get("/livez").status == 200);
}

TEST_CASE("live: a reader that takes its piece too late is told where to come back, and ended", "[api][live]") {
  Serving serving(narrow());
  const auto expected = event_positions(serving, 1);
  Wire late(serving.port(), narrow_bytes);
  late.send(follow + "Last-Event-ID: 0\r\n\r\n");
  REQUIRE(becomes([&] { return serving.figure("jejak_live_dismissals_total") == 1; }));
  const std::string all = late.rest();
  CHECK(all.ends_with("\r\n0\r\n\r\n"));  // the last chunk
  const std::string stream = unchunked(all);
  CHECK(stream.find("\n\n: too slow, come back\nid: ") != std::string::npos);
  CHECK(stream.rfind("\nevent: position\n") == stream.rfind("\nevent: "));
  const Seen seen = seen_in(stream);
  REQUIRE_FALSE(seen.positions.empty());
  CHECK(seen.last_id == std::to_string(seen.positions.back()));
  CHECK(gone_on_with(serving, seen, expected.back()) == expected);
}

TEST_CASE("live: whether a key may still follow is asked once for all its readers, and holds nobody up",
          "[api][live]") {
  Serving serving;
  Workers workers(1, 10);
  LiveLog log(serving.host(), workers);
  log.start();
  std::atomic<int> asked{0};
  std::atomic<bool> is_held{true};
  const auto standing = [&] {
    ++asked;
    while (is_held) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    return May::no;
  };
  const Sequence end{serving.host().published()->size().value};
  std::vector<std::shared_ptr<LiveBody>> readers;
  for (int i = 0; i < 3; ++i) readers.push_back(log.follow({}, end, {"office", standing, "key"}).value());
  std::atomic<int> pieces{0};
  std::atomic<int> ends{0};
  const auto write = [&](const Body& piece) { ++(piece == nullptr ? ends : pieces); };
  for (int i = 0; i < 2; ++i) readers[0]->next(write);  // the second one waits for an event
  REQUIRE(becomes([&] { return asked == 1; }));
  auto others = std::async(std::launch::async, [&] {  // while the answer is being looked for
    readers[2]->ended();
    return log.readers();
  });
  const bool is_free = others.wait_for(std::chrono::seconds{5}) == std::future_status::ready;
  CHECK(ends == 0);
  is_held = false;
  CHECK(is_free);
  CHECK(others.get() == 2);
  CHECK(becomes([&] { return ends == 1; }));
  for (int i = 0; i < 2; ++i) readers[1]->next(write);  // the first piece says no more than when to come back
  CHECK(ends == 2);
  CHECK(pieces == 2);
  std::this_thread::sleep_for(std::chrono::milliseconds{1'500});
  CHECK(asked == 1);
  for (const auto& reader : readers) reader->ended();
}

TEST_CASE("live: whoever waits for what is rare is not sent to the log by what the others get", "[api][live]") {
  Serving::Options options;
  options.recorded = 100;
  Serving serving(options);
  Workers workers(1, 10);
  LiveOptions few;
  few.events_kept_max = 10;
  LiveLog log(serving.host(), workers, few);
  log.start();
  const Sequence end{serving.host().published()->size().value};
  const Audience rare{EventFilter::parse("stream=case-2020-999999").value()};
  std::atomic<int> told{0};
  std::atomic<int> got{0};
  const auto waiting = log.follow(rare, end).value();
  const auto reading = log.follow({}, end).value();
  for (int i = 0; i < 2; ++i) waiting->next([&](const Body&) { ++told; });  // the first piece says when to come back
  reading->next([&](const Body&) { ++got; });
  for (int i = 0; i < 10; ++i) {
    const int before = got;
    reading->next([&](const Body&) { ++got; });
    serving.record(5);
    log.published(serving.host().published()->size());
    REQUIRE(becomes([&] { return got > before; }));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds{200});
  CHECK(told == 1);
  for (const auto& reader : {waiting, reading}) reader->ended();
  log.stop();
  workers.stop();
}

namespace {

// A reader without a connection: it takes its pieces when the test says so.
class Taker {
 public:
  explicit Taker(std::shared_ptr<LiveBody> body) : body_(std::move(body)) {}
  ~Taker() { body_->ended(); }
  void ask() {
    body_->next([this](const Body& piece) {
      const std::lock_guard lock(mutex_);
      pieces_.push_back(piece);
    });
  }
  std::vector<Body> pieces() const {
    const std::lock_guard lock(mutex_);
    return pieces_;
  }
  bool is_ended() const {
    const auto got = pieces();
    return !got.empty() && got.back() == nullptr;
  }
  std::vector<std::uint64_t> positions() const {
    std::string stream;
    for (const Body& piece : pieces()) stream += piece == nullptr ? "" : *piece;
    return seen_in(stream).positions;
  }

 private:
  const std::shared_ptr<LiveBody> body_;
  mutable std::mutex mutex_;
  std::vector<Body> pieces_;  // guarded by mutex_
};

}  // namespace

TEST_CASE("live: many who read from the beginning share their turns, are never sent away, and hold up no other read",
          "[api][live]") {
  Serving::Options options;
  options.recorded = 300;
  Serving serving(options);
  const auto expected = event_positions(serving, 0);
  Workers workers(2, 4);
  LiveOptions few;
  few.events_kept_max = 50;
  LiveLog log(serving.host(), workers, few);
  log.start();
  std::atomic<bool> is_held{true};
  std::atomic<int> begun{0};
  const auto held = [&] {
    ++begun;
    while (is_held) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  };
  REQUIRE(workers.post_read(held));
  REQUIRE(becomes([&] { return begun == 1; }));
  while (workers.post_read(held)) {
  }
  std::vector<std::unique_ptr<Taker>> all;
  for (int i = 0; i < 20; ++i) {
    all.push_back(std::make_unique<Taker>(log.follow({}, Sequence{0}).value()));
    for (int pieces = 0; pieces < 2; ++pieces) all.back()->ask();  // the first says when to come back
  }
  const auto have = [&](std::size_t pieces) {
    return std::all_of(all.begin(), all.end(), [&](const auto& one) { return one->pieces().size() >= pieces; });
  };
  for (const auto& one : all) CHECK_FALSE(one->is_ended());
  is_held = false;
  std::atomic<int> answered{0};
  for (int pieces = 2;; ++pieces) {
    REQUIRE(becomes([&] { return have(static_cast<std::size_t>(pieces)); }));
    if (pieces == 2) {
      for (const auto& one : all) CHECK(one->pieces().back() == all.front()->pieces().back());
    }
    REQUIRE(std::none_of(all.begin(), all.end(), [](const auto& one) { return one->is_ended(); }));
    if (all.front()->positions() == expected) break;
    for (const auto& one : all) one->ask();
    REQUIRE(workers.post_read([&] { ++answered; }));
    REQUIRE(becomes([&] { return answered == pieces - 1; }));
  }
  for (const auto& one : all) CHECK(one->positions() == expected);
  all.clear();
  log.stop();
  workers.stop();
}

TEST_CASE("live: while nobody can say whether a key may follow it is handed nothing, and it misses nothing",
          "[api][live]") {
  Serving::Options options;
  options.recorded = 100;
  Serving serving(options);
  Workers workers(2, 10);
  LiveOptions often;
  often.heartbeat = std::chrono::seconds{1};
  LiveLog log(serving.host(), workers, often);
  log.start();
  std::atomic<bool> is_known{false};
  const auto standing = [&] { return is_known ? May::yes : May::unknown; };
  const std::uint64_t end = serving.host().published()->size().value;
  Taker waiting(log.follow({}, Sequence{end}, {"office", standing, "key"}).value());
  Taker behind(log.follow({}, Sequence{1}, {"office", standing, "key"}).value());
  for (int pieces = 0; pieces < 2; ++pieces) waiting.ask();
  for (int pieces = 0; pieces < 2; ++pieces) behind.ask();
  serving.record(20);
  log.published(serving.host().published()->size());
  std::this_thread::sleep_for(std::chrono::milliseconds{2'500});
  for (const Taker* one : {&waiting, &behind}) CHECK(one->pieces().size() == 1);  // when to come back
  is_known = true;
  for (Taker* one : {&waiting, &behind}) {
    const auto expected = event_positions(serving, one == &waiting ? end : 1);
    CHECK(becomes([&] {
      if (one->pieces().size() > 1 && one->positions() != expected) one->ask();
      return one->positions() == expected;
    }));
    CHECK_FALSE(one->is_ended());
  }
  log.stop();
  workers.stop();
}

TEST_CASE("live: only so many different filters are followed at a time, and each has what stood there before it",
          "[api][live]") {
  Serving::Options options;
  options.recorded = 100;
  Serving serving(options);
  Workers workers(2, 10);
  LiveOptions few;
  few.groups_max = 2;
  LiveLog log(serving.host(), workers, few);
  log.start();
  const Sequence begin{serving.host().published()->size().value};
  const auto of = [](const char* filter) { return Audience{EventFilter::parse(std::string_view(filter)).value()}; };
  Taker first(log.follow({}, begin).value());
  for (int pieces = 0; pieces < 2; ++pieces) first.ask();
  serving.record(20);
  log.published(serving.host().published()->size());
  const auto expected = event_positions(serving, begin.value);
  REQUIRE(becomes([&] { return first.positions() == expected; }));  // so they are kept
  const auto verdicts = of("verdict=admitted,refused");             // every event
  {
    Taker second(log.follow(verdicts, begin).value());
    for (int pieces = 0; pieces < 2; ++pieces) second.ask();
    CHECK(becomes([&] { return second.positions() == expected; }));
    const auto third = log.follow(of("type=CaseOpened"), begin);
    REQUIRE_FALSE(third.has_value());
    CHECK(third.error().code == Errc::overloaded);
    const Taker another(log.follow(verdicts, begin).value());
  }
  const Taker third(log.follow(of("type=CaseOpened"), begin).value());
  log.stop();
  workers.stop();
}

TEST_CASE("live: whoever asks for more just after the service stopped is told to come later, and then ended",
          "[api][live]") {
  Serving serving;
  Workers workers(1, 10);
  LiveLog log(serving.host(), workers);
  log.start();
  const auto reader = log.follow({}, Sequence{0});
  REQUIRE(reader.has_value());
  log.stop();
  std::vector<Body> pieces;
  for (int i = 0; i < 3; ++i) (*reader)->next([&pieces](Body piece) { pieces.push_back(std::move(piece)); });
  REQUIRE(pieces.size() == 3);
  REQUIRE(pieces[0] != nullptr);
  CHECK(*pieces[0] == "retry: 10000\n\n");
  CHECK(pieces[1] == nullptr);
  CHECK(pieces[2] == nullptr);
  (*reader)->ended();
}
