// The server behind a real socket: what every client meets before any route.
#include "tests/api/serving.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>

using namespace jejak;
using namespace jejak::test;

TEST_CASE("server: requests of one connection are answered in their order, pipelined or not", "[api][server]") {
  Serving serving;
  Wire wire(serving.port());
  wire.send(
      "GET /livez HTTP/1.1\r\nHost: l\r\n\r\nGET /v1/genesis HTTP/1.1\r\nHost: l\r\n\r\nGET /nowhere HTTP/1.1\r\n"
      "Host: l\r\n\r\n");
  CHECK(wire.answer().body == "ok\n");
  const auto genesis = wire.answer();
  CHECK(genesis.status == 200);
  CHECK(genesis.body == serving.plan().genesis_note);
  const auto nowhere = wire.answer();
  CHECK(nowhere.status == 404);
  CHECK(nowhere.header("content-type") == "application/problem+json");
  CHECK(nowhere.header("cache-control") == "no-store");
}

TEST_CASE("server: what is no request is told so and ends its connection alone", "[api][server]") {
  Serving serving;
  for (const std::string& garbage :
       {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), std::string("GET / HTTP/9.9\r\n\r\n"),
        std::string("GET  / HTTP/1.1\r\n\r\n"), std::string("G\0T / HTTP/1.1\r\n\r\n", 18),
        std::string("POST /v1/events HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
        std::string("POST /v1/events HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"),
        std::string("POST /v1/events HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        std::string("GET /livez HTTP/1.1\r\nX: a\x01"
                    "b\r\n\r\n")}) {
    INFO(garbage);
    Wire wire(serving.port());
    wire.send(garbage);
    const auto answer = wire.answer();
    CHECK(answer.status == 400);
    CHECK(answer.body.find("/problems/malformed") != std::string::npos);
    CHECK(answer.header("x-trace-id").size() == 32);
    CHECK(wire.is_ended());
    CHECK(serving.get("/livez").status == 200);
  }
}

