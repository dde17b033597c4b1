#include "ledger/rules/findings.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/contest_spread.hpp"
#include "ledger/rules/holders.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/term_findings.hpp"
#include "ledger/rules/types.hpp"
#include "ledger/rules/windows.hpp"

#include <algorithm>

namespace jejak {

namespace {

const Term* term_in(const StreamState& stream, const Term& like) {
  for (const Term& term : stream.terms) {
    if (term.id == like.id && term.since == like.since) return &term;
  }
  return nullptr;
}

const StreamState* changed_in(const Changes& changes, std::string_view name) {
  const auto at = std::find_if(changes.begin(), changes.end(), [name](const auto& each) { return each.name == name; });
  return at == changes.end() ? nullptr : &*at;
}

}  // namespace

Outcome Findings::see(const Judging& judging, const Retraced& entry, const Changes& changes) {
  if (!entry.admitted()) return {};
  note_secondment(judging);
  const std::string kase = case_concerned(judging);
  if (!is_wanted(judging.event.stream) && (kase.empty() || !is_wanted(kase))) {
    note_references(judging);
    note_closing(judging, changes);
    return {};
  }
  const auto explained = explained_.find(judging.event.stream);
  for (Finding& finding :
       findings_of_entry(judging, entry, explained == explained_.end() ? std::string_view() : explained->second)) {
    found_.push_back(std::move(finding));
  }
  namespace of = field::sanction_proposed;
  if (judging.event.type == type::sanction_proposed) {
    const Code* sanction = judging.event.get<Code>(of::sanction);
    const bool gave_reason = sanction != nullptr && judging.event.get<Code>(of::deviation_reason) != nullptr;
    explained_.erase(judging.event.stream);
    if (gave_reason) explained_[judging.event.stream] = sanction->text;
  }
  note_references(judging);
  check_secondment(judging);
  note_decision(judging);
  note_terms(judging, changes);
  note_closing(judging, changes);
  return {};
}

void Findings::note_past(const Judging& judging, const std::string& stream, Term term, std::optional<Date> closed_on) {
  const auto reading = read_term(judging.state, term);
  const TermDay last_day = reading ? reading->last_day : TermDay{};
  past_.push_back({stream, std::move(term), judging.moment.position, closed_on, last_day});
}

// Only the event's own stream begins, ends and forgets terms.
void Findings::note_terms(const Judging& judging, const Changes& changes) {
  const StreamState* after = changed_in(changes, judging.event.stream);
  if (after == nullptr || (judging.row.starts.empty() && judging.row.stops.empty())) return;
  for (const Term& term : judging.stream.terms) {
    if (term.stopped_on) continue;
    const Term* now = term_in(*after, term);
    if (now != nullptr && !now->stopped_on) continue;
    Term ended = now != nullptr ? *now : term;
    if (!ended.stopped_on) ended.stopped_on = judging.event.legal_date;  // begun anew
    note_past(judging, after->name, std::move(ended), std::nullopt);
  }
  for (const Term& term : after->terms) {
    const bool begun_and_ended = term.stopped_on && term.since == judging.moment.position;
    if (begun_and_ended) note_past(judging, after->name, term, std::nullopt);
  }
}

// A step may close other streams than its own.
void Findings::note_closing(const Judging& judging, const Changes& changes) {
  for (const StreamState& after : changes) {
    if (!is_terminal(after.state) || !is_wanted(after.name)) continue;
    const StreamState* before = after.name == judging.event.stream ? &judging.stream : judging.find(after.name);
    if (before != nullptr && is_terminal(before->state)) continue;
    for (const Term& term : after.terms) {
      if (!term.stopped_on) note_past(judging, after.name, term, judging.event.legal_date);
    }
  }
}

void Findings::note_decision(const Judging& judging) {
  const Sanction* decided = sanction_decided(judging);
  if (decided == nullptr || !decided->leaves_post) return;
  const std::string& office = powers_of(judging.event);
  const auto windows = protected_windows(judging.state, *judging.procedure, office, judging.event.legal_date);
  const Window* window = window_on(windows, judging.event.legal_date);
  decided_.push_back({finding_of(FindingCode::window_changed_later, judging), office, window != nullptr,
                      window == nullptr ? std::string() : window->basis});
}

// Two streams of one kind that begin with the same number of another system.
void Findings::note_references(const Judging& judging) {
  if (judging.stream.events != 0) return;
  for (const ExternalRef& reference : judging.event.external_refs) {
    const Mentioned here{judging.event.stream, judging.moment.position};
    const auto [at, is_new] =
        mentioned_.try_emplace({std::string(prefix(judging.row.stream)) + reference.system, reference.id}, here);
    if (is_new || at->second.stream == here.stream) continue;
    if (!is_wanted(here.stream) && !is_wanted(at->second.stream)) continue;
    Finding finding = finding_of(FindingCode::reference_repeated, judging);
    finding.facts = {{"system", reference.system}, {"id", reference.id}, {"other", at->second.stream}};
    finding.rests_on.push_back(at->second.position);
    found_.push_back(std::move(finding));
  }
}

void Findings::note_secondment(const Judging& judging) {
  if (judging.event.type != type::election_secretariat_secondment_issued) return;
  Seconded seconded;
  for (const FieldShape& shape : judging.row.shape.fields) {
    const std::string_view field = shape.name;
    if (const Codes* persons = judging.event.get<Codes>(shape.number); field == "persons" && persons != nullptr) {
      for (const Code& person : *persons) seconded.persons.insert(person.text);
    }
    if (const Date* date = judging.event.get<Date>(shape.number)) {
      if (field == "valid_from") seconded.from = *date;
      if (field == "valid_until") seconded.until = *date;
    }
  }
  seconded.agency = agency_of(powers_of(judging.event));
  seconded.letter = judging.event.stream;
  seconded.position = judging.moment.position;
  seconded_.push_back(std::move(seconded));
}

void Findings::check_secondment(const Judging& judging) {
  const Event& event = judging.event;
  if (seconded_.empty() || judging.row.stream != StreamKind::kase || judging.row.nature != Nature::act) return;
  const std::string_view home = home_agency_of(judging.stream);
  if (home.empty()) return;
  const auto holders = holders_on(judging.find("office-" + event.office), event.holder, event.legal_date);
  for (const Seconded& seconded : seconded_) {
    const bool in_force = seconded.from <= event.legal_date && event.legal_date <= seconded.until;
    if (!in_force || seconded.agency != home) continue;
    const bool signs = std::any_of(holders.begin(), holders.end(),
                                   [&](const Id& holder) { return seconded.persons.contains(print(holder)); });
    if (!signs) continue;
    Finding finding = finding_of(FindingCode::seconded_signer, judging);
    finding.facts = {{"office", event.office}, {"letter", seconded.letter}};
    finding.rests_on.push_back(seconded.position);
    found_.push_back(std::move(finding));
  }
}

void Findings::judge_window(State& state, const Decided& decided, Date on, std::vector<Finding>& out) const {
  const RuleSet* rules = state.rule_set_on(decided.finding.since);
  if (rules == nullptr) return;
  const auto windows = protected_windows(state, *rules, decided.office, std::max(on, decided.finding.since));
  const Window* now = window_on(windows, decided.finding.since);
  if ((now != nullptr) == decided.was_inside) return;
  Finding finding = decided.finding;
  finding.facts = {{"then", decided.was_inside ? "INSIDE" : "OUTSIDE"},
                   {"now", now != nullptr ? "INSIDE" : "OUTSIDE"},
                   {"basis", now != nullptr ? now->basis : decided.basis}};
  out.push_back(std::move(finding));
}

Result<std::vector<Finding>> Findings::finish(Retrace& retrace, Date on, const EntriesAgain& again) {
  State& state = retrace.state();
  std::vector<Finding> out = std::move(found_);
  found_.clear();
  for (const PastTerm& past : past_) {
    auto stream = state.find(past.stream);
    if (!stream) return std::move(stream).error();
    if (past.closed_on && *stream != nullptr && !is_terminal((*stream)->state)) continue;  // it was opened again
    add_past_term(state, past, *stream, out);
    state.trim();
  }
  auto scanned = retrace.rows().scan("", [&](std::string_view name, BytesView row) -> Outcome {
    if (!is_wanted(name)) return {};
    auto stream = decode_stream_state(name, row);
    if (!stream) return std::move(stream).error();
    if (!is_terminal(stream->state)) add_running_terms(state, *stream, on, out);
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  for (const Decided& decided : decided_) judge_window(state, decided, on, out);
  ContestSpread spread(state, on);
  if (spread.is_needed()) {
    auto spreading = again([&](Sequence position, BytesView bytes) { return spread.step(position, bytes); });
    if (!spreading) return std::move(spreading).error();
    for (Finding& finding : spread.take()) {
      if (is_wanted(finding.stream) || (!finding.kase.empty() && is_wanted(finding.kase))) {
        out.push_back(std::move(finding));
      }
    }
  }
  for (Finding& finding : out) {
    if (finding.kase.empty()) continue;
    auto kase = state.find(finding.kase);
    if (!kase) return std::move(kase).error();
    if (*kase != nullptr) finding.home = home_agency_of(**kase);
    state.trim();
  }
  std::sort(out.begin(), out.end(), comes_before);
  return out;
}

}  // namespace jejak
