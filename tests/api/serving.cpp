#include "tests/api/serving.hpp"

#include "api/auth/token.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/envelope.hpp"
#include "ledger/record/json.hpp"
#include "ledger/rules/catalogue.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

namespace jejak::test {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

}  // namespace

std::string Received::header(std::string_view name) const {
  const std::string wanted = "\r\n" + lower(std::string(name)) + ":";
  const auto at = lower(head).find(wanted);
  if (at == std::string::npos) return {};
  const auto begin = head.find_first_not_of(' ', at + wanted.size());
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

Wire::Wire(std::uint16_t port, int receive_bytes) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_bytes > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

Wire::~Wire() {
  ::close(socket_);
}

void Wire::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the other side has closed: the test sees that in what it reads
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Wire::end() const {
  ::shutdown(socket_, SHUT_WR);
}

bool Wire::read_some(std::chrono::milliseconds at_most) {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(at_most.count())) <= 0) return false;
  char buffer[65'536];
  const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
  if (got <= 0) return false;
  read_.append(buffer, static_cast<std::size_t>(got));
  return true;
}

std::string Wire::rest(std::chrono::milliseconds quiet) {
  while (read_some(quiet)) {
  }
  return read_.substr(taken_);
}

const std::string& Wire::until(std::string_view text) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (read_.find(text, taken_) == std::string::npos) {
    INFO("read: " << read_.substr(taken_) << "\nwaiting for: " << text);
    REQUIRE(std::chrono::steady_clock::now() < give_up);
    if (!read_some(std::chrono::milliseconds{500}) && is_ended()) break;
  }
  INFO("read: " << read_.substr(taken_));
  REQUIRE(read_.find(text, taken_) != std::string::npos);
  return read_;
}

bool Wire::is_ended() {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, 5'000) <= 0) return false;
  char byte = 0;
  return ::recv(socket_, &byte, 1, MSG_PEEK) <= 0;
}

Received Wire::answer() {
  until("\r\n\r\n");
  const auto end = read_.find("\r\n\r\n", taken_);
  Received out;
  out.head = read_.substr(taken_, end + 2 - taken_);
  out.status = static_cast<unsigned>(std::stoul(out.head.substr(9, 3)));
  taken_ = end + 4;
  const std::string length = out.header("content-length");
  if (length.empty()) return out;
  const std::size_t size = std::stoul(length);
  while (read_.size() - taken_ < size) REQUIRE(read_some(std::chrono::seconds{10}));
  out.body = read_.substr(taken_, size);
  taken_ += size;
  return out;
}

Serving::Serving() : Serving(Options{}) {}

Serving::Serving(const Options& options) {
  auto planned = plan_tiny();
  REQUIRE(planned.has_value());
  plan_ = std::move(*planned);
  const std::string folder = scratch_.at("ledger");
  const auto log_key = [this]() -> NoteSigner {
    for (const DemoKey& key : plan_.keys) {
      if (key.name == log_key_name) return parse_signer(key.skey).value();
    }
    FAIL("the plan has no key for the log");
    return NoteSigner{"", KeyType::ed25519, SigningKey::generate()};
  };
  auto clock = std::make_unique<SimulatedClock>(plan_.founded_at);
  clock_ = clock.get();
  REQUIRE(Ledger::create(folder, plan_.genesis_note, log_key(), *clock).has_value());
  const auto durations = std::make_shared<Histogram>();
  LedgerOptions settings;
  settings.committed = durations_into(durations);
  auto ledger = Ledger::open(folder, log_key(), *clock, settings);
  REQUIRE(ledger.has_value());
  for (; recorded_ < std::min(options.recorded, plan_.events.size()); ++recorded_) {
    const PlannedEvent& event = plan_.events[recorded_];
    clock_->advance_to(event.at);
    CHECK((*ledger)->append(event.envelope).has_value() == event.recorded);
  }
  HostOptions host;
  host.folder = folder;
  host.is_public = options.is_public;
  host.whole_scope_offices = options.whole_scope_offices;
  host.commit_durations = durations;
  host.reserve_bytes = options.reserve_bytes;
  for (const std::string& range : options.webhook_networks) host.webhook_networks.push_back(parse_range(range).value());
  host.webhooks_without_tls = !options.webhook_networks.empty();
  host.checkpoint_every = std::chrono::milliseconds{5};
  auto opened = Host::open(host, std::move(clock), clock_, std::move(*ledger));
  REQUIRE(opened.has_value());
  host_ = opened->get();
  std::vector<std::unique_ptr<Host>> hosts;
  hosts.push_back(std::move(*opened));
  ApplicationOptions application;
  application.live = options.live;
  application.rate = options.rate;
  application.log = options.log;
  auto made = Application::open(application, std::move(hosts));
  REQUIRE(made.has_value());
  application_ = std::move(*made);
  ServerOptions server;
  server.listen = {"127.0.0.1:0"};
  server.io_threads = 2;
  server.limits = options.limits;
  server.connections_max = options.connections_max;
  server.bodies_bytes_max = options.bodies_bytes_max;
  server.drain = Seconds{5};
  auto listening = Server::open(server, [this](std::shared_ptr<const Request> request, Reply reply) {
    application_->answer(std::move(request), std::move(reply));
  });
  REQUIRE(listening.has_value());
  server_ = std::move(*listening);
  const std::string address = server_->addresses().front();
  port_ = static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)));
  application_->start();
  thread_ = std::thread([this] { server_->run(); });
}

