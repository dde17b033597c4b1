#include "projections/catalogue_facts.hpp"

#include "ledger/base/assert.hpp"

namespace jejak {

CatalogueField catalogue_field(std::string_view type, std::string_view field) {
  const TypeShape* shape = catalogue().find(type);
  JEJAK_ASSERT(shape != nullptr);
  CatalogueField found{shape->number, 0};
  for (const FieldShape& each : shape->fields) {
    if (each.name == field) found.field = each.number;
  }
  JEJAK_ASSERT(found.field != 0);
  return found;
}

bool is_case(std::string_view stream) {
  return stream_kind(stream) == StreamKind::kase;
}

bool is_followed(std::string_view stream) {
  const auto kind = stream_kind(stream);
  return kind == StreamKind::report || kind == StreamKind::kase || kind == StreamKind::approval;
}

std::uint64_t outcomes_of(const CatalogueRow& row, const Event& event) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < row.outcomes.size(); ++i) {
    const Code* code = event.get<Code>(row.outcomes[i].field);
    if (code != nullptr && code->text == row.outcomes[i].code) out |= std::uint64_t{1} << i;
  }
  return out;
}

}  // namespace jejak
