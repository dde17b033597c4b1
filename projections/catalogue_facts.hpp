#pragma once
// What the views ask of the catalogue and of streams' names.

#include "ledger/rules/catalogue.hpp"

#include <string_view>

namespace jejak {

// A field of an event type by its names; the catalogue must have it.
struct CatalogueField {
  std::uint16_t type = 0;
  std::uint16_t field = 0;
};
CatalogueField catalogue_field(std::string_view type, std::string_view field);

bool is_case(std::string_view stream);
bool is_followed(std::string_view stream);  // a report, case or approval stream

// Bit i is set where the event says what the i-th outcome of its type's row asks for. A row has 64 at most.
std::uint64_t outcomes_of(const CatalogueRow& row, const Event& event);

}  // namespace jejak
