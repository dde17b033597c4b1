// Follow-up rows: reminders, reprimands, blocking, reports of what was done, and passing a case on.

#include "ledger/rules/rows.hpp"

namespace jejak::rows {

std::span<const CatalogueRow> follow_up() {
  return {};
}

}  // namespace jejak::rows
