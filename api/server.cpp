#include "api/server.hpp"

#include "ledger/base/assert.hpp"

#include <arpa/inet.h>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <unordered_map>

namespace jejak {
namespace {

using Failure = boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol, asio::io_context::executor_type>;
using Endpoint = asio::generic::stream_protocol::endpoint;

constexpr std::string_view unix_prefix = "unix:";
constexpr int first_inherited = 3;  // sd_listen_fds(3)

std::string print(const Endpoint& endpoint) {
  char text[INET6_ADDRSTRLEN] = {};
  const sockaddr* address = endpoint.data();
  if (address->sa_family == AF_INET) {
    const auto* ip = reinterpret_cast<const sockaddr_in*>(address);
    if (inet_ntop(AF_INET, &ip->sin_addr, text, sizeof text) == nullptr) return {};
    return std::string(text) + ":" + std::to_string(ntohs(ip->sin_port));
  }
  if (address->sa_family == AF_INET6) {
    const auto* ip = reinterpret_cast<const sockaddr_in6*>(address);
    if (inet_ntop(AF_INET6, &ip->sin6_addr, text, sizeof text) == nullptr) return {};
    return "[" + std::string(text) + "]:" + std::to_string(ntohs(ip->sin6_port));
  }
  if (address->sa_family == AF_UNIX && endpoint.size() > offsetof(sockaddr_un, sun_path)) {
    const auto* path = reinterpret_cast<const sockaddr_un*>(address);
    return std::string(unix_prefix) + std::string(path->sun_path);
  }
  return {};
}

// The address without its port: what limits count by.
std::string peer_of(const Socket& socket) {
  Failure failure;
  const Endpoint endpoint = socket.remote_endpoint(failure);
  if (failure || endpoint.data()->sa_family == AF_UNIX) return {};
  const std::string all = print(endpoint);
  return all.substr(0, all.rfind(':'));
}

Result<Endpoint> parse_address(const std::string& text) {
  if (text.starts_with(unix_prefix)) {
    const std::string path = text.substr(unix_prefix.size());
    if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path)) {
      return Error{Errc::usage, "listen " + text + ": a path of 1 to " +
                                    std::to_string(sizeof(sockaddr_un::sun_path) - 1) + " bytes"};
    }
    return Endpoint(asio::local::stream_protocol::endpoint(path));
  }
  const auto colon = text.rfind(':');
  Failure failure;
  std::string host = colon == std::string::npos ? std::string() : text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const auto address = asio::ip::make_address(host, failure);
  std::uint32_t port = 0;
  bool is_number = colon != std::string::npos && colon + 1 < text.size() && text.size() - colon <= 6;
  for (std::size_t i = colon + 1; is_number && i < text.size(); ++i) {
    is_number = text[i] >= '0' && text[i] <= '9';
    port = port * 10 + static_cast<std::uint32_t>(text[i] - '0');
  }
  if (failure || !is_number || port > 65'535) {
    return Error{Errc::usage, "listen " + text + ": not ADDRESS:PORT, [ADDRESS]:PORT or unix:PATH"};
  }
  return Endpoint(asio::ip::tcp::endpoint(address, static_cast<std::uint16_t>(port)));
}

// A socket that nobody listens on any more was left by a run that was killed, and is taken away. One that somebody
// listens on is his, and what is no socket is not ours either: the error of the bind says so.
Outcome clear(const Endpoint& endpoint, const std::string& path) {
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode)) return {};
  const int asking = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (asking < 0) return Error{Errc::unavailable, std::strerror(errno)};
  const bool is_answered = ::connect(asking, endpoint.data(), static_cast<socklen_t>(endpoint.size())) == 0;
  const int failure = is_answered ? EAGAIN : errno;  // also where it has more callers than it takes
  ::close(asking);
  if (failure == ECONNREFUSED && ::unlink(path.c_str()) == 0) return {};
  if (failure == EAGAIN) return Error{Errc::conflict, "another process listens there"};
  return {};
}

// One io thread and the sessions that live on it.
class IoThread final : public SessionOwner {
 public:
  IoThread(const ServerOptions& options, const RequestHandler& handler, asio::ssl::context* tls,
           std::shared_ptr<BodyBudget> bodies, std::atomic<std::size_t>& connections)
      : options_(options),
        handler_(handler),
        tls_(tls),
        bodies_(std::move(bodies)),
        connections_(connections),
        work_(io_.get_executor()),
        timer_(io_) {}

  asio::io_context& io() { return io_; }
  const SessionLimits& limits() const override { return options_.limits; }
  const RequestHandler& handler() const override { return handler_; }
  asio::ssl::context* tls() const override { return tls_; }
  std::shared_ptr<BodyBudget> bodies() const override { return bodies_; }
  bool is_stopping() const override { return stopping_; }

  void gone(Session& session) override {
    // Whoever calls is the session itself: it must not die under its own feet.
    const auto found = sessions_.find(&session);
    if (found == sessions_.end()) return;
    asio::post(io_, [kept = std::move(found->second)] {});
    sessions_.erase(found);
    connections_.fetch_sub(1);
    end_if_empty();
  }

