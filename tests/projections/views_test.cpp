#include "projections/views.hpp"

#include "projections/view_store_rocksdb.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/projections/random_history.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch.hpp"

#include <rocksdb/db.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <random>
#include <thread>

using namespace jejak;
using namespace jejak::test;

namespace {

struct Said {
  std::vector<std::string> sentences;
  ViewsOptions options() {
    ViewsOptions out;
    out.runner.say = [this](const std::string& sentence) { sentences.push_back(sentence); };
    return out;
  }
};

std::vector<Stamp> replayed(const EntrySource& log) {
  auto views = Views::replay(log);
  REQUIRE(views.has_value());
  CHECK((*views)->in_memory());
  auto stamps = (*views)->stamps();
  REQUIRE(stamps.has_value());
  return *stamps;
}

void overwrite_tables(const std::string& folder) {
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".sst") continue;
    std::fstream table(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    table.seekp(10);
    table << "not what was written";
  }
}

}  // namespace

TEST_CASE("views: what is stored is what a replay from zero gives", "[projections][views]") {
  const Scratch folder;
  MemoryLog log(bytes_of(random_history(60, 150)));
  for (int round = 0; round < 3; ++round) {
    Said said;
    auto views = Views::open(folder.at("views"), log, said.options());
    REQUIRE(views.has_value());
    CHECK(said.sentences.empty());
    CHECK_FALSE((*views)->in_memory());
    auto stamps = (*views)->stamps();
    REQUIRE(stamps.has_value());
    CHECK(*stamps == replayed(log));
    for (const Bytes& entry : bytes_of(random_history(61 + static_cast<std::uint64_t>(round), 20))) log.append(entry);
  }
}

TEST_CASE("views: rebuilt from zero at will, they are the same", "[projections][views]") {
  const Scratch folder;
  const MemoryLog log(bytes_of(random_history(62, 150)));
  REQUIRE(Views::open(folder.at("views"), log).has_value());
  const std::uint64_t before = log.reads();
  ViewsOptions options;
  options.from_zero = true;
  auto views = Views::open(folder.at("views"), log, options);
  REQUIRE(views.has_value());
  CHECK(log.reads() - before == 150);
  CHECK(*(*views)->stamps() == replayed(log));
}

TEST_CASE("views: deleted at any time, they come back", "[projections][views]") {
  const Scratch folder;
  const MemoryLog log(bytes_of(random_history(63, 100)));
  REQUIRE(Views::open(folder.at("views"), log).has_value());
  std::filesystem::remove_all(folder.at("views"));
  auto views = Views::open(folder.at("views"), log);
  REQUIRE(views.has_value());
  CHECK(*(*views)->stamps() == replayed(log));
}

TEST_CASE("views: a damaged database is deleted and folded again, and a sentence says so", "[projections][views]") {
  const Scratch folder;
  const MemoryLog log(bytes_of(random_history(64, 150)));
  REQUIRE(Views::open(folder.at("views"), log).has_value());
  std::ofstream(folder.at("views") + "/CURRENT", std::ios::binary) << "nonsense";
  Said said;
  auto views = Views::open(folder.at("views"), log, said.options());
  REQUIRE(views.has_value());
  REQUIRE(said.sentences.size() == 1);
  CHECK(said.sentences[0].find("damaged") != std::string::npos);
  CHECK_FALSE((*views)->in_memory());
  CHECK(*(*views)->stamps() == replayed(log));
}

TEST_CASE("views: a folder with somebody else's files, or a file, is left as it is, and all entries are read",
          "[projections][views]") {
  const Scratch folder;
  const MemoryLog log(bytes_of(random_history(64, 60)));
  const auto reads_all = [&](const std::string& place) {
    Said said;
    auto views = Views::open(place, log, said.options());
    REQUIRE(views.has_value());
    CHECK((*views)->in_memory());
    REQUIRE(said.sentences.size() == 1);
    CHECK(said.sentences[0].find("Move it away") != std::string::npos);
    CHECK(*(*views)->stamps() == replayed(log));
  };
  std::ofstream(folder.at("views")) << "a file";
  reads_all(folder.at("views"));
  std::filesystem::create_directory(folder.at("others"));
  std::ofstream(folder.at("others") + "/passwd") << "somebody's";
  std::filesystem::create_directory_symlink(folder.at("others"), folder.at("link"));
  reads_all(folder.at("link"));
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.at("others"))) files += file.exists() ? 1 : 0;
  CHECK(files == 1);
}

