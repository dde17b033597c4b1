#include "projections/runner.hpp"

#include "projections/case_view.hpp"
#include "projections/tally_view.hpp"
#include "projections/view_store_rocksdb.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/projections/random_history.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"

#include <sys/wait.h>

#include <csignal>
#include <random>

using namespace jejak;
using namespace jejak::test;

namespace {

const CaseView cases;
const TallyView tallies_of_agencies;

struct Sentences {
  std::vector<std::string> said;
  RunnerOptions options(std::uint64_t batch = 16) {
    RunnerOptions out;
    out.batch_entries_max = batch;
    out.say = [this](const std::string& sentence) { said.push_back(sentence); };
    return out;
  }
};

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

std::vector<Stamp> rebuilt(const EntrySource& log, std::uint64_t batch = 512) {
  MemoryViews views;
  Sentences sentences;
  Runner runner(log, sentences.options(batch));
  views.join(runner);
  REQUIRE(runner.catch_up().has_value());
  CHECK(sentences.said.empty());
  return views.stamps();
}

}  // namespace

TEST_CASE("runner: views kept up step by step are those rebuilt from zero, whatever the batches",
          "[projections][runner]") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    const std::vector<Bytes> entries = bytes_of(random_history(seed, 250));
    const Scratch folder;
    auto database = ViewDatabase::open(folder.at("views"));
    REQUIRE(database.has_value());
    const auto stored_cases = (*database)->view(name_of(cases));
    const auto stored_tallies = (*database)->view(name_of(tallies_of_agencies));
    MemoryLog log;
    std::size_t appended = 0;
    while (appended < entries.size()) {
      const std::size_t more = 1 + random() % 40;
      for (std::size_t i = 0; i < more && appended < entries.size(); ++i) log.append(entries[appended++]);
      RunnerOptions options;
      options.batch_entries_max = 1 + random() % 20;
      Runner runner(log, options);  // a new one each time: it knows nothing but what is stored
      runner.add(cases, *stored_cases);
      runner.add(tallies_of_agencies, *stored_tallies);
      REQUIRE(runner.catch_up().has_value());
      CHECK(runner.position() == TreeSize{appended});
    }
    const std::vector<Stamp> live{*stamp_of(*stored_cases, WithDigest::yes),
                                  *stamp_of(*stored_tallies, WithDigest::yes)};
    CHECK(live == rebuilt(log));
    CHECK(live == rebuilt(log, 7));
  }
}

TEST_CASE("runner: one that is stopped between any two batches goes on where it was", "[projections][runner]") {
  const MemoryLog log(bytes_of(random_history(40, 200)));
  const std::vector<Stamp> expected = rebuilt(log);
  for (int stop_after = 1; stop_after <= 12; ++stop_after) {
    MemoryViews views;
    int batches = 0;
    RunnerOptions options;
    options.batch_entries_max = 17;
    options.progress = [&batches, stop_after](TreeSize, TreeSize of) {
      CHECK(of == TreeSize{200});
      return ++batches < stop_after;
    };
    {
      Runner runner(log, options);
      views.join(runner);
      auto stopped = runner.catch_up();
      if (stop_after < 12) {
        REQUIRE_FALSE(stopped.has_value());
        CHECK(stopped.error().code == Errc::interrupted);
        CHECK(runner.position() == TreeSize{static_cast<std::uint64_t>(stop_after) * 17});
      }
    }
    const std::uint64_t before = log.reads();
    Runner runner(log);
    views.join(runner);
    REQUIRE(runner.catch_up().has_value());
    CHECK(log.reads() - before == 200 - std::min<std::uint64_t>(200, static_cast<std::uint64_t>(stop_after) * 17));
    CHECK(views.stamps() == expected);
  }
}