  void replace(Session& session, std::shared_ptr<Session> by) override {
    const auto found = sessions_.find(&session);
    if (found == sessions_.end()) return;
    asio::post(io_, [kept = std::move(found->second)] {});
    sessions_.erase(found);
    Session* key = by.get();
    sessions_.emplace(key, std::move(by));
  }

  void take(Socket socket, bool with_tls) {  // this thread; it is counted already
    if (stopping_) {
      connections_.fetch_sub(1);
      return;
    }
    std::string peer = peer_of(socket);
    auto session = make_session(*this, std::move(socket), std::move(peer), with_tls);
    sessions_.emplace(session.get(), session);
    session->start();
  }

  void run() {
    tick();
    io_.run();
  }

  void stop() {
    asio::post(io_, [this] {
      if (stopping_) return;
      stopping_ = true;
      give_up_at_ = std::chrono::steady_clock::now() + options_.drain;
      for (const auto& session : copy_of_sessions()) session->stop();
      end_if_empty();
    });
  }

 private:
  std::vector<std::shared_ptr<Session>> copy_of_sessions() const {
    std::vector<std::shared_ptr<Session>> out;
    out.reserve(sessions_.size());
    for (const auto& [key, session] : sessions_) out.push_back(session);
    return out;
  }

  void tick() {
    timer_.expires_after(Seconds{1});
    timer_.async_wait([this](const Failure& failure) {
      if (failure) return;
      const auto now = std::chrono::steady_clock::now();
      for (const auto& session : copy_of_sessions()) session->check(now);
      if (stopping_ && now >= give_up_at_) {
        for (const auto& session : copy_of_sessions()) session->close();
      }
      if (!stopping_ || !sessions_.empty()) tick();
    });
  }

  void end_if_empty() {
    if (!stopping_ || !sessions_.empty()) return;
    timer_.cancel();
    work_.reset();
  }

  const ServerOptions& options_;
  const RequestHandler& handler_;
  asio::ssl::context* const tls_;
  const std::shared_ptr<BodyBudget> bodies_;
  std::atomic<std::size_t>& connections_;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  asio::steady_timer timer_;
  std::unordered_map<Session*, std::shared_ptr<Session>> sessions_;
  bool stopping_ = false;
  SteadyTime give_up_at_ = SteadyTime::max();
};

class AsioServer final : public Server {
 public:
  AsioServer(ServerOptions options, RequestHandler handler)
      : options_(std::move(options)), handler_(std::move(handler)) {}

  ~AsioServer() override { remove_sockets(); }

  Outcome open();
  std::vector<std::string> addresses() const override;
  void run() override;
  void stop() override;

 private:
  Outcome open_tls();
  Outcome listen(const std::string& address);
  Outcome inherit(int descriptor);
  void accept(std::size_t acceptor);
  // While they are still listened on: a moment later another process may have its own there.
  void remove_sockets() {
    for (const std::string& path : made_sockets_) ::unlink(path.c_str());
    made_sockets_.clear();
  }
  IoThread& next_thread() { return *threads_[turn_++ % threads_.size()]; }
  void say(const std::string& sentence) const {
    if (options_.say) options_.say(sentence);
  }

  const ServerOptions options_;
  const RequestHandler handler_;
  std::optional<asio::ssl::context> tls_;
  std::atomic<std::size_t> connections_{0};
  std::vector<std::unique_ptr<IoThread>> threads_;
  std::vector<Acceptor> acceptors_;  // all on the first thread
  std::vector<std::string> made_sockets_;
  std::size_t turn_ = 0;
  std::atomic<bool> stopped_{false};
};

Outcome AsioServer::open_tls() {
  if (options_.tls_certificate.empty() != options_.tls_key.empty()) {
    return Error{Errc::usage, "TLS needs a certificate and its key, both"};
  }
  if (options_.tls_certificate.empty()) {
    if (!options_.client_ca.empty()) return Error{Errc::usage, "a client CA needs TLS"};
    return {};
  }
  tls_.emplace(asio::ssl::context::tls_server);
  Failure failure;
  tls_->set_options(asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1 | asio::ssl::context::no_compression |
                        asio::ssl::context::single_dh_use,
                    failure);
  tls_->use_certificate_chain_file(options_.tls_certificate, failure);
  if (failure) return Error{Errc::usage, options_.tls_certificate + ": " + failure.message()};
  tls_->use_private_key_file(options_.tls_key, asio::ssl::context::pem, failure);
  if (failure) return Error{Errc::usage, options_.tls_key + ": " + failure.message()};
  if (options_.client_ca.empty()) return {};
  tls_->load_verify_file(options_.client_ca, failure);
  if (failure) return Error{Errc::usage, options_.client_ca + ": " + failure.message()};
  tls_->set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert, failure);
  return {};
}

