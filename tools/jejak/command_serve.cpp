// serve: the ledger over HTTP, until it is told to stop.

#include "api/application.hpp"
#include "api/server.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/opening.hpp"
#include "tools/verify/exit_code.hpp"

#include <csignal>
#include <iostream>
#include <mutex>
#include <thread>

namespace jejak {
namespace {

struct ServeFlags {
  std::vector<std::string> folders;  // DIR, or NAME=DIR
  KeyFlags key;
  std::vector<std::string> listen;
  std::string tls_certificate;
  std::string tls_key;
  std::string client_ca;
  std::string checkpoint_every = "100";
  std::string io_threads = "0";
  std::string workers = "2";
  std::string connections = "20000";
  bool is_public = false;
  bool no_request_log = false;
};

// One JSON object a line to standard error; the service manager adds the time.
class Log {
 public:
  void line(const std::string& json) {
    const std::lock_guard lock(mutex_);
    std::cerr << json << '\n' << std::flush;
  }
  void say(const std::string& sentence) { line(FlatJson().text("event", "notice").text("message", sentence).take()); }

 private:
  std::mutex mutex_;
};

// SIGTERM and SIGINT, taken by a thread of their own: everything else has them blocked.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  void then(std::function<void()> stop) {
    thread_ = std::thread([this, stop = std::move(stop)] {
      int caught = 0;
      sigwait(&signals_, &caught);
      stop();
    });
  }
  ~StopSignals() {
    if (!thread_.joinable()) return;
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }

 private:
  sigset_t signals_{};
  std::thread thread_;
};

Result<unsigned> number(const std::string& flag, const std::string& value, unsigned max) {
  auto read = read_number(flag, value);
  if (!read) return std::move(read).error();
  if (!*read || **read > max) return Error{Errc::usage, flag + ": a number up to " + std::to_string(max)};
  return static_cast<unsigned>(**read);
}

Result<std::unique_ptr<Host>> open_host(Terminal& terminal, const ServeFlags& flags, const std::string& given,
                                        std::chrono::milliseconds every, Log& log) {
  const auto equals = given.find('=');
  HostOptions options;
  options.folder = equals == std::string::npos ? given : given.substr(equals + 1);
  if (equals != std::string::npos) options.name = given.substr(0, equals);
  options.is_public = flags.is_public;
  options.checkpoint_every = every;
  options.say = [&log](const std::string& sentence) { log.say(sentence); };
  auto opened = open_for_appending(terminal, options.folder, flags.key);
  if (!opened) return std::move(opened).error();
  return Host::open(std::move(options), std::move(opened->clock), opened->simulated, std::move(opened->ledger));
}

Result<ExitCode> serve(Terminal& terminal, const ServeFlags& flags) {
  Log log;
  StopSignals signals;
  auto every = number("--checkpoint-every", flags.checkpoint_every, 60'000);
  if (!every) return std::move(every).error();
  auto io_threads = number("--io-threads", flags.io_threads, 256);
  if (!io_threads) return std::move(io_threads).error();
  auto workers = number("--workers", flags.workers, 256);
  if (!workers) return std::move(workers).error();
  auto connections = number("--connections", flags.connections, 1'000'000);
  if (!connections) return std::move(connections).error();
  if (flags.folders.empty()) return Error{Errc::usage, "--ledger [NAME=]DIR: which ledger?"};
  std::vector<std::unique_ptr<Host>> hosts;
  for (const std::string& folder : flags.folders) {
    auto host = open_host(terminal, flags, folder, std::chrono::milliseconds{*every}, log);
    if (!host) return std::move(host).error();
    hosts.push_back(std::move(*host));
  }
  ApplicationOptions application_options;
  application_options.workers = *workers;
  application_options.log_requests = !flags.no_request_log;
  application_options.log = [&log](const std::string& json) { log.line(json); };
  auto opened = Application::open(application_options, std::move(hosts));
  if (!opened) return std::move(opened).error();
  Application& application = **opened;
  ServerOptions server_options;
  server_options.listen = flags.listen.empty() ? std::vector<std::string>{"127.0.0.1:8080"} : flags.listen;
  server_options.tls_certificate = flags.tls_certificate;
  server_options.tls_key = flags.tls_key;
  server_options.client_ca = flags.client_ca;
  server_options.io_threads = *io_threads;
  server_options.connections_max = *connections;
  server_options.say = [&log](const std::string& sentence) { log.say(sentence); };
  auto server = Server::open(server_options, [&application](std::shared_ptr<const Request> request, Reply reply) {
    application.answer(std::move(request), std::move(reply));
  });
  if (!server) return std::move(server).error();
  application.start();
  for (const std::string& address : (*server)->addresses()) {
    terminal.out(FlatJson().text("event", "listening").text("address", address).take() + "\n");
  }
  terminal.flush();
  signals.then([&] {
    application.drain();
    (*server)->stop();
  });
  (*server)->run();
  application.stop();
  return ExitCode::ok;
}

}  // namespace

void add_serve_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<ServeFlags>();
  line.root()
      .sub("serve", Text::help_serve)
      .option("--ledger", "[NAME=]DIR", flags->folders, Text::help_serve_ledger)
      .option("--key", "FILE", flags->key.path, Text::help_log_key, true)
      .option("--passphrase-file", "FILE", flags->key.passphrase_file, Text::help_passphrase_file)
      .option("--listen", "ADDRESS", flags->listen, Text::help_listen)
      .option("--tls-cert", "FILE", flags->tls_certificate, Text::help_tls_cert)
      .option("--tls-key", "FILE", flags->tls_key, Text::help_tls_key)
      .option("--client-ca", "FILE", flags->client_ca, Text::help_client_ca)
      .option("--checkpoint-every", "MS", flags->checkpoint_every, Text::help_checkpoint_every)
      .option("--io-threads", "N", flags->io_threads, Text::help_io_threads)
      .option("--workers", "N", flags->workers, Text::help_workers)
      .option("--connections", "N", flags->connections, Text::help_connections)
      .flag("--public", flags->is_public, Text::help_public)
      .flag("--no-request-log", flags->no_request_log, Text::help_no_request_log)
      .example("jejak serve --ledger /var/lib/jejak/2020 --key log.key --passphrase-file pass --listen 127.0.0.1:8080")
      .does([&terminal, flags] { return serve(terminal, *flags); });
}

}  // namespace jejak
