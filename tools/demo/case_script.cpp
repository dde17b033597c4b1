#include "tools/demo/case_script.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::int64_t minute_us = 60'000'000;

struct Basis {
  const char* type;
  const char* until_2021;  // PP 53/2010 and UU 5/2014
  const char* since_2021;  // PP 94/2021 and UU 20/2023
};
constexpr Basis bases[] = {
    {"ReportReceived", "UU10/2016:134", "UU10/2016:134"},
    {"ReportRegistered", "PERBAWASLU8/2020", "PERBAWASLU8/2020"},
    {"CaseOpened", "UU10/2016:134", "UU10/2016:134"},
    {"SubjectIdentified", "UU5/2014:2", "UU20/2023:2"},
    {"ClarificationHeld", "PERBAWASLU8/2020", "PERBAWASLU9/2024"},
    {"StudyConcluded", "UU10/2016:134(5)", "UU10/2016:134(5)"},
    {"CaseDismissed", "UU10/2016:134(6)", "UU10/2016:134(6)"},
    {"CaseForwarded", "PERBAWASLU6/2018", "PERBAWASLU6/2018"},
    {"SupervisorReceived", "UU5/2014:31", "SKB2/2022"},
    {"RecommendationIssued", "UU5/2014:32", "SKB2/2022"},
    {"RecommendationServed", "UU5/2014:33", "SKB2/2022"},
    {"CaseReceivedByPpk", "PP53/2010:23", "PP94/2021:26"},
    {"ExaminerAppointed", "PP53/2010:25", "PP94/2021:27"},
    {"SummonsIssued", "PP53/2010:23", "PP94/2021:26(2)"},
    {"ExaminationHeld", "PP53/2010:28", "PP94/2021:28"},
    {"ExaminationReportSubmitted", "PP53/2010:28", "PP94/2021:29"},
    {"SanctionProposed", "PP53/2010:16", "PP11/2017:267"},
    {"ApprovalRequested", "UU10/2016:71(2)", "UU10/2016:71(2)"},
    {"ApprovalGranted", "PERMENDAGRI73/2016", "PERMENDAGRI73/2016"},
    {"ApprovalRefused", "PERMENDAGRI73/2016", "PERMENDAGRI73/2016"},
    {"ApprovalRevoked", "UU30/2014:64", "UU30/2014:64"},
    {"SanctionDecisionIssued", "PP53/2010:7", "PP94/2021:8"},
    {"MoralSanctionDecisionIssued", "PP42/2004:15", "PP42/2004:15"},
    {"DismissalDecisionIssued", "PP53/2010:7(4)", "PP94/2021:8(4)"},
    {"DecisionDelivered", "PP53/2010:31", "PP94/2021:37(3)"},
    {"CaseClosed", "PP53/2010", "PP94/2021"},
};

const char* basis_of(std::string_view type, Date date) {
  for (const Basis& basis : bases) {
    if (type == basis.type) return date < date_of(2021, 8, 31) ? basis.until_2021 : basis.since_2021;
  }
  return nullptr;
}

std::string month_of(Date date) {
  return print(date).substr(5, 2);
}

}  // namespace

CaseScript::CaseScript(CaseFacts facts, const OpenDays& open_days, Chance chance)
    : facts_(std::move(facts)), open_days_(open_days), chance_(chance), today_(facts_.received) {}

std::string CaseScript::supervisor_on(Date date) {
  return date < date_of(2024, 9, 4) ? "KASN@kl:KASN" : "BKN@kl:BKN";
}

// National institutions sit in Jakarta.
Zone CaseScript::zone_of(const std::string& office) const {
  const bool national = office.find("@kl:") != std::string::npos || office.ends_with("@negara");
  return national || facts_.region == nullptr ? Zone::wib : facts_.region->zone;
}

bool CaseScript::is_severe() const {
  static constexpr std::string_view severe[] = {"B1", "B2", "B3", "P53-7", "P53-8", "P53-9", "P53-11", "X1"};
  return std::find(std::begin(severe), std::end(severe), facts_.sanction) != std::end(severe);
}

