// Prevention rows: circulars, briefings, teams, pledges, and the leave papers that exempt: assignments, secondments.

#include "ledger/rules/rows.hpp"

namespace jejak::rows {

std::span<const CatalogueRow> prevention() {
  return {};
}

}  // namespace jejak::rows
