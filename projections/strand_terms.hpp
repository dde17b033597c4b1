#pragma once
// The terms of one stream while its strand is folded: begun, lengthened and ended as the rules do it (rules/terms.hpp),
// each with the day that its step says. Some begin only if the law says so of the case's sanction.

#include "projections/tally_strand.hpp"

namespace jejak {

// A version of the case's decision.
struct StrandDecision {
  std::uint64_t type = 0;  // of the event
  Word sanction = no_word;
  Word office = no_word;
  Date on;
  bool approved = false;  // it rests on a written approval
};

class StrandTerms {
 public:
  // All three outlive it; `facts` is where the terms are put, and says of which day the act is. `law` may be null.
  StrandTerms(const Coordinates& cut, const StrandLaw* law, StrandFacts& facts) : cut_(cut), law_(law), facts_(facts) {}

  struct Step {
    Sequence position;
    Date legal;
    Word agency = no_word;    // that acts
    Word proposed = no_word;  // the sanction that the step proposes
  };
  void begin(const TermEffect& start, Date day, const Step& step);
  void extend(std::uint8_t which, std::uint16_t added);
  void end(Date day, std::uint8_t which);
  void end_all(Date day);

  // What the terms that begin from the next step on rest on.
  void decided(const StrandDecision& made);
  void set_home(Word agency) { home_ = agency; }  // of the subject

 private:
  static constexpr std::size_t decisions_max = 8;

  TermFacts* find(std::uint8_t which);
  bool holds(const TermEffect& start, Date day, const Step& step);
  const StrandDecision* decision_in_force() const;
  const Sanction* sanction(Word code, Sequence before) const;
  const Sanction* sanction_in_force(Sequence before) const;

  const Coordinates& cut_;
  const StrandLaw* law_;
  StrandFacts& facts_;
  std::array<StrandDecision, decisions_max> decisions_;
  std::size_t decision_count_ = 0;
  Word home_ = no_word;
};

}  // namespace jejak
