#include "ledger/rules/competences.hpp"

namespace jejak {

std::vector<const CompetenceRow*> competences_for(const RuleSet& rules, std::string_view rank, std::string_view level) {
  const auto with = [&rules](std::string_view wanted_rank, std::string_view wanted_level) {
    std::vector<const CompetenceRow*> found;
    for (const CompetenceRow& row : rules.competences) {
      if (row.rank == wanted_rank && row.level == wanted_level) found.push_back(&row);
    }
    return found;
  };
  for (auto& found : {with(rank, level), with(rank, {}), with({}, level), with({}, {})}) {
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace jejak
