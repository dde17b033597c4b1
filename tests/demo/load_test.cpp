#include "tools/demo/load.hpp"

#include "ledger/data_folder.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <filesystem>

namespace jejak {
namespace {

const LoadPlan& plan() {
  static const Result<LoadPlan> made = LoadPlan::make();
  if (!made) FAIL(made.error().message);
  return *made;
}

// A ledger in memory that only judges.
class Bench {
 public:
  Bench() : state_(plan().genesis(), rows_) { REQUIRE(state_.load().has_value()); }

  std::string record(const Bytes& envelope, Instant at) {
    const Result<Vouched> vouched = vouch(envelope, plan().genesis().origin);
    if (!vouched) return vouched.error().message;
    const Result<Judgement> judged = judge(state_, *vouched, Moment{position_, at});
    if (!judged) return judged.error().message;
    for (const StreamState& changed : judged->changes) rows_.put(changed.name, encode(changed));
    state_.apply(judged->changes);
    ++position_.value;
    return print(judged->refusal);
  }

 private:
  MemoryRows rows_;
  State state_;
  Sequence position_{1};
};

}  // namespace

TEST_CASE("load: cases are lawful in any interleaving, each in its own order", "[demo][load]") {
  Bench bench;
  for (const PlannedEvent& planned : plan().setup()) {
    REQUIRE(bench.record(planned.envelope, planned.at).starts_with("ADMITTED"));
  }
  const std::vector<std::vector<Bytes>> cases = plan().cases(0, 16);
  Chance chance(3, "interleaving");
  std::vector<std::size_t> next(cases.size(), 0);
  std::size_t left = cases.size() * LoadPlan::events_a_case;
  while (left > 0) {
    const std::size_t which = chance.below(cases.size());
    if (next[which] == cases[which].size()) continue;
    const std::string verdict = bench.record(cases[which][next[which]++], plan().cases_from());
    INFO(verdict);
    REQUIRE(verdict.starts_with("ADMITTED"));
    --left;
  }
}

TEST_CASE("load: cases are recorded until the evening of their day", "[demo][load]") {
  Bench bench;
  for (const PlannedEvent& planned : plan().setup()) bench.record(planned.envelope, planned.at);
  for (const Bytes& envelope : plan().one_case(1)) {
    CHECK(bench.record(envelope, plan().cases_until()).starts_with("ADMITTED"));
  }
}

TEST_CASE("load: a case is a function of its index, however many threads make it", "[demo][load]") {
  const auto alone = plan().cases(5, 6, 1);
  const auto together = plan().cases(5, 6, 3);
  CHECK(alone == together);
  CHECK(plan().one_case(7) == alone[2]);
  CHECK(plan().one_case(7) != plan().one_case(8));
}

TEST_CASE("load: the median entry has at least 700 bytes", "[demo][load]") {
  std::vector<std::size_t> sizes;
  for (const std::vector<Bytes>& events : plan().cases(0, 8)) {
    CHECK(events.size() == LoadPlan::events_a_case);
    for (const Bytes& envelope : events) {
      Entry entry;
      entry.body = envelope;
      sizes.push_back(encode(entry).size());
    }
  }
  std::sort(sizes.begin(), sizes.end());
  CHECK(sizes[sizes.size() / 2] >= 700);
}

TEST_CASE("load: the long case has 500 events, lawful one after the other", "[demo][load]") {
  Bench bench;
  for (const PlannedEvent& planned : plan().setup()) bench.record(planned.envelope, planned.at);
  std::size_t of_case = 0;
  for (const Bytes& envelope : plan().long_case()) {
    const std::string verdict = bench.record(envelope, plan().cases_from());
    INFO(verdict);
    REQUIRE(verdict.starts_with("ADMITTED"));
    if (vouch(envelope, plan().genesis().origin)->event().stream == LoadPlan::long_case_stream) ++of_case;
  }
  CHECK(of_case == LoadPlan::long_case_events);
}

TEST_CASE("load: a folder holds what the cases are, a line each, and is not written over", "[demo][load]") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "jejak-load-plan-test";
  std::filesystem::remove_all(folder);
  const Result<std::uint64_t> written = plan().write(folder.string(), 3, 2);
  if (!written) FAIL(written.error().message);
  const Result<std::string> events = read_file((folder / "events.ndjson").string(), 1 << 28);
  REQUIRE(events.has_value());
  CHECK(static_cast<std::uint64_t>(std::count(events->begin(), events->end(), '\n')) == *written);
  CHECK(*written == plan().setup().size() + LoadPlan::long_case_events + 2 + 3 * LoadPlan::events_a_case);
  std::size_t next = 0;
  for (std::uint64_t index = 0; index < 3; ++index) {
    for (const Bytes& envelope : plan().one_case(index)) {
      const Result<std::string> line = PlanFolder::line_of(plan().cases_from(), envelope);
      REQUIRE(line.has_value());
      const std::size_t at = events->find(*line, next);
      REQUIRE(at != std::string::npos);
      next = at + line->size();
    }
  }
  CHECK(next == events->size());
  const Result<std::uint64_t> again = plan().write(folder.string(), 1);
  REQUIRE(!again);
  CHECK(again.error().code == Errc::conflict);
  std::filesystem::remove_all(folder);
  const Result<std::uint64_t> stopped =
      plan().write(folder.string(), 5000, 2, [](std::size_t done, std::size_t) { return done < 1000; });
  REQUIRE(!stopped);
  CHECK(stopped.error().code == Errc::interrupted);
  std::filesystem::remove_all(folder);
}

}  // namespace jejak