std::string CaseScript::examiner() const {
  return home_office(is_severe() ? "TIM_PEMERIKSA" : "ATASAN_LANGSUNG");
}

std::string CaseScript::number(const std::string& series) {
  return std::to_string(chance_.between(11, 2980)) + "/" + series + "/" + month_of(today_) + "/" +
         std::to_string(year_of(today_));
}

Document CaseScript::document(const std::string& number) {
  Document document;
  document.number = number;
  document.date = today_;
  document.hash = chance_.hash();
  document.certificate = copy(chance_.bytes<16>());
  document.signed_at = last_;
  return document;
}

Draft& CaseScript::put(const char* name, Value value) {
  drafts_.back().fields.push_back({name, std::move(value)});
  return drafts_.back();
}

// The paper reaches the ledger some days after it was signed; what follows comes after that.
void CaseScript::lag(std::int32_t working_days) {
  if (working_days == 0) return;
  Draft& draft = drafts_.back();
  const Date recorded = open_days_.after(today_, working_days);
  draft.at = Instant{start_of(recorded, draft.zone).us + chance_.between(8 * 60, 11 * 60) * minute_us};
  last_ = draft.at;
  today_ = recorded;
}

Draft& CaseScript::step(const char* type, std::string stream, std::string office, std::int32_t soonest,
                        std::int32_t latest) {
  if (!moved_) stood_ = stands_;
  moved_ = false;
  const std::int32_t days = chance_.between(soonest, latest);
  today_ = next_ ? open_days_.open_on_or_after(std::max(*next_, today_)) : open_days_.after(today_, days);
  next_.reset();
  Draft draft;
  draft.type = type;
  draft.stream = std::move(stream);
  draft.office = std::move(office);
  draft.zone = zone_of(draft.office);
  draft.legal_date = today_;
  const std::int32_t minute = chance_.between(8 * 60 + 10, 13 * 60);
  draft.at = Instant{start_of(today_, draft.zone).us + minute * minute_us};
  draft.at = std::max(draft.at, Instant{last_.us + chance_.between(4, 19) * minute_us});
  last_ = draft.at;
  if (const char* basis = basis_of(type, today_)) draft.legal_bases.push_back(basis);
  drafts_.push_back(std::move(draft));
  return drafts_.back();
}

void CaseScript::was_refused(RefusalCode code) {
  drafts_.back().intended = code;
  stands_ = stood_;
}

void CaseScript::follow(const Told& other) {
  today_ = std::max(today_, other.today);
  last_ = std::max(last_, other.last);
}

void CaseScript::was_late(std::int32_t working_days, const char* reason) {
  drafts_.back().late_reason = reason;
  lag(working_days);
}

void CaseScript::comes_to(Reach reach) {
  stood_ = stands_;
  stands_ = reach;
  moved_ = true;
}

Draft& CaseScript::report_received(const char* channel, std::int64_t persons) {
  step("ReportReceived", facts_.report, facts_.region->bawaslu(), 0, 0);
  put("channel", code_of(channel));
  put("received_at", today_);
  put("region", code_of(facts_.region->code));
  // Nobody waits longer than the law allows, not even over a long holiday.
  const Date noticed = facts_.act + std::min<std::int32_t>(2, today_.days - facts_.act.days);
  put("known_at", std::max(noticed, today_ - 7));
  if (!facts_.election.empty()) put("election", Reference{"election-" + facts_.election});
  put("persons", persons);
  put("act_date", facts_.act);
  put("violation_codes", codes_of(facts_.violations));
  drafts_.back().documents.push_back(document(number("FORM-A")));
  return drafts_.back();
}

Draft& CaseScript::report_registered() {
  step("ReportRegistered", facts_.report, facts_.region->bawaslu(), 0, 2);
  const std::string place =
      std::string(facts_.region->code).substr(std::string_view(facts_.region->code).find(':') + 1);
  return put("register_no", code_of(number("TM/PB/" + place)));
}

