#include "tools/demo/load.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <sstream>

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

TEST_CASE("load: a file gives back what was written, and a cut file is refused", "[demo][load]") {
  std::stringstream file;
  REQUIRE(plan().write(file, 3, 2).has_value());
  const std::string bytes = file.str();
  LoadReader reader(file);
  for (std::uint64_t index = 0; index < 3; ++index) {
    for (const Bytes& expected : plan().one_case(index)) {
      const Result<std::optional<LoadItem>> item = reader.next();
      REQUIRE(item.has_value());
      REQUIRE(item->has_value());
      CHECK((*item)->case_index == index);
      CHECK((*item)->envelope == expected);
    }
  }
  const Result<std::optional<LoadItem>> end = reader.next();
  REQUIRE(end.has_value());
  CHECK(!end->has_value());

  std::istringstream cut(bytes.substr(0, bytes.size() - 1));
  LoadReader half(cut);
  Result<std::optional<LoadItem>> item = half.next();
  while (item && *item) item = half.next();
  REQUIRE(!item.has_value());
  CHECK(item.error().code == Errc::malformed);

  std::istringstream foreign("something else entirely");
  CHECK(!LoadReader(foreign).next().has_value());
}

}  // namespace jejak
