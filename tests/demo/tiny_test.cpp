#include "tools/demo/tiny.hpp"

#include "ledger/data_folder.hpp"
#include "tests/support/catch.hpp"

#include <filesystem>
#include <map>
#include <set>

namespace jejak {
namespace {

const DemoPlan& plan() {
  static const Result<DemoPlan> planned = plan_tiny();
  if (!planned) FAIL(planned.error().message);
  return *planned;
}

Event event_of(const PlannedEvent& planned) {
  const Result<Vouched> vouched = vouch(planned.envelope, tiny_origin);
  REQUIRE(vouched.has_value());
  return vouched->event();
}

std::vector<const PlannedEvent*> of_stream(std::string_view stream) {
  std::vector<const PlannedEvent*> found;
  for (const PlannedEvent& planned : plan().events) {
    if (event_of(planned).stream == stream) found.push_back(&planned);
  }
  return found;
}

}  // namespace

TEST_CASE("tiny: one seed gives the same bytes twice, and another seed gives other ones", "[demo][tiny]") {
  const Result<DemoPlan> again = plan_tiny();
  REQUIRE(again.has_value());
  CHECK(again->genesis_note == plan().genesis_note);
  REQUIRE(again->events.size() == plan().events.size());
  for (std::size_t i = 0; i < again->events.size(); ++i) {
    REQUIRE(again->events[i].envelope == plan().events[i].envelope);
    REQUIRE(again->events[i].at == plan().events[i].at);
  }
  const Result<DemoPlan> other = plan_tiny(1);
  if (!other) FAIL(other.error().message);
  CHECK(other->genesis_note != plan().genesis_note);
}

TEST_CASE("tiny: any seed makes a plan that the law judges as it was meant", "[demo][tiny]") {
  for (std::uint64_t seed = 100; seed < 106; ++seed) {
    const Result<DemoPlan> planned = plan_tiny(seed);
    INFO("seed " << seed << (planned ? std::string() : ": " + planned.error().message));
    CHECK(planned.has_value());
  }
}

TEST_CASE("tiny: every step from the ceremony over the registry to a closed case occurs, admitted", "[demo][tiny]") {
  std::set<std::uint16_t> seen;
  for (const PlannedEvent& planned : plan().events) {
    if (planned.verdict.code == RefusalCode::none) seen.insert(event_of(planned).type);
  }
  for (const char* name : {"AgencyRegistered",
                           "AgencySucceeded",
                           "OfficeHolderAppointed",
                           "OfficeHolderEnded",
                           "DelegationGranted",
                           "DelegationRevoked",
                           "SigningKeyRegistered",
                           "SigningKeyRotated",
                           "SigningKeyRevoked",
                           "ElectionScheduled",
                           "ElectionRescheduled",
                           "CandidatePairDetermined",
                           "WorkCalendarPublished",
                           "WorkCalendarException",
                           "RuleSetPublished",
                           "RuleSetSuperseded",
                           "ClockConfirmed",
                           "ReportReceived",
                           "ReportRegistered",
                           "CaseOpened",
                           "SubjectIdentified",
                           "ClarificationHeld",
                           "StudyConcluded",
                           "CaseDismissed",
                           "CaseForwarded",
                           "SupervisorReceived",
                           "RecommendationIssued",
                           "RecommendationServed",
                           "CaseReceivedByPpk",
                           "ExaminerAppointed",
                           "SummonsIssued",
                           "ExaminationHeld",
                           "ExaminationReportSubmitted",
                           "SanctionProposed",
                           "ApprovalRequested",
                           "ApprovalGranted",
                           "ApprovalRefused",
                           "ApprovalRevoked",
                           "SanctionDecisionIssued",
                           "DismissalDecisionIssued",
                           "PresidentialDecisionIssued",
                           "DecisionDelivered",
                           "CaseClosed"}) {
    INFO(name);
    const TypeShape* type = catalogue().find(std::string_view(name));
    REQUIRE(type != nullptr);
    CHECK(seen.count(type->number) == 1);
  }
}

TEST_CASE("tiny: sixty cases are opened, in two provinces and two election years", "[demo][tiny]") {
  std::map<int, int> by_year;
  const std::uint16_t opened = catalogue().find("CaseOpened")->number;
  for (const PlannedEvent& planned : plan().events) {
    const Event event = event_of(planned);
    if (event.type == opened) ++by_year[year_of(event.legal_date)];
  }
  CHECK(by_year.size() == 2);
  CHECK(by_year[2020] + by_year[2024] == 60);
  CHECK(by_year[2020] >= 20);
  CHECK(by_year[2024] >= 20);
}

TEST_CASE("tiny: the law says no in at least ten different ways, and every no is recorded", "[demo][tiny]") {
  std::set<RefusalCode> codes;
  for (const PlannedEvent& planned : plan().events) {
    CHECK(planned.recorded);
    if (planned.verdict.code != RefusalCode::none) codes.insert(planned.verdict.code);
  }
  CHECK(codes.size() >= 10);
}

TEST_CASE("tiny: the governor's removal is refused without the Minister and stands with him", "[demo][tiny]") {
  const std::uint16_t decision = catalogue().find("SanctionDecisionIssued")->number;
  std::vector<std::string> story;
  for (const PlannedEvent* planned : of_stream(tiny_showcase)) {
    const Event event = event_of(*planned);
    if (event.type == decision) story.push_back(print(event.legal_date) + " " + print(planned->verdict));
  }
  REQUIRE(story.size() == 2);
  CHECK(story[0] == "2020-07-20 E_APPROVAL_REQUIRED{need: MENDAGRI, basis: UU10/2016:71(2)}");
  CHECK(story[1].starts_with("2020-08-05 ADMITTED"));
}

TEST_CASE("tiny: instants never go back, and nothing is recorded before its legal date", "[demo][tiny]") {
  Instant last = plan().founded_at;
  for (const PlannedEvent& planned : plan().events) {
    CHECK(planned.at >= last);
    last = planned.at;
    const Event event = event_of(planned);
    CHECK(local_date(planned.at, event.zone) >= event.legal_date);
  }
}

TEST_CASE("tiny: a plan is written into an empty folder only", "[demo][tiny]") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "jejak-tiny-plan-test";
  std::filesystem::remove_all(folder);
  REQUIRE(write_plan(plan(), folder.string()).has_value());
  const Result<std::string> genesis = read_file((folder / "genesis.note").string());
  REQUIRE(genesis.has_value());
  CHECK(open_genesis(*genesis).has_value());
  const Result<std::string> events = read_file((folder / "events.ndjson").string());
  REQUIRE(events.has_value());
  CHECK(static_cast<std::size_t>(std::count(events->begin(), events->end(), '\n')) == plan().events.size());
  const Outcome again = write_plan(plan(), folder.string());
  REQUIRE(!again.has_value());
  CHECK(again.error().code == Errc::conflict);
  std::filesystem::remove_all(folder);
}

}  // namespace jejak
