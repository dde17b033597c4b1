// Durable subscriptions over a WebSocket, spoken byte by byte.
#include "tests/api/serving.hpp"
#include "tests/api/socket.hpp"

#include <boost/json.hpp>

#include <future>
#include <mutex>
#include <set>

using namespace jejak;
using namespace jejak::test;

namespace {

boost::json::object object_of(const std::string& text) {
  return boost::json::parse(text).as_object();
}

std::vector<std::uint64_t> openings(Serving& serving) {
  std::vector<std::uint64_t> out;
  const auto size = serving.host().published()->size();
  REQUIRE(serving.host().reader().entries(Sequence{0}, size, [&](Sequence position, BytesView bytes) -> Outcome {
    const auto entry = projected_entry(position, bytes);
    if (entry && entry->event && std::string_view(catalogue().find(entry->event->type)->name) == "CaseOpened") {
      out.push_back(position.value);
    }
    return {};
  }));
  return out;
}

// The other half of a connection that takes nothing, unless the test says so.
class IdleLink final : public SocketLink {
 public:
  void send(Body text) override {
    const std::lock_guard lock(mutex_);
    ++texts_;
    bytes_ += text->size();
  }
  void close(std::uint16_t, std::string) override {}
  std::size_t texts() const {
    const std::lock_guard lock(mutex_);
    return texts_;
  }
  std::size_t bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
  }

 private:
  mutable std::mutex mutex_;
  std::size_t texts_ = 0;  // guarded by mutex_, both
  std::size_t bytes_ = 0;
};

std::shared_ptr<SocketPeer> peer_of(Serving& serving, const std::string& target) {
  auto request = std::make_shared<Request>();
  request->target = target;
  request->is_upgrade = true;
  request->headers = {{"sec-websocket-protocol", "jejak.subscription.v1"}};
  const auto promise = std::make_shared<std::promise<std::shared_ptr<SocketPeer>>>();
  auto answered = promise->get_future();
  serving.application().answer(request, [promise](const Answer& answer) { promise->set_value(answer.socket); });
  REQUIRE(answered.wait_for(std::chrono::seconds{10}) == std::future_status::ready);
  return answered.get();
}

}  // namespace

TEST_CASE("subscription: what was acknowledged does not come again, everything else does, and none is missing",
          "[api][subscription]") {
  Serving serving;
  const auto made =
      serving.put("/v1/subscriptions/statistics", R"({"filter":"type=CaseOpened","start":0,"retry_delay_ms":1})");
  INFO(made.body);
  REQUIRE(made.status == 200);
  const auto expected = openings(serving);
  REQUIRE(expected.size() > 20);
  std::set<std::uint64_t> acknowledged;
  for (int connections = 0; acknowledged.size() < expected.size() && connections < 100; ++connections) {
    SocketClient socket(serving.port(), "/v1/subscriptions/statistics/stream");
    CHECK(object_of(socket.read()).contains("joined"));
    socket.say(R"({"credit":7})");
    const std::size_t left = expected.size() - acknowledged.size();
    std::vector<std::uint64_t> got;
    while (got.size() < std::min<std::size_t>(7, left)) {
      auto message = object_of(socket.read());
      REQUIRE(message.contains("event"));
      got.push_back(message["position"].to_number<std::uint64_t>());
      CHECK(acknowledged.count(got.back()) == 0);
    }
    if (left > 7) got.resize(4);  // gone in the middle: the others were not acknowledged
    std::string ack = "{\"ack\":[";
    for (const std::uint64_t position : got) ack += std::to_string(position) + ",";
    ack.back() = ']';
    socket.say(ack + "}");
    CHECK(object_of(socket.read())["acked"].as_array().size() == got.size());
    acknowledged.insert(got.begin(), got.end());
  }
  CHECK(std::vector<std::uint64_t>(acknowledged.begin(), acknowledged.end()) == expected);
}

TEST_CASE("subscription: a position that is named twice in a message was acknowledged", "[api][subscription]") {
  Serving serving;
  REQUIRE(serving.put("/v1/subscriptions/twice", R"({"filter":"type=CaseOpened","start":0})").status == 200);
  SocketClient socket(serving.port(), "/v1/subscriptions/twice/stream");
  socket.read();
  socket.say(R"({"credit":1})");
  const auto got = std::to_string(object_of(socket.read()).at("position").to_number<std::uint64_t>());
  socket.say("{\"ack\":[" + got + "," + got + "]}");
  CHECK(socket.read() == "{\"acked\":[" + got + "," + got + "],\"unknown\":[]}");
}