Draft& CaseScript::opened(const char* origin, const std::string& office) {
  step("CaseOpened", facts_.stream, office, 0, 1);
  put("origin", code_of(origin));
  put("violation_codes", codes_of(facts_.violations));
  put("act_date", facts_.act);
  put("act_place", code_of(facts_.region->code));
  if (!facts_.report.empty()) put("report", Reference{facts_.report});
  if (!facts_.election.empty()) put("election", Reference{"election-" + facts_.election});
  return drafts_.back();
}

Draft& CaseScript::subject_identified() {
  step("SubjectIdentified", facts_.stream, home_office("BKD"), 0, 2);
  put("subject", facts_.subject);
  put("subject_type", code_of(facts_.subject_type));
  put("rank_class", code_of(facts_.rank_class));
  put("post", code_of(facts_.post));
  put("home_agency", code_of(facts_.home));
  if (!facts_.post_class.empty()) put("post_class", code_of(facts_.post_class));
  if (!facts_.heads_unit.empty()) put("heads_unit", code_of(facts_.heads_unit));
  if (!facts_.stat_class.empty()) put("stat_class", code_of(facts_.stat_class));
  lag(chance_.per_mille(120) ? 1 : 0);
  return drafts_.back();
}

Draft& CaseScript::clarification(const char* whom) {
  step("ClarificationHeld", facts_.stream, facts_.region->bawaslu(), 0, 1);
  put("person_role", code_of(whom));
  put("held_on", today_);
  put("minutes_hash", chance_.hash());
  lag(chance_.per_mille(150) ? 1 : 0);
  return drafts_.back();
}

Draft& CaseScript::study(const char* conclusion) {
  step("StudyConcluded", facts_.stream, facts_.region->bawaslu(), 1, 3);
  put("conclusion", code_of(conclusion));
  put("plenary_no", code_of(number("BA-PLENO")));
  if (std::string_view(conclusion) == "NEUTRALITY") put("violation_codes", codes_of(facts_.violations));
  return drafts_.back();
}

Draft& CaseScript::dismissed() {
  comes_to(Reach::dismissed);
  step("CaseDismissed", facts_.stream, facts_.region->bawaslu(), 0, 1);
  return put("ground", code_of(facts_.ground));
}

Draft& CaseScript::forwarded() {
  comes_to(Reach::forwarded);
  step("CaseForwarded", facts_.stream, facts_.region->bawaslu(), 0, 1);
  put("addressee", code_of(supervisor_on(today_)));
  put("letter_no", code_of(number("PM.05.02/K")));
  put("files", std::int64_t{chance_.between(3, 14)});
  drafts_.back().documents.push_back(document(number("PM.05.02/K")));
  return drafts_.back();
}

Draft& CaseScript::supervisor_received() {
  comes_to(Reach::supervised);
  step("SupervisorReceived", facts_.stream, supervisor_on(today_), 1, 3);
  put("received_at", today_);
  return put("register_no", code_of(number("SBT")));
}

Draft& CaseScript::recommendation() {
  comes_to(Reach::recommended);
  step("RecommendationIssued", facts_.stream, {}, 6, 18);
  Draft& draft = drafts_.back();
  draft.office = supervisor_on(today_);
  draft.zone = Zone::wib;
  const std::string letter = draft.office == "KASN@kl:KASN" ? "B-" + number("JP.01") : number("B-AK.02.02/SD/K");
  put("recommendation_no", code_of(letter));
  put("track", code_of(facts_.track));
  put("violation_codes", codes_of(facts_.violations));
  put("sanctions", codes_of({facts_.sanction}));
  put("addressee", code_of(decider()));
  put("copies_to", codes_of({"MENDAGRI@kl:KEMENDAGRI", "MENPANRB@kl:KEMENPANRB", facts_.region->bawaslu()}));
  draft.documents.push_back(document(letter));
  return draft;
}

Draft& CaseScript::recommendation_served() {
  step("RecommendationServed", facts_.stream, home_office("BKD"), 2, 5);
  put("received_at", today_);
  lag(chance_.per_mille(200) ? 1 : 0);
  return drafts_.back();
}

