#pragma once
// The law and the registry as far as counting needs them, as known at a cut: who stands above whom, how long a term
// lasts on whose calendar, how heavy a sanction is, in which phase an act fell, which keys are contested. Rule sets and
// calendars say themselves from which day they hold: no legal date cuts them, as in any other reading of the law.

#include "ledger/rules/term_standing.hpp"
#include "projections/tally_view.hpp"

namespace jejak {

// Of the act's day, against the election it touched.
enum class ElectionPhase : std::uint8_t { unknown, before_determination, campaign, after_voting };
constexpr std::size_t election_phase_count = 4;

class TallyLaw {
 public:
  // The cut must not reach beyond the view's position. Errors: corrupt, disk.
  static Result<TallyLaw> read(const ViewReader& view, const TallyWords& words, const Coordinates& cut);

  const Coordinates& cut() const { return cut_; }
  const std::vector<Word>& agencies() const { return agencies_; }  // registered, in that order
  Word parent(Word agency) const { return agency < parents_.size() ? parents_[agency] : no_word; }
  bool is_within(Word agency, Word above) const;  // the same, or below it in the tree

  std::string_view level(std::string_view sanction) const;  // "MODERATE"; empty if no rule set knows it
  ElectionPhase phase(const StrandFacts& facts) const;
  const std::vector<ContestedKey>& contested() const { return contested_; }

  // The last day by which the term is kept; nothing if the rules of its first day have no such term. Years without a
  // published calendar have weekends only.
  std::optional<Date> last_day(const TermFacts& term) const;
  // How the term stands on today(), in a stream of that state.
  DeadlineStanding standing(const TermFacts& term, StateCode stream_state) const;
  // Working days after one date up to another, by the national calendar alone.
  int working_days(Date after, Date until) const;

  // The last day that the answer knows of: the cut's legal date, or the local day of its last entry if that is earlier.
  Date today() const { return today_; }

 private:
  // Working days since the first day that is known, so that days are added by looking up.
  struct Calendar {
    std::vector<std::int32_t> counted;  // up to and including the day
    std::vector<std::int32_t> days;     // the n-th working day, as days since the first day
    Date add(Date start, int count) const;
    int until(Date day) const;
  };
  struct Term {
    bool known = false;
    bool before = false;
    bool hard = false;
    std::int32_t count = 0;
    std::string unit;
  };
  struct Rules {
    Date from;
    Date until;
    Date own_until;  // without what superseded it
    std::array<Term, counted_terms_max> terms;
  };
  struct Election {
    Word election = no_word;
    Date determined = never;
    Date voting = never;
    std::vector<std::pair<Word, Date>> in_region;
  };
  struct Closure {
    Word scope = no_word;
    std::int32_t year = 0;
    std::vector<Date> days;
  };

  // Of each zone, by its number.
  using RecordedDays = std::array<std::vector<tally_row::RecordedDay>, 4>;

  Outcome read_rows(const ViewReader& view, tally_row::LawKind kind, const TallyWords& words, const RecordedDays& days);
  Outcome take(tally_row::LawKind kind, BytesView row, const TallyWords& words);
  Outcome take_revoked(Sequence position, BytesView row, const TallyWords& words, const RecordedDays& days);
  Outcome take_rule_set(BytesView table);
  const Term* row_of(const TermFacts& term) const;  // null if the rules of its first day have none
  Date end_of(const Term& row, const TermFacts& term) const;
  void spread_contested(const TallyWords& words);
  Election& election(Word which);
  void draw_calendars(Word words);
  static Calendar calendar(const std::vector<Date>& days_off);
  const Calendar& calendar_of(Word agency) const;

  Coordinates cut_;
  std::vector<Word> agencies_;
  std::vector<Word> parents_;  // by agency
  std::vector<Rules> rules_;
  std::vector<std::string> rule_names_;  // beside rules_
  std::vector<std::pair<std::string, std::string>> levels_;
  std::vector<Election> elections_;
  std::vector<Closure> closures_;
  std::vector<Calendar> calendars_;         // [0] is the national one
  std::vector<std::uint16_t> calendar_of_;  // by agency
  std::vector<ContestedKey> contested_;
  Date today_ = never;
};

}  // namespace jejak
