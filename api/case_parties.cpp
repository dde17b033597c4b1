#include "api/case_parties.hpp"

#include "ledger/rules/types.hpp"
#include "projections/projection.hpp"

#include <algorithm>

namespace jejak {
namespace {

std::string_view code_of(const std::vector<Field>& fields, std::uint16_t number) {
  for (const Field& field : fields) {
    const auto* code = field.number == number ? std::get_if<Code>(&field.value) : nullptr;
    if (code != nullptr) return code->text;
  }
  return {};
}

// What an admitted event of the case says of whose it is from then on; the guards read it alike
// (ledger/rules/case_facts.cpp, guards_supervision.cpp).
void tell(std::uint16_t event_type, std::string_view office, const std::vector<Field>& fields, CaseParties& parties) {
  switch (event_type) {
    case type::subject_identified:
      parties.home_agency = code_of(fields, field::subject_identified::home_agency);
      return;
    case type::jurisdiction_transfer_accepted:
      parties.former_agencies.push_back(parties.home_agency);
      parties.home_agency = code_of(fields, field::jurisdiction_transfer::to);
      return;
    case type::case_forwarded:
      parties.forwarder_offices.push_back(office);
      parties.handed_to = {};
      return;
    case type::transition_transferred: parties.handed_to = code_of(fields, field::transition_transferred::to); return;
    default: return;
  }
}

bool changed_hands(const CaseSummary& summary) {
  return std::any_of(summary.passings.begin(), summary.passings.end(), [](const Passing& passing) {
    return passing.type == type::transition_transferred || passing.type == type::jurisdiction_transfer_accepted;
  });
}

}  // namespace

CaseParties parties_of(const CaseFile& file) {
  CaseParties parties;
  parties.opener_office = file.status.opener;
  for (const TimelineRow& row : file.timeline) {
    if (row.admitted() && row.own.stream == file.status.stream) tell(row.type, row.office, row.fields, parties);
  }
  return parties;
}

Result<bool> may_see_case(const Scope& scope, const CaseSummary& summary, const Reader& reader) {
  CaseParties parties;
  parties.home_agency = summary.home_agency;
  parties.opener_office = summary.opener;
  const bool as_summarised = scope.may_see_case(parties);
  if (scope.entitlement() == Entitlement::anyone || scope.follows_all()) return as_summarised;
  const bool changed = changed_hands(summary);
  if (as_summarised && !changed) return true;
  std::vector<Event> events;  // that `parties` looks into
  events.reserve(summary.passings.size());
  for (const Passing& passing : summary.passings) {
    if (passing.type == type::subject_identified && !changed) continue;  // the summary has it
    const auto bytes = reader.entry_bytes(passing.position);
    if (!bytes) return Error(bytes.error());
    auto entry = projected_entry(passing.position, *bytes);
    if (!entry) return std::move(entry).error();
    if (!entry->event) continue;
    const Event& event = events.emplace_back(std::move(*entry->event));
    tell(event.type, event.office, event.fields, parties);
  }
  return scope.may_see_case(parties);
}

const std::set<std::string>& hidden_in_skeleton() {
  static const std::set<std::string> names = {"subject", "post", "rank_class", "fields", "documents", "facts"};
  return names;
}

}  // namespace jejak