Outcome AsioServer::listen(const std::string& address) {
  auto endpoint = parse_address(address);
  if (!endpoint) return std::move(endpoint).error();
  const bool is_unix = endpoint->data()->sa_family == AF_UNIX;
  if (is_unix) {
    if (auto cleared = clear(*endpoint, address.substr(unix_prefix.size())); !cleared) {
      return std::move(cleared).error().during("listen " + address);
    }
  }
  Acceptor& acceptor = acceptors_.emplace_back(threads_.front()->io().get_executor());
  Failure failure;
  acceptor.open(endpoint->protocol(), failure);
  if (!failure && !is_unix) acceptor.set_option(asio::socket_base::reuse_address(true), failure);
  if (!failure) acceptor.bind(*endpoint, failure);
  if (!failure) acceptor.listen(4'096, failure);
  if (failure) {
    const bool is_taken = failure == asio::error::address_in_use;
    const bool is_forbidden = failure == asio::error::access_denied;
    return Error{is_taken       ? Errc::conflict
                 : is_forbidden ? Errc::permission
                                : Errc::usage,
                 "listen " + address + ": " + failure.message()};
  }
  if (is_unix) made_sockets_.push_back(address.substr(unix_prefix.size()));
  return {};
}

Outcome AsioServer::inherit(int descriptor) {
  sockaddr_storage name{};
  socklen_t size = sizeof name;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&name), &size) != 0) {
    return Error{Errc::usage, "descriptor " + std::to_string(descriptor) + " is no socket"};
  }
  Acceptor& acceptor = acceptors_.emplace_back(threads_.front()->io().get_executor());
  Failure failure;
  acceptor.assign(asio::generic::stream_protocol(name.ss_family, 0), descriptor, failure);
  if (failure) return Error{Errc::usage, "descriptor " + std::to_string(descriptor) + ": " + failure.message()};
  return {};
}

Outcome AsioServer::open() {
  if (auto opened = open_tls(); !opened) return opened;
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
  const auto bodies = std::make_shared<BodyBudget>(options_.bodies_bytes_max);
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < (options_.io_threads == 0 ? cores : options_.io_threads); ++i) {
    threads_.push_back(std::make_unique<IoThread>(options_, handler_, tls_ ? &*tls_ : nullptr, bodies, connections_));
  }
  const char* inherited = std::getenv("LISTEN_FDS");
  const char* whose = std::getenv("LISTEN_PID");
  if (inherited != nullptr && whose != nullptr && std::to_string(::getpid()) == whose) {
    const int count = std::atoi(inherited);
    for (int i = 0; i < count; ++i) {
      if (auto taken = inherit(first_inherited + i); !taken) return taken;
    }
  } else {
    for (const std::string& address : options_.listen) {
      if (auto listening = listen(address); !listening) return listening;
    }
  }
  if (acceptors_.empty()) return Error{Errc::usage, "no address to listen on"};
  return {};
}

std::vector<std::string> AsioServer::addresses() const {
  std::vector<std::string> out;
  for (const Acceptor& acceptor : acceptors_) {
    Failure failure;
    const Endpoint endpoint = acceptor.local_endpoint(failure);
    if (!failure) out.push_back(print(endpoint));
  }
  return out;
}

void AsioServer::accept(std::size_t at) {
  IoThread& thread = next_thread();
  acceptors_[at].async_accept(thread.io(), [this, at, &thread](const Failure& failure, auto accepted) {
    if (stopped_) return;
    if (failure) {
      if (failure == asio::error::operation_aborted) return;
      say("a connection could not be taken: " + failure.message());
      // Out of descriptors: others have to end first. Each address waits for itself.
      const auto pause = std::make_shared<asio::steady_timer>(threads_.front()->io(), std::chrono::milliseconds{100});
      pause->async_wait([this, at, pause](const Failure&) {
        if (!stopped_) accept(at);
      });
      return;
    }
    if (connections_.load() < options_.connections_max) {
      Failure ignored;
      accepted.set_option(asio::ip::tcp::no_delay(true), ignored);  // a Unix socket has none
      const auto protocol = accepted.local_endpoint(ignored).protocol();
      auto socket = std::make_shared<Socket>(thread.io().get_executor());
      const auto descriptor = accepted.release(ignored);
      if (!ignored) socket->assign(protocol, descriptor, ignored);
      if (!ignored) {
        connections_.fetch_add(1);  // here, where it is decided: that thread may be busy
        asio::post(thread.io(),
                   [&thread, socket, with_tls = tls_.has_value()] { thread.take(std::move(*socket), with_tls); });
      }
    }
    accept(at);
  });
}

void AsioServer::run() {
  for (std::size_t i = 0; i < acceptors_.size(); ++i) accept(i);
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads_.size(); ++i) others.emplace_back([this, i] { threads_[i]->run(); });
  threads_.front()->run();
  for (std::thread& thread : others) thread.join();
}

void AsioServer::stop() {
  if (stopped_.exchange(true)) return;
  asio::post(threads_.front()->io(), [this] {
    Failure ignored;
    remove_sockets();
    for (Acceptor& acceptor : acceptors_) acceptor.close(ignored);
  });
  for (const auto& thread : threads_) thread->stop();
}

}  // namespace

Result<std::unique_ptr<Server>> Server::open(ServerOptions options, RequestHandler handler) {
  auto server = std::make_unique<AsioServer>(std::move(options), std::move(handler));
  if (auto opened = server->open(); !opened) return std::move(opened).error();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace jejak
