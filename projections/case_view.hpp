#pragma once
// The case view: one strand (strand.hpp) a report, case and approval stream, and one a key. What a case is and was, at
// any position and date, is read from it and the log: case_reading.hpp.

#include "projections/catalogue_facts.hpp"
#include "projections/projection.hpp"

namespace jejak {

class CaseView final : public Projection {
 public:
  CaseView();  // looks what it needs up in the catalogue
  std::string_view name() const override { return "cases"; }
  std::uint32_t version() const override { return 2; }
  Outcome apply(const ProjectedEntry& entry, View& view) const override;

 private:
  struct Reached {
    std::string stream;
    std::uint8_t touch = 0;
    Date from;
    std::optional<Date> until;
  };
  Result<std::vector<Reached>> reached(const Event& event, const CatalogueRow& row, const Bytes& strand) const;
  Outcome add_own(const ProjectedEntry& entry, const CatalogueRow* row, Bytes& strand) const;
  Outcome add_names(const ProjectedEntry& entry, View& view) const;

  CatalogueField home_agency_;
  std::vector<std::uint16_t> held_types_;  // whose references later events reach other streams through
};

// Whether the view has a strand of the stream: of a report, case or approval, or of a key.
bool has_strand(std::string_view stream);

}  // namespace jejak
