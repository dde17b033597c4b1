// Remedy rows: objection, appeal, court, rehabilitation.

#include "ledger/rules/rows.hpp"

namespace jejak::rows {

std::span<const CatalogueRow> remedy() {
  return {};
}

}  // namespace jejak::rows
