#include "api/case_parties.hpp"

#include "ledger/rules/types.hpp"
#include "projections/projection.hpp"

namespace jejak {

CaseParties parties_of(const CaseFile& file) {
  CaseParties parties;
  parties.home_agency = file.status.home_agency;
  parties.opener_office = file.status.opener;
  for (const TimelineRow& row : file.timeline) {
    if (row.type == type::case_forwarded && row.admitted()) parties.forwarder_offices.push_back(row.office);
  }
  return parties;
}

CaseParties parties_of(const CaseSummary& summary) {
  CaseParties parties;
  parties.home_agency = summary.home_agency;
  parties.opener_office = summary.opener;
  return parties;
}

Result<bool> may_see_case(const Scope& scope, const CaseSummary& summary, const Reader& reader) {
  CaseParties parties = parties_of(summary);
  if (scope.may_see_case(parties)) return true;
  if (scope.entitlement() == Entitlement::anyone || summary.forwarded_at.empty()) return false;
  std::vector<std::string> offices;
  for (const Sequence position : summary.forwarded_at) {
    const auto bytes = reader.entry_bytes(position);
    if (!bytes) return Error(bytes.error());
    auto entry = projected_entry(position, *bytes);
    if (!entry) return std::move(entry).error();
    if (entry->event) offices.push_back(std::move(entry->event->office));
  }
  parties.forwarder_offices.assign(offices.begin(), offices.end());
  return scope.may_see_case(parties);
}

const std::set<std::string>& hidden_in_skeleton() {
  static const std::set<std::string> names = {"subject", "post", "rank_class", "fields", "documents", "facts"};
  return names;
}

}  // namespace jejak
