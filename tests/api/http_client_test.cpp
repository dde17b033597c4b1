#include "api/http_client.hpp"

#include "api/problem.hpp"
#include "api/server.hpp"
#include "tests/support/catch.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

using namespace jejak;
using namespace std::chrono_literals;

namespace {

const std::string certificate = JEJAK_SOURCE_DIR "/tests/vectors/api/localhost.cert.pem";

// Says back what it was asked.
class Echo {
 public:
  explicit Echo(bool with_tls = false) {
    ServerOptions options;
    options.listen = {"127.0.0.1:0"};
    options.io_threads = 1;
    options.drain = Seconds{1};
    if (with_tls) {
      options.tls_certificate = certificate;
      options.tls_key = JEJAK_SOURCE_DIR "/tests/vectors/api/localhost.key.pem";
    }
    auto opened = Server::open(options, [](std::shared_ptr<const Request> request, Reply reply) {
      Answer answer;
      answer.status = request->target == "/moved" ? 301 : 200;
      answer.headers = {{"Location", "/elsewhere"}, {"X-Host", std::string(request->header("host"))}};
      answer.content_type = text_type;
      answer.body = body_of(std::string(name(request->method)) + " " + request->target + " " +
                            std::string(request->header("x-said")) + " " + request->body);
      reply(std::move(answer));
    });
    REQUIRE(opened.has_value());
    server_ = std::move(*opened);
    const std::string address = server_->addresses().front();
    port = address.substr(address.rfind(':') + 1);
    thread_ = std::thread([this] { server_->run(); });
  }
  ~Echo() {
    server_->stop();
    thread_.join();
  }
  std::string port;

 private:
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

// Takes one connection, says these bytes whatever is asked, and ends it, or holds it open.
class Parrot {
 public:
  explicit Parrot(std::string says, bool holds = false) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(socket_, 1) == 0);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    thread_ = std::thread([this, says = std::move(says), holds] {
      const int taken = ::accept(socket_, nullptr, nullptr);
      if (taken < 0) return;
      char asked[4'096];
      [[maybe_unused]] auto got = ::recv(taken, asked, sizeof asked, 0);
      [[maybe_unused]] const auto sent = ::send(taken, says.data(), says.size(), MSG_NOSIGNAL);
      if (holds) got = ::recv(taken, asked, sizeof asked, 0);  // until the client goes
      ::close(taken);
    });
  }
  ~Parrot() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  std::string url;

 private:
  int socket_;
  std::thread thread_;
};

Errc code_of(const Result<HttpAnswer>& answer) {
  INFO((answer ? std::to_string(answer->status) : answer.error().message));
  REQUIRE_FALSE(answer.has_value());
  return answer.error().code;
}

}  // namespace