TEST_CASE("subscription: parked events are listed, handed out again and dropped", "[api][subscription]") {
  Serving serving;
  REQUIRE(serving.put("/v1/subscriptions/parking", R"({"filter":"type=CaseOpened","start":0})").status == 200);
  SocketClient socket(serving.port(), "/v1/subscriptions/parking/stream");
  socket.read();
  socket.say(R"({"credit":1})");
  const auto first = object_of(socket.read()).at("position").to_number<std::uint64_t>();
  socket.say("{\"nack\":[" + std::to_string(first) + "],\"action\":\"park\"}");
  CHECK(object_of(socket.read()).contains("acked"));
  auto parked = object_of(serving.get("/v1/subscriptions/parking/parked").body);
  REQUIRE(parked["items"].as_array().size() == 1);
  CHECK(parked["items"].as_array()[0].at("position").to_number<std::uint64_t>() == first);
  CHECK(serving.post("/v1/subscriptions/parking/parked:replay", "application/json", "").status == 200);
  socket.say(R"({"credit":1})");
  CHECK(object_of(socket.read()).at("position").to_number<std::uint64_t>() == first);
  socket.say("{\"ack\":[" + std::to_string(first) + "]}");
  CHECK(object_of(socket.read()).contains("acked"));
  parked = object_of(serving.get("/v1/subscriptions/parking/parked").body);
  CHECK(parked["items"].as_array().empty());
  auto status = object_of(serving.get("/v1/subscriptions/parking").body);
  CHECK(status["consumers"].to_number<int>() == 1);
  CHECK(status.contains("last_acknowledged"));
}

TEST_CASE("subscription: the start that stands is kept unless another one is said, however it is spelt",
          "[api][subscription]") {
  Serving serving;
  REQUIRE(serving.put("/v1/subscriptions/begun", R"({"start":3})").status == 200);
  for (const char* same : {"", "{}", R"({"start":3})", R"({"\u0073tart":3})"}) {
    INFO(same);
    CHECK(serving.put("/v1/subscriptions/begun", same).status == 200);
  }
  for (const char* other : {R"({"start":4})", R"({"\u0073tart":4})"}) {
    INFO(other);
    CHECK(serving.put("/v1/subscriptions/begun", other).status == 409);
  }
}

