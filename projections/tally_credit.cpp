#include "projections/tally_credit.hpp"

namespace jejak {
namespace {

constexpr std::uint32_t bit(Counter counter) {
  return std::uint32_t{1} << static_cast<unsigned>(counter);
}

Word first_of_words(std::initializer_list<Word> words) {
  for (const Word word : words) {
    if (word != no_word) return word;
  }
  return no_word;
}

}  // namespace

std::uint32_t counters_of(const StrandFacts& facts, bool overdue) {
  if (!facts.opened) return facts.imported ? bit(Counter::imported) : 0;
  if (facts.state == StateCode::z04) return bit(Counter::merged);
  if (facts.state == StateCode::z05) return bit(Counter::out_of_scope);
  std::uint32_t out = bit(Counter::reported);
  const auto when = [&out](bool holds, Counter counter) {
    if (holds) out |= bit(counter);
  };
  const bool recommended = facts.recommended_by != no_word && facts.state != StateCode::z02;
  const bool decided = facts.decided_by != no_word;
  const bool followed_up = recommended && facts.reported && (decided || facts.state == StateCode::z06);
  const StateCode state = facts.state;
  const bool annulled = state == StateCode::annulled || state == StateCode::rehabilitation_ordered;
  when(facts.origin == 1, Counter::from_report);
  when(facts.origin == 2, Counter::from_finding);
  when(facts.origin != 1 && facts.origin != 2, Counter::from_elsewhere);
  when(is_no_violation(state), Counter::no_violation);
  when(facts.forwarded_by != no_word, Counter::forwarded);
  when(recommended, Counter::recommended);
  when(followed_up, Counter::followed_up);
  when(followed_up && facts.verified, Counter::verified);
  when(recommended && !decided && overdue, Counter::not_followed_up);
  when(facts.overlay(Overlay::followup) == StateCode::followup_blocked, Counter::blocked);
  when(facts.ever_blocked, Counter::ever_blocked);
  when(facts.ever_unblocked, Counter::unblocked);
  when(decided, Counter::decided);
  when(state == StateCode::executed, Counter::serving);
  when(state == StateCode::completed || state == StateCode::z09, Counter::completed);
  when(annulled || state == StateCode::z10, Counter::annulled);
  when(state == StateCode::z10, Counter::rehabilitated);
  when(facts.contested > 0, Counter::contested);
  return out;
}

Word credited(Counter counter, const StrandFacts& facts) {
  switch (counter) {
    case Counter::reported:
    case Counter::from_report:
    case Counter::from_finding:
    case Counter::from_elsewhere:
    case Counter::merged:
    case Counter::out_of_scope: return facts.received_by;
    case Counter::no_violation: return facts.ended_by;
    case Counter::forwarded: return facts.forwarded_by;
    case Counter::decided:
    case Counter::serving:
    case Counter::completed:
    case Counter::annulled:
    case Counter::rehabilitated: return first_of_words({facts.home, facts.decided_by, facts.received_by});
    case Counter::recommended:
    case Counter::followed_up:
    case Counter::verified:
    case Counter::not_followed_up:
    case Counter::blocked:
    case Counter::ever_blocked:
    case Counter::unblocked:
    case Counter::contested:
    case Counter::imported: return first_of_words({facts.home, facts.recommended_by, facts.received_by});
    case Counter::reports:
    case Counter::refused_attempts:
    case Counter::circulars_issued:
    case Counter::circulars_acknowledged:
    case Counter::briefings:
    case Counter::attendees:
    case Counter::teams:
    case Counter::pledges:
    case Counter::signatories:
    case Counter::monitoring_reports:
    case Counter::notified:
    case Counter::submitted:
    case Counter::determined:
    case Counter::discharged:
    case Counter::duty_breached: return no_word;  // of events: the step says it
  }
  return no_word;
}

Word credited_of_phase(std::size_t phase, const StrandFacts& facts) {
  if (phase == 0) return facts.forwarded_by;
  if (phase == 1) return facts.recommended_by;
  return first_of_words({facts.home, facts.decided_by});
}

}  // namespace jejak
