#include "projections/tally_view.hpp"

#include "projections/runner.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/projections/naive_model.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const TallyView projection;

MemoryViewStore folded(const std::vector<Bytes>& entries) {
  const MemoryLog log(entries);
  MemoryViewStore store(name_of(projection));
  Runner runner(log);
  runner.add(projection, store);
  REQUIRE(runner.catch_up().has_value());
  return store;
}

// One case, told step by step; no law stands between.
class Story {
 public:
  Story() {
    Entry genesis;
    genesis.kind = EntryKind::genesis;
    genesis.body = Bytes(10, 1);
    entries_.push_back(encode(genesis));
  }

  Story& step(std::string_view type, const std::string& stream, const std::string& office,
              std::vector<std::pair<std::string_view, Value>> fields = {}, std::uint16_t verdict = 0,
              const std::string& on_behalf_of = {}) {
    Event event;
    ByteArray<10> tail{};
    tail[0] = static_cast<std::uint8_t>(entries_.size());
    event.id = make_uuid_v7(Instant{1'600'000'000'000'000}, tail);
    event.origin = "simulated.jejak.example/story";
    event.type = catalogue().find(type)->number;
    event.stream = stream;
    event.zone = Zone::wita;
    event.office = office;
    event.on_behalf_of = on_behalf_of;
    event.holder = HolderKind::definitif;
    for (auto& [name, value] : fields) event.fields.push_back({catalogue_field(type, name).field, std::move(value)});
    entries_.push_back(entry_of(event, verdict, Instant{static_cast<std::int64_t>(entries_.size())}));
    return *this;
  }

  Tallies count() const {
    auto out = tallies(folded(entries_));
    REQUIRE(out.has_value());
    return *out;
  }

 private:
  std::vector<Bytes> entries_;
};

std::uint64_t of(const Tallies& tallies, std::string_view agency, Counter counter) {
  for (const AgencyTally& each : tallies.agencies) {
    if (each.agency == agency) return each[counter];
  }
  return 0;
}

Story forwarded_case() {
  Story story;
  story.step("ReportReceived", "report-1", "BAWASLU_KABKOTA@bawaslu:64.71")
      .step("CaseOpened", "case-1", "BAWASLU_PROV@bawaslu:64", {{"report", Reference{"report-1"}}})
      .step("SubjectIdentified", "case-1", "BKD@prov:64", {{"home_agency", Code{"kota:64.71"}}})
      .step("CaseForwarded", "case-1", "BAWASLU_PROV@bawaslu:64")
      .step("SupervisorReceived", "case-1", "BKN@kl:BKN");
  return story;
}

}  // namespace

TEST_CASE("tally view: the counters of every agency are what a walk through the whole history counts",
          "[projections][tallies]") {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    INFO("seed " << seed);
    const std::vector<Written> history = random_history(seed, 260);
    for (const std::size_t size : {std::size_t{60}, std::size_t{150}, std::size_t{260}}) {
      const std::vector<Written> so_far(history.begin(), history.begin() + static_cast<std::ptrdiff_t>(size));
      auto counted = tallies(folded(bytes_of(so_far)));
      REQUIRE(counted.has_value());
      std::map<std::string, std::array<std::uint64_t, counter_count>> found;
      std::array<std::uint64_t, counter_count> sum{};
      for (const AgencyTally& each : counted->agencies) {
        found[each.agency] = each.counts;
        for (std::size_t i = 0; i < counter_count; ++i) sum[i] += each.counts[i];
      }
      CHECK(found == NaiveModel(so_far, size).tallies());
      CHECK(counted->total.counts == sum);
    }
  }
}

TEST_CASE("tally view: each column is credited to the agency that its definition names", "[projections][tallies]") {
  Story story = forwarded_case();
  story.step("RecommendationIssued", "case-1", "BKN@kl:BKN")
      .step("SanctionDecisionIssued", "case-1", "PPK_ASN@kota:64.71")
      .step("SanctionDecisionIssued", "case-2", "PPK_ASN@prov:64", {}, 31);
  const Tallies counted = story.count();
  CHECK(of(counted, "bawaslu:64.71", Counter::reports) == 1);
  CHECK(of(counted, "bawaslu:64.71", Counter::received) == 1);
  CHECK(of(counted, "bawaslu:64", Counter::forwarded) == 1);
  CHECK(of(counted, "kota:64.71", Counter::recommended) == 1);
  CHECK(of(counted, "kota:64.71", Counter::decided) == 1);
  CHECK(of(counted, "prov:64", Counter::refused_attempts) == 1);
  CHECK(counted.total.counts == std::array<std::uint64_t, counter_count>{1, 1, 1, 1, 0, 1, 1});
}

