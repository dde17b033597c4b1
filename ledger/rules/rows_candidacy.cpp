// Candidacy rows: intent, resignation, determination, discharge; leaving service; party membership.

#include "ledger/rules/rows.hpp"

namespace jejak::rows {

std::span<const CatalogueRow> candidacy() {
  return {};
}

}  // namespace jejak::rows
