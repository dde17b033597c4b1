#include "ledger/rules/terms.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"

#include <algorithm>

namespace jejak {

namespace {

// The date that a field holds, the legal date where no field is named; nothing if the field is absent.
std::optional<Date> day_of(const Event& event, std::uint16_t field) {
  if (field == 0) return event.legal_date;
  const Date* date = event.get<Date>(field);
  return date == nullptr ? std::nullopt : std::optional(*date);
}

void begin(StreamState& stream, const Judging& judging, const TermStart& start) {
  const auto day = start.day != nullptr ? start.day(judging) : day_of(judging.event, start.field);
  if (!day) return;
  auto at =
      std::find_if(stream.terms.begin(), stream.terms.end(), [&](const Term& term) { return term.id == start.id; });
  if (at != stream.terms.end()) {
    if (!start.restart && !at->stopped_on) return;
    stream.terms.erase(at);
  }
  const std::string_view acting = agency_of(powers_of(judging.event));
  const std::string_view agency = start.of_subject ? home_agency_of(judging.stream) : acting;
  stream.terms.push_back({start.id, std::string(agency), *day, judging.moment.position, 0, std::nullopt});
}

void extend(StreamState& stream, const Judging& judging) {
  const TermExtension& extends = judging.row.extends;
  const Code* id = extends.id_field == 0 ? nullptr : judging.event.get<Code>(extends.id_field);
  const auto* count = judging.event.get<std::int64_t>(extends.count_field);
  if (id == nullptr || count == nullptr) return;
  for (Term& term : stream.terms) {
    if (term.id != id->text || term.stopped_on) continue;
    const std::int64_t sum = term.extended + std::clamp<std::int64_t>(*count, 0, term_count_max);
    term.extended = static_cast<std::uint16_t>(std::min<std::int64_t>(sum, term_count_max));
  }
}

// Nobody gains time by dating an act back over the last day of a term that nothing has stopped.
bool is_backdated_over(const Judging& judging, const TermReading& reading) {
  if (judging.row.nature == Nature::fact || reading.term->stopped_on) return false;
  const Date last = reading.last_day.date;
  return judging.event.legal_date <= last && last < judging.recorded_date && !signed_before(judging.event, last + 1);
}

}  // namespace

int TermReading::days_over(Date on) const {
  return std::max(0, term->stopped_on.value_or(on).days - last_day.date.days);
}

std::optional<TermReading> read_term(const State& state, const Term& term) {
  const RuleSet* rules = state.rule_set_on(term.started_on);
  const DeadlineRow* row = rules == nullptr ? nullptr : deadline(*rules, term.id);
  if (row == nullptr) return std::nullopt;
  Workdays days(state, term.agency);
  DeadlineRow extended = *row;
  extended.count += term.extended;
  return TermReading{&term, row, term_end(days, extended, term.started_on)};
}

std::optional<TermReading> read_term(const Judging& judging, std::string_view id) {
  const Term* term = judging.stream.term(id);
  return term == nullptr ? std::nullopt : read_term(judging.state, *term);
}

std::optional<Refusal> check_within(const Judging& judging) {
  for (const char* id : judging.row.within) {
    const auto reading = read_term(judging, id);
    if (!reading || !reading->row->hard || reading->last_day.provisional) continue;
    if (reading->kept(judging.event.legal_date) && !is_backdated_over(judging, *reading)) continue;
    Refusal refusal(RefusalCode::e_deadline_passed, {{"deadline", id}, {"until", print(reading->last_day.date)}});
    if (!reading->row->source.empty()) refusal.facts.emplace_back("source", reading->row->source);
    return refusal;
  }
  return std::nullopt;
}

void run_terms(StreamState& stream, const Judging& judging) {
  for (const TermStart& start : judging.row.starts) begin(stream, judging, start);
  extend(stream, judging);
  for (const TermStop& stop : judging.row.stops) {
    const auto day = stop.day != nullptr ? stop.day(judging) : day_of(judging.event, stop.field);
    if (!day) continue;
    for (Term& term : stream.terms) {
      if ((term.id == stop.id || stop.id == std::string_view(every_term)) && !term.stopped_on) term.stopped_on = *day;
    }
  }
}

}  // namespace jejak
