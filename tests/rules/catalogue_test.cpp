#include "ledger/rules/catalogue.hpp"

#include "ledger/rules/guards_form.hpp"
#include "ledger/rules/types.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <set>

using namespace jejak;

namespace {

bool is_snake(std::string_view name) {
  if (name.empty()) return false;
  for (const char c : name) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  }
  return true;
}

const FieldShape* field_of(const TypeShape& shape, std::uint16_t number) {
  for (const FieldShape& field : shape.fields) {
    if (field.number == number) return &field;
  }
  return nullptr;
}

bool has_field(const TypeShape& shape, std::string_view name) {
  for (const FieldShape& field : shape.fields) {
    if (field.name == name) return true;
  }
  return false;
}

std::vector<std::string> placeholders(std::string_view sentence) {
  std::vector<std::string> found;
  for (std::size_t open = sentence.find('{'); open != std::string_view::npos; open = sentence.find('{', open + 1)) {
    const std::size_t close = sentence.find('}', open);
    if (close == std::string_view::npos) return {"unclosed"};
    found.emplace_back(sentence.substr(open + 1, close - open - 1));
  }
  return found;
}

// States that a stream of this kind can come to, from its rows and from those that touch it.
std::map<StreamKind, std::set<StateCode>> reachable() {
  std::map<StreamKind, std::set<StateCode>> states;
  for (const CatalogueRow* row : catalogue().rows()) {
    if (row->to != StateCode::none) states[row->stream].insert(row->to);
    for (const OutcomeRow& outcome : row->outcomes) states[row->stream].insert(outcome.to);
    for (const Touch& touch : row->touches) {
      if (touch.to == StateCode::none) continue;
      const StreamKind kind = row->stream == StreamKind::kase        ? StreamKind::approval
                              : row->stream == StreamKind::approval  ? StreamKind::kase
                              : row->stream == StreamKind::candidacy ? StreamKind::kase
                                                                     : row->stream;
      states[kind].insert(touch.to);
    }
  }
  return states;
}

}  // namespace

TEST_CASE("catalogue: numbers and names of types are unique and found both ways", "[rules][catalogue]") {
  std::set<std::uint16_t> numbers;
  std::set<std::string> names;
  for (const CatalogueRow* row : catalogue().rows()) {
    INFO(row->shape.name);
    CHECK(row->shape.number > 0);
    CHECK(numbers.insert(row->shape.number).second);
    CHECK(names.insert(row->shape.name).second);
    CHECK(catalogue().row(row->shape.number) == row);
    CHECK(catalogue().find(row->shape.number) == &row->shape);
    CHECK(catalogue().find(std::string_view(row->shape.name)) == &row->shape);
  }
  CHECK(catalogue().row(0) == nullptr);
  CHECK(catalogue().row(99) == nullptr);
  CHECK(catalogue().row(65535) == nullptr);
  CHECK(catalogue().find("") == nullptr);
  CHECK(catalogue().find("caseOpened") == nullptr);
  CHECK(catalogue().find("Zzz") == nullptr);
}

