#include "ledger/rules/guards_intake.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/guards_supervision.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/terms.hpp"
#include "ledger/rules/types.hpp"

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

bool may_as(const Judging& judging, std::string_view abstract_role, std::string_view office) {
  return judging.procedure != nullptr &&
         fills(*judging.procedure, abstract_role, role_of(office), judging.event.legal_date);
}

Refusal role_not_allowed(std::string_view office, const char* allowed) {
  return Refusal(RefusalCode::e_role_not_allowed, {{"role", std::string(role_of(office))}, {"allowed", allowed}});
}

Refusal wrong_agency(std::string_view competent, std::string_view agency) {
  return Refusal(RefusalCode::e_wrong_agency, {{"competent", std::string(competent)}, {"agency", std::string(agency)}});
}

bool covers(const Kept& team, std::string_view office, Date on) {
  namespace of = field::monitoring_team_formed;
  const Date* from = team.get<Date>(of::valid_from);
  const Date* until = team.get<Date>(of::valid_until);
  return has_code(team.get<Codes>(of::members), office) && from != nullptr && until != nullptr && *from <= on &&
         on <= *until;
}

Answer check_finder(const Judging& judging) {
  namespace of = field::finding_recorded;
  const std::string& office = powers_of(judging.event);
  if (may_as(judging, "INTAKE", office) || may_as(judging, "FINDER", office)) return std::nullopt;
  const auto* reference = judging.event.get<Reference>(of::team);
  const StreamState* stream = reference == nullptr ? nullptr : judging.find(reference->stream);
  const Kept* team = stream == nullptr ? nullptr : stream->last_of(type::monitoring_team_formed);
  const Date* found = judging.event.get<Date>(of::found_at);
  if (team != nullptr && found != nullptr && covers(*team, office, *found)) return std::nullopt;
  return role_not_allowed(office, "FINDER/MonitoringTeamFormed");
}

std::string_view opener_of(const StreamState& stream) {
  return stream.kept.empty() ? std::string_view() : agency_of(stream.kept.front().office);
}

// What a monitoring team found, or another authority received, is for the election supervisor who takes it up.
Answer check_takes_up(const Judging& judging) {
  if (judging.stream.kept.empty()) return std::nullopt;
  const std::string& receiver = judging.stream.kept.front().office;
  const std::string_view agency = agency_of(powers_of(judging.event));
  if (!may_as(judging, "INTAKE", receiver) && !may_as(judging, "FINDER", receiver)) return std::nullopt;
  if (is_within(judging, agency_of(receiver), agency)) return std::nullopt;
  return wrong_agency(agency_of(receiver), agency);
}

Answer check_returned(const Judging& judging) {
  if (judging.stream.last_of(type::report_returned_for_completion) == nullptr) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", name(judging.stream.state)}, {"expected", "ReportRegistered/ReportNotRegistered"}});
}

// Whether one of the terms was not kept; one that runs is judged on the legal date.
bool lapsed(const Judging& judging, std::initializer_list<const char*> ids) {
  for (const char* id : ids) {
    const auto reading = read_term(judging, id);
    if (reading && !reading->kept(judging.event.legal_date)) return true;
  }
  return false;
}

Answer check_reason(const Judging& judging) {
  const std::string_view reason = text_or_empty(judging.event.get<Code>(field::report_not_registered::reason));
  const bool returned = judging.stream.last_of(type::report_returned_for_completion) != nullptr;
  if (reason == "LATE" && !lapsed(judging, {"DL-01", "DL-01b", "DL-02"})) {
    return Refusal(RefusalCode::e_out_of_order, {{"reason", "LATE"}, {"expected", "DL-01/DL-01b/DL-02"}});
  }
  if (reason == "INCOMPLETE" && !returned) {
    return Refusal(RefusalCode::e_out_of_order, {{"reason", "INCOMPLETE"}, {"expected", name(StateCode::returned)}});
  }
  return std::nullopt;
}

Answer check_absent(const Judging& judging) {
  namespace of = field::clarification_absent;
  namespace invited = field::clarification_invited;
  const std::string_view role = text_or_empty(judging.event.get<Code>(of::person_role));
  const Date* missed = judging.event.get<Date>(of::missed_on);
  for (const Kept& kept : judging.stream.kept) {
    if (kept.type != type::clarification_invited || missed == nullptr) continue;
    const Date* on = kept.get<Date>(invited::invited_for);
    if (on != nullptr && *on == *missed && text_or_empty(kept.get<Code>(invited::person_role)) == role) {
      return std::nullopt;
    }
  }
  return Refusal(RefusalCode::e_out_of_order,
                 {{"person_role", std::string(role)}, {"expected", "ClarificationInvited"}});
}

Answer check_authority(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  const std::string_view agency = agency_of(office);
  const std::string_view home = home_agency_of(judging.stream);
  if (is_within(judging, opener_of(judging.stream), agency) || !check_supervisor(judging)) return std::nullopt;
  if ((!home.empty() && agency == home) || office == examiner_of(judging.stream)) return std::nullopt;
  return wrong_agency(home.empty() ? opener_of(judging.stream) : home, agency);
}

// Study: who opened it. Supervision: the supervisor. From the recommendation on: the agency of the subject.
Answer check_holder(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  const std::string_view agency = agency_of(office);
  switch (judging.stream.state) {
    case StateCode::opened:
    case StateCode::under_clarification:
    case StateCode::bawaslu_concluded:
      if (is_within(judging, opener_of(judging.stream), agency)) return std::nullopt;
      return wrong_agency(opener_of(judging.stream), agency);
    case StateCode::forwarded:
    case StateCode::under_supervision:
    case StateCode::recommended: return check_supervisor(judging);
    default: break;
  }
  const std::string_view home = home_agency_of(judging.stream);
  if (home.empty()) return Refusal(RefusalCode::e_jurisdiction_pending, {{"pending", "SubjectIdentified"}});
  return home == agency ? std::nullopt : Answer(wrong_agency(home, agency));
}

}  // namespace

const Guard finder_or_team{"finder_or_team", Stage::role, check_finder};
const Guard takes_up_report{"takes_up_report", Stage::jurisdiction, check_takes_up};
const Guard returned_once{"returned_once", Stage::state, check_returned};
const Guard not_registered_for_reason{"not_registered_for_reason", Stage::deadline, check_reason};
const Guard absent_as_invited{"absent_as_invited", Stage::state, check_absent};
const Guard authority_on_case{"authority_on_case", Stage::jurisdiction, check_authority};
const Guard holder_of_case{"holder_of_case", Stage::jurisdiction, check_holder};

}  // namespace jejak::guards
