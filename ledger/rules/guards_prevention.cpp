#include "ledger/rules/guards_prevention.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

Refusal wrong_form(const char* field, const char* rule) {
  return Refusal(RefusalCode::e_schema, {{"field", field}, {"rule", rule}});
}

template <class T>
const T* named(const Judging& judging, std::string_view name) {
  for (const FieldShape& shape : judging.row.shape.fields) {
    if (shape.name == name) return judging.event.get<T>(shape.number);
  }
  return nullptr;
}

std::string joined(const Codes* codes) {
  std::string all;
  if (codes == nullptr) return all;
  for (const Code& code : *codes) all += (all.empty() ? "" : "/") + code.text;
  return all;
}

Answer check_addressed(const Judging& judging) {
  const Kept* circular = judging.stream.last_of(type::neutrality_circular_issued);
  const std::string_view agency = agency_of(powers_of(judging.event));
  const Codes* addressees =
      circular == nullptr ? nullptr : circular->get<Codes>(field::neutrality_circular_issued::addressees);
  if (circular == nullptr) {
    return Refusal(RefusalCode::e_out_of_order,
                   {{"stream", judging.stream.name}, {"expected", "NeutralityCircularIssued"}});
  }
  if (has_code(addressees, agency)) return std::nullopt;
  return Refusal(RefusalCode::e_wrong_agency, {{"competent", joined(addressees)}, {"agency", std::string(agency)}});
}

Answer check_team(const Judging& judging) {
  namespace of = field::monitoring_team_formed;
  const Kept* team = judging.stream.last_of(type::monitoring_team_formed);
  if (team == nullptr) {
    return Refusal(RefusalCode::e_out_of_order,
                   {{"stream", judging.stream.name}, {"expected", "MonitoringTeamFormed"}});
  }
  const Codes* members = team->get<Codes>(of::members);
  const std::string& office = powers_of(judging.event);
  if (!has_code(members, office)) {
    return Refusal(RefusalCode::e_wrong_agency, {{"competent", joined(members)}, {"agency", office}});
  }
  const Date* from = named<Date>(judging, "period_from");
  const Date* until = named<Date>(judging, "period_until");
  const Date* first = team->get<Date>(of::valid_from);
  const Date* last = team->get<Date>(of::valid_until);
  if (from == nullptr || until == nullptr || first == nullptr || last == nullptr) return std::nullopt;
  if (*first <= *from && *from <= *until && *until <= *last) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order, {{"from", print(*first)}, {"until", print(*last)}});
}

Answer check_persons(const Judging& judging) {
  const Codes* persons = named<Codes>(judging, "persons");
  const bool fits = persons == nullptr || std::all_of(persons->begin(), persons->end(), [](const Code& person) {
                      const auto id = parse_id(person.text);
                      return id.has_value() && print(*id) == person.text;
                    });
  return fits ? std::nullopt : Answer(wrong_form("persons", "every code must be an id"));
}

Answer check_period(const Judging& judging) {
  const Date* from = named<Date>(judging, "valid_from");
  const Date* until = named<Date>(judging, "valid_until");
  if (from == nullptr || until == nullptr || *from <= *until) return std::nullopt;
  return wrong_form("valid_until", "must not lie before valid_from");
}

}  // namespace

const Guard addressed_by_circular{"addressed_by_circular", Stage::jurisdiction, check_addressed};
const Guard reported_by_team{"reported_by_team", Stage::jurisdiction, check_team};
const Guard persons_are_ids{"persons_are_ids", Stage::role, check_persons};
const Guard period_is_ordered{"period_is_ordered", Stage::role, check_period};

}  // namespace jejak::guards