TEST_CASE("views: on a full disk all entries are read, and afterwards the views are laid again",
          "[projections][views]") {
  const Scratch folder;
  const MemoryLog log(bytes_of(random_history(64, 150)));
  const auto before = std::signal(SIGXFSZ, SIG_IGN);  // a write beyond the limit is an error then
  rlimit usual{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &usual) == 0);
  for (const rlim_t bytes : {rlim_t{0}, rlim_t{2000}}) {  // no database at all, and one that ends in the middle
    Said said;
    rlimit narrow = usual;
    narrow.rlim_cur = bytes;
    REQUIRE(setrlimit(RLIMIT_FSIZE, &narrow) == 0);
    auto views = Views::open(folder.at("views"), log, said.options());
    REQUIRE(setrlimit(RLIMIT_FSIZE, &usual) == 0);
    REQUIRE(views.has_value());
    CHECK((*views)->in_memory());
    REQUIRE(said.sentences.size() == 1);
    CHECK(*(*views)->stamps() == replayed(log));
  }
  std::signal(SIGXFSZ, before);
  auto again = Views::open(folder.at("views"), log);
  REQUIRE(again.has_value());
  CHECK_FALSE((*again)->in_memory());
  CHECK(*(*again)->stamps() == replayed(log));
}

TEST_CASE("views: rows damaged on the disk are folded again when they are met", "[projections][views]") {
  const Scratch folder;
  const MemoryLog log(bytes_of(random_history(65, 250)));
  REQUIRE(Views::open(folder.at("views"), log).has_value());
  REQUIRE(Views::open(folder.at("views"), log).has_value());  // reopening moves the rows into a table
  overwrite_tables(folder.at("views"));
  Said said;
  auto views = Views::open(folder.at("views"), log, said.options());
  REQUIRE(views.has_value());
  auto answer = (*views)->read_cases(WithDigest::yes);
  REQUIRE(answer.has_value());
  CHECK_FALSE(said.sentences.empty());
  CHECK(*(*views)->stamps() == replayed(log));
  auto all = Views::replay(log);
  CHECK(answer->value == (*all)->read_cases(WithDigest::yes)->value);
}

TEST_CASE("views: an entry of the log that is damaged costs no view", "[projections][views]") {
  const Scratch folder;
  MemoryLog log(bytes_of(random_history(71, 120)));
  Said said;
  auto views = Views::open(folder.at("views"), log, said.options());
  REQUIRE(views.has_value());
  const auto names = (*views)->case_names();
  REQUIRE(names->size() > 1);
  const auto first = (*views)->read_case(names->front(), WithDigest::no);
  const auto last = (*views)->read_case(names->back(), WithDigest::no);
  REQUIRE((first.has_value() && last.has_value()));
  log.damage(first->value.timeline.front().position, Bytes{1, 2, 3});
  const std::uint64_t before = log.reads();
  CHECK((*views)->read_case(names->front(), WithDigest::no).error().code == Errc::corrupt);
  CHECK(log.reads() - before < 20);  // nothing was folded again
  CHECK(said.sentences.empty());
  CHECK((*views)->read_case(names->back(), WithDigest::no)->value == last->value);
}

TEST_CASE("views: while another has them open, all entries are read instead", "[projections][views]") {
  const Scratch folder;
  const MemoryLog log(bytes_of(random_history(66, 100)));
  auto first = Views::open(folder.at("views"), log);
  REQUIRE(first.has_value());
  Said said;
  auto second = Views::open(folder.at("views"), log, said.options());
  REQUIRE(second.has_value());
  CHECK((*second)->in_memory());
  REQUIRE(said.sentences.size() == 1);
  CHECK(*(*second)->stamps() == *(*first)->stamps());
}