TEST_CASE("runner: killed at any passage of a commit, the views go on to the same digest", "[projections][runner]") {
  const std::vector<Bytes> entries = bytes_of(random_history(41, 120));
  const MemoryLog log(entries);
  const std::vector<Stamp> expected = rebuilt(log);
  for (const char* place : {"before_view_commit", "after_view_commit"}) {
    for (int passage = 1; passage <= 16; passage += 5) {
      INFO(place << " " << passage);
      const Scratch folder;
      const pid_t child = ::fork();
      REQUIRE(child >= 0);
      if (child == 0) {
        int commits = 0;
        // Ends as a failpoint would: at once, with nothing tidied up.
        class Dying final : public ViewStore {
         public:
          Dying(ViewStore& below, int& seen, int last, bool before)
              : below_(below), seen_(seen), last_(last), before_(before) {}
          const ViewName& name() const override { return below_.name(); }
          Result<ViewPosition> position() const override { return below_.position(); }
          Result<std::optional<Bytes>> read(std::string_view key) const override { return below_.read(key); }
          Outcome scan(std::string_view prefix,
                       const std::function<Outcome(std::string_view, BytesView)>& visit) const override {
            return below_.scan(prefix, visit);
          }
          Outcome commit(const RowChanges& changes, const ViewPosition& position) override {
            const bool now = ++seen_ == last_;
            if (now && before_) ::_exit(86);
            auto committed = below_.commit(changes, position);
            if (now) ::_exit(86);
            return committed;
          }
          Outcome clear() override { return below_.clear(); }
          Result<std::unique_ptr<ViewReader>> snapshot() const override { return below_.snapshot(); }

         private:
          ViewStore& below_;
          int& seen_;
          int last_;
          bool before_;
        };
        auto database = ViewDatabase::open(folder.at("views"));
        if (!database) ::_exit(1);
        const auto stored_cases = (*database)->view(name_of(cases));
        const auto stored_tallies = (*database)->view(name_of(tallies_of_agencies));
        const bool before = std::string_view(place) == "before_view_commit";
        Dying dying_cases(*stored_cases, commits, passage, before);
        Dying dying_tallies(*stored_tallies, commits, passage, before);
        RunnerOptions options;
        options.batch_entries_max = 10;
        Runner runner(log, options);
        runner.add(cases, dying_cases);
        runner.add(tallies_of_agencies, dying_tallies);
        ::_exit(runner.catch_up() ? 0 : 2);
      }
      int status = 0;
      REQUIRE(::waitpid(child, &status, 0) == child);
      REQUIRE(WIFEXITED(status));
      CHECK(WEXITSTATUS(status) == 86);

      auto database = ViewDatabase::open(folder.at("views"));
      REQUIRE(database.has_value());
      const auto stored_cases = (*database)->view(name_of(cases));
      const auto stored_tallies = (*database)->view(name_of(tallies_of_agencies));
      Sentences sentences;
      Runner runner(log, sentences.options());
      runner.add(cases, *stored_cases);
      runner.add(tallies_of_agencies, *stored_tallies);
      REQUIRE(runner.catch_up().has_value());
      CHECK(sentences.said.empty());  // nothing had to be thrown away
      CHECK(std::vector<Stamp>{*stamp_of(*stored_cases, WithDigest::yes),
                               *stamp_of(*stored_tallies, WithDigest::yes)} == expected);
    }
  }
}

TEST_CASE("runner: a view that stands beyond the ledger's end is folded again", "[projections][runner]") {
  MemoryLog log(bytes_of(random_history(42, 90)));
  MemoryViews views;
  {
    Runner runner(log);
    views.join(runner);
    REQUIRE(runner.catch_up().has_value());
  }
  log.cut(TreeSize{60});
  Sentences sentences;
  Runner runner(log, sentences.options());
  views.join(runner);
  REQUIRE(runner.catch_up().has_value());
  REQUIRE(sentences.said.size() == 2);
  CHECK(sentences.said[0].find("stands at 90 and the ledger has only 60 entries") != std::string::npos);
  CHECK(views.stamps() == rebuilt(log));
}

TEST_CASE("runner: a view of another history is folded again, however little differs", "[projections][runner]") {
  const std::vector<Bytes> entries = bytes_of(random_history(43, 90));
  for (const std::uint64_t changed : {std::uint64_t{0}, std::uint64_t{44}, std::uint64_t{79}}) {
    MemoryLog log(entries);
    MemoryViews views;
    {
      Runner runner(log);
      views.join(runner);
      REQUIRE(runner.catch_up(TreeSize{80}).has_value());
    }
    Bytes other = entries[changed];
    other[3] ^= 1;  // a bit of its time
    log.replace(Sequence{changed}, other);
    Sentences sentences;
    Runner runner(log, sentences.options());
    views.join(runner);
    REQUIRE(runner.catch_up().has_value());
    REQUIRE(sentences.said.size() == 2);
    CHECK(sentences.said[0].find("its root is not the ledger's") != std::string::npos);
    CHECK(views.stamps() == rebuilt(log));
  }
}

TEST_CASE("runner: rows that cannot be read back are folded again", "[projections][runner]") {
  const std::vector<Bytes> entries = bytes_of(random_history(44, 120));
  const MemoryLog log(entries);
  MemoryViews views;
  {
    Runner runner(log);
    views.join(runner);
    REQUIRE(runner.catch_up(TreeSize{60}).has_value());
  }
  RowChanges damage;
  REQUIRE(views.cases_store
              .scan("s/",
                    [&damage](std::string_view key, BytesView) -> Outcome {
                      damage.emplace_back(key, Bytes{1, 2, 3});
                      return {};
                    })
              .has_value());
  REQUIRE(views.cases_store.commit(damage, *views.cases_store.position()).has_value());
  Sentences sentences;
  Runner runner(log, sentences.options());
  views.join(runner);
  REQUIRE(runner.catch_up().has_value());
  REQUIRE(sentences.said.size() == 1);
  CHECK(sentences.said[0].find("cases") != std::string::npos);
  CHECK(views.stamps() == rebuilt(log));
}

