#pragma once
// A walk through the law: steps of small numbers, each of which the walker turns into a signed event that the table
// has a row for. Most try to be lawful, because a walk of unlawful ones gets nowhere. The numbers are rapidcheck's, so
// a walk that breaks something shrinks to a short one.

#include "ledger/rules/catalogue.hpp"
#include "tests/rules/law.hpp"

#include <random>

namespace jejak::test {

struct WalkStep {
  std::uint8_t stream = 0;  // which of the open streams
  std::uint16_t row = 0;    // which of the rows that fit it
  std::uint8_t lawful = 0;  // how much of it is left to chance
  std::uint8_t days = 0;    // how many pass before it
  std::uint32_t chance = 0;
};
std::string print(const WalkStep& step);

// What one step came to.
struct Walked {
  const CatalogueRow* row = nullptr;
  Event event;
  std::vector<std::string> offices;  // that signed
  StreamState before;                // of the event's stream
  std::vector<StreamState> touched;  // the streams that it names, before
  Appended appended;
};

class Walker {
 public:
  Walker();
  Walked take(const WalkStep& step);
  TestLedger& ledger() { return law_.ledger; }

 private:
  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  bool one_in(std::uint64_t many) { return below(many) == 0; }
  template <class List>
  auto any_of(const List& list) {
    return *(list.begin() + static_cast<std::ptrdiff_t>(below(list.size())));
  }

  void enrol_everybody();
  const CatalogueRow& row_for(const StreamState* stream, StreamKind kind, std::uint16_t chosen, bool fitting);
  std::string stream_of(StreamKind kind, std::uint8_t chosen);
  std::vector<std::string> offices_for(const CatalogueRow& row, const StreamState* stream);
  Value value_of(const CatalogueRow& row, const FieldShape& field, const StreamState* stream);
  Date some_day(bool past);
  std::string some_code(const CatalogueRow& row, const FieldShape& field, const StreamState* stream);
  std::string some_stream(std::string_view field);

  Law law_;
  std::vector<std::string> offices_;
  std::vector<std::string> sanctions_;
  std::vector<Id> events_;
  std::mt19937_64 random_;
  bool wild_ = false;  // the step at hand leaves more to chance
};

}  // namespace jejak::test
