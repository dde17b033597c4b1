#include "tests/bench/measures_serve.hpp"

#include "api/application.hpp"
#include "api/http_client.hpp"
#include "api/server.hpp"
#include "ledger/record/codec.hpp"
#include "ledger/record/json.hpp"
#include "ledger/rules/catalogue.hpp"
#include "tests/bench/http_swarm.hpp"
#include "tests/bench/phase.hpp"
#include "tools/demo/load.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <thread>

namespace jejak {
namespace {

constexpr std::uint64_t seed = 1;
constexpr std::size_t connections = 64;
constexpr std::size_t batch_events = 100;
constexpr std::uint64_t paced_events_per_s = 1'000;

// The server, in a process of its own. Tells its port over the pipe and serves until it is told to stop.
int serve_folder(const std::string& folder, const LoadPlan& plan, int port_pipe) {
  auto clock = std::make_unique<SimulatedClock>(plan.cases_from());
  SimulatedClock* simulated = clock.get();
  auto ledger = Ledger::open(folder, plan.log_key(), *clock);
  if (!ledger) return 1;
  HostOptions options;
  options.folder = folder;
  options.is_public = true;
  auto host = Host::open(options, std::move(clock), simulated, std::move(*ledger));
  if (!host) return 1;
  std::vector<std::unique_ptr<Host>> hosts;
  hosts.push_back(std::move(*host));
  auto application = Application::open({}, std::move(hosts));
  if (!application) return 1;
  ServerOptions listening;
  listening.listen = {"127.0.0.1:0"};
  listening.drain = Seconds{2};
  auto server = Server::open(listening, [&application](std::shared_ptr<const Request> request, Reply reply) {
    (*application)->answer(std::move(request), std::move(reply));
  });
  if (!server) return 1;
  (*application)->start();
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  std::thread stopper([&] {
    int caught = 0;
    sigwait(&stop, &caught);
    (*application)->drain();
    (*server)->stop();
  });
  const std::string address = (*server)->addresses().front();
  const auto port =
      static_cast<std::uint16_t>(std::strtoul(address.substr(address.rfind(':') + 1).c_str(), nullptr, 10));
  if (::write(port_pipe, &port, sizeof port) != static_cast<ssize_t>(sizeof port)) return 1;
  (*server)->run();
  stopper.join();
  (*application)->stop();
  return 0;
}

class ServerProcess {
 public:
  static Result<std::unique_ptr<ServerProcess>> start(const std::string& folder, const LoadPlan& plan) {
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0) return Error{Errc::internal, "no pipe"};
    auto made = std::make_unique<ServerProcess>();
    std::fflush(nullptr);
    made->id_ = ::fork();
    if (made->id_ == 0) {
      ::close(ends[0]);
      ::_exit(serve_folder(folder, plan, ends[1]));
    }
    ::close(ends[1]);
    const auto got = ::read(ends[0], &made->port_, sizeof made->port_);
    ::close(ends[0]);
    if (got != static_cast<ssize_t>(sizeof made->port_)) return Error{Errc::internal, "the server did not start"};
    return made;
  }
  ~ServerProcess() {
    ::kill(id_, SIGTERM);
    int status = 0;
    ::waitpid(id_, &status, 0);
  }
  std::uint16_t port() const { return port_; }
  double rss_bytes() const {
    std::FILE* file = std::fopen(("/proc/" + std::to_string(id_) + "/statm").c_str(), "re");
    if (file == nullptr) return 0;
    unsigned long long all = 0;
    unsigned long long resident = 0;
    const bool is_read = std::fscanf(file, "%llu %llu", &all, &resident) == 2;
    std::fclose(file);
    return is_read ? static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) : 0;
  }

 private:
  pid_t id_ = -1;
  std::uint16_t port_ = 0;
};

std::string post(std::string_view type, std::string_view body) {
  return "POST /v1/events HTTP/1.1\r\nHost: l\r\nContent-Type: " + std::string(type) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::string line_of(const Bytes& bytes) {
  const auto envelope = decode_envelope(bytes).value();
  return to_json(envelope, decode(envelope.event).value(), catalogue()) + "\n";
}

using Requests = std::vector<std::vector<std::string>>;

Requests singles_of(const Cases& cases) {
  Requests out(connections);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (const Bytes& event : cases[i]) {
      out[i % connections].push_back(post("application/vnd.jejak.envelope", text(event)));
    }
  }
  return out;
}

