#pragma once
// A served ledger: the sixty cases of the tiny demo, recorded so far as a test asks, behind a real socket on loopback;
// and a client that says exactly the bytes it is told.

#include "api/application.hpp"
#include "api/server.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"
#include "tools/demo/tiny.hpp"

#include <thread>

namespace jejak::test {

struct Received {
  unsigned status = 0;
  std::string head;                                 // as it came
  std::string body;                                 // chunks joined
  std::string header(std::string_view name) const;  // any case; empty if there is none
};

// A connection on which bytes are written and read as they are.
class Wire {
 public:
  explicit Wire(std::uint16_t port, int receive_bytes = 0);  // what the system keeps of what was not read; 0: much
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void send(std::string_view bytes) const;
  void end() const;  // says that nothing more will come
  // Until the other side ends it, or so long as nothing comes for `quiet`.
  std::string rest(std::chrono::milliseconds quiet = std::chrono::milliseconds{2'000});
  // Until what has been read contains `text`; fails after ten seconds.
  const std::string& until(std::string_view text);
  const std::string& read_so_far() const { return read_; }
  Received answer();  // one whole answer; further calls give further ones
  bool is_ended();    // the other side has closed

 private:
  bool read_some(std::chrono::milliseconds at_most);
  int socket_ = -1;
  std::string read_;
  std::size_t taken_ = 0;
};

class Serving {
 public:
  struct Options {
    std::size_t recorded = static_cast<std::size_t>(-1);  // events of the plan that are there from the start
    bool is_public = true;
    std::vector<std::string> whole_scope_offices;
    std::vector<std::string> webhook_networks;  // then also without TLS
    LiveOptions live;
    SessionLimits limits;
    std::size_t connections_max = 20'000;
    std::uint64_t bodies_bytes_max = 256 * 1024 * 1024;
    std::optional<QuotaRule> rate;
    std::uint64_t reserve_bytes = 0;
    LogLine log;
  };
  Serving();
  explicit Serving(const Options& options);
  ~Serving();

  std::uint16_t port() const { return port_; }
  Host& host() { return *host_; }
  Application& application() { return *application_; }  // behind its sockets
  // The rest of the plan, one by one, as a writer inside of the process would.
  const DemoPlan& plan() const { return plan_; }
  std::size_t recorded() const { return recorded_; }
  void record(std::size_t events);  // the next ones, published when it returns
  // The next event of the plan as a line of NDJSON with its time.
  std::string next_line();

  Received get(const std::string& target, const std::string& headers = {}) const;
  Received post(const std::string& target, std::string_view type, std::string_view body,
                const std::string& headers = {}) const;
  Received put(const std::string& target, std::string_view body, const std::string& headers = {}) const;
  std::uint64_t figure(const std::string& metric) const;  // its first sample; 0 without one
  void stop();                                            // as SIGTERM would

 private:
  const Scratch scratch_;
  DemoPlan plan_;
  SimulatedClock* clock_ = nullptr;
  Host* host_ = nullptr;
  std::size_t recorded_ = 0;
  std::unique_ptr<Application> application_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
  std::uint16_t port_ = 0;
};

// Within ten seconds.
template <class Condition>
bool becomes(const Condition& condition) {
  for (int i = 0; i < 500; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return false;
}

// The key of an office of the plan, its first, second, …
SigningKey key_of(const Serving& serving, std::string_view office, int number = 1);
// A header line with a token of that key.
std::string bearer(const SigningKey& key, const std::string& origin = tiny_origin);
// An office of the plan whose key is there, with this role.
std::string office_with(const Serving& serving, std::string_view role);

}  // namespace jejak::test
