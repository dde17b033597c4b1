#include "api/case_parties.hpp"

#include "ledger/rules/types.hpp"

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

const std::set<std::string>& hidden_in_skeleton() {
  static const std::set<std::string> names = {"subject", "post", "rank_class", "fields", "documents", "facts"};
  return names;
}

}  // namespace jejak
