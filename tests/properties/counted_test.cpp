// Whatever is merged, split, dismissed, or found to be nobody's: every subject-case is counted once, and none that was
// merged.

#include "projections/views.hpp"
#include "tests/projections/memory_log.hpp"
#include "tests/properties/walks.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

constexpr std::array violations = {"V02", "V11"};

// Cases about one and the same person, which an office opens, merges, splits and ends as chance has it.
class Desk {
 public:
  Desk() { law_.ledger.at(date_of(2024, 10, 7)); }

  void act(const WalkStep& step) {
    const std::string kase = one(step.stream);
    switch (step.row % 6) {
      case 0:
      case 1: return open(step.chance);
      case 2: return merge(kase, one(static_cast<std::uint8_t>(step.chance)));
      case 3: return split(kase, one(static_cast<std::uint8_t>(step.chance)));
      case 4: return dismiss(kase);
      default: return send_away(kase);
    }
  }

  TestLedger& ledger() { return law_.ledger; }
  std::size_t opened() const { return cases_; }

 private:
  std::string one(std::uint8_t chosen) const { return "case-" + std::to_string(chosen % (cases_ + 1)); }

  void open(std::uint32_t chance) {
    const std::string kase = "case-" + std::to_string(cases_++);
    Matter matter;
    matter.act = date_of(2024, 9, 30);
    matter.violations = {violations[chance % violations.size()]};
    law_.must(law_.open(kase, matter));
    Person person;
    person.home = "kota:64.71";
    person.rank = "PELAKSANA";
    Event identified = law_.identify(kase, person);
    set(identified, "subject", id_named("the only subject"));
    if (chance % 5 != 0) law_.must(identified);
  }

  void try_to(const char* type, const std::string& kase, const std::vector<FieldValue>& fields) {
    law_.ledger.append(law_.ledger.draft(type, kase, bawaslu, fields));
  }

  void merge(const std::string& kase, const std::string& survivor) {
    try_to("DuplicateDetected", kase, {{"survivor", Reference{survivor}}, {"basis", Codes{Code{"SUBJECT"}}}});
    try_to("CaseMerged", kase, {{"survivor", Reference{survivor}}});
  }

  void split(const std::string& kase, const std::string& other) {
    try_to("CaseSplit", kase, {{"new_cases", Codes{Code{other}}}, {"reason", Code{"TWO_ACTS"}}});
  }

  void dismiss(const std::string& kase) {
    try_to("StudyConcluded", kase,
           {{"conclusion", Code{"NOT_VIOLATION"}}, {"plenary_no", Code{"BA-1"}}, {"waiver_reason", Code{"CLEAR"}}});
    try_to("CaseDismissed", kase, {{"ground", Code{"NOT_PROVEN"}}});
  }

  void send_away(const std::string& kase) {
    try_to("SubjectOutOfScopeDetermined", kase,
           {{"kind", Code{"KADES"}}, {"referred_to", Code{"BUPATI"}}, {"letter_no", Code{"S-1"}}});
  }

  Law law_;
  std::size_t cases_ = 0;
};

struct Counted {
  std::uint64_t live = 0;  // neither merged nor out of scope
  std::uint64_t merged = 0;
  std::uint64_t away = 0;
  std::uint64_t dismissed = 0;
};

Counted naive_count(Desk& desk) {
  Counted counted;
  for (std::size_t i = 0; i < desk.opened(); ++i) {
    const StateCode state = desk.ledger().stream("case-" + std::to_string(i))->state;
    counted.merged += state == StateCode::z04 ? 1 : 0;
    counted.away += state == StateCode::z05 ? 1 : 0;
    counted.dismissed += state == StateCode::z02 ? 1 : 0;
    counted.live += state == StateCode::z04 || state == StateCode::z05 ? 0 : 1;
  }
  return counted;
}

}  // namespace

TEST_CASE("properties: merging and splitting leave every subject-case counted once", "[properties]") {
  Counted seen;
  CHECK(holds("counted once", 40, 60, [&](const std::vector<WalkStep>& steps) {
    Desk desk;
    for (const WalkStep& step : steps) desk.act(step);
    const MemoryLog log(desk.ledger().entries());
    auto views = Views::replay(log);
    RC_ASSERT(views.has_value());
    TallyQuestion question;
    question.at.as_of = (*views)->runner().position();
    const auto tallies = (*views)->read_tally(question);
    RC_ASSERT(tallies.has_value());
    const Counted naive = naive_count(desk);
    RC_ASSERT(tallies->value.total[Counter::reported] == naive.live);
    RC_ASSERT(tallies->value.total[Counter::no_violation] == naive.dismissed);
    std::uint64_t sum = 0;
    for (const TallyGroup& agency : tallies->value.groups) sum += agency[Counter::reported];
    RC_ASSERT(sum == naive.live);
    seen.merged += naive.merged;
    seen.away += naive.away;
    seen.dismissed += naive.dismissed;
  }));
  // Else it has proven nothing.
  CHECK(seen.merged > 0);
  CHECK(seen.away > 0);
  CHECK(seen.dismissed > 0);
}
