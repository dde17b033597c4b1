#pragma once
// The law that the beginnings of terms rest on, as it was known at any position: rule sets, elections, and who headed
// which region. All three say themselves from which day they hold, so a legal date does not cut them.

#include "ledger/rules/windows.hpp"
#include "projections/tally_view.hpp"

namespace jejak {

class TermLaw final : public StrandLaw {
 public:
  // What was known as of a position. `words` outlives it. Errors: corrupt, disk.
  static Result<TermLaw> read(const ViewReader& view, const TallyWords& words, TreeSize as_of);

  const Sanction* sanction(Word code, Date act, Sequence before) const override;
  bool is_protected(Word office, Date decided, Sequence before) const override;

 private:
  struct Superseded {
    Sequence position;
    std::string rule_set;
    Date until;
  };
  struct Published {
    Sequence position;
    RuleSet rules;
  };
  class Facts;

  explicit TermLaw(const TallyWords& words) : words_(words) {}
  Outcome take(tally_row::LawKind kind, Sequence position, BytesView row);
  const RuleSet* in_force(Date on, Sequence before) const;

  const TallyWords& words_;
  std::vector<Published> published_;  // by position, as the others
  std::vector<Superseded> superseded_;
  std::map<std::string, StreamState, std::less<>> streams_;  // elections and offices, with all that is kept of them
};

}  // namespace jejak
