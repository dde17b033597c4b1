#include "ledger/rules/term_findings.hpp"

#include "ledger/rules/rule_sets.hpp"

namespace jejak {

namespace {

bool is_undecided(StateCode state) {
  return state >= StateCode::recommended && state <= StateCode::approval_refused;
}

Finding about(FindingCode code, const std::string& stream, const Term& term) {
  Finding finding;
  finding.code = code;
  finding.position = term.since;
  finding.stream = stream;
  if (stream_kind(stream) == StreamKind::kase) finding.kase = stream;
  finding.agency = term.agency;
  return finding;
}

// `missed`: the standing that a miss has.
void add_missed(const State& state, const std::string& stream, StateCode stream_state, const TermReading& reading,
                DeadlineStanding missed, Date end, std::optional<Sequence> ended_at, std::vector<Finding>& out) {
  const Term& term = *reading.term;
  const bool never_came = missed == DeadlineStanding::overdue;
  FindingCode code = finding_of_term(term.id);
  if (code == FindingCode::no_followup && !(never_came && is_undecided(stream_state))) {
    code = FindingCode::deadline_soft;
  }
  if (code == FindingCode::not_reported_to_minister && !never_came) code = FindingCode::deadline_soft;
  Finding finding = about(code, stream, term);
  const TermCount count = count_term(state, reading, missed, end);
  finding.since = reading.last_day.date + 1;
  finding.facts = {{"deadline", term.id},
                   {"last_day", print(reading.last_day.date)},
                   {"days", std::to_string(count.over)},
                   {"unit", reading.row->unit}};
  if (never_came) finding.facts.emplace_back("ended", "NEVER");
  if (!reading.row->source.empty() && row_of(code).source[0] == '\0') {
    finding.facts.emplace_back("source", reading.row->source);
  }
  if (ended_at) finding.rests_on.push_back(*ended_at);
  out.push_back(std::move(finding));
}

void add_changed_calendar(const PastTerm& past, const TermReading& now, Date end, std::vector<Finding>& out) {
  if (past.last_day.date == now.last_day.date || past.last_day.date == Date{}) return;
  Finding finding = about(FindingCode::calendar_changed_later, past.stream, past.term);
  finding.since = end;
  finding.facts = {{"deadline", past.term.id}, {"then", print(past.last_day.date)}, {"now", print(now.last_day.date)}};
  const bool was_kept = end <= past.last_day.date;
  if (was_kept != (end <= now.last_day.date)) finding.facts.emplace_back("was", was_kept ? "KEPT" : "MISSED");
  finding.rests_on.push_back(past.ended_at);
  out.push_back(std::move(finding));
}

}  // namespace

FindingCode finding_of_term(std::string_view id) {
  if (id == "DL-06") return FindingCode::no_followup;
  if (id == "DL-09") return FindingCode::summons_2_late;
  if (id == "DL-11") return FindingCode::delivery_late;
  if (id == "DL-20") return FindingCode::not_reported_to_minister;
  return FindingCode::deadline_soft;
}

void add_past_term(const State& state, const PastTerm& past, const StreamState* stream, std::vector<Finding>& out) {
  const auto reading = read_term(state, past.term);
  if (!reading || !is_ended_by_a_step(past.term.id)) return;
  const StateCode stream_state = stream == nullptr ? StateCode::none : stream->state;
  const Date end = past.closed_on ? *past.closed_on : past.term.stopped_on.value_or(Date{});
  if (!past.closed_on) add_changed_calendar(past, *reading, end, out);
  if (reading->row->hard || end <= reading->last_day.date) return;  // a hard term that is missed refuses by itself
  if (past.closed_on && is_a_right(past.term.id)) return;
  add_missed(state, past.stream, stream_state, *reading,
             past.closed_on ? DeadlineStanding::overdue : DeadlineStanding::late, end, past.ended_at, out);
}

void add_running_terms(const State& state, const StreamState& stream, Date on, std::vector<Finding>& out) {
  for (const Term& term : stream.terms) {
    if (term.stopped_on || is_a_right(term.id)) continue;
    const auto reading = read_term(state, term);
    if (!reading || standing_of(stream.state, *reading, on) != DeadlineStanding::overdue) continue;
    add_missed(state, stream.name, stream.state, *reading, DeadlineStanding::overdue, on, std::nullopt, out);
  }
}

}  // namespace jejak