Draft& CaseScript::received_by_decider() {
  comes_to(Reach::received_by_decider);
  step("CaseReceivedByPpk", facts_.stream, home_office("PYB"), 1, 6);
  put("received_at", today_);
  return put("agenda_no", code_of(number("AG-SEKDA")));
}

Draft& CaseScript::examiner_appointed() {
  step("ExaminerAppointed", facts_.stream, decider(), 2, 20);
  const std::string who = examiner();
  put("examiner", code_of(who));
  put("kind", code_of(who.substr(0, who.find('@'))));
  put("decision_no", code_of(number("SK-PEMERIKSA")));
  put("elements", codes_of({"ATASAN_LANGSUNG", "UNSUR_KEPEGAWAIAN", "UNSUR_PENGAWASAN"}));
  put("threat", code_of(is_severe() ? "SEVERE" : facts_.track == "ETHICS" ? "LIGHT" : "MODERATE"));
  drafts_.back().documents.push_back(document(number("SK-PEMERIKSA")));
  return drafts_.back();
}

Draft& CaseScript::summons(const char* number_of_summons, std::int32_t lead) {
  step("SummonsIssued", facts_.stream, examiner(), 1, 4);
  summoned_for_ = open_days_.after(today_, lead);
  put("summons_no", code_of(number_of_summons));
  put("served_at", today_);
  put("examined_on", *summoned_for_);
  put("mode", code_of(year_of(today_) == 2020 && chance_.per_mille(400) ? "VIRTUAL" : "FACE_TO_FACE"));
  drafts_.back().documents.push_back(document(number("PGL")));
  return drafts_.back();
}

Draft& CaseScript::examination() {
  comes_to(Reach::examined);
  if (!next_) next_ = summoned_for_;
  step("ExaminationHeld", facts_.stream, examiner(), 0, 0);
  put("held_on", today_);
  put("minutes_hash", chance_.hash());
  put("subject_signature", code_of(chance_.per_mille(60) ? "REFUSED" : "SIGNED"));
  return put("mode", code_of("FACE_TO_FACE"));
}

Draft& CaseScript::report_submitted() {
  comes_to(Reach::reported);
  step("ExaminationReportSubmitted", facts_.stream, examiner(), 2, 7);
  put("report_no", code_of(number("LHP")));
  put("proven_codes", codes_of(facts_.violations));
  put("recommended_sanction", code_of(facts_.sanction));
  put("report_hash", chance_.hash());
  if (chance_.per_mille(300)) put("mitigating", codes_of({"FIRST_OFFENCE"}));
  drafts_.back().documents.push_back(document(number("LHP")));
  return drafts_.back();
}

Draft& CaseScript::proposed() {
  comes_to(Reach::proposed);
  step("SanctionProposed", facts_.stream, home_office("PYB"), 2, 6);
  put("sanction", code_of(facts_.sanction));
  return put("proposal_no", code_of(number("USUL")));
}

Draft& CaseScript::approval_requested(const std::string& approval) {
  step("ApprovalRequested", approval, decider(), 1, 3);
  put("case", Reference{facts_.stream});
  put("subject", facts_.subject);
  put("post", code_of(facts_.post));
  put("actions", codes_of({facts_.sanction}));
  put("request_no", code_of(number("BKD-II")));
  drafts_.back().documents.push_back(document(number("BKD-II")));
  return drafts_.back();
}

Draft& CaseScript::approval_granted(const std::string& approval, const std::string& office, Date valid_until) {
  step("ApprovalGranted", approval, office, 7, 15);
  const std::string letter = number("SJ");
  put("approval_no", code_of(letter));
  put("approval_kind", code_of("SPECIFIC"));
  put("subject", facts_.subject);
  put("post", code_of(facts_.post));
  put("actions", codes_of({facts_.sanction}));
  put("valid_from", today_);
  put("valid_until", valid_until);
  drafts_.back().documents.push_back(document(letter));
  return drafts_.back();
}