TEST_CASE("catalogue: the numbers that stand in signed bytes have not moved", "[rules][catalogue]") {
  const std::map<std::uint16_t, std::string> frozen = {{1, "AgencyRegistered"},
                                                       {2, "AgencySucceeded"},
                                                       {3, "OfficeHolderAppointed"},
                                                       {4, "OfficeHolderEnded"},
                                                       {5, "DelegationGranted"},
                                                       {6, "DelegationRevoked"},
                                                       {7, "SigningKeyRegistered"},
                                                       {8, "SigningKeyRotated"},
                                                       {9, "SigningKeyRevoked"},
                                                       {10, "ElectionScheduled"},
                                                       {11, "ElectionRescheduled"},
                                                       {12, "CandidatePairDetermined"},
                                                       {13, "WorkCalendarPublished"},
                                                       {14, "WorkCalendarException"},
                                                       {15, "RuleSetPublished"},
                                                       {16, "RuleSetSuperseded"},
                                                       {17, "ClockConfirmed"},
                                                       {100, "ReportReceived"},
                                                       {101, "ReportRegistered"},
                                                       {110, "CaseOpened"},
                                                       {111, "SubjectIdentified"},
                                                       {112, "ClarificationHeld"},
                                                       {113, "StudyConcluded"},
                                                       {114, "CaseDismissed"},
                                                       {115, "CaseForwarded"},
                                                       {200, "SupervisorReceived"},
                                                       {201, "RecommendationIssued"},
                                                       {202, "RecommendationServed"},
                                                       {203, "CaseReceivedByPpk"},
                                                       {300, "ExaminerAppointed"},
                                                       {301, "SummonsIssued"},
                                                       {302, "ExaminationHeld"},
                                                       {303, "ExaminationReportSubmitted"},
                                                       {400, "SanctionProposed"},
                                                       {401, "ApprovalRequested"},
                                                       {402, "ApprovalGranted"},
                                                       {403, "ApprovalRefused"},
                                                       {404, "ApprovalRevoked"},
                                                       {410, "SanctionDecisionIssued"},
                                                       {411, "DismissalDecisionIssued"},
                                                       {412, "PresidentialDecisionIssued"},
                                                       {420, "DecisionDelivered"},
                                                       {430, "CaseClosed"},
                                                       {18, "RegionalHeadInaugurated"},
                                                       {19, "EventReattested"},
                                                       {50, "NeutralityCircularIssued"},
                                                       {51, "NeutralityCircularAcknowledged"},
                                                       {52, "NeutralityBriefingHeld"},
                                                       {53, "MonitoringTeamFormed"},
                                                       {54, "NeutralityPledgeSigned"},
                                                       {55, "MonitoringReportSubmitted"},
                                                       {60, "DutyAssignmentIssued"},
                                                       {61, "DutyAssignmentRevoked"},
                                                       {62, "ElectionSecretariatSecondmentIssued"},
                                                       {63, "SpouseLeaveGranted"},
                                                       {102, "FindingRecorded"},
                                                       {103, "ReportReturnedForCompletion"},
                                                       {104, "ReportCompleted"},
                                                       {105, "ReportNotRegistered"},
                                                       {106, "ReportWithdrawn"},
                                                       {107, "InitialInformationOpened"},
                                                       {116, "SubjectOutOfScopeDetermined"},
                                                       {117, "EvidenceAttached"},
                                                       {118, "DuplicateDetected"},
                                                       {119, "CaseMerged"},
                                                       {120, "CaseSplit"},
                                                       {121, "ClarificationInvited"},
                                                       {122, "ClarificationAbsent"},
                                                       {123, "ExemptionClaimed"},
                                                       {124, "ExemptionVerified"},
                                                       {125, "ExemptionRejected"},
                                                       {126, "CriminalReferral"},
                                                       {127, "CriminalOutcomeRecorded"},
                                                       {128, "CandidateSideReferral"},
                                                       {204, "TransitionTransferred"},
                                                       {205, "SupervisorVerificationCompleted"},
                                                       {206, "SupervisorClarificationRequested"},
                                                       {207, "NotProvenDetermined"},
                                                       {208, "RecommendationRevised"},
                                                       {209, "RecommendationWithdrawn"},
                                                       {210, "FollowUpReminderIssued"},
                                                       {211, "ReprimandIssued"},
                                                       {212, "PersonnelDataBlocked"},
                                                       {213, "PersonnelDataUnblocked"},
                                                       {214, "PpkSanctionProposed"},
                                                       {215, "FollowUpReported"},
                                                       {216, "FollowUpVerified"},
                                                       {217, "FollowUpRejected"},
                                                       {220, "JurisdictionTransferOffered"},
                                                       {221, "JurisdictionTransferAccepted"},
                                                       {222, "JurisdictionTransferRefused"},
                                                       {223, "ConflictOfInterestDeclared"},
                                                       {304, "EthicsCouncilFormed"},
                                                       {305, "NonAppearanceRecorded"},
                                                       {306, "ExaminationInAbsentiaResolved"},
                                                       {307, "EthicsHearingHeld"},
                                                       {308, "EthicsCouncilDecided"},
                                                       {309, "SubjectRelievedTemporarily"},
                                                       {310, "TemporaryReliefLifted"},
                                                       {311, "SubjectSuspended"},
                                                       {312, "SubjectReactivated"},
                                                       {313, "ViolationNotProvenByPpk"},
                                                       {314, "DerivedCaseOpened"},
                                                       {405, "TechnicalConsiderationIssued"},
                                                       {406, "ApprovalReturned"},
                                                       {407, "StandingApprovalIssued"},
                                                       {408, "ApprovalWaiverRecorded"},
                                                       {413, "MoralSanctionDecisionIssued"},
                                                       {414, "DecisionCorrected"},
                                                       {415, "DecisionRevokedByIssuer"},
                                                       {416, "IrregularActObserved"},
                                                       {421, "DecisionDeliveryFailed"},
                                                       {422, "DecisionDispatched"},
                                                       {423, "DecisionPublished"},
                                                       {424, "SanctionExecutionRecorded"},
                                                       {425, "PersonnelActionReportedToMinister"},
                                                       {426, "SanctionCompleted"},
                                                       {431, "CaseReopened"},
                                                       {432, "SubjectLeftService"},
                                                       {433, "DeadlineExtended"},
                                                       {500, "ObjectionFiled"},
                                                       {501, "ObjectionInadmissible"},
                                                       {502, "ObjectionDecided"},
                                                       {510, "AppealFiled"},
                                                       {511, "AppealInadmissible"},
                                                       {512, "PpkResponseFiled"},
                                                       {513, "WorkPermissionDuringAppeal"},
                                                       {514, "AppealPreHearingHeld"},
                                                       {515, "AppealDecided"},
                                                       {516, "AppealDecisionImplemented"},
                                                       {520, "LawsuitFiled"},
                                                       {521, "CourtInterimOrder"},
                                                       {522, "CourtJudgmentIssued"},
                                                       {523, "CourtJudgmentFinal"},
                                                       {530, "RehabilitationOrdered"},
                                                       {531, "RehabilitationExecuted"},
                                                       {600, "CandidacyIntentNotified"},
                                                       {601, "CandidacyResignationSubmitted"},
                                                       {602, "CandidateDetermined"},
                                                       {603, "CandidateNotDetermined"},
                                                       {604, "CandidacyResignationAccepted"},
                                                       {605, "ResignationDutyBreached"},
                                                       {606, "PartyMembershipEstablished"},
                                                       {607, "CandidacyResignationWithdrawn"},
                                                       {608, "CandidacyEmbargoLifted"},
                                                       {700, "LegalHoldPlaced"},
                                                       {701, "LegalHoldReleased"},
                                                       {702, "DataCorrectionRecorded"},
                                                       {703, "SubjectAccessProvided"},
                                                       {705, "EmbargoLifted"},
                                                       {706, "RetentionDispositionExecuted"},
                                                       {707, "HistoricalRecordImported"}};
  for (const auto& [number, name] : frozen) {
    INFO(name);
    REQUIRE(catalogue().find(number) != nullptr);
    CHECK(catalogue().find(number)->name == name);
  }
}

