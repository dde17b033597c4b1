// Steps out of place: in another agency's case, before their turn, after the end, or of what is a duplicate.

#include "ledger/rules/types.hpp"
#include "tests/rules/law.hpp"
#include "tests/support/catch.hpp"

using namespace jejak;
using namespace jejak::test;

namespace {

const std::string other_bawaslu = "BAWASLU_KABKOTA@bawaslu:64.72";
const std::string ministry = "MENPANRB@kl:KEMENPANRB";
const std::string city_registry = "BKD@kota:64.71";
const std::string city_team = "TIM_PEMERIKSA@kota:64.71";
const std::string city_council = "MKE@kota:64.71";
const Codes some{Code{"SOMETHING"}};

// Cases of Balikpapan in November 2021, when both heads are in office.
struct November {
  Law law;
  Matter matter{on("2021-10-05")};
  Person clerk;
  November() {
    clerk.rank = "PELAKSANA";
    clerk.home = "kota:64.71";
    for (const std::string& office : {other_bawaslu, ministry, city_council, std::string("MKE@prov:64")}) {
      law.ledger.enrol(office);
    }
    law.ledger.at(on("2021-11-02"));
  }
  std::string opened(const std::string& name) {
    const std::string kase = "case-" + name;
    law.must(law.open(kase, matter));
    law.must(law.identify(kase, clerk));
    return kase;
  }
  std::string received(const std::string& name) {
    const std::string kase = law.recommended(name, matter, clerk);
    law.must(law.ledger.draft("CaseReceivedByPpk", kase, city_registry, {{"received_at", law.ledger.today()}}));
    return kase;
  }
  Event step(const char* type, const std::string& kase, const std::string& office) {
    Event event = law.ledger.draft(type, kase, office);
    const Date today = law.ledger.today();
    for (const FieldShape& field : catalogue().find(type)->fields) {
      if (!field.required) continue;
      switch (field.kind) {
        case FieldKind::number: set(event, field.name, std::int64_t{1}); break;
        case FieldKind::date: set(event, field.name, today); break;
        case FieldKind::code: set(event, field.name, Code{field.one_of.empty() ? "SK-1" : field.one_of.front()}); break;
        case FieldKind::codes:
          set(event, field.name, field.one_of.empty() ? some : Codes{Code{field.one_of.front()}});
          break;
        case FieldKind::id: set(event, field.name, id_named("any")); break;
        case FieldKind::hash: set(event, field.name, hash_named("any")); break;
        case FieldKind::reference: set(event, field.name, Reference{"case-target"}); break;
        case FieldKind::table: break;
      }
    }
    return event;
  }
  void detect(const std::string& kase, const std::string& survivor) {
    Event event = step("DuplicateDetected", kase, bawaslu);
    set(event, "survivor", Reference{survivor});
    law.must(event);
  }
};

}  // namespace

TEST_CASE_METHOD(November, "out of place: another agency's case is left alone", "[rules][place]") {
  law.must(law.open("case-target", matter));
  const std::string studied = opened("studied");
  for (const char* type : {"ClarificationInvited", "ClarificationAbsent", "CriminalReferral", "CandidateSideReferral",
                           "ExemptionClaimed", "ExemptionRejected", "DuplicateDetected", "CaseSplit"}) {
    INFO(type);
    Event event = step(type, studied, other_bawaslu);
    if (event.type == type::case_split) set(event, "new_cases", Codes{Code{"case-new"}});
    CHECK(law.refusal(event).code == RefusalCode::e_wrong_agency);
  }
  law.must(law.ledger.draft(
      "ReportReceived", "report-1", bawaslu,
      {{"channel", Code{"DIRECT"}}, {"received_at", law.ledger.today()}, {"region", Code{"kota:64.71"}}}));
  for (const char* type : {"ReportRegistered", "ReportReturnedForCompletion", "ReportCompleted", "ReportNotRegistered",
                           "ReportWithdrawn"}) {
    INFO(type);
    CHECK(law.refusal(step(type, "report-1", other_bawaslu)).code == RefusalCode::e_wrong_agency);
  }
  const std::string received_case = received("received");
  for (const char* type :
       {"EthicsCouncilFormed", "SubjectRelievedTemporarily", "TemporaryReliefLifted", "SubjectSuspended",
        "SubjectReactivated", "ViolationNotProvenByPpk", "FollowUpReported", "JurisdictionTransferOffered"}) {
    INFO(type);
    CHECK(law.refusal(step(type, received_case, governor)).code == RefusalCode::e_wrong_agency);
  }
}