TEST_CASE("views: another version stays until this one has been folded beside it", "[projections][views]") {
  const MemoryLog log(bytes_of(random_history(67, 60)));
  const ViewName present = name_of(CaseView());
  for (const std::uint32_t version : {present.version - 1, present.version + 7}) {
    const Scratch folder;
    const Build other{{"cases", version}, 3};
    {
      auto database = ViewDatabase::open(folder.at("views"));
      REQUIRE(database.has_value());
      const auto store = (*database)->store(other);
      REQUIRE(store->commit({{"x", Bytes{1}}}, ViewPosition{}).has_value());
      REQUIRE(store->show().has_value());
    }
    {
      ViewsOptions interrupted;
      interrupted.runner.progress = [](TreeSize, TreeSize) { return false; };
      interrupted.runner.batch_entries_max = 10;
      CHECK(Views::open(folder.at("views"), log, interrupted).error().code == Errc::interrupted);
      auto database = ViewDatabase::open(folder.at("views"));
      REQUIRE(database.has_value());
      CHECK((*database)->builds()->size() == 3);
      CHECK(*(*database)->shown("cases") == other);
      CHECK(**(*(*database)->read(other.view))->read("x") == Bytes{1});
      CHECK((*database)->read(present).error().code == Errc::unavailable);
    }
    Said said;
    const std::uint64_t before = log.reads();
    REQUIRE(Views::open(folder.at("views"), log, said.options()).has_value());
    CHECK(log.reads() - before == 50);  // what was folded before the interruption is not folded again
    REQUIRE(said.sentences.size() == 1);
    CHECK(said.sentences[0].find("version " + std::to_string(version)) != std::string::npos);
    auto database = ViewDatabase::open(folder.at("views"));
    REQUIRE(database.has_value());
    CHECK(*(*database)->builds() == std::vector<Build>{{present, 0}, {name_of(TallyView()), 0}});
    CHECK(*(*database)->shown("cases") == Build{present, 0});
  }
}

TEST_CASE("views: a rebuild that was cut off is thrown away, and the old views were shown all the time",
          "[projections][views]") {
  const Scratch folder;
  const MemoryLog log(bytes_of(random_history(70, 80)));
  REQUIRE(Views::open(folder.at("views"), log).has_value());
  {
    ViewsOptions interrupted;
    interrupted.from_zero = true;
    interrupted.runner.progress = [](TreeSize, TreeSize) { return false; };
    interrupted.runner.batch_entries_max = 10;
    CHECK(Views::open(folder.at("views"), log, interrupted).error().code == Errc::interrupted);
    auto database = ViewDatabase::open(folder.at("views"));
    REQUIRE(database.has_value());
    CHECK((*database)->builds()->size() == 4);
    CHECK((*(*database)->read(name_of(CaseView())))->position()->size() == TreeSize{80});
  }
  Said said;
  auto views = Views::open(folder.at("views"), log, said.options());
  REQUIRE(views.has_value());
  CHECK(said.sentences.empty());
  CHECK(*(*views)->stamps() == replayed(log));
  views->reset();
  auto database = ViewDatabase::open(folder.at("views"));
  REQUIRE(database.has_value());
  CHECK(*(*database)->builds() == std::vector<Build>{{name_of(CaseView()), 0}, {name_of(TallyView()), 0}});
}