TEST_CASE("catalogue: fields ascend from 1, are named once and speak both languages", "[rules][catalogue]") {
  for (const CatalogueRow* row : catalogue().rows()) {
    std::set<std::string> names;
    std::uint16_t expected = 1;
    for (const FieldShape& field : row->shape.fields) {
      INFO(row->shape.name << "." << field.name);
      CHECK(field.number == expected++);
      CHECK(is_snake(field.name));
      CHECK(names.insert(field.name).second);
      CHECK(std::string_view(field.indonesian) != "");
      CHECK(std::string_view(field.english) != "");
    }
    CHECK_FALSE(row->shape.fields.empty());
    CHECK(row->shape.fields.size() <= event_fields_max);
  }
}

TEST_CASE("catalogue: every row has two names, two sentences and a source", "[rules][catalogue]") {
  for (const CatalogueRow* row : catalogue().rows()) {
    INFO(row->shape.name);
    CHECK(std::string_view(row->shape.indonesian) != "");
    CHECK(std::string_view(row->shape.english) != "");
    CHECK(std::string_view(row->english).ends_with('.'));
    CHECK(std::string_view(row->indonesian).ends_with('.'));
    CHECK(std::string_view(row->english) != row->indonesian);
    CHECK(is_code(row->source));
  }
}

