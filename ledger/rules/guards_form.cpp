#include "ledger/rules/guards_form.hpp"

#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/workdays.hpp"

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

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
  for (const FieldShape& shape : judging.row.shape.fields) {
    const Date* date = shape.happened ? event.get<Date>(shape.number) : nullptr;
    if (date == nullptr || *date <= event.legal_date) continue;
    return Refusal(RefusalCode::e_future_dated,
                   {{"field", shape.name}, {"date", print(*date)}, {"legal_date", print(event.legal_date)}});
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

const Guard names_rule_set{"names_rule_set", Stage::role, check_rule_set};
const Guard not_future_dated{"not_future_dated", Stage::deadline, check_future};
const Guard late_has_reason{"late_has_reason", Stage::deadline, check_late};

}  // namespace jejak::guards
