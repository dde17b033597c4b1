#include "tests/rules/law.hpp"

#include "ledger/record/ruleset_text.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace jejak::test {

namespace {

const Date long_ago = date_of(2016, 1, 1);

std::string read(const std::string& path) {
  std::ifstream in(std::string(JEJAK_SOURCE_DIR) + "/tools/demo/" + path);
  std::ostringstream text;
  text << in.rdbuf();
  JEJAK_ASSERT(in.good() && !text.str().empty());
  return text.str();
}

void replace_policy(RuleSet& rules, const std::string& name, const std::string& value) {
  for (PolicyRow& row : rules.policies) {
    if (row.name == name) row.value = value;
  }
}

Codes team_elements() {
  return {Code{"ATASAN_LANGSUNG"}, Code{"UNSUR_KEPEGAWAIAN"}, Code{"UNSUR_PENGAWASAN"}};
}

std::string home_office(const std::string& role, const Person& person) {
  return role + "@" + person.home;
}

}  // namespace

RuleSet demo_rules(const std::string& id) {
  auto rules = parse_rule_set_text(read("rulesets/" + id + ".txt"));
  if (!rules) throw std::runtime_error(rules.error().message);
  return *rules;
}

std::string demo_calendar_text(int year) {
  return read("calendars/" + std::to_string(year) + ".txt");
}

std::vector<Date> demo_holidays(int year) {
  std::istringstream lines(demo_calendar_text(year));
  std::vector<Date> days;
  for (std::string line; std::getline(lines, line);) {
    if (line.front() == '#') continue;
    const auto date = parse_date(std::string_view(line).substr(0, line.find(' ')));
    JEJAK_ASSERT(date.has_value());
    days.push_back(*date);
  }
  return days;
}

Codes codes_of(const std::vector<std::string>& texts) {
  Codes codes;
  for (const std::string& text : texts) codes.push_back(Code{text});
  std::sort(codes.begin(), codes.end());
  return codes;
}

Codes codes_of(const std::vector<Date>& dates) {
  std::vector<std::string> texts;
  for (const Date date : dates) texts.push_back(print(date));
  return codes_of(texts);
}

Law::Law() : Law(Options{}) {}

Law::Law(const Options& options) {
  for (const std::string& id : options.rule_sets) {
    RuleSet rules = demo_rules(id);
    if (!options.approval_scope.empty()) replace_policy(rules, "approval_scope", options.approval_scope);
    ledger.publish(rules);
  }
  for (const int year : {2020, 2021, 2024, 2025}) calendar(year);
  ledger.agency("prov:64");
  ledger.agency("kota:64.71", Zone::wita, "prov:64");
  for (const std::string& office :
       {bawaslu, kasn, bkn, secretary, registry, team, minister, president, organiser, std::string("PYB@kota:64.71"),
        std::string("BKD@kota:64.71"), std::string("TIM_PEMERIKSA@kota:64.71"), std::string("KPU_KABKOTA@kpu:64.71")}) {
    ledger.enrol(office);
  }
  enrol_person(director, "director general");
  ledger.key(governor, long_ago);
  ledger.key(mayor, long_ago);
  if (options.governor_has_term) {
    head(governor, HolderKind::definitif, date_of(2018, 10, 1), date_of(2023, 10, 1), date_of(2018, 10, 1),
         date_of(2023, 10, 1));
  }
  if (options.mayor_has_term) {
    head(mayor, HolderKind::definitif, date_of(2021, 5, 31), date_of(2026, 5, 31), date_of(2021, 5, 31),
         date_of(2026, 5, 31));
  }
}

void Law::head(const std::string& office, HolderKind kind, Date from, std::optional<Date> until,
               std::optional<Date> inaugurated, std::optional<Date> term_ends, std::string_view person) {
  Event event = ledger.appointment(office, kind, from, until);
  if (inaugurated) set(event, "inaugurated_on", *inaugurated);
  if (term_ends) set(event, "term_ends_on", *term_ends);
  if (!person.empty()) set(event, "holder", id_named(person));
  must(event);
}

void Law::enrol_person(const std::string& office, std::string_view person) {
  Event event = ledger.appointment(office, HolderKind::definitif, long_ago);
  set(event, "holder", id_named(person));
  must(event);
  ledger.key(office, long_ago);
}

Appended Law::schedule(const std::string& id, const std::vector<std::string>& regions, Date determination,
                       Date voting) {
  return ledger.append(ledger.draft("ElectionScheduled", "election-" + id, organiser,
                                    {{"election", Code{id}},
                                     {"regions", codes_of(regions)},
                                     {"determination_date", determination},
                                     {"voting_date", voting},
                                     {"regulation_no", Code{"PKPU/1"}}}));
}

Appended Law::reschedule(const std::string& id, const std::vector<std::string>& regions, Date determination,
                         Date voting) {
  return ledger.append(ledger.draft("ElectionRescheduled", "election-" + id, organiser,
                                    {{"election", Code{id}},
                                     {"regions", codes_of(regions)},
                                     {"determination_date", determination},
                                     {"voting_date", voting},
                                     {"regulation_no", Code{"PKPU/5"}}}));
}