TEST_CASE("server: a trace id is the caller's where it is one, and else a new one", "[api][server]") {
  Serving serving;
  const auto traced = [&](const std::string& id) {
    return serving.get("/nowhere", "traceparent: 00-" + id + "-00f067aa0ba902b7-01\r\n").header("x-trace-id");
  };
  CHECK(traced("4bf92f3577b34da6a3ce929d0e0e4736") == "4bf92f3577b34da6a3ce929d0e0e4736");
  for (const std::string& none :
       {std::string(32, '-'), std::string(32, '0'), std::string(32, 'A'), std::string("4bf9")}) {
    const std::string made = traced(none);
    INFO(none << " " << made);
    CHECK(made.size() == 32);
    CHECK(made.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(made != none);
  }
}

TEST_CASE("server: heads and bodies beyond their limits are refused before they are kept", "[api][server]") {
  Serving serving;
  Wire head(serving.port());
  head.send("GET /livez HTTP/1.1\r\nX: " + std::string(20'000, 'x'));
  const auto large_head = head.answer();
  CHECK(large_head.status == 431);
  Wire body(serving.port());
  body.send(
      "POST /v1/events HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n");
  const auto large_body = body.answer();
  CHECK(large_body.status == 413);
  CHECK(body.is_ended());
  Wire target(serving.port());
  target.send("GET /" + std::string(5'000, 'a') + " HTTP/1.1\r\nHost: l\r\n\r\n");
  CHECK(target.answer().status == 413);
}

TEST_CASE("server: what stands around the pieces of a body is bounded, and is no header", "[api][server]") {
  Serving::Options options;
  options.recorded = 1'000;
  options.is_public = false;
  Serving serving(options);
  const std::string chunked = " HTTP/1.1\r\nHost: l\r\nTransfer-Encoding: chunked\r\n";
  for (const std::string& endless :
       {"1;" + std::string(200'000, 'x'), "1\r\nx\r\n0\r\nX: " + std::string(200'000, 'x')}) {
    Wire wire(serving.port());
    wire.send("POST /v1/events" + chunked + "Content-Type: application/json\r\n\r\n" + endless);
    const auto refused = wire.answer();
    CHECK(refused.status == 431);
    CHECK(refused.body.find("/problems/head-too-large") != std::string::npos);
    CHECK(wire.is_ended());
  }
  const std::string token = bearer(key_of(serving, "BKN@kl:BKN"));
  const auto asked = [&](const std::string& header, const std::string& trailer) {
    Wire wire(serving.port());
    wire.send("GET /v1/cases?limit=1" + chunked + header + "\r\n1;a=b\r\nx\r\n0\r\n" + trailer + "\r\n");
    return wire.answer().status;
  };
  CHECK(asked(token, "") == 200);
  CHECK(asked("", token) == 401);
}

TEST_CASE("server: bodies that would take more memory together than is meant for them are turned away",
          "[api][server]") {
  Serving::Options options;
  options.bodies_bytes_max = 1'000'000;
  Serving serving(options);
  const std::string body(400'000, 'x');
  const auto answer = [&] { return serving.post("/v1/events", "application/json", body); };
  CHECK(answer().status == 400);
  const std::string announced =
      "POST /v1/events HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n";
  {
    auto half = std::make_unique<Wire>(serving.port());
    half->send(announced);
    CHECK(answer().status == 400);  // what was announced counts nothing
    // Of two that come at once either may find no room; so the second waits a moment.
    REQUIRE(becomes([&] {
      half = std::make_unique<Wire>(serving.port());
      half->send(announced + std::string(700'000, 'x'));
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
      return answer().status == 503;
    }));
    const auto refused = answer();
    CHECK(refused.body.find("/problems/overloaded") != std::string::npos);
    CHECK(refused.header("retry-after") == "1");
    CHECK(refused.header("connection") == "close");
    // What is left there is for small bodies.
    CHECK(serving.post("/v1/events", "application/json", std::string(200'000, 'x')).status == 503);
    CHECK(serving.post("/v1/events", "application/json", std::string(60'000, 'x')).status == 400);
    CHECK(serving.get("/livez").status == 200);
  }
  CHECK(becomes([&] { return answer().status == 400; }));  // what was taken is given back
  Wire chunked(serving.port());
  chunked.send(
      "POST /v1/events HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      "10c8e0\r\n" +
      std::string(1'100'000, 'x') + "\r\n0\r\n\r\n");
  CHECK(chunked.answer().status == 503);
  CHECK(answer().status == 400);
}

TEST_CASE("server: a connection that says nothing, or stops in the middle, is closed in time", "[api][server]") {
  Serving::Options options;
  options.limits.idle = Seconds{1};
  options.limits.body = Seconds{1};
  Serving serving(options);
  Wire silent(serving.port());
  Wire half(serving.port());
  half.send("POST /v1/events HTTP/1.1\r\nHost: l\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
  CHECK(silent.is_ended());
  const auto late = half.answer();
  CHECK(late.status == 408);
  CHECK(late.body.find("/problems/request-timeout") != std::string::npos);
  CHECK(late.header("connection") == "close");
  CHECK(half.is_ended());
  CHECK(serving.get("/livez").status == 200);
}

TEST_CASE("server: a head has its time from its first byte on, however slowly it comes", "[api][server]") {
  Serving::Options options;
  options.limits.head = Seconds{1};
  Serving serving(options);
  Wire silent(serving.port());
  Wire slow(serving.port());
  slow.send("GET /livez HTTP/1.1\r\nHost: l\r\n\r\n");
  CHECK(slow.answer().status == 200);
  const auto begun = std::chrono::steady_clock::now();
  bool is_answered = false;
  for (int i = 0; i < 50 && !is_answered; ++i) {
    slow.send(i == 0 ? "GET /livez HTTP/1.1\r\nX: " : "x");
    is_answered = !slow.rest(std::chrono::milliseconds{200}).empty();
  }
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{8});
  CHECK(slow.answer().status == 408);
  CHECK(slow.is_ended());
  silent.send("GET /livez HTTP/1.1\r\nHost: l\r\n\r\n");  // later than `head`, but nothing of it was there
  CHECK(silent.answer().status == 200);
}

TEST_CASE("server: over TLS, too, a body that does not come in time is answered", "[api][server]") {
  ServerOptions options;
  options.listen = {"127.0.0.1:0"};
  options.io_threads = 1;
  options.drain = Seconds{1};
  options.limits.body = Seconds{1};
  options.tls_certificate = JEJAK_SOURCE_DIR "/tests/vectors/api/localhost.cert.pem";
  options.tls_key = JEJAK_SOURCE_DIR "/tests/vectors/api/localhost.key.pem";
  auto server = Server::open(options, [](const std::shared_ptr<const Request>& request, const Reply& reply) {
    reply(request->refused ? answer_of(*request->refused) : Answer{});
  });
  REQUIRE(server.has_value());
  std::thread running([&] { (*server)->run(); });
  const std::string address = (*server)->addresses().front();
  const auto port = static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)));
  boost::system::error_code failure;
  std::string got;
  {
    asio::io_context io;
    asio::ssl::context context(asio::ssl::context::tls_client);
    asio::ssl::stream<asio::ip::tcp::socket> stream(io, context);
    stream.lowest_layer().connect({asio::ip::address_v4::loopback(), port}, failure);
    if (!failure) stream.handshake(asio::ssl::stream_base::client, failure);
    const std::string half = "POST / HTTP/1.1\r\nHost: l\r\nContent-Length: 9\r\n\r\n{";
    if (!failure) asio::write(stream, asio::buffer(half), failure);
    if (!failure) asio::read(stream, asio::dynamic_buffer(got), failure);
  }
  (*server)->stop();
  running.join();
  INFO(failure.message() << ": " << got);
  CHECK(got.starts_with("HTTP/1.1 408"));
  CHECK(got.find("/problems/request-timeout") != std::string::npos);
}

TEST_CASE("server: beyond the connections it may hold further ones are closed, and room is found again",
          "[api][server]") {
  Serving::Options options;
  options.connections_max = 3;
  Serving serving(options);
  {
    Wire first(serving.port());
    Wire second(serving.port());
    Wire third(serving.port());
    for (Wire* wire : {&first, &second, &third}) {
      wire->send("GET /livez HTTP/1.1\r\nHost: l\r\n\r\n");
      CHECK(wire->answer().status == 200);
    }
    Wire fourth(serving.port());
    CHECK(fourth.is_ended());
  }
  bool is_answered = false;
  for (int i = 0; i < 100 && !is_answered; ++i) {
    Wire again(serving.port());
    again.send("GET /livez HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n");
    is_answered = again.rest().find("200 OK") != std::string::npos;
  }
  CHECK(is_answered);
}

TEST_CASE("server: a Unix socket that somebody listens on is not taken away, one that was left behind is",
          "[api][server]") {
  const Scratch scratch;
  const std::string path = scratch.at("socket");
  const auto open = [&] {
    ServerOptions options;
    options.listen = {"unix:" + path};
    options.io_threads = 1;
    return Server::open(options, [](const std::shared_ptr<const Request>&, const Reply&) {});
  };
  {
    auto first = open();
    REQUIRE(first.has_value());
    const auto second = open();
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == Errc::conflict);
    CHECK(second.error().message.find("unix:" + path) != std::string::npos);
    CHECK(second.error().message.find("another process listens there") != std::string::npos);
    CHECK(std::filesystem::is_socket(path));  // the first one's
    CHECK_FALSE(open().has_value());
    std::thread running([&] { (*first)->run(); });
    (*first)->stop();
    running.join();
    CHECK_FALSE(std::filesystem::exists(path));
    CHECK(open().has_value());  // though the first one is not gone yet
  }
  CHECK_FALSE(std::filesystem::exists(path));
  const int left = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE(path.size() < sizeof address.sun_path);
  std::memcpy(address.sun_path, path.c_str(), path.size());
  REQUIRE(::bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  ::close(left);
  REQUIRE(std::filesystem::is_socket(path));
  CHECK(open().has_value());
  std::ofstream(path) << "a file";
  CHECK_FALSE(open().has_value());
  CHECK(std::filesystem::is_regular_file(path));
}

TEST_CASE("server: a method that a resource does not take is told which ones it takes", "[api][server]") {
  Serving serving;
  const auto answer = serving.post("/checkpoint", "text/plain", "x");
  CHECK(answer.status == 405);
  CHECK(answer.header("allow") == "GET");
  Wire wire(serving.port());
  wire.send("HEAD /checkpoint HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n");
  const std::string all = wire.rest();
  CHECK(all.find("200 OK") != std::string::npos);
  CHECK(all.substr(all.find("\r\n\r\n")) == "\r\n\r\n");
}

TEST_CASE("server: once it stops a kept connection gets one answer more, and nothing is appended any more",
          "[api][server]") {
  Serving::Options options;
  options.recorded = 1'000;
  options.whole_scope_offices = {"BKN@kl:BKN"};
  Serving serving(options);
  const auto head = serving.host().published()->size();
  const std::string line = serving.next_line();
  Wire reader(serving.port());
  Wire writer(serving.port());
  for (Wire* wire : {&reader, &writer}) {
    wire->send("GET /livez HTTP/1.1\r\nHost: l\r\n\r\n");
    CHECK(wire->answer().header("connection").empty());
  }
  serving.application().drain();
  reader.send("GET /livez HTTP/1.1\r\nHost: l\r\n\r\n");
  const auto last = reader.answer();
  CHECK(last.status == 200);
  CHECK(last.header("connection") == "close");
  CHECK(reader.is_ended());
  writer.send("POST /v1/events HTTP/1.1\r\nHost: l\r\nContent-Type: application/x-ndjson\r\nContent-Length: " +
              std::to_string(line.size()) + "\r\n\r\n" + line);
  const auto refused = writer.answer();
  CHECK(refused.status == 503);
  CHECK(refused.body.find("/problems/not-ready") != std::string::npos);
  CHECK(refused.header("retry-after") == "5");
  CHECK(refused.header("connection") == "close");
  CHECK(writer.is_ended());
  const auto no_heads = serving.post("/v1/heads", "application/json", "", bearer(key_of(serving, "BKN@kl:BKN")));
  CHECK(no_heads.status == 503);
  CHECK(no_heads.body.find("/problems/not-ready") != std::string::npos);
  serving.stop();
  CHECK(serving.host().reader().head()->size == head);
}

TEST_CASE("server: stopping finishes what was begun and ends those who follow", "[api][server]") {
  Serving serving;
  Wire follower(serving.port());
  follower.send("GET /v1/events HTTP/1.1\r\nHost: l\r\nAccept: text/event-stream\r\n\r\n");
  follower.until("retry: 3000");
  Wire idle(serving.port());
  serving.stop();
  CHECK(follower.rest().find("retry: 10000") != std::string::npos);
  CHECK(idle.is_ended());
}

TEST_CASE("server: what waits to be judged when the service ends is answered, each once", "[api][server]") {
  const auto answers = std::make_shared<std::atomic<std::size_t>>(0);
  std::size_t handed_in = 0;
  {
    Serving::Options options;
    options.recorded = 20;
    Serving serving(options);
    for (; handed_in < 1'000; ++handed_in) {
      auto request = std::make_shared<Request>();
      request->method = Method::post;
      request->target = handed_in % 2 == 0 ? "/v1/events" : "/v1/events?wait=published";
      request->headers = {{"content-type", "application/json"}};
      request->body = serving.next_line();
      serving.application().answer(std::move(request), [answers](Answer) { ++*answers; });
    }
  }
  CHECK(*answers == handed_in);
}