Requests batches_of(const Cases& cases) {
  Requests out(connections);
  std::vector<std::pair<std::string, std::size_t>> open(connections);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    auto& [body, count] = open[i % connections];
    for (const Bytes& event : cases[i]) {
      body += line_of(event);
      if (++count < batch_events) continue;
      out[i % connections].push_back(post("application/x-ndjson", body));
      body.clear();
      count = 0;
    }
  }
  for (std::size_t i = 0; i < connections; ++i) {
    if (open[i].second > 0) out[i].push_back(post("application/x-ndjson", open[i].first));
  }
  return out;
}

double percentile(const std::vector<double>& ascending, double part) {
  if (ascending.empty()) return 0;
  const auto place = static_cast<std::size_t>(part * static_cast<double>(ascending.size()));
  return ascending[std::min(place, ascending.size() - 1)];
}

Outcome all_well(const SwarmResult& result, const char* what) {
  if (result.failures == 0) return {};
  return Error{Errc::internal, std::string(what) + ": " + std::to_string(result.failures) + " of " +
                                   std::to_string(result.answers) + " failed"};
}

// wrk's own words: requests a second, and the 99th percentile in milliseconds.
Result<std::pair<double, double>> run_wrk(const std::string& url, unsigned seconds) {
  auto ran = run_program({"wrk", "-t1", "-c64", "-d" + std::to_string(seconds) + "s", "--latency", url});
  if (!ran) return std::move(ran).error().during("wrk");
  const std::string& told = ran->output;
  if (told.find("Non-2xx") != std::string::npos) return Error{Errc::internal, "wrk: " + told};
  const auto rate = told.find("Requests/sec:");
  const auto slow = told.find("99%");
  if (rate == std::string::npos || slow == std::string::npos) return Error{Errc::internal, "wrk said: " + told};
  char* end = nullptr;
  double wait = std::strtod(told.c_str() + slow + 3, &end);
  if (*end == 'u') wait /= 1'000;
  if (*end == 's') wait *= 1'000;
  return std::pair(std::strtod(told.c_str() + rate + 13, nullptr), wait);
}