void Law::calendar(int year) {
  must(ledger.draft(
      "WorkCalendarPublished", "calendar-" + std::to_string(year), TestLedger::admin(),
      {{"year", std::int64_t{year}}, {"days", codes_of(demo_holidays(year))}, {"source_no", Code{"SKB"}}}));
}

Appended Law::close_office(const std::string& agency, const std::vector<Date>& days) {
  const int year = year_of(days.front());
  return ledger.append(ledger.draft(
      "WorkCalendarException", "calendar-" + std::to_string(year) + ":" + agency, "PPK_ASN@" + agency,
      {{"year", std::int64_t{year}}, {"days", codes_of(days)}, {"source_no", Code{"SE/1"}}, {"scope", Code{agency}}}));
}

std::string Law::supervisor() const {
  return ledger.today() < date_of(2024, 9, 4) ? kasn : bkn;
}

Id Law::subject_of_case(const std::string& kase) {
  return id_named("subject of " + kase);
}

Event Law::open(const std::string& kase, const Matter& matter) {
  Event event = ledger.draft("CaseOpened", kase, bawaslu,
                             {{"origin", Code{"FINDING"}},
                              {"violation_codes", codes_of(matter.violations)},
                              {"act_date", matter.act},
                              {"act_place", Code{matter.place}}});
  if (!matter.election.empty()) set(event, "election", Reference{matter.election});
  return event;
}

Event Law::identify(const std::string& kase, const Person& person) {
  Event event = ledger.draft("SubjectIdentified", kase, home_office("BKD", person),
                             {{"subject", subject_of_case(person.same_as.empty() ? kase : person.same_as)},
                              {"subject_type", Code{person.type}},
                              {"rank_class", Code{person.rank}},
                              {"post", Code{person.post}},
                              {"home_agency", Code{person.home}}});
  if (!person.post_class.empty()) set(event, "post_class", Code{person.post_class});
  if (!person.heads_unit.empty()) set(event, "heads_unit", Code{person.heads_unit});
  return event;
}

Event Law::recommend(const std::string& kase, const Matter& matter, const Person& person) {
  return ledger.draft("RecommendationIssued", kase, supervisor(),
                      {{"recommendation_no", Code{"B-1"}},
                       {"track", Code{matter.track}},
                       {"violation_codes", codes_of(matter.violations)},
                       {"sanctions", codes_of(matter.recommended)},
                       {"addressee", Code{home_office("PPK_ASN", person)}}});
}

std::string Law::forwarded(const std::string& name, const Matter& matter, const Person& person) {
  const std::string kase = "case-" + name;
  must(open(kase, matter));
  must(identify(kase, person));
  must(ledger.draft("ClarificationHeld", kase, bawaslu,
                    {{"person_role", Code{"REPORTED"}},
                     {"held_on", ledger.today()},
                     {"minutes_hash", hash_named("minutes of " + kase)}}));
  must(ledger.draft("StudyConcluded", kase, bawaslu,
                    {{"conclusion", Code{"NEUTRALITY"}}, {"plenary_no", Code{"BA-1"}}}));
  must(ledger.draft("CaseForwarded", kase, bawaslu, {{"addressee", Code{supervisor()}}, {"letter_no", Code{"PM-1"}}}));
  must(ledger.draft("SupervisorReceived", kase, supervisor(), {{"received_at", ledger.today()}}));
  return kase;
}

std::string Law::recommended(const std::string& name, const Matter& matter, const Person& person) {
  const std::string kase = forwarded(name, matter, person);
  must(recommend(kase, matter, person));
  return kase;
}

std::string Law::appointed(const std::string& name, const Matter& matter, const Person& person) {
  const std::string kase = recommended(name, matter, person);
  must(ledger.draft("CaseReceivedByPpk", kase, home_office("BKD", person), {{"received_at", ledger.today()}}));
  Event event = ledger.draft("ExaminerAppointed", kase, home_office("PPK_ASN", person),
                             {{"examiner", Code{home_office("TIM_PEMERIKSA", person)}},
                              {"kind", Code{"TIM_PEMERIKSA"}},
                              {"decision_no", Code{"SK-1"}},
                              {"elements", team_elements()},
                              {"threat", Code{"SEVERE"}}});
  event.holder = head_kind;
  must(event);
  return kase;
}

std::string Law::reported(const std::string& name, const Matter& matter, const Person& person) {
  const std::string kase = appointed(name, matter, person);
  const std::string examiner = home_office("TIM_PEMERIKSA", person);
  must(ledger.draft("SummonsIssued", kase, examiner,
                    {{"summons_no", Code{"1"}}, {"served_at", ledger.today() - 30}, {"examined_on", ledger.today()}}));
  must(ledger.draft("ExaminationHeld", kase, examiner,
                    {{"held_on", ledger.today()},
                     {"minutes_hash", hash_named("examination of " + kase)},
                     {"subject_signature", Code{"SIGNED"}}}));
  must(ledger.draft("ExaminationReportSubmitted", kase, examiner,
                    {{"report_no", Code{"LHP-1"}}, {"report_hash", hash_named("report of " + kase)}}));
  return kase;
}

