// Rows beside the intake's straight line: evidence, invitations, exemptions, duplicates, referrals.

#include "ledger/rules/rows.hpp"

namespace jejak::rows {

std::span<const CatalogueRow> assessment() {
  return {};
}

}  // namespace jejak::rows
