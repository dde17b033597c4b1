#include "ledger/rules/guards_form.hpp"

#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"
#include "ledger/rules/workdays.hpp"

#include <algorithm>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

struct ClosedList {
  std::uint16_t type;
  std::uint16_t field;
  std::span<const char* const> codes;
};

constexpr const char* zones[] = {"WIB", "WITA", "WIT"};
constexpr const char* holder_kinds[] = {"DEFINITIF", "Pj", "Pjs", "Plt", "Plh"};
constexpr const char* origins[] = {"REPORT", "FINDING", "SUPERVISOR", "INTERNAL"};
constexpr const char* phases[] = {"B", "C"};
constexpr const char* subject_types[] = {"PNS", "CPNS", "PPPK", "NON_ASN"};
constexpr const char* person_roles[] = {"REPORTER", "WITNESS", "REPORTED"};
constexpr const char* conclusions[] = {"NEUTRALITY", "NOT_VIOLATION", "CRIMINAL", "ADMIN", "ETHICS_ORGANISER"};
constexpr const char* dismissal_grounds[] = {"NOT_PROVEN", "N01", "N02", "N03", "N04", "N05",
                                             "N06",        "N07", "N08", "N09", "N10"};
constexpr const char* tracks[] = {"ETHICS", "DISCIPLINE", "STATUS"};
constexpr const char* examiner_kinds[] = {"ATASAN_LANGSUNG", "TIM_PEMERIKSA"};
constexpr const char* threats[] = {"LIGHT", "MODERATE", "SEVERE"};
constexpr const char* summonses[] = {"1", "2"};
constexpr const char* modes[] = {"FACE_TO_FACE", "VIRTUAL"};
constexpr const char* signatures[] = {"SIGNED", "REFUSED"};
constexpr const char* approval_kinds[] = {"SPECIFIC", "WAIVER"};
constexpr const char* deliveries[] = {"IN_PERSON", "POST"};
constexpr const char* closing_grounds[] = {"COMPLETED", "LEFT_SERVICE", "DIED", "LAPSED"};

constexpr ClosedList closed_lists[] = {
    {type::agency_registered, field::agency_registered::zone, zones},
    {type::office_holder_appointed, field::office_holder_appointed::holder_kind, holder_kinds},
    {type::case_opened, field::case_opened::origin, origins},
    {type::case_opened, field::case_opened::phase, phases},
    {type::subject_identified, field::subject_identified::subject_type, subject_types},
    {type::clarification_held, field::clarification_held::person_role, person_roles},
    {type::study_concluded, field::study_concluded::conclusion, conclusions},
    {type::case_dismissed, field::case_dismissed::ground, dismissal_grounds},
    {type::recommendation_issued, field::recommendation_issued::track, tracks},
    {type::examiner_appointed, field::examiner_appointed::kind, examiner_kinds},
    {type::examiner_appointed, field::examiner_appointed::threat, threats},
    {type::summons_issued, field::summons_issued::summons_no, summonses},
    {type::summons_issued, field::summons_issued::mode, modes},
    {type::examination_held, field::examination_held::subject_signature, signatures},
    {type::examination_held, field::examination_held::mode, modes},
    {type::approval_granted, field::approval_granted::approval_kind, approval_kinds},
    {type::decision_delivered, field::decision_delivered::mode, deliveries},
    {type::case_closed, field::case_closed::ground, closing_grounds},
};

struct PastDate {
  std::uint16_t type;
  std::uint16_t field;
};

// Dates of things that have happened when the event says so.
constexpr PastDate past_dates[] = {
    {type::candidate_pair_determined, field::candidate_pair_determined::determined_on},
    {type::report_received, field::report_received::received_at},
    {type::report_received, field::report_received::known_at},
    {type::report_received, field::report_received::act_date},
    {type::case_opened, field::case_opened::act_date},
    {type::clarification_held, field::clarification_held::held_on},
    {type::supervisor_received, field::supervisor_received::received_at},
    {type::recommendation_served, field::recommendation_served::received_at},
    {type::case_received_by_ppk, field::case_received_by_ppk::received_at},
    {type::summons_issued, field::summons_issued::served_at},
    {type::examination_held, field::examination_held::held_on},
    {type::decision_delivered, field::decision_delivered::received_at},
};

const char* name_of(const CatalogueRow& row, std::uint16_t field) {
  for (const FieldShape& shape : row.shape.fields) {
    if (shape.number == field) return shape.name;
  }
  return "";
}

Answer check_codes(const Judging& judging) {
  for (const ClosedList& list : closed_lists) {
    const Code* code = list.type == judging.event.type ? judging.event.get<Code>(list.field) : nullptr;
    if (code == nullptr) continue;
    const bool known =
        std::any_of(list.codes.begin(), list.codes.end(), [code](const char* c) { return code->text == c; });
    if (known) continue;
    std::string rule = "must be one of";
    for (const char* each : list.codes) rule += std::string(" ") + each;
    return Refusal(RefusalCode::e_schema, {{"field", name_of(judging.row, list.field)}, {"rule", rule}});
  }
  return std::nullopt;
}

Answer check_rule_set(const Judging& judging) {
  const Event& event = judging.event;
  if (judging.procedure != nullptr && (event.rule_set.empty() || event.rule_set == judging.procedure->id)) {
    return std::nullopt;
  }
  Refusal refusal(RefusalCode::e_ruleset_missing);
  if (!event.rule_set.empty()) refusal.facts.emplace_back("ruleset", event.rule_set);
  refusal.facts.emplace_back("date", print(event.legal_date));
  return refusal;
}

Answer check_future(const Judging& judging) {
  const Event& event = judging.event;
  if (judging.recorded_date < event.legal_date) {
    return Refusal(RefusalCode::e_future_dated,
                   {{"legal_date", print(event.legal_date)}, {"recorded_date", print(judging.recorded_date)}});
  }
  for (const PastDate& past : past_dates) {
    const Date* date = past.type == event.type ? event.get<Date>(past.field) : nullptr;
    if (date == nullptr || *date <= event.legal_date) continue;
    return Refusal(
        RefusalCode::e_future_dated,
        {{"field", name_of(judging.row, past.field)}, {"date", print(*date)}, {"legal_date", print(event.legal_date)}});
  }
  return std::nullopt;
}

Answer check_late(const Judging& judging) {
  const Event& event = judging.event;
  if (!event.late_reason.empty() || judging.procedure == nullptr) return std::nullopt;
  const auto allowed = policy_number(*judging.procedure, "late_entry_working_days");
  // So many working days never fit into fewer calendar days: no calendar is needed to know.
  if (!allowed || judging.recorded_date <= event.legal_date + *allowed) return std::nullopt;
  Workdays days(judging.state, agency_of(event.office));
  const int late = days.between(event.legal_date, judging.recorded_date);
  if (late <= *allowed) return std::nullopt;
  return Refusal(RefusalCode::e_late_without_reason,
                 {{"days", std::to_string(late)}, {"need", std::to_string(*allowed)}});
}

}  // namespace

const Guard codes_known{"codes_known", Stage::role, check_codes};
const Guard names_rule_set{"names_rule_set", Stage::role, check_rule_set};
const Guard not_future_dated{"not_future_dated", Stage::deadline, check_future};
const Guard late_has_reason{"late_has_reason", Stage::deadline, check_late};

std::span<const char* const> codes_of(std::uint16_t type, std::uint16_t field) {
  for (const ClosedList& list : closed_lists) {
    if (list.type == type && list.field == field) return list.codes;
  }
  return {};
}

}  // namespace jejak::guards