TEST_CASE("tally view: a case that comes to the same place twice counts once", "[projections][tallies]") {
  Story story = forwarded_case();
  story.step("CaseForwarded", "case-1", "BAWASLU_PROV@bawaslu:64")
      .step("RecommendationIssued", "case-1", "BKN@kl:BKN")
      .step("CaseForwarded", "case-1", "BAWASLU_PROV@bawaslu:64")
      .step("RecommendationIssued", "case-1", "BKN@kl:BKN");
  const Tallies counted = story.count();
  CHECK(counted.total[Counter::forwarded] == 1);
  CHECK(counted.total[Counter::recommended] == 1);
}

TEST_CASE("tally view: a subject who moves takes the case's recommendation along", "[projections][tallies]") {
  Story story = forwarded_case();
  story.step("RecommendationIssued", "case-1", "BKN@kl:BKN")
      .step("SubjectIdentified", "case-1", "BKD@prov:64", {{"home_agency", Code{"prov:64"}}});
  const Tallies counted = story.count();
  CHECK(of(counted, "kota:64.71", Counter::recommended) == 0);
  CHECK(of(counted, "prov:64", Counter::recommended) == 1);
  CHECK(counted.total[Counter::recommended] == 1);
}

TEST_CASE("tally view: a recommendation that ended as not proven is not live, and the case is dismissed",
          "[projections][tallies]") {
  Story story = forwarded_case();
  story.step("RecommendationIssued", "case-1", "BKN@kl:BKN").step("CaseDismissed", "case-1", "BKN@kl:BKN");
  const Tallies counted = story.count();
  CHECK(counted.total[Counter::recommended] == 0);
  CHECK(of(counted, "kl:BKN", Counter::dismissed) == 1);
  CHECK(counted.total[Counter::received] == 1);
}

TEST_CASE("tally view: a person's dismissal from service is a decision, not a case dismissed",
          "[projections][tallies]") {
  Story story = forwarded_case();
  story.step("DismissalDecisionIssued", "case-1", "PPK_ASN@kota:64.71");
  const Tallies counted = story.count();
  CHECK(counted.total[Counter::decided] == 1);
  CHECK(counted.total[Counter::dismissed] == 0);
}

TEST_CASE("tally view: an act on another's behalf is that office's, an attempt is its own", "[projections][tallies]") {
  Story story = forwarded_case();
  story.step("CaseDismissed", "case-1", "SEKDA@kota:64.71", {}, 0, "BKN@kl:BKN")
      .step("CaseDismissed", "case-1", "SEKDA@kota:64.71", {}, 30, "BKN@kl:BKN");
  const Tallies counted = story.count();
  CHECK(of(counted, "kl:BKN", Counter::dismissed) == 1);
  CHECK(of(counted, "kota:64.71", Counter::refused_attempts) == 1);
}

TEST_CASE("tally view: refused attempts change no other column", "[projections][tallies]") {
  const Tallies before = forwarded_case().count();
  Story story = forwarded_case();
  for (const char* type : {"CaseOpened", "RecommendationIssued", "SanctionDecisionIssued", "CaseDismissed"}) {
    story.step(type, "case-1", "PPK_ASN@kota:64.71", {}, 29).step(type, "case-8", "PPK_ASN@kota:64.71", {}, 29);
  }
  Tallies after = story.count();
  CHECK(after.total[Counter::refused_attempts] == 8);
  after.total.counts[static_cast<std::size_t>(Counter::refused_attempts)] = 0;
  CHECK(after.total == before.total);
}

TEST_CASE("tally view: a damaged row is an error, never a number", "[projections][tallies]") {
  const MemoryViewStore good = folded(bytes_of(random_history(9, 120)));
  std::vector<std::string> keys;
  REQUIRE(good.scan("a/",
                    [&keys](std::string_view key, BytesView) -> Outcome {
                      keys.emplace_back(key);
                      return {};
                    })
              .has_value());
  REQUIRE_FALSE(keys.empty());
  for (const std::string& key : keys) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{55}, std::size_t{57}}) {
      MemoryViewStore view = good;
      RowChanges changes;
      changes.emplace_back(key, Bytes(size, 1));
      REQUIRE(view.commit(changes, *good.position()).has_value());
      auto counted = tallies(view);
      REQUIRE_FALSE(counted.has_value());
      CHECK(counted.error().code == Errc::corrupt);
    }
  }
}
