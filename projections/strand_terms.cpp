#include "projections/strand_terms.hpp"

#include <algorithm>

namespace jejak {

void StrandTerms::begin(const TermEffect& start, Date day, const Step& step) {
  if (!holds(start, day, step)) return;
  TermFacts* known = find(start.term);
  if (known != nullptr && !start.restart && known->stopped == never) return;
  if (known == nullptr) {
    known = &facts_.terms[facts_.term_count++];
  } else {
    facts_.earlier_terms.push_back(*known);
    if (known->stopped == never) facts_.earlier_terms.back().stopped = step.legal;
  }
  *known = TermFacts{start.term, start.of_subject ? home_ : step.agency, day, never, 0};
}

void StrandTerms::extend(std::uint8_t which, std::uint16_t added) {
  TermFacts* known = find(which);
  if (known == nullptr || known->stopped != never) return;
  known->extended = static_cast<std::uint16_t>(known->extended + added);
}

void StrandTerms::end(Date day, std::uint8_t which) {
  TermFacts* known = find(which);
  if (known != nullptr && known->stopped == never) known->stopped = day;
}

void StrandTerms::end_all(Date day) {
  for (std::uint8_t i = 0; i < facts_.term_count; ++i) {
    if (facts_.terms[i].stopped == never) facts_.terms[i].stopped = day;
  }
}

// A case keeps the last one of each type, in order.
void StrandTerms::decided(const StrandDecision& made) {
  const auto end = decisions_.begin() + static_cast<std::ptrdiff_t>(decision_count_);
  const auto same =
      std::find_if(decisions_.begin(), end, [&made](const StrandDecision& each) { return each.type == made.type; });
  if (same != end) {
    std::move(same + 1, end, same);
    --decision_count_;
  }
  if (decision_count_ < decisions_.size()) decisions_[decision_count_++] = made;
}

TermFacts* StrandTerms::find(std::uint8_t which) {
  for (std::uint8_t i = 0; i < facts_.term_count; ++i) {
    if (facts_.terms[i].term == which) return &facts_.terms[i];
  }
  return nullptr;
}

bool StrandTerms::holds(const TermEffect& start, Date day, const Step& step) {
  switch (start.only_if) {
    case TermIf::always: return true;
    case TermIf::ran_before: return find(start.term) != nullptr;
    case TermIf::registered: return !cut_.on || day <= *cut_.on;
    case TermIf::dismissal: {
      const Sanction* proposed = sanction(step.proposed, step.position);
      return proposed != nullptr && proposed->dismissal;
    }
    case TermIf::objection:
    case TermIf::appeal: {
      const Sanction* imposed = sanction_in_force(step.position);
      return imposed != nullptr && imposed->remedy == (start.only_if == TermIf::appeal ? "APPEAL" : "OBJECTION");
    }
    case TermIf::protection: {
      const StrandDecision* decision = decision_in_force();
      if (decision == nullptr || law_ == nullptr) return false;
      if (decision->approved) return true;
      const Sanction* imposed = sanction(decision->sanction, step.position);
      return imposed != nullptr && imposed->leaves_post &&
             law_->is_protected(decision->office, decision->on, step.position);
    }
  }
  return false;
}

// The newest that names a sanction.
const StrandDecision* StrandTerms::decision_in_force() const {
  for (std::size_t i = decision_count_; i-- > 0;) {
    if (decisions_[i].sanction != no_word) return &decisions_[i];
  }
  return nullptr;
}

const Sanction* StrandTerms::sanction(Word code, Sequence before) const {
  if (law_ == nullptr || !facts_.opened || code == no_word) return nullptr;
  return law_->sanction(code, facts_.act_on, before);
}

const Sanction* StrandTerms::sanction_in_force(Sequence before) const {
  const StrandDecision* decision = decision_in_force();
  return decision == nullptr ? nullptr : sanction(decision->sanction, before);
}

}  // namespace jejak
