#include "ledger/record/ruleset.hpp"
#include "ledger/rules/types.hpp"
#include "projections/runner.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/projections/naive_tally.hpp"
#include "tests/projections/tally_story.hpp"
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

constexpr TallyDimension compared[] = {TallyDimension::agency,   TallyDimension::home,       TallyDimension::unit,
                                       TallyDimension::rank,     TallyDimension::stat,       TallyDimension::month,
                                       TallyDimension::sanction, TallyDimension::origin,     TallyDimension::state,
                                       TallyDimension::none,     TallyDimension::violations, TallyDimension::violation,
                                       TallyDimension::election};

Id person(std::uint8_t which) {
  Id out{};
  out[15] = which;
  return out;
}

Story forwarded_case(const std::string& kase = "case-1", const char* place = "kec:64.71.01", std::uint8_t who = 1) {
  Story story;
  story.step({"ReportReceived", "report-1", "BAWASLU_KABKOTA@bawaslu:64.71"})
      .step({"CaseOpened",
             kase,
             "BAWASLU_PROV@bawaslu:64",
             {{"origin", Code{"REPORT"}},
              {"report", Reference{"report-1"}},
              {"act_place", Code{place}},
              {"violation_codes", Codes{Code{"V02"}, Code{"V11"}}}}})
      .step({"SubjectIdentified",
             kase,
             "BKD@prov:64",
             {{"subject", person(who)}, {"rank_class", Code{"PENGAWAS"}}, {"home_agency", Code{"kota:64.71"}}}})
      .step({"CaseForwarded", kase, "BAWASLU_PROV@bawaslu:64"})
      .step({"SupervisorReceived", kase, "BKN@kl:BKN"});
  return story;
}

}  // namespace