TEST_CASE("catalogue: sentences name only the office and fields of their row", "[rules][catalogue]") {
  for (const CatalogueRow* row : catalogue().rows()) {
    for (const char* sentence : {row->english, row->indonesian}) {
      for (const std::string& name : placeholders(sentence)) {
        INFO(row->shape.name << ": {" << name << "}");
        CHECK((name == "office" || has_field(row->shape, name)));
      }
    }
  }
}

TEST_CASE("catalogue: no field holds free text; tables stand only in rule sets", "[rules][catalogue]") {
  for (const CatalogueRow* row : catalogue().rows()) {
    for (const FieldShape& field : row->shape.fields) {
      INFO(row->shape.name << "." << field.name);
      CHECK(field.kind >= FieldKind::number);
      CHECK(field.kind <= FieldKind::table);
      if (field.kind == FieldKind::table) CHECK(row->shape.number == type::rule_set_published);
    }
  }
}

TEST_CASE("catalogue: what is kept, touched and expected are fields that exist, of the right kind",
          "[rules][catalogue]") {
  for (const CatalogueRow* row : catalogue().rows()) {
    INFO(row->shape.name);
    for (const std::uint16_t kept : row->kept_fields) CHECK(field_of(row->shape, kept) != nullptr);
    if (row->keep == Keep::none) CHECK(row->kept_fields.empty());
    for (const OutcomeRow& outcome : row->outcomes) {
      REQUIRE(field_of(row->shape, outcome.field) != nullptr);
      CHECK(field_of(row->shape, outcome.field)->kind == FieldKind::code);
    }
    for (const Touch& touch : row->touches) {
      const CatalogueRow* via = touch.via_type == 0 ? row : catalogue().row(touch.via_type);
      REQUIRE(via != nullptr);
      const FieldShape* field = field_of(via->shape, touch.via_field);
      REQUIRE(field != nullptr);
      CHECK(field->kind == FieldKind::reference);
      if (!touch.optional) CHECK(field->required);
      if (touch.via_type != 0) {
        CHECK(via->keep != Keep::none);
        CHECK(std::find(via->kept_fields.begin(), via->kept_fields.end(), touch.via_field) != via->kept_fields.end());
      }
    }
    for (const Expect& expect : row->expects) {
      const CatalogueRow* other = catalogue().row(expect.type);
      REQUIRE(other != nullptr);
      CHECK(other->stream == row->stream);
      CHECK(std::find(other->kept_fields.begin(), other->kept_fields.end(), expect.field) != other->kept_fields.end());
      CHECK_FALSE(expect.one_of.empty());
    }
  }
}

TEST_CASE("catalogue: every state that a row starts from can be reached, and only the archive works on what has ended",
          "[rules][catalogue]") {
  const auto states = reachable();
  // Facts are recorded when they happen; of the acts, only these follow an end.
  const std::set<std::uint16_t> follow_an_end = {type::personnel_data_unblocked, type::follow_up_verified,
                                                 type::follow_up_rejected};
  for (const CatalogueRow* row : catalogue().rows()) {
    INFO(row->shape.name);
    CHECK_FALSE(row->from.empty());
    for (const StateCode from : row->from) {
      INFO(name(from));
      const bool archive = row->shape.number >= type::legal_hold_placed || row->shape.number == type::case_reopened;
      if (row->nature == Nature::act && !archive && !follow_an_end.contains(row->shape.number)) {
        CHECK_FALSE(is_terminal(from));
      }
      if (from != StateCode::none) CHECK(states.at(row->stream).contains(from));
    }
    if (row->from.size() == 1 && row->from.front() == StateCode::none) CHECK(row->to != StateCode::none);
  }
}