TEST_CASE_METHOD(November, "out of place: nobody examines but who was appointed", "[rules][place]") {
  const std::string kase = law.appointed("1", matter, clerk);
  CHECK(law.refusal(step("NonAppearanceRecorded", kase, team)).code == RefusalCode::e_wrong_agency);
  CHECK(law.refusal(step("ExaminationInAbsentiaResolved", kase, team)).code == RefusalCode::e_wrong_agency);
  CHECK(law.refusal(step("EthicsHearingHeld", kase, "MKE@prov:64")).code == RefusalCode::e_wrong_agency);
  CHECK(law.refusal(step("EthicsCouncilDecided", kase, city_council)).code == RefusalCode::e_wrong_agency);
  for (const char* type : {"NonAppearanceRecorded", "ExaminationInAbsentiaResolved"}) {
    INFO(type);
    CHECK(fact(law.refusal(step(type, kase, city_team)), "state") == "EXAMINER_APPOINTED");
  }
}

TEST_CASE_METHOD(November, "out of place: who received no file in a transition supervises none", "[rules][place]") {
  const std::string supervised = law.forwarded("1", matter, clerk);
  const std::string recommended = law.recommended("2", matter, clerk);
  for (const char* type :
       {"SupervisorVerificationCompleted", "SupervisorClarificationRequested", "NotProvenDetermined"}) {
    INFO(type);
    CHECK(law.refusal(step(type, supervised, ministry)).code == RefusalCode::e_role_not_allowed);
  }
  Event revised = step("RecommendationRevised", recommended, ministry);
  set(revised, "addressee", Code{mayor});
  CHECK(law.refusal(revised).code == RefusalCode::e_role_not_allowed);
  for (const char* type :
       {"RecommendationWithdrawn", "FollowUpReminderIssued", "FollowUpVerified", "FollowUpRejected"}) {
    INFO(type);
    CHECK(law.refusal(step(type, recommended, ministry)).code == RefusalCode::e_role_not_allowed);
  }
}

TEST_CASE_METHOD(November, "out of place: a step comes when its turn has come", "[rules][place]") {
  const std::string kase = opened("1");
  for (const auto& [type, office] :
       {std::pair{"SupervisorVerificationCompleted", kasn}, std::pair{"SupervisorClarificationRequested", kasn},
        std::pair{"NotProvenDetermined", kasn}, std::pair{"RecommendationWithdrawn", kasn},
        std::pair{"FollowUpReminderIssued", kasn}, std::pair{"FollowUpVerified", kasn},
        std::pair{"FollowUpRejected", kasn}, std::pair{"ReprimandIssued", minister},
        std::pair{"PpkSanctionProposed", minister}, std::pair{"PersonnelDataBlocked", bkn},
        std::pair{"PersonnelDataUnblocked", bkn}, std::pair{"FollowUpReported", city_registry},
        std::pair{"JurisdictionTransferOffered", mayor}, std::pair{"EthicsCouncilFormed", mayor},
        std::pair{"SubjectRelievedTemporarily", mayor}, std::pair{"TemporaryReliefLifted", mayor},
        std::pair{"ViolationNotProvenByPpk", mayor}, std::pair{"CriminalReferral", bawaslu}}) {
    INFO(type);
    const Refusal refusal = law.refusal(step(type, kase, office));
    CHECK(refusal.code == RefusalCode::e_out_of_order);
    CHECK(fact(refusal, "state") == "OPENED");
  }
  Event revised = step("RecommendationRevised", kase, kasn);
  set(revised, "addressee", Code{mayor});
  CHECK(fact(law.refusal(revised), "state") == "OPENED");
  Event concluded = step("StudyConcluded", kase, bawaslu);
  set(concluded, "waiver_reason", Code{"EVIDENT"});
  law.must(concluded);
  for (const char* type :
       {"ClarificationInvited", "ClarificationAbsent", "ExemptionClaimed", "ExemptionVerified", "ExemptionRejected"}) {
    INFO(type);
    CHECK(fact(law.refusal(step(type, kase, bawaslu)), "state") == "BAWASLU_CONCLUDED");
  }
  const std::string refused = received("2");
  CHECK(fact(law.refusal(step("JurisdictionTransferRefused", refused, governor)), "expected") ==
        "JurisdictionTransferOffered");
}

