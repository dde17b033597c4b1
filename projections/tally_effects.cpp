#include "projections/tally_effects.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/term_days.hpp"
#include "ledger/rules/term_standing.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {
namespace {

using DayRule = std::optional<Date> (*)(const Judging&);

// Rules whose day the event itself says, or the report that a case was opened on.
constexpr DayRule known_rules[] = {
    &terms::registered_local, &terms::registered_general, &terms::follow_up_again,    &terms::sent_to_validate,
    &terms::first_missed,     &terms::new_version,        &terms::objection_answered, &terms::appeal_answered,
    &terms::appeal_decided,   &terms::case_ends,
};

bool is_known(DayRule rule) {
  return rule == nullptr || std::find(std::begin(known_rules), std::end(known_rules), rule) != std::end(known_rules);
}

constexpr std::uint16_t decision_types[] = {
    type::sanction_decision_issued,       type::dismissal_decision_issued, type::presidential_decision_issued,
    type::moral_sanction_decision_issued, type::objection_decided,         type::appeal_decision_implemented};

std::optional<Date> date_or_legal(const Event& event, std::uint16_t field) {
  const Date* date = event.get<Date>(field);
  return date == nullptr ? event.legal_date : *date;
}

bool says(const Event& event, std::uint16_t field, std::string_view code) {
  return text_or_empty(event.get<Code>(field)) == code;
}

}  // namespace

Effects::Effects(const Catalogue& from) {
  types_.resize(1);
  for (const CatalogueRow* row : from.rows()) {
    if (row->stream != StreamKind::kase) continue;
    for (const TermStart& start : row->starts) {
      // A day that only has to come is nobody's to keep.
      if (is_known(start.day) && is_ended_by_a_step(start.id)) terms_.emplace_back(start.id);
    }
  }
  std::sort(terms_.begin(), terms_.end());
  terms_.erase(std::unique(terms_.begin(), terms_.end()), terms_.end());
  JEJAK_ASSERT(terms_.size() <= counted_terms_max);
  const auto place = [this](const char* id) -> std::optional<std::uint8_t> {
    const auto at = std::lower_bound(terms_.begin(), terms_.end(), id);
    if (at == terms_.end() || *at != id) return std::nullopt;
    return static_cast<std::uint8_t>(at - terms_.begin());
  };

  for (const CatalogueRow* row : from.rows()) {
    const std::size_t number = row->shape.number;
    if (types_.size() <= number) types_.resize(number + 1);
    TypeEffect& effect = types_[number];
    effect.row = row;
    effect.names_sanction =
        std::find(std::begin(decision_types), std::end(decision_types), row->shape.number) != std::end(decision_types);
    if (row->stream != StreamKind::kase) continue;
    for (const TermStart& start : row->starts) {
      const auto term = place(start.id);
      if (!term || !is_known(start.day)) continue;
      TermEffect one;
      one.term = *term;
      one.only_again = start.day == &terms::follow_up_again;
      const bool plain = one.only_again || (start.day == nullptr && start.field == 0);
      one.day = plain ? TermDayFrom::legal_date : TermDayFrom::step;
      one.of_subject = start.of_subject;
      one.restart = start.restart;
      one.field = start.field;
      one.start = &start;
      effect.starts.push_back(one);
    }
    for (const TermStop& stop : row->stops) {
      if (!is_known(stop.day)) continue;
      TermEffect one;
      one.day = stop.day == nullptr && stop.field == 0 ? TermDayFrom::legal_date : TermDayFrom::step;
      one.field = stop.field;
      one.stop = &stop;
      if (stop.id == std::string_view(every_term)) {
        effect.stops_all = true;
        effect.all_stop = one;
        continue;
      }
      const auto term = place(stop.id);
      if (!term) continue;
      one.term = *term;
      effect.stops.push_back(one);
    }
  }
}

const Effects& effects() {
  static const Effects all(catalogue());
  return all;
}

std::optional<Date> day_in(const Event& event, const TermEffect& effect) {
  const DayRule rule = effect.start != nullptr ? effect.start->day : effect.stop->day;
  if (rule == nullptr) {
    if (effect.field == 0) return event.legal_date;
    const Date* date = event.get<Date>(effect.field);
    return date == nullptr ? std::nullopt : std::optional(*date);
  }
  if (rule == &terms::sent_to_validate) {
    const bool sent = says(event, field::supervisor_verification_completed::needs_bawaslu, "YES");
    return sent ? std::optional(event.legal_date) : std::nullopt;
  }
  if (rule == &terms::first_missed) {
    namespace of = field::non_appearance_recorded;
    const Date* missed = event.get<Date>(of::missed_on);
    return missed != nullptr && says(event, of::summons_no, "1") ? std::optional(*missed) : std::nullopt;
  }
  if (rule == &terms::new_version) {
    const bool named = event.get<Code>(field::decision::sanction) != nullptr;
    return named ? std::optional(event.legal_date) : std::nullopt;
  }
  const bool deferred = event.type == type::appeal_decided && says(event, field::appeal_decided::outcome, "DITUNDA");
  if (rule == &terms::objection_answered) return date_or_legal(event, field::objection_decided::received_on);
  if (rule == &terms::appeal_answered) {
    return deferred ? std::nullopt : date_or_legal(event, field::appeal_decided::received_on);
  }
  if (rule == &terms::appeal_decided) return deferred ? std::nullopt : std::optional(event.legal_date);
  if (rule == &terms::case_ends) {
    const bool goes_on = says(event, field::subject_left_service::consequence, "CONTINUES");
    return goes_on ? std::nullopt : std::optional(event.legal_date);
  }
  return std::nullopt;
}

}  // namespace jejak