TEST_CASE("catalogue: every stream kind has a row that begins it, and keeps who began it", "[rules][catalogue]") {
  for (const StreamKind kind :
       {StreamKind::agency, StreamKind::office, StreamKind::key, StreamKind::election, StreamKind::calendar,
        StreamKind::ruleset, StreamKind::report, StreamKind::kase, StreamKind::approval, StreamKind::assignment,
        StreamKind::prevention, StreamKind::candidacy, StreamKind::ledger}) {
    INFO(prefix(kind));
    bool begun = false;
    for (const CatalogueRow* row : catalogue().rows()) {
      const bool begins = std::find(row->from.begin(), row->from.end(), StateCode::none) != row->from.end();
      if (row->stream != kind || !begins) continue;
      begun = true;
      if (kind != StreamKind::ledger) CHECK(row->keep != Keep::none);  // nobody's own stream
    }
    CHECK(begun);
    CHECK(stream_kind(std::string(prefix(kind)) + "x") == kind);
    CHECK(stream_kind(prefix(kind)) == std::nullopt);
  }
  CHECK(stream_kind("nothing-x") == std::nullopt);
  CHECK(stream_kind("case") == std::nullopt);
  CHECK(stream_kind("") == std::nullopt);
}

TEST_CASE("catalogue: every row is signed by somebody, and acts that change a state are exact", "[rules][catalogue]") {
  for (const CatalogueRow* row : catalogue().rows()) {
    INFO(row->shape.name);
    CHECK_FALSE(row->signers.empty());
    for (const SignerGroup& group : row->signers) CHECK_FALSE(group.any_of.empty());
    if (row->nature == Nature::act && row->to != StateCode::none) CHECK(row->concurrency == Concurrency::exact);
  }
}

TEST_CASE("catalogue: guards have names of their own and stand once in a row", "[rules][catalogue]") {
  std::map<std::string, const Guard*> by_name;
  for (const CatalogueRow* row : catalogue().rows()) {
    std::set<const Guard*> seen;
    CHECK_FALSE(row->guards.empty());
    for (const Guard* guard : row->guards) {
      REQUIRE(guard != nullptr);
      INFO(row->shape.name << ": " << guard->name);
      CHECK(guard->check != nullptr);
      CHECK(is_snake(guard->name));
      CHECK(seen.insert(guard).second);
      const auto at = by_name.emplace(guard->name, guard).first;
      CHECK(at->second == guard);
    }
  }
}

TEST_CASE("catalogue: nothing may be dated in the future, and no step of a case is late without a reason",
          "[rules][catalogue]") {
  for (const CatalogueRow* row : catalogue().rows()) {
    INFO(row->shape.name);
    const auto has = [row](const Guard& guard) {
      return std::find(row->guards.begin(), row->guards.end(), &guard) != row->guards.end();
    };
    CHECK(has(guards::not_future_dated));
    if (row->shape.number < type::neutrality_circular_issued) continue;
    CHECK(has(guards::late_has_reason));
    CHECK(has(guards::names_rule_set));
  }
}

TEST_CASE("catalogue: outcomes are members of their closed list", "[rules][catalogue]") {
  std::size_t lists = 0;
  for (const CatalogueRow* row : catalogue().rows()) {
    for (const FieldShape& field : row->shape.fields) {
      const auto codes = field.one_of;
      if (codes.empty()) continue;
      ++lists;
      INFO(row->shape.name << "." << field.name);
      CHECK((field.kind == FieldKind::code || field.kind == FieldKind::codes));
      for (const OutcomeRow& outcome : row->outcomes) {
        if (outcome.field != field.number) continue;
        CHECK(std::find(codes.begin(), codes.end(), std::string_view(outcome.code)) != codes.end());
      }
    }
  }
  CHECK(lists > 18);
}

TEST_CASE("catalogue: whatever decides or approves is a document", "[rules][catalogue]") {
  for (const std::uint16_t number :
       {type::recommendation_issued, type::approval_granted, type::approval_refused, type::approval_revoked,
        type::sanction_decision_issued, type::dismissal_decision_issued, type::presidential_decision_issued,
        type::moral_sanction_decision_issued, type::standing_approval_issued, type::approval_waiver_recorded,
        type::objection_decided, type::appeal_decided, type::appeal_decision_implemented, type::court_judgment_final,
        type::candidacy_resignation_submitted, type::candidacy_resignation_accepted, type::decision_revoked_by_issuer,
        type::case_reopened}) {
    CHECK(catalogue().row(number)->document_required);
  }
}
