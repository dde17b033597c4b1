#include "ledger/base/wire.hpp"
#include "projections/tally_public.hpp"
#include "tests/projections/tally_story.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

Story every_kind_of_row() {
  Hash key;
  key.bytes[0] = 77;
  Story story;
  story.by_key(77)
      .step({"AgencyRegistered", "agency-prov:64", "BKN@kl:BKN", {{"code", Code{"prov:64"}}}})
      .step({"AgencyRegistered",
             "agency-kota:64.71",
             "BKN@kl:BKN",
             {{"code", Code{"kota:64.71"}}, {"parent", Reference{"agency-prov:64"}}}})
      .step({"WorkCalendarPublished",
             "calendar-2020",
             "BKN@kl:BKN",
             {{"year", std::int64_t{2020}}, {"days", Codes{Code{"2020-03-25"}}}}})
      .step({"ElectionScheduled",
             "election-1",
             "KPU@kpu",
             {{"regions", Codes{Code{"kota:64.71"}}}, {"determination_date", *parse_date("2020-09-23")}}})
      .step({"OfficeHolderAppointed",
             "office-PPK_ASN@kota:64.71",
             "BKN@kl:BKN",
             {{"holder", Id{}}, {"valid_from", *parse_date("2020-01-01")}}})
      .step({"CandidacyIntentNotified",
             "candidacy-1",
             "BKD@prov:64",
             {{"home_agency", Code{"prov:64"}}, {"region", Code{"kota:64.71"}}, {"election", Reference{"election-1"}}}})
      .step({"ReportReceived", "report-1", "BAWASLU_KABKOTA@bawaslu:64.71", {{"known_at", *parse_date("2020-02-28")}}})
      .step({"ReportRegistered", "report-1", "BAWASLU_KABKOTA@bawaslu:64.71"})
      .step({"CaseOpened",
             "case-1",
             "BAWASLU_PROV@bawaslu:64",
             {{"origin", Code{"REPORT"}},
              {"report", Reference{"report-1"}},
              {"act_place", Code{"kec:64.71.01"}},
              {"act_date", *parse_date("2020-02-20")},
              {"violation_codes", Codes{Code{"V02"}, Code{"V11"}}}}})
      .step({"SubjectIdentified",
             "case-1",
             "BKD@prov:64",
             {{"subject", Id{}}, {"rank_class", Code{"PENGAWAS"}}, {"home_agency", Code{"kota:64.71"}}}})
      .step({"CaseForwarded", "case-1", "BAWASLU_PROV@bawaslu:64"})
      .on("2020-03-12")
      .step({"RecommendationIssued", "case-1", "BKN@kl:BKN"})
      .step({"SanctionDecisionIssued", "case-1", "PPK_ASN@kota:64.71", {{"sanction", Code{"M2"}}}})
      .step({"NeutralityPledgeSigned", "prevention-2", "KEPALA_OPD@kota:64.71", {{"signatories", std::int64_t{30}}}})
      .on("2020-04-02")
      .step({"SigningKeyRevoked",
             "key-" + to_hex(key.bytes),
             "BKN@kl:BKN",
             {{"key", key}, {"revoked_at", *parse_date("2020-03-20")}, {"invalid_since", *parse_date("2020-03-05")}}});
  return story;
}

std::vector<std::pair<std::string, Bytes>> rows_of(const ViewReader& view) {
  std::vector<std::pair<std::string, Bytes>> out;
  REQUIRE(view.scan("",
                    [&out](std::string_view key, BytesView row) -> Outcome {
                      out.emplace_back(key, copy(row));
                      return {};
                    })
              .has_value());
  return out;
}

MemoryViewStore with_row(const MemoryViewStore& good, const std::string& key, Bytes row) {
  MemoryViewStore out = good;
  RowChanges changes;
  changes.emplace_back(key, std::move(row));
  REQUIRE(out.commit(changes, *good.position()).has_value());
  return out;
}

Bytes number(std::uint32_t value) {
  WireWriter out;
  out.u32(value);
  return out.take();
}

