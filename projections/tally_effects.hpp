#pragma once
// What an event type does to a stream that is counted, read once from the catalogue's rows: states and overlays it
// sets, terms it begins and stops. Nothing here judges.

#include "ledger/rules/catalogue.hpp"

#include <string>
#include <vector>

namespace jejak {

// Where the day of a term comes from: it is the event's legal date, or a step says it.
enum class TermDayFrom : std::uint8_t { legal_date, step };

// On what else it rests that a term begins. What the law says is asked for when strands are folded (StrandLaw).
enum class TermIf : std::uint8_t {
  always,
  ran_before,  // it began before
  registered,  // the report on which the case rests was registered: its day is a legal date of that stream
  dismissal,   // the sanction that the event proposes is a dismissal
  objection,   // the remedy against the sanction in force is an objection
  appeal,      // … an appeal
  protection,  // the decision in force used an approval, or was made while officials were protected
};

struct TermEffect {
  std::uint8_t term = 0;  // place in counted_terms()
  TermDayFrom day = TermDayFrom::legal_date;
  bool of_subject = false;
  bool restart = false;
  TermIf only_if = TermIf::always;
  std::uint16_t field = 0;           // the date field, if there is one
  const TermStart* start = nullptr;  // exactly one of the two
  const TermStop* stop = nullptr;
};

struct TypeEffect {
  const CatalogueRow* row = nullptr;  // null: nothing is known of the type
  std::vector<TermEffect> starts;
  std::vector<TermEffect> stops;
  bool stops_all = false;
  TermEffect all_stop;          // if stops_all
  bool names_sanction = false;  // a version of the decision, if it names one
};

constexpr std::size_t counted_terms_max = 32;

// Streams of these kinds have terms: cases, reports, candidacies.
bool has_terms(StreamKind kind);

class Effects {
 public:
  explicit Effects(const Catalogue& from);
  // An empty one for a type that is not known.
  const TypeEffect& of(std::uint64_t type) const { return type < types_.size() ? types_[type] : types_[0]; }
  // "DL-01", … ascending: every term that a step of the catalogue begins and another one has to end.
  const std::vector<std::string>& terms() const { return terms_; }

 private:
  std::vector<TypeEffect> types_;  // by number; [0] is empty
  std::vector<std::string> terms_;
};

const Effects& effects();  // of catalogue()

// Whether the day, or which of two terms it is, has to be asked of another stream: of a report, of an election.
bool is_said_elsewhere(const TermEffect& effect);
// Of those two terms: whether it is the one for general elections.
bool is_for_general_elections(const TermEffect& effect);

// The day of a start or stop in an event, as a rule of the catalogue computes it, whatever else it rests on (TermIf);
// nothing if it does not happen, or if another stream has to say which term it is or on which day it begins.
std::optional<Date> day_in(const Event& event, const TermEffect& effect);

}  // namespace jejak
