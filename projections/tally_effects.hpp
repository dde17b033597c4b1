#pragma once
// What an event type does to a case that is counted, read once from the catalogue's rows: states and overlays it
// sets, terms it begins and stops. Nothing here judges.

#include "ledger/rules/catalogue.hpp"

#include <string>
#include <vector>

namespace jejak {

// Where the day of a term comes from. Days that need more than the event (which remedy a sanction allows, whether an
// official was protected) are not known here, and such a term is not counted.
enum class TermDayFrom : std::uint8_t { legal_date, step };

struct TermEffect {
  std::uint8_t term = 0;  // place in counted_terms()
  TermDayFrom day = TermDayFrom::legal_date;
  bool of_subject = false;
  bool restart = false;
  bool only_again = false;           // begins only where it began before
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

constexpr std::size_t counted_terms_max = 24;

class Effects {
 public:
  explicit Effects(const Catalogue& from);
  // An empty one for a type that is not known.
  const TypeEffect& of(std::uint64_t type) const { return type < types_.size() ? types_[type] : types_[0]; }
  // "DL-03", … ascending: terms of cases whose days the events themselves say.
  const std::vector<std::string>& terms() const { return terms_; }

 private:
  std::vector<TypeEffect> types_;  // by number; [0] is empty
  std::vector<std::string> terms_;
};

const Effects& effects();  // of catalogue()

// The day of a start or stop in an event, as a rule of the catalogue computes it; nothing if it does not happen, or
// more than the event is needed.
std::optional<Date> day_in(const Event& event, const TermEffect& effect);

}  // namespace jejak
