// Following live, on a thread of its own: worth a run under ThreadSanitizer. In memory, since it cannot see into the
// distribution's RocksDB; a follower with a database is in runner_test.cpp.

#include "projections/case_view.hpp"
#include "projections/runner.hpp"
#include "projections/tally_view.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/projections/random_history.hpp"
#include "tests/support/catch.hpp"

#include <random>

using namespace jejak;
using namespace jejak::test;

namespace {

const CaseView cases;
const TallyView tallies_of_agencies;

struct MemoryViews {
  MemoryViewStore cases_store{name_of(cases)};
  MemoryViewStore tallies_store{name_of(tallies_of_agencies)};
  void join(Runner& runner) {
    runner.add(cases, cases_store);
    runner.add(tallies_of_agencies, tallies_store);
  }
  std::vector<Stamp> stamps() const {
    return {*stamp_of(cases_store, WithDigest::yes), *stamp_of(tallies_store, WithDigest::yes)};
  }
};

std::vector<Stamp> rebuilt(const EntrySource& log) {
  MemoryViews views;
  Runner runner(log);
  views.join(runner);
  REQUIRE(runner.catch_up().has_value());
  return views.stamps();
}

}  // namespace

TEST_CASE("runner: a follower covers what is appended while it runs, and stops when told", "[projections][runner]") {
  const std::vector<Bytes> entries = bytes_of(random_history(50, 300));
  MemoryLog log;
  Feed feed;
  MemoryViews views;
  RunnerOptions options;
  options.batch_entries_max = 8;
  Runner runner(log, options);
  views.join(runner);
  runner.follow(feed);
  std::mt19937_64 random(50);
  for (const Bytes& entry : entries) {
    const TreeSize size = log.append(entry);
    if (random() % 3 == 0) feed.ring(size);
  }
  feed.ring(TreeSize{entries.size()});
  CHECK(runner.wait_for(TreeSize{entries.size()}, std::chrono::minutes(2)));
  CHECK_FALSE(runner.trouble().has_value());
  feed.close();
  runner.stop();
  CHECK_FALSE(runner.following());
  CHECK(views.stamps() == rebuilt(log));
}

TEST_CASE("runner: a follower keeps its trouble, and gets on once it is over", "[projections][runner]") {
  const std::vector<Bytes> entries = bytes_of(random_history(51, 40));
  MemoryLog log(entries);
  log.damage(Sequence{30}, Bytes{9});
  Feed feed;
  feed.ring(TreeSize{entries.size()});
  MemoryViews views;
  RunnerOptions options;
  options.retry_after = std::chrono::milliseconds(1);
  Runner runner(log, options);
  views.join(runner);
  runner.follow(feed);
  while (!runner.trouble()) std::this_thread::yield();
  CHECK(runner.trouble()->code == Errc::corrupt);
  log.damage(Sequence{30}, entries[30]);
  CHECK(runner.wait_for(TreeSize{entries.size()}, std::chrono::minutes(2)));
  runner.stop();
  CHECK_FALSE(runner.trouble().has_value());
  CHECK(views.stamps() == rebuilt(log));
}