TEST_CASE("subscription: nonsense is answered and the socket goes on", "[api][subscription]") {
  Serving serving;
  REQUIRE(serving.put("/v1/subscriptions/noise", R"({"filter":"type=CaseOpened","start":0})").status == 200);
  CHECK(serving.put("/v1/subscriptions/noise", R"({"filter":"type=CaseClosed","start":0})").status == 409);
  CHECK(serving.put("/v1/subscriptions/other", R"({"filtr":""})").status == 400);
  CHECK(serving.put("/v1/subscriptions/other", "[").status == 400);
  CHECK(serving.get("/v1/subscriptions/unknown").status == 404);
  CHECK(serving.get("/v1/subscriptions/noise/stream").status == 400);
  SocketClient socket(serving.port(), "/v1/subscriptions/noise/stream");
  socket.read();
  for (const std::string& nonsense :
       {std::string("x"), std::string("[]"), std::string(R"({"credit":-1})"), std::string(R"({"credit":1e9})"),
        std::string(R"({"ack":"all"})"), std::string(R"({"nack":[1],"action":"forget"})"), std::string(30'000, '[')}) {
    socket.say(nonsense);
    CHECK(object_of(socket.read()).contains("error"));
  }
  socket.say(R"({"ack":[1,2,3]})");
  CHECK(object_of(socket.read())["unknown"].as_array().size() == 3);
  socket.say(R"({"credit":1})");
  CHECK(object_of(socket.read()).contains("event"));
}

TEST_CASE("subscription: only whoever offers its protocol by name is spoken to", "[api][subscription]") {
  Serving serving;
  REQUIRE(serving.put("/v1/subscriptions/named", R"({"start":0})").status == 200);
  const auto status = [&](const std::string& offered) {
    Wire wire(serving.port());
    wire.send(
        "GET /v1/subscriptions/named/stream HTTP/1.1\r\nHost: l\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
        offered + "\r\n");
    return wire.answer().status;
  };
  const std::string field = "Sec-WebSocket-Protocol: ";
  for (const char* none : {"jejak.subscription.v10", "xjejak.subscription.v1", "JEJAK.SUBSCRIPTION.V1", "chat", ",",
                           "jejak.subscription.v1;q=1", "jejak. subscription.v1"}) {
    INFO(none);
    CHECK(status(field + none + "\r\n") == 400);
  }
  CHECK(status("") == 400);
  for (const char* some : {"jejak.subscription.v1", "chat,jejak.subscription.v1", "jejak.subscription.v1 ,\tchat",
                           "chat\r\nSec-WebSocket-Protocol: jejak.subscription.v1"}) {
    INFO(some);
    CHECK(status(field + some + "\r\n") == 101);
  }
}

TEST_CASE("subscription: a consumer may say much before it reads the answers", "[api][subscription]") {
  Serving serving;
  REQUIRE(serving.put("/v1/subscriptions/busy", R"({"start":0})").status == 200);
  SocketClient socket(serving.port(), "/v1/subscriptions/busy/stream");
  socket.read();
  constexpr int messages = 2'000;  // each acknowledges by itself, as many consumers do
  for (int i = 0; i < messages; ++i) socket.say("{\"ack\":[" + std::to_string(i) + "]}");
  for (int i = 0; i < messages; ++i) REQUIRE(object_of(socket.read()).contains("unknown"));
}

TEST_CASE("subscription: whoever does not take what is sent is handed nothing more, and that is no attempt",
          "[api][subscription]") {
  Serving serving;
  REQUIRE(serving.put("/v1/subscriptions/full", R"({"start":0,"attempts_max":1})").status == 200);
  const auto link = std::make_shared<IdleLink>();
  const auto peer = peer_of(serving, "/v1/subscriptions/full/stream");
  REQUIRE(peer != nullptr);
  peer->opened(link);
  REQUIRE(becomes([&] { return link->texts() == 1; }));
  std::string unknown = "{\"ack\":[";
  for (std::uint64_t i = 0; i < 10'000; ++i) unknown += std::to_string(9'000'000'000'000'000'000 + i) + ",";
  unknown.back() = ']';
  std::size_t answers = 1;
  while (link->bytes() <= 4 * 1024 * 1024) {
    peer->said(unknown + "}");
    ++answers;
    REQUIRE(becomes([&] { return link->texts() == answers; }));
  }
  const std::size_t waiting = link->bytes();
  peer->said(R"({"credit":3})");
  peer->said(R"({"ack":[1]})");  // what answers it has looked at the credit before
  CHECK(becomes([&] { return link->texts() == answers + 1; }));
  auto status = object_of(serving.get("/v1/subscriptions/full").body);
  CHECK(status["in_flight"] == 0);
  CHECK(status["parked"] == 0);
  REQUIRE(serving.put("/v1/subscriptions/fast", R"({"filter":"type=CaseOpened","start":0})").status == 200);
  SocketClient fast(serving.port(), "/v1/subscriptions/fast/stream");
  fast.read();
  fast.say(R"({"credit":1})");
  CHECK(object_of(fast.read()).contains("event"));
  peer->taken(waiting);
  CHECK(becomes([&] { return link->texts() == answers + 4; }));
  status = object_of(serving.get("/v1/subscriptions/full").body);
  CHECK(status["in_flight"] == 3);
  peer->ended();
}

TEST_CASE("subscription: what the operator keeps in reserve is left alone by subscriptions too",
          "[api][subscription]") {
  Serving::Options options;
  options.reserve_bytes = std::uint64_t{1} << 60;
  Serving serving(options);
  const auto put = serving.put("/v1/subscriptions/large", R"({"start":0})");
  CHECK(put.status == 507);
  CHECK(put.body.find("disk-low") != std::string::npos);
}

TEST_CASE("subscription: whoever would consume when the service stops is told so at once", "[api][subscription]") {
  Serving serving;
  REQUIRE(serving.put("/v1/subscriptions/late", R"({"start":0})").status == 200);
  serving.application().drain();
  Wire wire(serving.port());
  wire.send(
      "GET /v1/subscriptions/late/stream HTTP/1.1\r\nHost: l\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Sec-WebSocket-Protocol: jejak.subscription.v1\r\n\r\n");
  CHECK(wire.answer().status == 503);
}

TEST_CASE("subscription: when the service stops its consumers are told so", "[api][subscription]") {
  Serving serving;
  REQUIRE(serving.put("/v1/subscriptions/bye", R"({"start":0})").status == 200);
  SocketClient socket(serving.port(), "/v1/subscriptions/bye/stream");
  socket.read();
  std::thread stopping([&] { serving.stop(); });
  CHECK(socket.close_code() == 1001);
  stopping.join();
}
