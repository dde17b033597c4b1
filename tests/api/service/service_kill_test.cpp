#include "api/service/subscriptions.hpp"
#include "tests/api/service/listed_matches.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rounds.hpp"
#include "tests/support/scratch.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <random>

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::uint64_t events = 4'000;

ListedMatches long_log() {
  ListedMatches log;
  for (std::uint64_t i = 0; i < events; ++i) log.add(i % 5 == 0 ? "" : "case-" + std::to_string(i * i % 61));
  return log;
}

bool write_lines(const std::string& path, const std::vector<Sequence>& positions) {
  std::string lines;
  for (const Sequence position : positions) lines += std::to_string(position.value) + "\n";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const bool written = ::write(file, lines.data(), lines.size()) == static_cast<ssize_t>(lines.size());
  ::close(file);
  return written;
}

// What a consumer has been told is done: one line each, written after the flush.
std::set<std::uint64_t> told(const std::string& path) {
  std::ifstream file(path);
  std::set<std::uint64_t> out;
  for (std::string line; std::getline(file, line);) out.insert(std::stoull(line));
  return out;
}

// Takes and acknowledges until everything is done; true if nothing was ever given that had been told to be done.
bool consume(const std::string& folder, const std::string& path, std::uint64_t seed) {
  const SystemClock clock;
  ListedMatches log = long_log();
  const std::set<std::uint64_t> known = told(path);
  auto store = open_service_store(folder);
  if (!store) return false;
  auto all = Subscriptions::open(**store, log, clock);
  if (!all) return false;
  SubscriptionTerms terms;
  terms.name = "killed";
  terms.retry_delay_us = 0;
  terms.attempts_max = 1'000;
  auto group = (*all)->create(terms);
  if (!group) return false;
  const auto consumer = (*group)->join();
  std::mt19937_64 random(seed);
  while ((*group)->status(TreeSize{events}).lag > 0) {
    if (!(*group)->read_ahead(log)) return false;
    (*group)->give_credit(*consumer, 1'000);
    std::vector<Sequence> done;
    std::vector<Sequence> again;
    for (const Delivery& each : (*group)->hand_out(1 + random() % 30)) {
      if (known.contains(each.position.value)) return false;
      (random() % 4 == 0 ? again : done).push_back(each.position);
    }
    (*group)->nack(*consumer, again, Nack::retry);
    (*group)->ack(*consumer, done);
    if (!write_lines(path + ".tried", done)) return false;
    if (!(*all)->flush()) return false;
    if (!write_lines(path, done)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("subscription: killed in the middle, again and again, it loses nothing and repeats nothing it was told",
          "[service][subscription][crash]") {
  std::mt19937_64 random(20'200'718);
  const Scratch folder;
  const std::string path = folder.at("told");
  int killed = 0;
  for (unsigned long round = 0; round < rounds("JEJAK_KILL_ROUNDS", 12); ++round) {
    const std::uint64_t seed = random();
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(consume(folder.at("service"), path, seed) ? 0 : 1);
    ::usleep(static_cast<useconds_t>(2'000 + random() % 40'000));
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    if (WIFSIGNALED(status)) ++killed;
    CHECK((WIFSIGNALED(status) || WEXITSTATUS(status) == 0));
  }
  CHECK(killed > 0);
  CHECK(consume(folder.at("service"), path, random()));
  std::set<std::uint64_t> expected;
  for (std::uint64_t i = 0; i < events; ++i) {
    if (i % 5 != 0) expected.insert(i);
  }
  CHECK(told(path + ".tried") == expected);  // nobody was left out …
  const auto done = told(path);
  CHECK(std::includes(expected.begin(), expected.end(), done.begin(), done.end()));
  CHECK(done.size() + static_cast<std::size_t>(killed) * 30 >= expected.size());  // … and all but a few were told
}