Draft& CaseScript::approval_refused(const std::string& approval, const std::string& office) {
  step("ApprovalRefused", approval, office, 7, 15);
  const std::string letter = number("SJ");
  put("letter_no", code_of(letter));
  put("reasons", codes_of({"PROTECTED_WINDOW"}));
  drafts_.back().documents.push_back(document(letter));
  return drafts_.back();
}

Draft& CaseScript::approval_revoked(const std::string& approval, const std::string& office) {
  step("ApprovalRevoked", approval, office, 3, 6);
  const std::string letter = number("SJ");
  put("letter_no", code_of(letter));
  put("reasons", codes_of({"NEW_FACTS"}));
  put("revoked_on", today_);
  drafts_.back().documents.push_back(document(letter));
  return drafts_.back();
}

Draft& CaseScript::decision(const std::string& approval) {
  comes_to(Reach::decided);
  const bool moral = facts_.sanction == "M1" || facts_.sanction == "M2";
  step(moral ? "MoralSanctionDecisionIssued" : "SanctionDecisionIssued", facts_.stream, decider(), 2, 9);
  if (decree_.empty()) decree_ = number(year_of(today_) < 2023 ? "BKD-III" : "800.1.6.2");
  put("decision_no", code_of(decree_));
  put("sanction", code_of(facts_.sanction));
  if (!approval.empty()) put("approval", Reference{approval});
  drafts_.back().documents.push_back(document(decree_));
  return drafts_.back();
}

Draft& CaseScript::dismissal(const std::string& approval) {
  Draft& draft = decision(approval);
  draft.type = "DismissalDecisionIssued";
  draft.legal_bases = {basis_of(draft.type, today_)};
  return draft;
}

Draft& CaseScript::delivered() {
  comes_to(Reach::delivered);
  step("DecisionDelivered", facts_.stream, home_office("BKD"), 1, 8);
  put("received_at", today_);
  return put("mode", code_of(chance_.per_mille(80) ? "POST" : "IN_PERSON"));
}

Draft& CaseScript::say(const char* type, const std::string& office, Fields fields, const char* paper) {
  return say_in(facts_.stream, type, office, std::move(fields), paper);
}

Draft& CaseScript::say_in(const std::string& stream, const char* type, const std::string& office, Fields fields,
                          const char* paper) {
  Draft& draft = step(type, stream, office, 1, 3);
  draft.fields = std::move(fields);
  if (paper != nullptr) draft.documents.push_back(document(number(paper)));
  return draft;
}

Draft& CaseScript::say_as_supervisor(const char* type, Fields fields, const char* paper) {
  Draft& draft = say(type, supervisor_on(today_), std::move(fields), paper);
  draft.office = supervisor_on(draft.legal_date);
  return draft;
}

Draft& CaseScript::closed(const char* ground) {
  comes_to(Reach::closed);
  step("CaseClosed", facts_.stream, home_office("BKD"), 18, 40);
  return put("ground", code_of(ground));
}

void CaseScript::until(Reach reach) {
  const auto still_before = [&](Reach stop) { return stands_ < stop && stop <= reach; };
  if (reach == Reach::dismissed) {
    clarification("REPORTED");
    study("NOT_VIOLATION");
    dismissed();
    return;
  }
  if (still_before(Reach::forwarded)) {
    clarification("WITNESS");
    clarification("REPORTED");
    study("NEUTRALITY");
    forwarded();
  }
  if (still_before(Reach::supervised)) supervisor_received();
  if (still_before(Reach::recommended)) recommendation();
  if (still_before(Reach::received_by_decider)) {
    recommendation_served();
    received_by_decider();
  }
  if (still_before(Reach::examined)) {
    examiner_appointed();
    summons();
    examination();
  }
  if (still_before(Reach::reported)) report_submitted();
  if (still_before(Reach::proposed)) proposed();
  if (still_before(Reach::decided)) {
    const bool dismisses = facts_.sanction == "X1" || facts_.sanction == "B3" || facts_.sanction == "P53-11";
    if (dismisses) {
      dismissal();
    } else {
      decision();
    }
  }
  if (still_before(Reach::delivered)) delivered();
  if (still_before(Reach::closed)) closed("COMPLETED");
}

}  // namespace jejak