// All that is counted, in every group, narrowed to an agency, with medians and terms.
std::vector<TallyQuestion> questions(TreeSize size) {
  std::vector<TallyQuestion> out;
  for (std::size_t by = 0; by < tally_dimension_count; ++by) {
    TallyQuestion question;
    question.at.as_of = size;
    question.by = static_cast<TallyDimension>(by);
    question.persons = true;
    question.times = true;
    question.threads = 1;
    if (by % 2 == 1) question.agency = "prov:64";
    out.push_back(question);
  }
  return out;
}

// Three questions at a time, in turn.
void answers_or_says_damaged(const ViewReader& view, TreeSize size, std::size_t turn) {
  const std::vector<TallyQuestion> all = questions(size);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto counted = tally(view, all[(turn * 3 + i) % all.size()]);
    // An agency whose word was changed is one that nobody registered.
    if (!counted) CHECK((counted.error().code == Errc::corrupt || counted.error().code == Errc::usage));
  }
  if (turn % 8 != 0) return;
  TallyQuestion published;
  published.at.as_of = size;
  const auto table = public_tally(view, published, {Counter::reported, Counter::decided}, 1);
  if (!table) CHECK(table.error().code == Errc::corrupt);
}

}  // namespace

TEST_CASE("tally: a damaged row is an error, never a number", "[projections][tallies]") {
  const Story story = every_kind_of_row();
  const MemoryViewStore good = story.view();
  TallyQuestion question;
  question.at.as_of = story.size();
  question.times = true;
  REQUIRE(tally(good, question).has_value());
  std::size_t tried = 0;
  for (const auto& [key, row] : rows_of(good)) {
    if (key[1] != '/' || std::string_view("cdnwlt").find(key[0]) == std::string_view::npos) continue;
    Bytes cut = row;
    cut.pop_back();
    if (cut.empty()) continue;
    INFO(key);
    const auto counted = tally(with_row(good, key, std::move(cut)), question);
    REQUIRE_FALSE(counted.has_value());
    CHECK(counted.error().code == Errc::corrupt);
    ++tried;
  }
  CHECK(tried > 25);
}

TEST_CASE("tally: a flipped bit in any row is damage or another answer, never a crash", "[projections][tallies]") {
  const Story story = every_kind_of_row();
  const MemoryViewStore good = story.view();
  for (const TallyQuestion& question : questions(story.size())) REQUIRE(tally(good, question).has_value());
  std::string kinds;
  std::size_t turn = 0;
  for (const auto& [key, row] : rows_of(good)) {
    if (key[1] == '/' && kinds.find(key[0]) == std::string::npos) kinds += key[0];
    for (std::size_t byte = 0; byte < row.size(); ++byte) {
      Bytes flipped = row;
      flipped[byte] ^= static_cast<std::uint8_t>(1U << (turn++ % 8));
      INFO(key << " byte " << byte);
      answers_or_says_damaged(with_row(good, key, std::move(flipped)), story.size(), turn);
    }
  }
  CHECK(kinds == "cdklnrtw");
}

TEST_CASE("tally: words that share a number, leave one out or name one beyond them are damage",
          "[projections][tallies]") {
  const Story story = every_kind_of_row();
  const MemoryViewStore good = story.view();
  TallyQuestion question;
  question.at.as_of = story.size();
  std::vector<std::pair<std::string, Bytes>> words;
  for (auto& each : rows_of(good)) {
    if (each.first.starts_with("w/")) words.push_back(std::move(each));
  }
  REQUIRE(words.size() > 5);
  const std::string& key = words.front().first;
  for (const std::uint32_t wrong : {std::uint32_t{0}, static_cast<std::uint32_t>(words.size()) + 1,
                                    std::uint32_t{0x7fff'ffff}, std::uint32_t{0xffff'ffff}}) {
    INFO(wrong);
    CHECK(tally(with_row(good, key, number(wrong)), question).error().code == Errc::corrupt);
  }
  CHECK(tally(with_row(good, key, words.back().second), question).error().code == Errc::corrupt);
  CHECK(tally(with_row(good, "w/", number(static_cast<std::uint32_t>(words.size()) + 1)), question).error().code ==
        Errc::corrupt);
}