Serving::~Serving() {
  stop();
  application_.reset();  // its last answers are posted to the server's threads
}

void Serving::stop() {
  if (!thread_.joinable()) return;
  application_->drain();
  server_->stop();
  thread_.join();
  application_->stop();
}

void Serving::record(std::size_t events) {
  TreeSize size{0};
  for (std::size_t i = 0; i < events; ++i, ++recorded_) {
    const PlannedEvent& event = plan_.events.at(recorded_);
    clock_->advance_to(event.at);
    const auto placed = host_->ledger().append(event.envelope);
    CHECK(placed.has_value() == event.recorded);
    if (placed) size = size_after(placed->sequence);
  }
  while (host_->published()->size() < size) std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

std::string Serving::next_line() {
  const PlannedEvent& event = plan_.events.at(recorded_++);
  const auto envelope = decode_envelope(event.envelope).value();
  const auto decoded = decode(envelope.event).value();
  return "{\"at\":\"" + print(event.at) + "\"," + to_json(envelope, decoded, catalogue()).substr(1) + "\n";
}

Received Serving::get(const std::string& target, const std::string& headers) const {
  Wire wire(port_);
  wire.send("GET " + target + " HTTP/1.1\r\nHost: ledger\r\n" + headers + "\r\n");
  return wire.answer();
}

std::uint64_t Serving::figure(const std::string& metric) const {
  const std::string text = application_->metrics();
  for (const char* end : {"{", " "}) {
    const auto at = text.find("\n" + metric + end);
    if (at == std::string::npos) continue;
    const std::string line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
    return std::stoull(line.substr(line.rfind(' ') + 1));
  }
  return 0;
}

Received Serving::put(const std::string& target, std::string_view body, const std::string& headers) const {
  Wire wire(port_);
  wire.send("PUT " + target + " HTTP/1.1\r\nHost: ledger\r\nContent-Type: application/json\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n" + headers + "\r\n" + std::string(body));
  return wire.answer();
}

Received Serving::post(const std::string& target, std::string_view type, std::string_view body,
                       const std::string& headers) const {
  Wire wire(port_);
  wire.send("POST " + target + " HTTP/1.1\r\nHost: ledger\r\nContent-Type: " + std::string(type) +
            "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + std::string(body));
  return wire.answer();
}

SigningKey key_of(const Serving& serving, std::string_view office, int number) {
  for (const DemoKey& key : serving.plan().keys) {
    if (key.name == std::string(office) + "#" + std::to_string(number)) return std::move(parse_signer(key.skey)->key);
  }
  FAIL("nobody has a key for " << office);
  return SigningKey::generate();
}

std::string bearer(const SigningKey& key, const std::string& origin) {
  TokenOrder order;
  order.origin = origin;
  order.now = SystemClock().now();
  order.id = "test";
  return "Authorization: Bearer " + make_token(key, order).value() + "\r\n";
}

std::string office_with(const Serving& serving, std::string_view role) {
  for (const DemoKey& key : serving.plan().keys) {
    if (key.name.starts_with(std::string(role) + "@") && key.name.ends_with("#1")) {
      return key.name.substr(0, key.name.size() - 2);
    }
  }
  FAIL("no office " << role);
  return {};
}

}  // namespace jejak::test