TEST_CASE_METHOD(November, "out of place: nothing is added to a case that has ended", "[rules][place]") {
  law.must(law.open("case-target", matter));
  const std::string kase = opened("1");
  law.must(step("SubjectOutOfScopeDetermined", kase, bawaslu));
  for (const auto& [type, office] : {std::pair{"EvidenceAttached", bawaslu},
                                     std::pair{"CandidateSideReferral", bawaslu}, std::pair{"SubjectSuspended", mayor},
                                     std::pair{"SubjectReactivated", mayor}, std::pair{"DerivedCaseOpened", mayor},
                                     std::pair{"DuplicateDetected", bawaslu}, std::pair{"CaseMerged", bawaslu}}) {
    INFO(type);
    CHECK(law.refusal(step(type, kase, office)).code == RefusalCode::e_terminal_state);
  }
  Event conflict = step("ConflictOfInterestDeclared", kase, mayor);
  set(conflict, "office", Code{mayor});
  CHECK(law.refusal(conflict).code == RefusalCode::e_terminal_state);
  Event split = step("CaseSplit", kase, mayor);
  set(split, "new_cases", Codes{Code{"case-new"}});
  CHECK(law.refusal(split).code == RefusalCode::e_terminal_state);
}

TEST_CASE_METHOD(November, "out of place: a duplicate is neither forwarded, recommended nor examined",
                 "[rules][place]") {
  law.must(law.open("case-target", matter));
  const std::string studied = opened("1");
  Event concluded = step("StudyConcluded", studied, bawaslu);
  set(concluded, "waiver_reason", Code{"EVIDENT"});
  law.must(concluded);
  detect(studied, "case-target");
  Event forward = step("CaseForwarded", studied, bawaslu);
  set(forward, "addressee", Code{kasn});
  CHECK(law.refusal(forward).code == RefusalCode::e_duplicate);
  const std::string supervised = law.forwarded("2", matter, clerk);
  detect(supervised, "case-target");
  CHECK(law.refusal(law.recommend(supervised, matter, clerk)).code == RefusalCode::e_duplicate);
  const std::string received_case = received("3");
  detect(received_case, "case-target");
  Event examiner = step("ExaminerAppointed", received_case, mayor);
  CHECK(law.refusal(examiner).code == RefusalCode::e_duplicate);
  matter.track = "ETHICS";
  matter.recommended = {"M1"};
  const std::string moral = received("4");
  detect(moral, "case-target");
  CHECK(law.refusal(step("EthicsCouncilFormed", moral, mayor)).code == RefusalCode::e_duplicate);
}

TEST_CASE_METHOD(November, "out of place: a merged case is of the same person still", "[rules][place]") {
  const std::string survivor = opened("target");
  const std::string kase = "case-2";
  law.must(law.open(kase, matter));
  detect(kase, survivor);
  law.must(law.identify(kase, clerk));  // and it is somebody else
  Event merged = step("CaseMerged", kase, bawaslu);
  set(merged, "survivor", Reference{survivor});
  const Refusal refusal = law.refusal(merged);
  CHECK(refusal.code == RefusalCode::e_out_of_order);
  CHECK_FALSE(fact(refusal, "subject").empty());
}

TEST_CASE_METHOD(November, "out of place: a council is composed like any examiner", "[rules][place]") {
  matter.track = "ETHICS";
  matter.recommended = {"M1"};
  clerk.rank = "PENGAWAS";
  const std::string kase = received("1");
  Event low = step("EthicsCouncilFormed", kase, mayor);
  set(low, "member_ranks", Codes{Code{"PELAKSANA"}});
  CHECK(fact(law.refusal(low), "rule") == "LOWER_RANK");
  law.must(
      law.ledger.draft("ConflictOfInterestDeclared", kase, kasn,
                       {{"office", Code{city_council}}, {"substitute", Code{minister}}, {"reason", Code{"INVOLVED"}}}));
  Event involved = step("EthicsCouncilFormed", kase, mayor);
  set(involved, "council", Code{city_council});
  CHECK(fact(law.refusal(involved), "rule") == "INVOLVED");
}

TEST_CASE_METHOD(November, "out of place: papers begin before they end, and name people by their ids",
                 "[rules][place]") {
  const auto reversed = [&](const char* type, const std::string& stream, const std::string& office) {
    Event event = step(type, stream, office);
    if (event.type == type::election_secretariat_secondment_issued) {
      set(event, "persons", Codes{Code{print(id_named("somebody"))}});
    }
    set(event, "valid_until", law.ledger.today() - 1);
    return law.refusal(event).code;
  };
  CHECK(reversed("MonitoringTeamFormed", "prevention-1", registry) == RefusalCode::e_schema);
  CHECK(reversed("SpouseLeaveGranted", "assignment-1", governor) == RefusalCode::e_schema);
  CHECK(reversed("ElectionSecretariatSecondmentIssued", "assignment-2", secretary) == RefusalCode::e_schema);
  CHECK(law.refusal(step("ElectionSecretariatSecondmentIssued", "assignment-2", secretary)).code ==
        RefusalCode::e_schema);
}
