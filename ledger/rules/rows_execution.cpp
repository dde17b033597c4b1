// Execution rows: delivery that fails, publication, execution, its report and its end; revocation by the issuer.

#include "ledger/rules/rows.hpp"

namespace jejak::rows {

std::span<const CatalogueRow> execution() {
  return {};
}

}  // namespace jejak::rows