TEST_CASE("runner: a rebuild gives the digest that was there before", "[projections][runner]") {
  const MemoryLog log(bytes_of(random_history(45, 150)));
  MemoryViews views;
  Runner runner(log);
  views.join(runner);
  REQUIRE(runner.catch_up().has_value());
  const std::vector<Stamp> before = views.stamps();
  REQUIRE(runner.rebuild().has_value());
  CHECK(views.stamps() == before);
}

TEST_CASE("runner: views at different places come to the same one", "[projections][runner]") {
  const MemoryLog log(bytes_of(random_history(46, 150)));
  MemoryViews views;
  {
    Runner runner(log);
    runner.add(cases, views.cases_store);
    REQUIRE(runner.catch_up(TreeSize{101}).has_value());
  }
  Runner runner(log);
  views.join(runner);
  REQUIRE(runner.catch_up().has_value());
  CHECK(views.stamps() == rebuilt(log));
}

TEST_CASE("runner: a view may stop at any size, and is what the shorter log gives", "[projections][runner]") {
  const std::vector<Bytes> entries = bytes_of(random_history(47, 100));
  const MemoryLog log(entries);
  for (const std::uint64_t size : std::initializer_list<std::uint64_t>{0, 1, 50, 99, 100}) {
    MemoryViews views;
    Runner runner(log);
    views.join(runner);
    REQUIRE(runner.catch_up(TreeSize{size}).has_value());
    const MemoryLog shorter(std::vector<Bytes>(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(size)));
    CHECK(views.stamps() == rebuilt(shorter));
  }
  MemoryViews views;
  Runner runner(log);
  views.join(runner);
  CHECK(runner.catch_up(TreeSize{101}).error().code == Errc::usage);
  REQUIRE(runner.catch_up(TreeSize{50}).has_value());
  CHECK(runner.catch_up(TreeSize{49}).error().code == Errc::usage);
}

TEST_CASE("runner: an entry that is no entry is the ledger's damage, with its position", "[projections][runner]") {
  MemoryLog log(bytes_of(random_history(48, 60)));
  log.damage(Sequence{33}, Bytes{1, 2, 3});
  MemoryViews views;
  Runner runner(log);
  views.join(runner);
  auto stopped = runner.catch_up();
  REQUIRE_FALSE(stopped.has_value());
  CHECK(stopped.error().code == Errc::corrupt);
  CHECK(stopped.error().message.find("entry 33") != std::string::npos);
}

TEST_CASE("runner: entries that do not lead to the ledger's root are not called done", "[projections][runner]") {
  const std::vector<Bytes> entries = bytes_of(random_history(49, 60));
  MemoryLog log(entries);
  Bytes other = entries[20];
  other[3] ^= 1;
  log.damage(Sequence{20}, other);
  MemoryViews views;
  Runner runner(log);
  views.join(runner);
  auto stopped = runner.catch_up();
  REQUIRE_FALSE(stopped.has_value());
  CHECK(stopped.error().code == Errc::corrupt);
}

TEST_CASE("runner: readers beside a follower see rows and position of one moment", "[projections][runner]") {
  const std::vector<Bytes> entries = bytes_of(random_history(52, 250));
  const Scratch folder;
  auto database = ViewDatabase::open(folder.at("views"));
  REQUIRE(database.has_value());
  const auto stored = (*database)->view(name_of(tallies_of_agencies));
  MemoryLog log;
  Feed feed;
  RunnerOptions options;
  options.batch_entries_max = 5;
  Runner runner(log, options);
  runner.add(tallies_of_agencies, *stored);
  runner.follow(feed);
  std::vector<Stamp> seen;
  for (const Bytes& entry : entries) {
    feed.ring(log.append(entry));
    if (log.head()->size.value % 10 != 0) continue;
    auto snapshot = stored->snapshot();
    REQUIRE(snapshot.has_value());
    seen.push_back(*stamp_of(**snapshot, WithDigest::yes));
  }
  CHECK(runner.wait_for(TreeSize{entries.size()}, std::chrono::minutes(2)));
  runner.stop();
  for (const Stamp& stamp : seen) {
    MemoryViewStore again(name_of(tallies_of_agencies));
    Runner replay(log);
    replay.add(tallies_of_agencies, again);
    REQUIRE(replay.catch_up(stamp.size).has_value());
    CHECK(*stamp_of(again, WithDigest::yes) == stamp);
  }
}
