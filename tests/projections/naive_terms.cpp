#include "tests/projections/naive_terms.hpp"

#include "ledger/rules/findings.hpp"

namespace jejak::test {
namespace {

void count(TermCounts& counts, const Term& term, DeadlineStanding standing) {
  if (!is_ended_by_a_step(term.id)) return;
  TermTally& into = counts[term.agency.empty() ? "-" : term.agency][term.id];
  switch (standing) {
    case DeadlineStanding::kept: ++into.kept; return;
    case DeadlineStanding::late: ++into.late; return;
    case DeadlineStanding::running: ++into.running; return;
    case DeadlineStanding::overdue: ++into.overdue; return;
    case DeadlineStanding::lapsed: ++into.lapsed; return;
    case DeadlineStanding::closed: ++into.closed; return;
    case DeadlineStanding::unknown: ++into.unknown; return;
    case DeadlineStanding::reached: return;
  }
}

DeadlineStanding standing(const State& state, const Term& term, StateCode stream, Date today) {
  const auto reading = read_term(state, term);
  return reading ? standing_of(stream, *reading, today) : DeadlineStanding::unknown;
}

}  // namespace

Result<TermCounts> naive_terms(const std::vector<Written>& history, const Coordinates& at, Date today) {
  RetraceOptions options;
  options.on = at.on;
  Retrace retrace(Genesis{}, options);
  Findings findings;
  for (std::uint64_t i = 0; i < at.as_of.value; ++i) {
    if (auto gone = retrace.step(history[i].entry, &findings); !gone) return std::move(gone).error();
  }
  TermCounts out;
  for (const PastTerm& past : findings.past_terms()) {
    if (!past.closed_on) count(out, past.term, standing(retrace.state(), past.term, StateCode::none, today));
  }
  auto scanned = retrace.rows().scan("", [&](std::string_view name, BytesView row) -> Outcome {
    if (State::is_registry(name)) return {};
    auto stream = decode_stream_state(name, row);
    if (!stream) return std::move(stream).error();
    for (const Term& term : stream->terms) {
      if (!term.stopped_on) count(out, term, standing(retrace.state(), term, stream->state, today));
    }
    return {};
  });
  if (!scanned) return std::move(scanned).error();
  return out;
}

TermCounts terms_by_name(const TallyAnswer& answer) {
  TermCounts out;
  const auto& names = effects().terms();
  for (const TallyGroup& group : answer.groups) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (group.terms[i] != TermTally{}) out[group.name][names[i]] = group.terms[i];
    }
  }
  return out;
}

}  // namespace jejak::test