std::string Law::proposed(const std::string& name, const Matter& matter, const Person& person,
                          const std::string& sanction) {
  const std::string kase = reported(name, matter, person);
  Event event = propose(kase, sanction);
  event.office = home_office("PYB", person);
  must(event);
  return kase;
}

// The decision that fits the sanction, by the head of the person's agency.
std::string Law::decided(const std::string& name, const Matter& matter, const Person& person,
                         const std::string& sanction) {
  const std::string kase = proposed(name, matter, person, sanction);
  const RuleSet* rules = ledger.state().rule_set_on(matter.act);
  const Sanction* row = jejak::sanction(*rules, sanction, matter.act);
  Event event = row->dismissal ? dismiss(kase, home_office("PPK_ASN", person), sanction)
                               : decide(kase, home_office("PPK_ASN", person), sanction);
  if (row->level == "ETHICS") event.type = type::moral_sanction_decision_issued;
  must(event);
  return kase;
}

std::string Law::delivered(const std::string& name, const Matter& matter, const Person& person,
                           const std::string& sanction) {
  const std::string kase = decided(name, matter, person, sanction);
  must(receipt(kase, person));
  return kase;
}

Event Law::receipt(const std::string& kase, const Person& person) {
  return ledger.draft("DecisionDelivered", kase, home_office("BKD", person), {{"received_at", ledger.today()}});
}

Event Law::propose(const std::string& kase, const std::string& sanction) {
  return ledger.draft("SanctionProposed", kase, secretary,
                      {{"sanction", Code{sanction}}, {"proposal_no", Code{"U-1"}}});
}

Event Law::decide(const std::string& kase, const std::string& office, const std::string& sanction,
                  const std::string& approval) {
  Event event = ledger.draft("SanctionDecisionIssued", kase, office,
                             {{"decision_no", Code{"SK-2"}}, {"sanction", Code{sanction}}});
  if (role_of(office) == "PPK_ASN") event.holder = head_kind;
  if (!approval.empty()) set(event, "approval", Reference{approval});
  return event;
}

Event Law::dismiss(const std::string& kase, const std::string& office, const std::string& sanction,
                   const std::string& approval) {
  Event event = ledger.draft("DismissalDecisionIssued", kase, office,
                             {{"decision_no", Code{"SK-3"}}, {"sanction", Code{sanction}}});
  if (role_of(office) == "PPK_ASN") event.holder = head_kind;
  if (!approval.empty()) set(event, "approval", Reference{approval});
  return event;
}

Event Law::ask(const std::string& approval, const std::string& kase, const Person& person,
               const std::string& sanction) {
  Event event = ledger.draft("ApprovalRequested", approval, home_office("PPK_ASN", person),
                             {{"case", Reference{kase}},
                              {"subject", subject_of_case(kase)},
                              {"post", Code{person.post}},
                              {"actions", codes_of(std::vector<std::string>{sanction})},
                              {"request_no", Code{"S-1"}}});
  event.holder = head_kind;
  return event;
}

Event Law::grant(const std::string& approval, const std::string& office, const std::string& kase, const Person& person,
                 const std::string& sanction, Date valid_until) {
  return ledger.draft("ApprovalGranted", approval, office,
                      {{"approval_no", Code{"100/SJ"}},
                       {"approval_kind", Code{"SPECIFIC"}},
                       {"subject", subject_of_case(kase)},
                       {"post", Code{person.post}},
                       {"actions", codes_of(std::vector<std::string>{sanction})},
                       {"valid_from", ledger.today()},
                       {"valid_until", valid_until}});
}

Event Law::revoke(const std::string& approval, const std::string& office, Date revoked_on) {
  return ledger.draft(
      "ApprovalRevoked", approval, office,
      {{"letter_no", Code{"101/SJ"}}, {"reasons", Codes{Code{"NEW_FACTS"}}}, {"revoked_on", revoked_on}});
}

void Law::must(const Event& event, const std::vector<std::string>& co_signers) {
  const Appended appended = ledger.append(event, co_signers);
  if (!appended.admitted()) {
    const TypeShape* shape = catalogue().find(event.type);
    throw std::runtime_error(std::string(shape->name) + " at " + print(event.legal_date) + ": " +
                             print(appended.refusal));
  }
}

Refusal Law::refusal(const Event& event, const std::vector<std::string>& co_signers) {
  return ledger.append(event, co_signers).refusal;
}

StateCode Law::state_of(const std::string& stream) {
  const StreamState* found = ledger.stream(stream);
  return found == nullptr ? StateCode::none : found->state;
}

}  // namespace jejak::test
