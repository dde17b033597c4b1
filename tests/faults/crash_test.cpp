// Processes that end at the worst moment: at every named arrow of an event's way, and by kill -9 at random.

#include "ledger/base/failpoint.hpp"
#include "ledger/store_rocksdb.hpp"
#include "tests/faults/load_ledger.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rounds.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

namespace jejak::test {
namespace {

// A producer process and what it has told so far.
class Producer {
 public:
  Producer(const std::string& folder, std::uint64_t first_case, unsigned producers, unsigned cases,
           const std::string& failpoint) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const std::string program = std::string(JEJAK_BIN_DIR) + "/fault-producer";
    const std::string first = std::to_string(first_case);
    const std::string threads = std::to_string(producers);
    const std::string count = std::to_string(cases);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], 1);
      close(ends[0]);
      close(ends[1]);
      if (!failpoint.empty()) setenv("JEJAK_FAILPOINT", failpoint.c_str(), 1);
      execl(program.c_str(), program.c_str(), folder.c_str(), first.c_str(), threads.c_str(), count.c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    told_ = ends[0];
  }
  Producer(const Producer&) = delete;
  Producer& operator=(const Producer&) = delete;
  ~Producer() { close(told_); }

  // Reads until at least `lines` acknowledgements came or the process ended.
  void listen(std::size_t lines) {
    char buffer[65536];
    while (std::size_t(std::count(heard_.begin(), heard_.end(), '\n')) < lines) {
      const ssize_t got = read(told_, buffer, sizeof buffer);
      if (got <= 0) return;
      heard_.append(buffer, static_cast<std::size_t>(got));
    }
  }
  void kill_now() { kill(pid_, SIGKILL); }
  // What it was told before it ended, and how it ended.
  std::vector<Acknowledged> finish(int& status) {
    listen(~std::size_t{0});
    waitpid(pid_, &status, 0);
    std::vector<Acknowledged> out;
    for (std::size_t at = 0;;) {
      const std::size_t end = heard_.find('\n', at);
      if (end == std::string::npos) return out;
      const std::string line = heard_.substr(at, end - at);
      at = end + 1;
      const std::size_t second = line.find(' ', 2);
      const std::size_t third = line.find(' ', second + 1);
      REQUIRE(third != std::string::npos);
      Acknowledged told;
      told.event = *to_array<16>(*from_hex(line.substr(2, second - 2)));
      told.sequence = {*parse_decimal(line.substr(second + 1, third - second - 1))};
      told.leaf = {*to_array<32>(*from_hex(line.substr(third + 1)))};
      out.push_back(told);
    }
  }

 private:
  pid_t pid_ = 0;
  int told_ = -1;
  std::string heard_;
};

void check_true(const std::string& folder) {
  const auto report = verify_folder(folder);
  INFO((report ? "" : report.error().message));
  REQUIRE(report);
  INFO((report->divergence ? report->divergence->message : ""));
  REQUIRE_FALSE(report->divergence);
}

// Recovers by opening for writing, as an operator would, and then looks for everything that was told.
void check_survivor(const std::string& folder, const std::vector<Acknowledged>& acknowledged) {
  {
    const SimulatedClock clock = clock_for_cases();
    auto ledger = open_ledger(folder, clock);
    INFO((ledger ? "" : ledger.error().message));
    REQUIRE(ledger);
  }
  auto store = open_rocksdb(folder, OpenMode::read_only);
  REQUIRE(store);
  CHECK(first_lost(**store, acknowledged) == "");
}

}  // namespace

#ifdef JEJAK_FAILPOINTS
TEST_CASE("crash: a process that ends at any arrow of an event's way loses nothing it told", "[faults][crash]") {
  const Scratch scratch;
  const std::string folder = scratch.at("ledger");
  found(folder);
  std::uint64_t first_case = 0;
  for (const char* failpoint :
       {"after_inbox", "before_commit", "before_store_commit", "after_store_commit", "before_answer", "after_answer",
        "before_checkpoint", "after_checkpoint_stored", "after_head_file"}) {
    for (const int passage : {1, 2, 5}) {
      INFO("failpoint " << failpoint << ":" << passage);
      Producer producer(folder, first_case += 100, 3, 4, std::string(failpoint) + ":" + std::to_string(passage));
      int status = 0;
      const std::vector<Acknowledged> acknowledged = producer.finish(status);
      REQUIRE(WIFEXITED(status));
      REQUIRE(WEXITSTATUS(status) == failpoint_exit_code);
      check_survivor(folder, acknowledged);
      check_true(folder);
    }
  }
}

TEST_CASE("crash: a founding that is cut off leaves no ledger, and can be done again", "[faults][crash]") {
  const Scratch scratch;
  const std::string folder = scratch.at("ledger");
  const pid_t child = fork();
  if (child == 0) {
    const std::string program = std::string(JEJAK_BIN_DIR) + "/fault-producer";
    setenv("JEJAK_FAILPOINT", "after_genesis", 1);
    execl(program.c_str(), program.c_str(), "--found", folder.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WEXITSTATUS(status) == failpoint_exit_code);
  CHECK_FALSE(std::filesystem::exists(folder));
  found(folder);
  check_true(folder);
}
#endif

TEST_CASE("crash: kill -9 at random, 200 times over, loses nothing that was told", "[faults][crash]") {
  const Scratch scratch;
  const std::string folder = scratch.at("ledger");
  found(folder);
  std::mt19937_64 random(20200718);
  std::vector<Acknowledged> all;
  const unsigned long times = rounds("JEJAK_KILL_ROUNDS", 200);
  for (unsigned long round = 0; round < times; ++round) {
    INFO("round " << round);
    Producer producer(folder, 100'000 + round * 1'000, 4, 100, "");
    producer.listen(1 + random() % 30);
    usleep(static_cast<useconds_t>(random() % 3'000));
    producer.kill_now();
    int status = 0;
    const std::vector<Acknowledged> acknowledged = producer.finish(status);
    REQUIRE(WIFSIGNALED(status));
    all.insert(all.end(), acknowledged.begin(), acknowledged.end());
    check_survivor(folder, acknowledged);
    if (round % 50 == 49) check_true(folder);
  }
  check_survivor(folder, all);
  CHECK(all.size() >= times);
}

}  // namespace jejak::test