TEST_CASE("http client: what is asked arrives, and the answer comes back whole", "[api][client]") {
  Echo echo;
  const std::string root = "http://127.0.0.1:" + echo.port;
  const auto got = send_http({"GET", root + "/a/b?c=d%20e", {{"X-Said", "hello"}}, ""});
  REQUIRE(got.has_value());
  CHECK(got->status == 200);
  CHECK(got->body == "GET /a/b?c=d%20e hello ");
  CHECK(got->header("x-host") == "127.0.0.1:" + echo.port);
  CHECK(got->header("content-type") == text_type);
  CHECK(got->header("x-nothing").empty());
  CHECK(send_http({"POST", root + "/p", {}, std::string(100'000, 'x')})->body.size() == 100'000 + 9);
  CHECK(send_http({"POST", root, {}, ""})->body == "POST /  ");
  CHECK(send_http({"HEAD", root + "/h", {}, ""})->body.empty());
  const auto moved = send_http({"GET", root + "/moved", {}, ""});
  CHECK(moved->status == 301);  // and is not followed
}

TEST_CASE("http client: over TLS only a certificate that holds for this host is believed", "[api][client]") {
  Echo echo(true);
  HttpClientOptions believing;
  believing.ca_file = certificate;
  const auto got = send_http({"GET", "https://localhost:" + echo.port + "/x", {}, ""}, believing);
  INFO((got ? "" : got.error().message));
  REQUIRE(got.has_value());
  CHECK(got->body == "GET /x  ");
  CHECK(code_of(send_http({"GET", "https://localhost:" + echo.port + "/x", {}, ""})) == Errc::verification);
  CHECK(code_of(send_http({"GET", "https://127.0.0.1:" + echo.port + "/x", {}, ""}, believing)) == Errc::verification);
  CHECK_FALSE(send_http({"GET", "http://localhost:" + echo.port + "/x", {}, ""}, believing).has_value());
  believing.ca_file = "/nonexistent";
  CHECK(code_of(send_http({"GET", "https://localhost:" + echo.port + "/x", {}, ""}, believing)) == Errc::usage);
}

TEST_CASE("http client: whoever says too much, too little, nothing or nonsense is not waited for", "[api][client]") {
  HttpClientOptions strict;
  strict.whole = 500ms;
  strict.body_bytes_max = 1'000;
  strict.head_bytes_max = 2'000;
  const auto ask = [&strict](std::string says, bool holds) {
    const Parrot parrot(std::move(says), holds);
    return send_http({"GET", parrot.url, {}, ""}, strict);
  };
  const std::string large = std::string(5'000, 'x');
  CHECK(code_of(ask("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + large, true)) == Errc::too_large);
  CHECK(code_of(ask("HTTP/1.1 200 OK\r\n\r\n" + large, true)) == Errc::too_large);
  CHECK(code_of(ask("HTTP/1.1 200 OK\r\nX: " + large + "\r\n\r\n", true)) == Errc::too_large);
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string endless(1'000'000, 'x');
  CHECK(code_of(ask(chunked + "5;" + endless, true)) == Errc::too_large);        // an extension
  CHECK(code_of(ask(chunked + "0\r\nX: " + endless, true)) == Errc::too_large);  // a trailer
  CHECK(code_of(ask("SSH-2.0-OpenSSH_9.2\r\n\r\n", false)) == Errc::malformed);
  CHECK(code_of(ask("", false)) == Errc::unavailable);
  CHECK(code_of(ask("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", false)) == Errc::unavailable);
  const auto begun = std::chrono::steady_clock::now();
  CHECK(code_of(ask("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", true)) == Errc::unavailable);
  CHECK(std::chrono::steady_clock::now() - begun < 5s);
}

TEST_CASE("http client: addresses that are not allowed are not connected to", "[api][client]") {
  Echo echo;
  std::vector<std::string> asked;
  HttpClientOptions careful;
  careful.may_connect = [&asked](const std::string& address) {
    asked.push_back(address);
    return !address.starts_with("127.") && address != "::1";
  };
  CHECK(code_of(send_http({"GET", "http://localhost:" + echo.port + "/", {}, ""}, careful)) == Errc::permission);
  CHECK_FALSE(asked.empty());
}

TEST_CASE("http client: what cannot be asked is wrong usage, and nobody there is unavailable", "[api][client]") {
  for (const char* url : {"", "localhost", "ftp://localhost/", "http://", "http:///x", "http://user:pass@localhost/",
                          "http://local host/", "https//x"}) {
    INFO(url);
    CHECK(code_of(send_http({"GET", url, {}, ""})) == Errc::usage);
  }
  CHECK(code_of(send_http({"GET /x HTTP/1.1\r\n", "http://127.0.0.1:1/", {}, ""})) == Errc::usage);
  CHECK(code_of(send_http({"GET", "http://127.0.0.1:1/", {{"X", "a\r\nY: b"}}, ""})) == Errc::usage);
  CHECK(code_of(send_http({"GET", "http://127.0.0.1:1/", {}, ""})) == Errc::unavailable);
}
