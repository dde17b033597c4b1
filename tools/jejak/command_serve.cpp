// serve: ledgers over HTTP, until it is told to stop.

#include "api/server.hpp"
#include "ledger/record/flat_json.hpp"
#include "tools/jejak/commands.hpp"
#include "tools/jejak/serve_settings.hpp"
#include "tools/jejak/supervisor.hpp"

#include <csignal>
#include <thread>

namespace jejak {
namespace {

// SIGTERM, SIGINT and SIGHUP, taken by a thread of their own: everything else has them blocked. Between them it does
// what has to be done regularly.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    if (hangup_counts()) sigaddset(&signals_, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  void then(std::function<void()> stop, std::chrono::milliseconds every, std::function<void()> meanwhile) {
    thread_ = std::thread([this, stop = std::move(stop), every, meanwhile = std::move(meanwhile)] {
      const timespec pause{every.count() / 1'000, every.count() % 1'000 * 1'000'000};
      bool is_stopping = false;
      while (!is_ended_) {
        const int caught = sigtimedwait(&signals_, nullptr, &pause);
        meanwhile();
        if (caught <= 0 || is_stopping || is_ended_) continue;
        is_stopping = true;
        stop();
      }
    });
  }
  ~StopSignals() { end(); }
  void end() {
    if (!thread_.joinable()) return;
    is_ended_ = true;
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }

 private:
  sigset_t signals_{};
  std::atomic<bool> is_ended_{false};
  std::thread thread_;
};

Result<std::unique_ptr<Host>> open_host(Terminal& terminal, const ServeSettings& settings, const LedgerSettings& ledger,
                                        ServiceLog& log) {
  HostOptions options;
  options.name = ledger.name;
  options.folder = ledger.folder;
  options.is_public = ledger.is_public;
  options.whole_scope_offices = ledger.whole_scope_offices;
  options.checkpoint_every = settings.checkpoint_every;
  options.reserve_bytes = settings.reserve_bytes;
  options.webhook_networks = settings.webhook_networks;
  options.webhooks_without_tls = settings.webhook_http;
  options.say = [&log](const std::string& sentence) { log.notice(LogLevel::warning, sentence); };
  LedgerOptions ledger_options;
  ledger_options.reserve_bytes = settings.reserve_bytes;
  const auto durations = std::make_shared<Histogram>();
  ledger_options.committed = durations_into(durations);
  options.commit_durations = durations;
  auto opened = open_for_appending(terminal, ledger.folder, ledger.key, ledger_options);
  if (!opened) return std::move(opened).error();
  return Host::open(std::move(options), std::move(opened->clock), opened->simulated, std::move(opened->ledger));
}

ServerOptions server_options(const ServeFlags& flags, const ServeSettings& settings, ServiceLog& log) {
  ServerOptions out;
  out.listen = flags.listen;
  out.tls_certificate = flags.tls_certificate;
  out.tls_key = flags.tls_key;
  out.client_ca = flags.client_ca;
  out.io_threads = settings.io_threads;
  out.connections_max = settings.connections;
  out.say = [&log](const std::string& sentence) { log.notice(LogLevel::warning, sentence); };
  return out;
}

Result<ExitCode> serve(Terminal& terminal, const ServeFlags& flags, const ServeSettings& settings) {
  ServiceLog log(settings.log_level);
  const Supervisor supervisor;
  StopSignals signals;
  std::vector<std::unique_ptr<Host>> hosts;
  for (const LedgerSettings& ledger : settings.ledgers) {
    auto host = open_host(terminal, settings, ledger, log);
    if (!host) return std::move(host).error().during(ledger.folder);
    hosts.push_back(std::move(*host));
  }
  ApplicationOptions options;
  options.workers = settings.workers;
  options.log_requests = !flags.no_request_log;
  options.log = log.writer();
  options.rate = settings.rate;
  auto opened = Application::open(options, std::move(hosts));
  if (!opened) return std::move(opened).error();
  Application& application = **opened;
  auto server = Server::open(server_options(flags, settings, log),
                             [&application](std::shared_ptr<const Request> request, Reply reply) {
                               application.answer(std::move(request), std::move(reply));
                             });
  if (!server) return std::move(server).error();
  application.start();
  for (const std::string& address : (*server)->addresses()) {
    const std::string listening = FlatJson().text("event", "listening").text("address", address).take();
    terminal.out(listening + "\n");
    log.line(LogLevel::info, listening);
  }
  terminal.flush();
  const auto stop = [&] {
    log.line(LogLevel::info, FlatJson().text("event", "stopping").take());
    supervisor.tell("STOPPING=1");
    application.drain();
    (*server)->stop();
  };
  // Whoever reads the ledgers' state can answer requests about them too: where that hangs, the manager hears nothing.
  const auto still_alive = [&] {
    if (!supervisor.watchdog()) return;
    static_cast<void>(application.checks());
    supervisor.tell("WATCHDOG=1");
  };
  supervisor.tell("READY=1");
  signals.then(stop, supervisor.watchdog().value_or(std::chrono::hours{1}), still_alive);
  (*server)->run();
  signals.end();
  application.stop();
  opened->reset();  // its last answers are posted to the server's threads
  log.line(LogLevel::info, FlatJson().text("event", "stopped").take());
  return ExitCode::ok;
}

}  // namespace

void add_serve_command(CommandLine& line) {
  Terminal& terminal = line.terminal();
  auto flags = std::make_shared<ServeFlags>();
  const Command command = line.root().sub("serve", Text::help_serve);
  add_serve_options(command, *flags);
  command
      .example("jejak serve --ledger /var/lib/jejak/2026 --key log.key --passphrase-file pass --listen 127.0.0.1:8080")
      .example("jejak serve --config serve.toml --print-config")
      .does([&terminal, command, flags]() -> Result<ExitCode> {
        auto settings = settle(terminal, command, *flags);
        if (!settings) return std::move(settings).error();
        if (!flags->print_config) return serve(terminal, *flags, *settings);
        terminal.out(terminal.json() ? print_json(*settings) : print_toml(terminal, *settings));
        return ExitCode::ok;
      });
}

}  // namespace jejak
