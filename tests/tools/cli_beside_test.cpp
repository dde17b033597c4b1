#include "tests/support/catch.hpp"
#include "tests/tools/run_program.hpp"

#include <atomic>
#include <thread>

// Whoever reads a folder while another process writes to it.

namespace jejak::test {
namespace {

using Words = std::vector<std::string>;

// Founds a ledger and records the demo's events into it, a few at a time, each time by a program of its own, so that
// the database is opened, written out and closed beside the readers over and over. Ends when it is told to, or done.
class Recorder {
 public:
  Recorder(const Scratch& scratch, const DemoLedger& demo) : scratch_(scratch), demo_(demo) {
    REQUIRE(jejak(demo.init(folder())).code == 0);
    events_ = read_text(demo.demo + "/events.ndjson");
    record(200);  // the registries, and the first cases
    REQUIRE(failed_ == 0);
    thread_ = std::thread([this] {
      while (!ended_ && at_ < events_.size()) record(10);
    });
  }
  ~Recorder() { end(); }

  std::string folder() const { return scratch_.at("ledger"); }
  int failed() const { return failed_; }
  int runs() const { return runs_; }
  void end() {
    ended_ = true;
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::string key() const { return demo_.demo + "/log.skey"; }
  void record(int lines) {
    std::size_t end = at_;
    for (int i = 0; i < lines && end < events_.size(); ++i) end = events_.find('\n', end) + 1;
    const Said said = jejak({"record", folder(), "--log-key", key(), "-q"}, events_.substr(at_, end - at_));
    if (said.code != 0) ++failed_;
    ++runs_;
    at_ = end;
  }

  const Scratch& scratch_;
  const DemoLedger& demo_;
  std::string events_;
  std::size_t at_ = 0;
  std::atomic<int> failed_{0};
  std::atomic<int> runs_{0};
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

}  // namespace

TEST_CASE("cli: every command that reads does so beside a writer", "[tools][cli]") {
  const Scratch scratch;
  const DemoLedger& demo = demo_ledger();
  Recorder recorder(scratch, demo);
  const std::string ledger = recorder.folder();
  const std::vector<Words> commands = {
      Words{"verify", ledger} + demo.trust(),
      {"log", ledger},
      {"show", ledger, "5", "--why"},
      {"case", ledger},
      {"tally", ledger, "--persons"},
      {"diff", ledger, "--from", "150"},
      {"deadlines", ledger},
      {"audit", ledger, "all"},
      {"findings", ledger},
      {"refusals", ledger},
      {"offices", ledger},
      {"approvals", ledger},
      {"replay", ledger},
      {"prove", ledger, "5", "-o", scratch.at("proof")},
      {"export", ledger, "-o", scratch.at("export")},
      {"checkpoint", ledger},
      {"doctor", ledger},
      Words{"verify", ledger} + demo.trust(),
  };
  for (const Words& command : commands) {
    const Said said = jejak(command);
    INFO(command.front() << ": " << said.err << said.out.substr(0, 2'000));
    const bool found_something = command.front() == "audit" && said.code == 9;
    CHECK((said.code == 0 || found_something));
  }
  recorder.end();
  CHECK(recorder.failed() == 0);
  CHECK(recorder.runs() > 5);
  CHECK(run_program("jejak-verify", Words{scratch.at("export")} + demo.trust()).out_has("TRUE: "));
  CHECK(jejak(Words{"check", scratch.at("proof")} + demo.trust()).code == 0);
  CHECK(jejak(Words{"verify", ledger} + demo.trust()).out_has("TRUE: "));
}

}  // namespace jejak::test
