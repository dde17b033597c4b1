#include "projections/tally_effects.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/term_days.hpp"
#include "ledger/rules/term_standing.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {
namespace {

using DayRule = std::optional<Date> (*)(const Judging&);

struct NamedRule {
  DayRule rule;
  TermIf only_if;
};
constexpr NamedRule conditional[] = {
    {&terms::follow_up_again, TermIf::ran_before},         {&terms::registered_local, TermIf::registered},
    {&terms::registered_general, TermIf::registered},      {&terms::dismissal_proposed, TermIf::dismissal},
    {&terms::objection_opens, TermIf::objection},          {&terms::appeal_opens, TermIf::appeal},
    {&terms::executed_under_approval, TermIf::protection},
};

TermIf condition_of(DayRule rule) {
  for (const NamedRule& each : conditional) {
    if (each.rule == rule) return each.only_if;
  }
  return TermIf::always;
}

// Rules whose day is the event's legal date.
bool is_legal_date(DayRule rule, std::uint16_t field) {
  return rule == nullptr ? field == 0 : rule == &terms::follow_up_again || rule == &terms::dismissal_proposed;
}

constexpr std::uint16_t decision_types[] = {
    type::sanction_decision_issued,       type::dismissal_decision_issued, type::presidential_decision_issued,
    type::moral_sanction_decision_issued, type::objection_decided,         type::appeal_decision_implemented};

std::optional<Date> date_or_legal(const Event& event, std::uint16_t field) {
  const Date* date = event.get<Date>(field);
  return date == nullptr ? event.legal_date : *date;
}

std::optional<Date> date_in(const Event& event, std::uint16_t field) {
  const Date* date = event.get<Date>(field);
  return date == nullptr ? std::nullopt : std::optional(*date);
}

// The rules find the decision in force among those that a case keeps.
bool keeps_newest_version(const CatalogueRow& row) {
  const auto& kept = row.kept_fields;
  return row.keep == Keep::last && std::find(kept.begin(), kept.end(), field::decision::sanction) != kept.end();
}

bool says(const Event& event, std::uint16_t field, std::string_view code) {
  return text_or_empty(event.get<Code>(field)) == code;
}

}  // namespace

bool has_terms(StreamKind kind) {
  return kind == StreamKind::kase || kind == StreamKind::report || kind == StreamKind::candidacy;
}

Effects::Effects(const Catalogue& from) {
  types_.resize(1);
  for (const CatalogueRow* row : from.rows()) {
    JEJAK_ASSERT(row->starts.empty() || has_terms(row->stream));
    for (const TermStart& start : row->starts) {
      // A day that only has to come is nobody's to keep.
      if (is_ended_by_a_step(start.id)) terms_.emplace_back(start.id);
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
    JEJAK_ASSERT(!effect.names_sanction || keeps_newest_version(*row));
    for (const TermStart& start : row->starts) {
      const auto term = place(start.id);
      if (!term) continue;
      TermEffect one;
      one.term = *term;
      one.only_if = condition_of(start.day);
      one.day = is_legal_date(start.day, start.field) ? TermDayFrom::legal_date : TermDayFrom::step;
      one.of_subject = start.of_subject;
      one.restart = start.restart;
      one.field = start.field;
      one.start = &start;
      effect.starts.push_back(one);
    }
    for (const TermStop& stop : row->stops) {
      TermEffect one;
      one.day = is_legal_date(stop.day, stop.field) ? TermDayFrom::legal_date : TermDayFrom::step;
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

bool is_said_elsewhere(const TermEffect& effect) {
  if (effect.start == nullptr) return false;
  const DayRule rule = effect.start->day;
  return rule == &terms::known_local || rule == &terms::registered_local || is_for_general_elections(effect);
}

bool is_for_general_elections(const TermEffect& effect) {
  if (effect.start == nullptr) return false;
  const DayRule rule = effect.start->day;
  return rule == &terms::known_general || rule == &terms::registered_general;
}

std::optional<Date> day_in(const Event& event, const TermEffect& effect) {
  const DayRule rule = effect.start != nullptr ? effect.start->day : effect.stop->day;
  if (rule == nullptr) {
    return effect.field == 0 ? event.legal_date : date_in(event, effect.field);
  }
  if (rule == &terms::follow_up_again || rule == &terms::dismissal_proposed) return event.legal_date;
  if (rule == &terms::objection_opens || rule == &terms::appeal_opens) {
    const bool by_post = event.type == type::decision_dispatched;
    return date_in(event, by_post ? field::decision_dispatched::arrived_on : field::decision_delivered::received_at);
  }
  if (rule == &terms::executed_under_approval) return date_in(event, field::sanction_execution::executed_on);
  if (rule == &terms::acting_head_registers) {
    namespace of = field::candidacy_intent;
    const bool is_head = event.get<Code>(of::acting_head_of) != nullptr;
    return is_head ? date_in(event, of::registration_on) : std::nullopt;
  }
  if (rule == &terms::sent_to_validate) {
    const bool sent = says(event, field::supervisor_verification_completed::needs_bawaslu, "YES");
    return sent ? std::optional(event.legal_date) : std::nullopt;
  }
  if (rule == &terms::first_missed) {
    namespace of = field::non_appearance_recorded;
    return says(event, of::summons_no, "1") ? date_in(event, of::missed_on) : std::nullopt;
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
  JEJAK_ASSERT(is_said_elsewhere(effect));  // else the catalogue has a rule that nobody reads here
  return std::nullopt;
}

}  // namespace jejak
