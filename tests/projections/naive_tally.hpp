#pragma once
// Tallies counted the slow way: for every case all entries are looked through again for every question, from the events
// themselves. Shares no code with the view but the catalogue.

#include "projections/tally.hpp"
#include "tests/projections/random_history.hpp"

#include <map>

namespace jejak::test {

class NaiveTally {
 public:
  NaiveTally(const std::vector<Written>& history, Coordinates at) : history_(history), at_(at) {}

  // By counter name, by group; only what is not zero.
  using Answer = std::map<std::string, std::map<std::string, std::uint64_t>>;
  Answer count(TallyDimension by) const;
  std::map<std::string, std::uint64_t> total() const;

 private:
  struct Standing;  // of one case
  std::vector<std::string> cases() const;
  bool covered(std::size_t at) const;
  Standing standing(const std::string& kase) const;
  std::string receiver(std::size_t opened_at) const;
  std::vector<std::pair<std::string, std::string>> counters(const Standing& standing) const;  // and agency
  std::vector<std::string> groups(TallyDimension by, const Standing& standing, const std::string& agency) const;

  const std::vector<Written>& history_;
  Coordinates at_;
};

// An answer in the same form.
NaiveTally::Answer by_name(const TallyAnswer& answer);
std::map<std::string, std::uint64_t> total_by_name(const TallyAnswer& answer);

}  // namespace jejak::test