std::vector<std::string> agencies_of(const LoadPlan& plan) {
  std::vector<std::string> out;
  for (const PlannedEvent& planned : plan.setup()) {
    const auto envelope = decode_envelope(planned.envelope);
    const auto event = envelope ? decode(envelope->event) : Result<Event>(envelope.error());
    if (event && event->stream.starts_with("agency-")) out.push_back(event->stream.substr(7));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// How many events of an agency are published, as the pages of the same server tell it.
Result<std::uint64_t> counted(std::uint16_t port, const std::string& agency) {
  HttpOrder order;
  order.headers = {{"Accept", "application/x-ndjson"}};
  std::uint64_t events = 0;
  std::string after = "0";
  for (;;) {
    order.url =
        "http://127.0.0.1:" + std::to_string(port) + "/v1/events?limit=1000&agency=" + agency + "&after=" + after;
    auto page = send_http(order);
    if (!page) return std::move(page).error();
    if (page->status != 200) return Error{Errc::internal, "a page of events: " + std::to_string(page->status)};
    events += static_cast<std::uint64_t>(std::count(page->body.begin(), page->body.end(), '\n'));
    const std::string next(page->header("link"));
    const auto at = next.find("after=");
    if (at == std::string::npos) return Error{Errc::internal, "a page of events names no next one"};
    after = next.substr(at + 6, next.find_first_not_of("0123456789", at + 6) - at - 6);
    const auto head = parse_decimal(page->header("jejak-position"));
    const auto reached = parse_decimal(after);
    if (!head || !reached) return Error{Errc::internal, "a page of events has no place"};
    if (*reached + 1 >= *head) return events;
  }
}

// Appends at a steady rate from a process of its own.
pid_t start_pacing(std::uint16_t port, const Requests& tenths) {
  std::fflush(nullptr);
  const pid_t id = ::fork();
  if (id != 0) return id;
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < tenths.size(); ++i) {
    std::this_thread::sleep_until(begin + std::chrono::milliseconds{100} * i);
    auto sent = send_all(port, {tenths[i]});
    if (!sent || sent->failures > 0) ::_exit(1);
  }
  ::_exit(0);
}

Outcome wait_for(pid_t id) {
  int status = 0;
  ::waitpid(id, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return Error{Errc::internal, "the paced appends failed"};
}

Outcome measure_readers(const ServerProcess& server, const LoadPlan& plan, const ServeSetting& serve,
                        std::uint64_t first_case, Figures& out) {
  const auto agencies = agencies_of(plan);
  if (agencies.empty()) return Error{Errc::internal, "the load has no agencies"};
  std::vector<std::string> targets;
  for (std::size_t i = 0; i < serve.readers; ++i) {
    targets.push_back("/v1/events?agency=" + agencies[i % agencies.size()]);
  }
  // The last ones never read: all of the ledger from its beginning is on its way to them.
  const std::size_t reading = serve.readers - serve.silent;
  for (std::size_t i = reading; i < serve.readers; ++i) targets[i] = "/v1/events?after=0";
  const double before = server.rss_bytes();
  Listeners readers;
  if (auto opened = readers.open(server.port(), targets, reading); !opened) return opened;
  out.set("readers_open_bytes", (server.rss_bytes() - before) / static_cast<double>(serve.readers));
  const std::uint64_t cases = paced_events_per_s * serve.seconds / LoadPlan::events_a_case;
  Cases load = plan.cases(first_case, cases);
  Requests tenths;
  std::string body;
  std::size_t count = 0;
  for (const auto& one : load) {
    for (const Bytes& event : one) {
      body += line_of(event);
      if (++count % (paced_events_per_s / 10) != 0) continue;
      tenths.push_back({post("application/x-ndjson", body)});
      body.clear();
    }
  }
  // What the best reader of each agency got is compared with the log itself for the first of them.
  auto log_before = counted(server.port(), agencies.front());
  if (!log_before) return std::move(log_before).error();
  const pid_t pacing = start_pacing(server.port(), tenths);
  bool is_pacing = true;
  auto last = std::chrono::steady_clock::now();
  std::uint64_t seen = 0;
  double highest = 0;
  const double took = readers.listen(std::chrono::seconds{serve.seconds + 90}, [&](const Listeners& all) {
    const auto now = std::chrono::steady_clock::now();
    if (all.events() != seen) {
      seen = all.events();
      last = now;
      highest = std::max(highest, server.rss_bytes());
    }
    if (is_pacing) {
      siginfo_t ended{};
      is_pacing =
          ::waitid(P_PID, static_cast<id_t>(pacing), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid == 0;
    }
    return !is_pacing && now - last > std::chrono::seconds{3};
  });
  if (auto paced = wait_for(pacing); !paced) return paced;
  highest = std::max(highest, server.rss_bytes());
  std::map<std::string, std::uint64_t> expected;
  double missing = 0;
  for (std::size_t i = 0; i < agencies.size() && i < reading; ++i) {
    std::uint64_t most = 0;
    for (std::size_t j = i; j < reading; j += agencies.size()) most = std::max(most, readers.events_of(j));
    for (std::size_t j = i; j < reading; j += agencies.size()) {
      missing += static_cast<double>(most - readers.events_of(j));
    }
    expected[agencies[i]] = most;
  }
  auto log_after = counted(server.port(), agencies.front());
  if (!log_after) return std::move(log_after).error();
  const double in_log = static_cast<double>(*log_after - *log_before);
  const double live = static_cast<double>(expected[agencies.front()]);
  out.set("readers_first_agency_log", in_log);
  out.set("readers_first_agency_live", live);
  missing += std::abs(in_log - live);
  out.set("readers_took_s", took);
  out.set("readers_held", static_cast<double>(readers.held()));
  out.set("reader_bytes", (highest - before) / static_cast<double>(serve.readers));
  out.set("readers_missing_events", missing);
  out.set("readers_deliveries", static_cast<double>(readers.events()));
  return {};
}

Outcome measure_fan_out(const ServerProcess& server, const LoadPlan& plan, const ServeSetting& serve,
                        std::uint64_t first_case, Figures& out) {
  Listeners readers;
  std::vector<std::string> targets(serve.fan_out, "/v1/events");
  if (auto opened = readers.open(server.port(), targets, targets.size()); !opened) return opened;
  const Cases load = plan.cases(first_case, serve.fan_out_events / LoadPlan::events_a_case);
  const Requests requests = batches_of(load);
  const std::uint64_t events = load.size() * LoadPlan::events_a_case;
  std::fflush(nullptr);
  const pid_t appending = ::fork();
  if (appending == 0) {
    auto sent = send_all(server.port(), requests);
    ::_exit(sent && sent->failures == 0 ? 0 : 1);
  }
  const double seconds = readers.listen(std::chrono::seconds{60},
                                        [&](const Listeners& all) { return all.events() >= events * serve.fan_out; });
  if (auto ended = wait_for(appending); !ended) return ended;
  out.set("deliveries_per_s", static_cast<double>(readers.events()) / seconds);
  out.set("fan_out_missing", static_cast<double>(events * serve.fan_out) - static_cast<double>(readers.events()));
  return {};
}

}  // namespace

Result<Figures> measure_serve(const Setting& setting, const ServeSetting& serve) {
  const auto plan = LoadPlan::make(seed);
  if (!plan) return plan.error();
  const std::string folder = setting.folder + "/served";
  const std::uint64_t cases = std::max<std::uint64_t>(connections, serve.events / LoadPlan::events_a_case);
  Figures out;
  auto inside = run_phase("appends inside", [&]() -> Result<Figures> {
    SimulatedClock clock(plan->setup().front().at);
    auto created = Ledger::create(folder, plan->genesis_note(), plan->log_key(), clock);
    if (!created) return std::move(created).error();
    auto ledger = Ledger::open(folder, plan->log_key(), clock);
    if (!ledger) return std::move(ledger).error();
    for (const PlannedEvent& planned : plan->setup()) {
      clock.advance_to(planned.at);
      if (auto recorded = record_case(**ledger, {planned.envelope}); !recorded) return std::move(recorded).error();
    }
    clock.advance_to(plan->cases_from());
    auto rate = record_all(**ledger, plan->cases(0, cases), setting.producers, setting.door);
    if (!rate) return std::move(rate).error();
    auto head = (*ledger)->checkpoint();
    if (!head) return std::move(head).error();
    Figures figures;
    figures.set("inside_append_per_s", rate->per_s());
    return figures;
  });
  if (!inside) return std::move(inside).error();
  out.add(*inside);
  auto server = ServerProcess::start(folder, *plan);
  if (!server) return std::move(server).error();
  const std::uint16_t port = (*server)->port();

  auto batched = send_all(port, batches_of(plan->cases(cases, cases)));
  if (!batched) return std::move(batched).error();
  if (auto well = all_well(*batched, "batches"); !well) return std::move(well).error();
  out.set("http_batch_per_s", static_cast<double>(cases * LoadPlan::events_a_case) / batched->seconds);
  out.set("http_batch_vs_inprocess", *out.get("http_batch_per_s") / *out.get("inside_append_per_s"));

  auto single = send_all(port, singles_of(plan->cases(2 * cases, cases)));
  if (!single) return std::move(single).error();
  if (auto well = all_well(*single, "single appends"); !well) return std::move(well).error();
  out.set("http_single_per_s", static_cast<double>(single->answers) / single->seconds);
  out.set("http_single_p99_ms", percentile(single->waits_ms, 0.99));

  const std::string url = "http://127.0.0.1:" + std::to_string(port);
  const auto first = decode_envelope(plan->one_case(0).back());
  const auto event = first ? decode(first->event) : Result<Event>(first.error());
  if (!event) return event.error();
  auto reads = run_wrk(url + "/v1/cases/" + event->stream, serve.seconds);
  if (!reads) return std::move(reads).error();
  out.set("case_reads_per_s", reads->first);
  out.set("case_reads_p99_ms", reads->second);
  auto tiles = run_wrk(url + "/tile/0/000", serve.seconds);
  if (!tiles) return std::move(tiles).error();
  out.set("tiles_per_s", tiles->first);

  if (auto done = measure_fan_out(**server, *plan, serve, 3 * cases, out); !done) return std::move(done).error();
  if (auto done = measure_readers(**server, *plan, serve, 4 * cases, out); !done) return std::move(done).error();
  return out;
}

}  // namespace jejak
