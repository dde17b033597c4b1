// Webhooks over the network: signed, thin, tried again, and never sent where they must not go.
#include "api/service/webhook_signature.hpp"
#include "tests/api/serving.hpp"

#include <arpa/inet.h>
#include <boost/json.hpp>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <deque>

using namespace jejak;
using namespace jejak::test;

namespace {

boost::json::object object_of(const std::string& text) {
  return boost::json::parse(text).as_object();
}

// An endpoint: takes one request a connection and answers with the next status it was told, 200 without.
class Receiver {
 public:
  Receiver() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(socket_, 64) == 0);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~Receiver() {
    stopping_ = true;
    thread_.join();
    ::close(socket_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/hook"; }
  void answer_with(std::vector<unsigned> statuses) {
    const std::lock_guard lock(mutex_);
    statuses_.assign(statuses.begin(), statuses.end());
  }
  void answer_after(std::chrono::milliseconds pause) { pause_ = pause; }
  void promise(std::size_t bytes) { promised_ = bytes; }  // behind the answer's head; they never come
  std::vector<Received> wait_for(std::size_t count) {
    for (int i = 0; i < 1'000; ++i) {
      {
        const std::lock_guard lock(mutex_);
        if (received_.size() >= count) return received_;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    const std::lock_guard lock(mutex_);
    FAIL("got " << received_.size() << " of " << count);
    return received_;
  }

 private:
  void run() {
    while (!stopping_) {
      pollfd waiting{socket_, POLLIN, 0};
      if (::poll(&waiting, 1, 50) <= 0) continue;
      const int taken = ::accept(socket_, nullptr, nullptr);
      Received one;
      std::string read;
      char buffer[65'536];
      for (;;) {
        const auto got = ::recv(taken, buffer, sizeof buffer, 0);
        if (got <= 0) break;
        read.append(buffer, static_cast<std::size_t>(got));
        const auto end = read.find("\r\n\r\n");
        if (end == std::string::npos) continue;
        one.head = read.substr(0, end + 2);
        const std::size_t length = std::stoul("0" + one.header("content-length"));
        if (read.size() < end + 4 + length) continue;
        one.body = read.substr(end + 4);
        break;
      }
      unsigned status = 200;
      {
        const std::lock_guard lock(mutex_);
        if (!statuses_.empty()) {
          status = statuses_.front();
          statuses_.pop_front();
        }
        received_.push_back(one);
      }
      std::this_thread::sleep_for(pause_.load());
      const std::string answer = "HTTP/1.1 " + std::to_string(status) +
                                 " x\r\nContent-Length: " + std::to_string(promised_.load()) +
                                 "\r\nConnection: close\r\n\r\n";
      ::send(taken, answer.data(), answer.size(), MSG_NOSIGNAL);
      ::close(taken);
    }
  }

  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<std::chrono::milliseconds> pause_{std::chrono::milliseconds{0}};
  std::atomic<std::size_t> promised_{0};
  std::thread thread_;
  std::mutex mutex_;
  std::vector<Received> received_;  // guarded by mutex_
  std::deque<unsigned> statuses_;   // guarded by mutex_
};

// An endpoint that lets everybody in and never answers.
class Mute {
 public:
  Mute() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(socket_, 64) == 0);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/hook";
  }
  ~Mute() {
    for (const int taken : taken_) ::close(taken);
    ::close(socket_);
  }
  const std::string& url() const { return url_; }
  std::size_t connections() {  // so far
    for (;;) {
      const int taken = ::accept(socket_, nullptr, nullptr);
      if (taken < 0) return taken_.size();
      taken_.push_back(taken);
    }
  }
  // Within ten seconds so many, and a moment later no more.
  bool gets(std::size_t count) {
    const bool is_reached = becomes([&] { return connections() >= count; });
    std::this_thread::sleep_for(std::chrono::milliseconds{500});
    return is_reached && connections() == count;
  }

 private:
  int socket_ = -1;
  std::string url_;
  std::vector<int> taken_;
};

Serving::Options with_webhooks() {
  Serving::Options options;
  options.recorded = 700;
  options.webhook_networks = {"127.0.0.0/8"};
  return options;
}

// An office whose key is known from the beginning.
std::string owner(const Serving& serving) {
  return bearer(key_of(serving, "PPK_ASN@prov:63"));
}

template <class Endpoint>
std::string ask_for(const Endpoint& receiver, const std::string& filter, std::uint64_t start) {
  return "{\"url\":\"" + receiver.url() + "\",\"filter\":\"" + filter + "\",\"start\":" + std::to_string(start) + "}";
}

}  // namespace

TEST_CASE("webhook: an event is told thin and signed, to who asked for it, once", "[api][webhook]") {
  Serving serving(with_webhooks());
  Receiver receiver;
  const auto made =
      serving.post("/v1/webhooks", "application/json", ask_for(receiver, "type=CaseOpened", 0), owner(serving));
  INFO(made.body);
  REQUIRE(made.status == 201);
  auto webhook = object_of(made.body);
  const auto key = parse_webhook_key(webhook["key"].as_string());
  REQUIRE(key.has_value());
  std::set<std::string> ids;
  for (const Received& one : receiver.wait_for(3)) {
    CHECK(one.head.starts_with("POST /hook HTTP/1.1\r\n"));
    const std::string id = one.header("webhook-id");
    CHECK(ids.insert(id).second);
    CHECK(verify_webhook(*key, one.header("webhook-signature"), id, std::stoll(one.header("webhook-timestamp")),
                         one.body));
    auto event = object_of(one.body);
    CHECK(event["specversion"] == "1.0");
    CHECK(one.body.find("\"fields\"") == std::string::npos);
    CHECK(event["data"].as_object().contains("leaf_hash"));
  }
  const std::string id(webhook["id"].as_string());
  CHECK(serving.get("/v1/webhooks/" + id, owner(serving)).status == 200);
  CHECK(serving.get("/v1/webhooks", owner(serving)).body.find(id) != std::string::npos);
}

TEST_CASE("webhook: what waits for its turn is signed when it is sent", "[api][webhook]") {
  Serving serving(with_webhooks());
  Receiver receiver;
  receiver.answer_after(std::chrono::milliseconds{1'100});
  const auto made =
      serving.post("/v1/webhooks", "application/json", ask_for(receiver, "type=CaseOpened", 0), owner(serving));
  REQUIRE(made.status == 201);
  const auto received = receiver.wait_for(3);
  const auto sent_at = [&](std::size_t i) { return std::stoll(received.at(i).header("webhook-timestamp")); };
  CHECK(sent_at(1) > sent_at(0));
  CHECK(sent_at(2) > sent_at(1));
}

TEST_CASE("webhook: endpoints that never answer get one post at a time, and hold up nobody else's", "[api][webhook]") {
  Serving serving(with_webhooks());
  const std::string careless = bearer(key_of(serving, "PPK_ASN@prov:64"));
  Mute mute;
  Receiver receiver;
  const auto add_mute = [&] {
    return serving.post("/v1/webhooks", "application/json", ask_for(mute, "", 0), careless).status;
  };
  REQUIRE(add_mute() == 201);
  CHECK(mute.gets(1));
  for (int i = 0; i < 11; ++i) REQUIRE(add_mute() == 201);
  CHECK(mute.gets(4));  // half of the threads
  REQUIRE(serving.post("/v1/webhooks", "application/json", ask_for(receiver, "type=CaseOpened", 0), owner(serving))
              .status == 201);
  receiver.wait_for(3);
}

TEST_CASE("webhook: what still waits for its turn when the service stops is not begun any more", "[api][webhook]") {
  Receiver receiver;
  receiver.answer_after(std::chrono::milliseconds{300});
  const AddressGuard guard({parse_range("127.0.0.0/8").value()});
  WebhookPosts posts(guard, [](const std::function<void()>& deed) { deed(); });
  std::atomic<int> answered{0};
  for (int i = 0; i < 6; ++i) {
    WebhookRequest request;
    request.url = receiver.url();
    request.stamp = [](const std::string&) { return WebhookHeaders{}; };
    posts.send(std::move(request), [&](const WebhookAnswer&) { ++answered; });
  }
  receiver.wait_for(1);
  posts.drop_waiting();
  CHECK(becomes([&] { return answered == 4; }));  // which were on their way: half of the threads
  std::this_thread::sleep_for(std::chrono::milliseconds{500});
  posts.stop();
  CHECK(answered == 4);
}

TEST_CASE("webhook: what is delivered is said by the answer's head, whatever is to come behind it", "[api][webhook]") {
  Serving serving(with_webhooks());
  Receiver receiver;
  receiver.promise(100'000);
  const auto made =
      serving.post("/v1/webhooks", "application/json", ask_for(receiver, "type=CaseOpened", 0), owner(serving));
  REQUIRE(made.status == 201);
  const std::string path = "/v1/webhooks/" + std::string(object_of(made.body)["id"].as_string());
  receiver.wait_for(3);
  CHECK(becomes([&] { return object_of(serving.get(path, owner(serving)).body).contains("last_delivered"); }));
  CHECK(object_of(serving.get(path + "/failures", owner(serving)).body)["items"].as_array().empty());
}

TEST_CASE("webhook: gone for ever shuts an endpoint off, and its owner can open it again", "[api][webhook]") {
  Serving serving(with_webhooks());
  Receiver receiver;
  receiver.answer_with({410});
  const auto made =
      serving.post("/v1/webhooks", "application/json", ask_for(receiver, "type=CaseOpened", 0), owner(serving));
  REQUIRE(made.status == 201);
  const std::string path = "/v1/webhooks/" + std::string(object_of(made.body)["id"].as_string());
  receiver.wait_for(1);
  bool is_off = false;
  for (int i = 0; i < 500 && !is_off; ++i) {
    is_off = object_of(serving.get(path, owner(serving)).body)["enabled"] == false;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  CHECK(is_off);
  CHECK(object_of(serving.post(path + "/enable", "application/json", "", owner(serving)).body)["enabled"] == true);
  receiver.wait_for(3);
  CHECK(serving.post(path + "/rotate", "application/json", "", owner(serving)).status == 200);
  CHECK(serving.get(path + "/failures", owner(serving)).status == 200);
  CHECK(serving.post(path + "/replay", "application/json", "", owner(serving)).status == 200);
}

TEST_CASE("webhook: failed deliveries are listed to the last, page by page", "[api][webhook]") {
  Serving serving(with_webhooks());
  Receiver receiver;
  receiver.answer_with(std::vector<unsigned>(1'000, 500));
  const auto made = serving.post("/v1/webhooks", "application/json", ask_for(receiver, "", 0), owner(serving));
  REQUIRE(made.status == 201);
  const std::string list = "/v1/webhooks/" + std::string(object_of(made.body)["id"].as_string()) + "/failures";
  const auto page = [&](const std::string& query) { return object_of(serving.get(list + query, owner(serving)).body); };
  for (int i = 0; i < 500 && page("?limit=4")["items"].as_array().size() < 4; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  std::vector<std::uint64_t> positions;
  std::string cursor;
  for (int i = 0; i < 4; ++i) {
    auto one = page("?limit=1" + cursor);
    REQUIRE(one["items"].as_array().size() == 1);
    positions.push_back(one["items"].as_array()[0].at("position").to_number<std::uint64_t>());
    if (i < 3) cursor = "&cursor=" + std::string(one.at("next_cursor").as_string());
  }
  CHECK(std::adjacent_find(positions.begin(), positions.end(), std::greater_equal<>()) == positions.end());
  auto whole = page("?limit=10000");
  CHECK_FALSE(whole.contains("next_cursor"));
  std::set<std::uint64_t> all;
  for (const auto& item : whole["items"].as_array()) all.insert(item.at("position").to_number<std::uint64_t>());
  for (const std::uint64_t position : positions) CHECK(all.count(position) == 1);
  for (const char* query : {"?limit=0", "?cursor=AAAA", "?cursor=!", "?after=3"}) {
    INFO(query);
    CHECK(serving.get(list + query, owner(serving)).status == 400);
  }
}

TEST_CASE("webhook: inner addresses, other schemes and unknown members are refused", "[api][webhook]") {
  Serving::Options options;
  options.recorded = 700;
  Serving serving(options);  // nothing inside is allowed
  for (const std::string& url :
       {std::string("http://127.0.0.1/"), std::string("https://127.0.0.1/"), std::string("https://[::1]/"),
        std::string("https://10.0.0.1/"), std::string("https://169.254.169.254/latest/meta-data"),
        std::string("https://[::ffff:127.0.0.1]/"), std::string("ftp://example.com/"), std::string("nonsense")}) {
    INFO(url);
    const auto got = serving.post("/v1/webhooks", "application/json", "{\"url\":\"" + url + "\"}", owner(serving));
    CHECK((got.status == 400 || got.status == 403));
  }
  CHECK(serving.post("/v1/webhooks", "application/json", R"({"uri":"https://example.com/"})", owner(serving)).status ==
        400);
  CHECK(serving.post("/v1/webhooks", "application/json", "[1", owner(serving)).status == 400);
  CHECK(serving.get("/v1/webhooks/wh_unknown", owner(serving)).status == 404);
}