TEST_CASE("views: killed at any moment of a rebuild, they come back whole, and nobody was shown half of one",
          "[projections][views]") {
  const Scratch folder;
  const std::vector<Bytes> entries = bytes_of(random_history(75, 400));
  const MemoryLog log(entries);
  REQUIRE(Views::open(folder.at("views"), log).has_value());
  const std::vector<Stamp> expected = replayed(log);
  std::mt19937_64 random(75);
  for (int round = 0; round < 40; ++round) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      ViewsOptions options;
      options.from_zero = true;
      options.runner.batch_entries_max = 9;
      for (;;) {
        if (!Views::open(folder.at("views"), log, options)) ::_exit(1);
      }
    }
    ::usleep(static_cast<useconds_t>(random() % 60'000));
    REQUIRE(::kill(child, SIGKILL) == 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    {
      auto database = ViewDatabase::open(folder.at("views"));
      REQUIRE(database.has_value());
      for (const ViewName& name : {name_of(CaseView()), name_of(TallyView())}) {
        auto shown = (*database)->read(name);
        REQUIRE(shown.has_value());
        CHECK((*shown)->position()->size() == TreeSize{entries.size()});
      }
    }
    Said said;
    auto views = Views::open(folder.at("views"), log, said.options());
    REQUIRE(views.has_value());
    CHECK(said.sentences.empty());
    CHECK(*(*views)->stamps() == expected);
  }
}

TEST_CASE("views: while they are rebuilt beside a follower, every reader is shown whole views",
          "[projections][views]") {
  const Scratch folder;
  const std::vector<Bytes> entries = bytes_of(random_history(71, 400));
  MemoryLog log(std::vector<Bytes>(entries.begin(), entries.begin() + 100));
  RunnerOptions small;
  small.batch_entries_max = 7;
  ViewsOptions options;
  options.runner = small;
  auto views = Views::open(folder.at("views"), log, options);
  REQUIRE(views.has_value());
  Feed feed;
  (*views)->runner().follow(feed);
  std::atomic<bool> done{false};
  std::atomic<int> answers{0};
  std::atomic<int> wrong{0};
  std::thread reader([&] {
    while (!done) {
      auto stamps = (*views)->stamps();
      const bool whole = stamps && stamps->at(0).size.value >= 100 && stamps->at(1).size.value >= 100;
      (whole ? answers : wrong) += 1;
    }
  });
  for (std::size_t next = 100; next < entries.size(); ++next) {
    feed.ring(log.append(entries[next]));
    if (next % 100 != 0) continue;
    auto rebuilt = (*views)->rebuild();
    INFO((rebuilt ? "" : rebuilt.error().message));
    CHECK(rebuilt.has_value());
  }
  CHECK((*views)->runner().wait_for(TreeSize{entries.size()}, std::chrono::minutes(2)));
  done = true;
  reader.join();
  (*views)->runner().stop();
  CHECK(wrong == 0);
  CHECK(answers > 0);
  CHECK(*(*views)->stamps() == replayed(log));
}

TEST_CASE("views: a database that another version laid out is recognised and folded again", "[projections][views]") {
  const Scratch folder;
  const MemoryLog log(bytes_of(random_history(72, 60)));
  {
    rocksdb::Options plain;
    plain.create_if_missing = true;
    rocksdb::DB* db = nullptr;
    REQUIRE(rocksdb::DB::Open(plain, folder.at("views"), &db).ok());
    REQUIRE(db->Put(rocksdb::WriteOptions(), "cases", "of some other layout").ok());
    delete db;
  }
  Said said;
  auto views = Views::open(folder.at("views"), log, said.options());
  REQUIRE(views.has_value());
  REQUIRE(said.sentences.size() == 1);
  CHECK(said.sentences[0].find("another version") != std::string::npos);
  CHECK(*(*views)->stamps() == replayed(log));
}

TEST_CASE("views: those of another ledger are recognised and folded again", "[projections][views]") {
  const Scratch folder;
  REQUIRE(Views::open(folder.at("views"), MemoryLog(bytes_of(random_history(73, 50)))).has_value());
  const MemoryLog log(bytes_of(random_history(74, 60)));
  Said said;
  auto views = Views::open(folder.at("views"), log, said.options());
  REQUIRE(views.has_value());
  CHECK(said.sentences.size() == 2);
  CHECK(*(*views)->stamps() == replayed(log));
}

TEST_CASE("views: a replay stops at the size it is given", "[projections][views]") {
  const std::vector<Bytes> entries = bytes_of(random_history(68, 100));
  const MemoryLog log(entries);
  const MemoryLog shorter(std::vector<Bytes>(entries.begin(), entries.begin() + 40));
  auto views = Views::replay(log, TreeSize{40});
  REQUIRE(views.has_value());
  CHECK(*(*views)->stamps() == replayed(shorter));
  CHECK(Views::replay(log, TreeSize{101}).error().code == Errc::usage);
}

TEST_CASE("views: answers carry the stamp of the view they come from", "[projections][views]") {
  const MemoryLog log(bytes_of(random_history(69, 120)));
  auto views = Views::replay(log);
  REQUIRE(views.has_value());
  auto stamps = (*views)->stamps();
  REQUIRE(stamps.has_value());
  auto listed = (*views)->read_cases(WithDigest::yes);
  TallyQuestion question;
  question.at.as_of = TreeSize{100};
  auto counted = (*views)->read_tally(question);
  REQUIRE(listed.has_value());
  REQUIRE(counted.has_value());
  CHECK(listed->stamp == stamps->at(0));
  CHECK(counted->stamp.view == stamps->at(1).view);
  CHECK(counted->stamp.size == TreeSize{100});
  CHECK(counted->stamp.root == *log.root(TreeSize{100}));
  REQUIRE_FALSE(listed->value.empty());
  auto one = (*views)->read_case(listed->value.front().stream, WithDigest::yes);
  REQUIRE(one.has_value());
  CHECK(one->stamp == stamps->at(0));
  CHECK((*views)->read_case("case-unknown", WithDigest::no).error().code == Errc::not_found);
  CHECK((*views)->read_case("approval-1", WithDigest::no).error().code == Errc::not_found);
}