TEST_CASE("tally: any position and any legal date give what a walk through the whole history counts",
          "[projections][tallies]") {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const std::vector<Written> history = random_history(seed, 400);
    const MemoryViewStore view = folded(bytes_of(history));
    for (const std::uint64_t size : {std::uint64_t{1}, std::uint64_t{90}, std::uint64_t{251}, std::uint64_t{400}}) {
      for (const std::int32_t on : {0, 17'999, 18'040, 18'200, 18'333, 18'600}) {
        TallyQuestion question;
        question.at.as_of = TreeSize{size};
        if (on != 0) question.at.on = Date{on};
        const NaiveTally naive(history, question.at);
        for (const TallyDimension by : compared) {
          INFO("seed " << seed << " as of " << size << " on " << on << " by " << name(by));
          question.by = by;
          question.threads = 1 + static_cast<unsigned>(size % 3);
          const auto answer = tally(view, question);
          INFO((answer ? "" : answer.error().message));
          REQUIRE(answer.has_value());
          NaiveTally::Answer counted = by_name(*answer);
          if (knows_events(by) && by != TallyDimension::agency) {  // the walk counts events by agency alone
            for (std::size_t i = case_counter_count; i < counter_count; ++i)
              counted.erase(name(static_cast<Counter>(i)));
          }
          NaiveTally::Answer expected = naive.count(by);
          for (auto at = counted.begin(); at != counted.end();) {  // prevention and candidacy have their own tests
            const auto counter = *parse_counter(at->first);
            at = counter > Counter::refused_attempts ? counted.erase(at) : std::next(at);
          }
          CHECK(counted == expected);
          CHECK(total_by_name(*answer) == naive.total());
          for (const auto& [counter, groups] : counted) found += groups.size();
        }
      }
    }
  }
  CHECK(found > 5'000);  // else it has proven nothing
}

TEST_CASE("tally: each counter is credited to the agency that its definition names", "[projections][tallies]") {
  Story story = forwarded_case();
  story.step({"RecommendationIssued", "case-1", "BKN@kl:BKN"})
      .step({"SanctionDecisionIssued", "case-1", "PPK_ASN@kota:64.71", {{"sanction", Code{"M2"}}}})
      .step({"SanctionDecisionIssued", "case-2", "PPK_ASN@prov:64", {}, 31});
  const TallyAnswer counted = story.count();
  CHECK(of(counted, "bawaslu:64.71", Counter::reports) == 1);
  CHECK(of(counted, "bawaslu:64.71", Counter::reported) == 1);
  CHECK(of(counted, "bawaslu:64", Counter::forwarded) == 1);
  CHECK(of(counted, "kota:64.71", Counter::recommended) == 1);
  CHECK(of(counted, "kota:64.71", Counter::decided) == 1);
  CHECK(of(counted, "prov:64", Counter::refused_attempts) == 1);
  CHECK(counted.total[Counter::reported] == 1);
  CHECK(counted.total[Counter::refused_attempts] == 1);
  CHECK(counted.total[Counter::no_violation] == 0);
}

TEST_CASE("tally: a case that comes to the same place twice counts once", "[projections][tallies]") {
  Story story = forwarded_case();
  story.step({"CaseForwarded", "case-1", "BAWASLU_PROV@bawaslu:64"})
      .step({"RecommendationIssued", "case-1", "BKN@kl:BKN"})
      .step({"CaseForwarded", "case-1", "BAWASLU_PROV@bawaslu:64"})
      .step({"RecommendationIssued", "case-1", "BKN@kl:BKN"});
  const TallyAnswer counted = story.count();
  CHECK(counted.total[Counter::forwarded] == 1);
  CHECK(counted.total[Counter::recommended] == 1);
}

TEST_CASE("tally: a subject who moves takes the case's recommendation along", "[projections][tallies]") {
  Story story = forwarded_case();
  story.step({"RecommendationIssued", "case-1", "BKN@kl:BKN"})
      .step({"SubjectIdentified", "case-1", "BKD@prov:64", {{"home_agency", Code{"prov:64"}}}});
  CHECK(of(story.count(), "kota:64.71", Counter::recommended) == 0);
  CHECK(of(story.count(), "prov:64", Counter::recommended) == 1);
  story.step({"JurisdictionTransferAccepted", "case-1", "PPK_ASN@kab:64.02", {{"to", Code{"kab:64.02"}}}});
  CHECK(of(story.count(), "kab:64.02", Counter::recommended) == 1);
  CHECK(story.count().total[Counter::recommended] == 1);
}

TEST_CASE("tally: a recommendation that ended as not proven is not live, and one after a reopening is",
          "[projections][tallies]") {
  Story story = forwarded_case();
  story.step({"RecommendationIssued", "case-1", "BKN@kl:BKN"})
      .step({"RecommendationWithdrawn", "case-1", "BKN@kl:BKN"});
  CHECK(story.count().total[Counter::recommended] == 0);
  CHECK(of(story.count(), "kl:BKN", Counter::no_violation) == 1);
  story.step({"CaseReopened", "case-1", "BKN@kl:BKN", {{"resumes_at", Code{"UNDER_SUPERVISION"}}}});
  CHECK(story.count().total[Counter::recommended] == 0);
  CHECK(story.count().total[Counter::no_violation] == 0);
  story.step({"RecommendationIssued", "case-1", "BKN@kl:BKN"});
  CHECK(story.count().total[Counter::recommended] == 1);
}

TEST_CASE("tally: a case merged into another counts once, with the survivor", "[projections][tallies]") {
  Story story = forwarded_case();
  story.step({"CaseOpened", "case-2", "BAWASLU_PROV@bawaslu:64", {{"origin", Code{"FINDING"}}}});
  CHECK(story.count().total[Counter::reported] == 2);
  story.step({"CaseMerged", "case-2", "BAWASLU_PROV@bawaslu:64", {{"survivor", Reference{"case-1"}}}});
  const TallyAnswer merged = story.count();
  CHECK(merged.total[Counter::reported] == 1);
  CHECK(merged.total[Counter::merged] == 1);
  CHECK(merged.total[Counter::from_finding] == 0);
  TallyQuestion before;
  before.at.as_of = TreeSize{story.size().value - 1};
  CHECK(story.count(before).total[Counter::reported] == 2);
}

TEST_CASE("tally: districts add up to cities, cities to provinces, provinces to the nation", "[projections][tallies]") {
  Story story = forwarded_case();
  const char* places[] = {"kec:64.71.01", "kec:64.71.02", "kota:64.71", "kab:64.02", "kec:63.06.05", "prov:63", "LUAR"};
  for (std::size_t i = 0; i < std::size(places); ++i) {
    story.step(
        {"CaseOpened", "case-r" + std::to_string(i), "BAWASLU_PROV@bawaslu:64", {{"act_place", Code{places[i]}}}});
  }
  TallyQuestion question;
  question.by = TallyDimension::province;
  const TallyAnswer provinces = story.count(question);
  CHECK(of(provinces, "prov:64", Counter::reported) == 5);
  CHECK(of(provinces, "prov:63", Counter::reported) == 2);
  CHECK(of(provinces, "-", Counter::reported) == 1);
  question.by = TallyDimension::regency;
  const TallyAnswer regencies = story.count(question);
  CHECK(of(regencies, "kota:64.71", Counter::reported) == 4);
  CHECK(of(regencies, "kab:64.02", Counter::reported) == 1);
  CHECK(of(regencies, "kab:63.06", Counter::reported) == 1);
  question.by = TallyDimension::district;
  const TallyAnswer districts = story.count(question);
  CHECK(of(districts, "kec:64.71.01", Counter::reported) == 2);
  for (const TallyAnswer& answer : {provinces, regencies, districts}) {
    std::uint64_t sum = 0;
    for (const TallyGroup& group : answer.groups) sum += group[Counter::reported];
    CHECK(sum == answer.total[Counter::reported]);
  }
  question.by = TallyDimension::district;
  question.where = {{TallyDimension::regency, "kota:64.71"}};
  CHECK(story.count(question).total[Counter::reported] == 4);
}

TEST_CASE("tally: one person in two cases is one person, two unknown ones are two", "[projections][tallies]") {
  Story story = forwarded_case();
  for (const auto& [kase, who] : {std::pair("case-2", 1), std::pair("case-3", 2)}) {
    story.step({"CaseOpened", kase, "BAWASLU_PROV@bawaslu:64"})
        .step({"SubjectIdentified",
               kase,
               "BKD@prov:64",
               {{"subject", person(static_cast<std::uint8_t>(who))}, {"home_agency", Code{"kota:64.71"}}}});
  }
  story.step({"CaseOpened", "case-4", "BAWASLU_PROV@bawaslu:64"})
      .step({"CaseOpened", "case-5", "BAWASLU_PROV@bawaslu:64"});
  TallyQuestion question;
  question.persons = true;
  question.by = TallyDimension::home;
  const TallyAnswer answer = story.count(question);
  CHECK(answer.total[Counter::reported] == 5);
  CHECK(answer.total.persons[static_cast<std::size_t>(Counter::reported)] == 4);
}

TEST_CASE("tally: what a revoked key signed is contested from the revocation's position on, until attested again",
          "[projections][tallies]") {
  Story story;
  Hash key;
  key.bytes[0] = 77;
  const std::string stream = "key-" + to_hex(key.bytes);
  story.by_key(77).on("2020-03-02").step({"CaseOpened", "case-1", "BAWASLU_PROV@bawaslu:64"});
  story.on("2020-03-10").step({"CaseOpened", "case-2", "BAWASLU_PROV@bawaslu:64"});
  const Id contested = story.last_event();
  story.by_key(9).step({"CaseOpened", "case-3", "BAWASLU_PROV@bawaslu:64"});
  story.on("2020-03-20")
      .step({"SigningKeyRevoked",
             stream,
             "BKN@kl:BKN",
             {{"key", key}, {"revoked_at", *parse_date("2020-03-20")}, {"invalid_since", *parse_date("2020-03-05")}}});
  CHECK(story.count().total[Counter::contested] == 1);
  TallyQuestion before;
  before.at.as_of = TreeSize{story.size().value - 1};
  CHECK(story.count(before).total[Counter::contested] == 0);
  story.step({"EventReattested",
              stream,
              "BAWASLU_PROV@bawaslu:64",
              {{"event", contested}, {"stream", Reference{"case-2"}}, {"reason", Code{"CHECKED"}}}});
  CHECK(story.count().total[Counter::contested] == 0);
  CHECK(story.count().total[Counter::reported] == 3);
}

TEST_CASE("tally: an act that several keys signed is contested by each of them that was revoked",
          "[projections][tallies]") {
  Story story;
  const auto revoke = [&story](std::uint8_t number) {
    Hash key;
    key.bytes[0] = number;
    story.step(
        {"SigningKeyRevoked",
         "key-" + to_hex(key.bytes),
         "BKN@kl:BKN",
         {{"key", key}, {"revoked_at", *parse_date("2020-03-20")}, {"invalid_since", *parse_date("2020-03-05")}}});
  };
  const auto attest = [&story](std::uint8_t number, const Id& event) {
    Hash key;
    key.bytes[0] = number;
    story.step({"EventReattested",
                "key-" + to_hex(key.bytes),
                "BAWASLU_PROV@bawaslu:64",
                {{"event", event}, {"stream", Reference{"case-1"}}, {"reason", Code{"CHECKED"}}}});
  };
  story.on("2020-03-10").by_keys({7, 77, 99}).step({"CaseOpened", "case-1", "BAWASLU_PROV@bawaslu:64"});
  const Id act = story.last_event();
  story.by_keys({7, 78}).step({"CaseOpened", "case-2", "BAWASLU_PROV@bawaslu:64"});
  story.on("2020-03-20").by_key(9);
  CHECK(story.count().total[Counter::contested] == 0);
  revoke(77);
  CHECK(story.count().total[Counter::contested] == 1);
  revoke(99);
  CHECK(story.count().total[Counter::contested] == 1);
  attest(77, act);
  CHECK(story.count().total[Counter::contested] == 1);  // the other one contests it still
  attest(99, act);
  CHECK(story.count().total[Counter::contested] == 0);
  revoke(7);
  CHECK(story.count().total[Counter::contested] == 2);
}

TEST_CASE("tally: a term that ends with a month may end with the last one there is", "[projections][tallies]") {
  CHECK(end_of_month(date_max) == date_max);
  Story story;
  RuleSet rules;
  rules.id = "aturan-2020";
  rules.in_force_from = *parse_date("2020-01-01");
  DeadlineRow row;
  row.id = "DL-06";
  row.count = 1;
  row.unit = "MONTH_END";
  rules.deadlines.push_back(row);
  auto table = encode(rules);
  REQUIRE(table.has_value());
  story.step({"RuleSetPublished", "ruleset-aturan-2020", "BKN@kl:BKN", {{"table", std::move(*table)}}});
  story.step({"CaseOpened", "case-1", "BAWASLU_PROV@bawaslu:64"});
  story.on("9999-12-05")
      .step({"RecommendationIssued", "case-1", "BKN@kl:BKN"})
      .step({"RecommendationServed", "case-1", "BKN@kl:BKN", {{"received_at", *parse_date("9999-12-05")}}});
  TallyQuestion question;
  question.times = true;
  const TallyAnswer answer = story.count(question);
  CHECK(answer.total[Counter::recommended] == 1);
  std::uint64_t running = 0;
  for (const TermTally& term : answer.total.terms) running += term.running;
  CHECK(running == 1);
}

TEST_CASE("tally: prevention and candidacy count events, persons trained and signatures beside",
          "[projections][tallies]") {
  Story story;
  story
      .step({"NeutralityBriefingHeld",
             "prevention-1",
             "PYB@kota:64.71",
             {{"place", Code{"kota:64.71"}}, {"attendees", std::int64_t{120}}}})
      .step({"NeutralityPledgeSigned", "prevention-2", "KEPALA_OPD@kota:64.71", {{"signatories", std::int64_t{30}}}})
      .step({"MonitoringTeamFormed", "prevention-3", "BKD@prov:64"})
      .step({"NeutralityCircularIssued", "prevention-4", "MENPANRB@kl:MENPANRB"})
      .step({"NeutralityCircularAcknowledged", "prevention-4", "PYB@kota:64.71"});
  const auto who = [](const char* home) {
    return std::vector<std::pair<std::string_view, Value>>{{"subject", person(1)},
                                                           {"home_agency", Code{home}},
                                                           {"region", Code{"prov:64"}},
                                                           {"election", Reference{"election-1"}}};
  };
  story.step({"CandidacyIntentNotified", "candidacy-1", "BKD@prov:64", who("prov:64")})
      .step({"CandidacyResignationSubmitted", "candidacy-1", "BKD@prov:64", who("prov:64")})
      .step({"CandidacyIntentNotified", "candidacy-2", "BKD@prov:64", who("prov:64")})
      .step({"CandidacyResignationSubmitted", "candidacy-2", "BKD@prov:64", who("prov:64")})
      .step({"CandidacyResignationWithdrawn", "candidacy-2", "BKD@prov:64"})
      .step({"CandidateDetermined", "candidacy-1", "KPU_PROV@kpu:64", who("prov:64")})
      .step({"CandidacyResignationAccepted", "candidacy-1", "PRESIDEN@negara"});
  const TallyAnswer answer = story.count();
  CHECK(of(answer, "kota:64.71", Counter::briefings) == 1);
  CHECK(of(answer, "kota:64.71", Counter::attendees) == 120);
  CHECK(of(answer, "kota:64.71", Counter::signatories) == 30);
  CHECK(of(answer, "kota:64.71", Counter::circulars_acknowledged) == 1);
  CHECK(of(answer, "kl:MENPANRB", Counter::circulars_issued) == 1);
  CHECK(of(answer, "prov:64", Counter::teams) == 1);
  CHECK(of(answer, "prov:64", Counter::notified) == 2);
  CHECK(of(answer, "prov:64", Counter::submitted) == 1);
  CHECK(of(answer, "prov:64", Counter::determined) == 1);
  CHECK(of(answer, "prov:64", Counter::discharged) == 1);
  TallyQuestion question;
  question.by = TallyDimension::province;
  CHECK(of(story.count(question), "prov:64", Counter::briefings) == 1);
}

TEST_CASE("tally: medians count from each milestone to the next", "[projections][tallies]") {
  Story story = forwarded_case();
  story.on("2020-03-12").step({"RecommendationIssued", "case-1", "BKN@kl:BKN"});
  story.on("2020-04-01").step({"SanctionDecisionIssued", "case-1", "PPK_ASN@kota:64.71"});
  TallyQuestion question;
  question.times = true;
  question.by = TallyDimension::none;
  const TallyAnswer answer = story.count(question);
  CHECK(answer.total.phases[0].median_days == 0);
  CHECK(answer.total.phases[1].median_days == 10);
  CHECK(answer.total.phases[1].median_working_days == 8);
  CHECK(answer.total.phases[2].median_days == 20);
  CHECK(answer.total.phases[3].cases == 0);
}

TEST_CASE("tally: what is unknown or beyond the end is said with what is near", "[projections][tallies]") {
  Story story = forwarded_case();
  story
      .step({"AgencyRegistered",
             "agency-kota:64.71",
             "BKN@kl:BKN",
             {{"code", Code{"kota:64.71"}}, {"parent", Reference{"agency-prov:64"}}}})
      .step({"AgencyRegistered", "agency-prov:64", "BKN@kl:BKN", {{"code", Code{"prov:64"}}}});
  TallyQuestion question;
  question.agency = "kota:64.17";
  auto wrong = story.ask(question);
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().code == Errc::usage);
  CHECK(wrong.error().message.find("kota:64.71") != std::string::npos);
  question.agency = "prov:64";  // and what lies below it
  CHECK(story.count(question).total[Counter::forwarded] == 1);
  question.agency.clear();
  question.where = {{TallyDimension::rank, "PENGAWASS"}};
  wrong = story.ask(question);
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().message.find("PENGAWAS") != std::string::npos);
  question.where = {{TallyDimension::violations, "ota:64.71"}};  // no list, but what is left of an agency's name
  wrong = story.ask(question);
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().message.find("near") == std::string::npos);
  question.where.clear();
  question.at.as_of = TreeSize{story.size().value + 1};
  wrong = story.ask(question);
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().code == Errc::usage);
}
