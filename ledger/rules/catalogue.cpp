#include "ledger/rules/catalogue.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/rules/rows.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace jejak {

namespace {

struct KindPrefix {
  StreamKind kind;
  const char* prefix;
};

constexpr std::array<KindPrefix, 13> prefixes = {{{StreamKind::agency, "agency-"},
                                                  {StreamKind::office, "office-"},
                                                  {StreamKind::key, "key-"},
                                                  {StreamKind::election, "election-"},
                                                  {StreamKind::calendar, "calendar-"},
                                                  {StreamKind::ruleset, "ruleset-"},
                                                  {StreamKind::report, "report-"},
                                                  {StreamKind::kase, "case-"},
                                                  {StreamKind::approval, "approval-"},
                                                  {StreamKind::candidacy, "candidacy-"},
                                                  {StreamKind::assignment, "assignment-"},
                                                  {StreamKind::prevention, "prevention-"},
                                                  {StreamKind::ledger, "ledger-"}}};

bool fields_ascend(const TypeShape& shape) {
  std::uint16_t last = 0;
  for (const FieldShape& field : shape.fields) {
    if (field.number <= last) return false;
    last = field.number;
  }
  return true;
}

bool number_less(const CatalogueRow* left, const CatalogueRow* right) {
  return left->shape.number < right->shape.number;
}

bool name_less(const CatalogueRow* left, const CatalogueRow* right) {
  return std::strcmp(left->shape.name, right->shape.name) < 0;
}

}  // namespace

const char* prefix(StreamKind kind) {
  for (const KindPrefix& each : prefixes) {
    if (each.kind == kind) return each.prefix;
  }
  return "";
}

std::optional<StreamKind> stream_kind(std::string_view stream) {
  for (const KindPrefix& each : prefixes) {
    const std::string_view start = each.prefix;
    if (stream.starts_with(start) && stream.size() > start.size()) return each.kind;
  }
  return std::nullopt;
}

Catalogue::Catalogue() {
  std::vector<const CatalogueRow*> rows;
  for (const auto part : {rows::registry(), rows::prevention(), rows::intake(), rows::assessment(), rows::supervision(),
                          rows::follow_up(), rows::examination(), rows::decision(), rows::approval(), rows::execution(),
                          rows::remedy(), rows::candidacy(), rows::archive()}) {
    for (const CatalogueRow& row : part) rows.push_back(&row);
  }
  index(std::move(rows));
}

Catalogue::Catalogue(std::vector<const CatalogueRow*> rows) {
  index(std::move(rows));
}

void Catalogue::index(std::vector<const CatalogueRow*> rows) {
  for (const CatalogueRow* row : rows) JEJAK_ASSERT(fields_ascend(row->shape));
  by_name_ = rows;
  rows_ = std::move(rows);
  std::sort(rows_.begin(), rows_.end(), number_less);
  std::sort(by_name_.begin(), by_name_.end(), name_less);
  for (std::size_t i = 1; i < rows_.size(); ++i) {
    JEJAK_ASSERT(number_less(rows_[i - 1], rows_[i]));
    JEJAK_ASSERT(name_less(by_name_[i - 1], by_name_[i]));
  }
}

const CatalogueRow* Catalogue::row(std::uint16_t number) const {
  const auto at =
      std::lower_bound(rows_.begin(), rows_.end(), number,
                       [](const CatalogueRow* row, std::uint16_t sought) { return row->shape.number < sought; });
  return at != rows_.end() && (*at)->shape.number == number ? *at : nullptr;
}

const TypeShape* Catalogue::find(std::uint16_t number) const {
  const CatalogueRow* found = row(number);
  return found == nullptr ? nullptr : &found->shape;
}

const TypeShape* Catalogue::find(std::string_view name) const {
  const auto at =
      std::lower_bound(by_name_.begin(), by_name_.end(), name,
                       [](const CatalogueRow* row, std::string_view sought) { return row->shape.name < sought; });
  return at != by_name_.end() && (*at)->shape.name == name ? &(*at)->shape : nullptr;
}

}  // namespace jejak
