#include "tests/bench/http_swarm.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace jejak {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::string_view mark = "\"specversion\"";  // once in each event

double seconds_since(Steady::time_point begin) {
  return std::chrono::duration<double>(Steady::now() - begin).count();
}

Result<int> connect_to(std::uint16_t port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (made < 0 || ::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (made >= 0) ::close(made);
    return Error{Errc::internal, std::string("connecting: ") + std::strerror(errno)};
  }
  const int on = 1;
  ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return made;
}

bool send_whole(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

struct Sender {
  int socket = -1;
  const std::vector<std::string>* requests = nullptr;
  std::size_t next = 0;
  std::string read;
  Steady::time_point sent;
};

// The size of a whole answer at the beginning of what was read; 0 if it is not all there.
std::size_t answer_size(const std::string& read) {
  const auto head = read.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  const auto length = read.find("Content-Length: ");
  const std::size_t body = length < head ? std::strtoull(read.c_str() + length + 16, nullptr, 10) : 0;
  return read.size() >= head + 4 + body ? head + 4 + body : 0;
}

}  // namespace

Result<SwarmResult> send_all(std::uint16_t port, const std::vector<std::vector<std::string>>& requests) {
  SwarmResult out;
  std::vector<Sender> senders(requests.size());
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  std::size_t working = 0;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (requests[i].empty()) continue;
    auto socket = connect_to(port);
    if (!socket) return std::move(socket).error();
    senders[i].socket = *socket;
    senders[i].requests = &requests[i];
    epoll_event wanted{};
    wanted.events = EPOLLIN;
    wanted.data.u64 = i;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, *socket, &wanted);
    ++working;
  }
  const auto begin = Steady::now();
  for (Sender& sender : senders) {
    if (sender.requests == nullptr) continue;
    sender.sent = Steady::now();
    send_whole(sender.socket, sender.requests->at(sender.next++));
  }
  std::array<epoll_event, 64> ready{};
  std::array<char, 65'536> buffer{};
  while (working > 0) {
    const int count = ::epoll_wait(epoll, ready.data(), static_cast<int>(ready.size()), 10'000);
    if (count <= 0) break;
    for (int i = 0; i < count; ++i) {
      Sender& sender = senders[ready[static_cast<std::size_t>(i)].data.u64];
      const auto got = ::recv(sender.socket, buffer.data(), buffer.size(), 0);
      if (got <= 0) {
        ++out.failures;
        --working;
        ::epoll_ctl(epoll, EPOLL_CTL_DEL, sender.socket, nullptr);
        continue;
      }
      sender.read.append(buffer.data(), static_cast<std::size_t>(got));
      const std::size_t size = answer_size(sender.read);
      if (size == 0) continue;
      ++out.answers;
      if (sender.read.compare(9, 1, "2") != 0) ++out.failures;
      out.waits_ms.push_back(std::chrono::duration<double, std::milli>(Steady::now() - sender.sent).count());
      sender.read.erase(0, size);
      if (sender.next == sender.requests->size()) {
        --working;
        continue;
      }
      sender.sent = Steady::now();
      send_whole(sender.socket, sender.requests->at(sender.next++));
    }
  }
  out.seconds = seconds_since(begin);
  for (const Sender& sender : senders) {
    if (sender.socket >= 0) ::close(sender.socket);
  }
  ::close(epoll);
  std::sort(out.waits_ms.begin(), out.waits_ms.end());
  return out;
}

Listeners::~Listeners() {
  for (const Reader& reader : readers_) {
    if (reader.socket >= 0) ::close(reader.socket);
  }
  if (epoll_ >= 0) ::close(epoll_);
}

Outcome Listeners::open(std::uint16_t port, const std::vector<std::string>& targets, std::size_t reading) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
  reading_ = reading;
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  readers_.resize(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    auto socket = connect_to(port);
    if (!socket) return std::move(socket).error().during("reader " + std::to_string(i));
    readers_[i].socket = *socket;
    send_whole(*socket, "GET " + targets[i] + " HTTP/1.1\r\nHost: l\r\nAccept: text/event-stream\r\n\r\n");
    if (i >= reading) continue;
    epoll_event wanted{};
    wanted.events = EPOLLIN;
    wanted.data.u64 = i;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, *socket, &wanted);
  }
  for (std::size_t i = 0; i < reading; ++i) {
    std::array<char, 4'096> buffer{};
    std::string head;
    while (head.find("retry:") == std::string::npos) {
      const auto got = ::recv(readers_[i].socket, buffer.data(), buffer.size(), 0);
      if (got <= 0) return Error{Errc::internal, "reader " + std::to_string(i) + " was sent away: " + head};
      head.append(buffer.data(), static_cast<std::size_t>(got));
    }
  }
  return {};
}

void Listeners::take(Reader& reader, const char* bytes, std::size_t size) {
  reader.tail.append(bytes, size);
  std::size_t at = 0;
  for (;;) {
    const auto found = reader.tail.find(mark, at);
    if (found == std::string::npos) break;
    ++reader.events;
    ++events_;
    at = found + mark.size();
  }
  const std::size_t keep = std::min(mark.size() - 1, reader.tail.size() - at);
  reader.tail.erase(0, reader.tail.size() - keep);
}

double Listeners::listen(std::chrono::milliseconds at_most, const std::function<bool(const Listeners&)>& done) {
  const auto begin = Steady::now();
  std::array<epoll_event, 256> ready{};
  std::vector<char> buffer(256 * 1024);
  while (Steady::now() - begin < at_most && !done(*this)) {
    const int count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 50);
    for (int i = 0; i < count; ++i) {
      Reader& reader = readers_[ready[static_cast<std::size_t>(i)].data.u64];
      const auto got = ::recv(reader.socket, buffer.data(), buffer.size(), 0);
      if (got > 0) {
        take(reader, buffer.data(), static_cast<std::size_t>(got));
        continue;
      }
      ::epoll_ctl(epoll_, EPOLL_CTL_DEL, reader.socket, nullptr);
      ::close(reader.socket);
      reader.socket = -1;
    }
  }
  return seconds_since(begin);
}

std::size_t Listeners::held() const {
  std::size_t out = 0;
  for (std::size_t i = 0; i < reading_; ++i) out += readers_[i].socket >= 0 ? 1 : 0;
  return out;
}

}  // namespace jejak
