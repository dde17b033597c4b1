#include "ledger/rules/guards_supervision.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/terms.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

bool may_as(const Judging& judging, std::string_view abstract_role, std::string_view office) {
  return judging.procedure != nullptr &&
         fills(*judging.procedure, abstract_role, role_of(office), judging.event.legal_date);
}

Refusal role_not_allowed(std::string_view office, std::string_view allowed) {
  return Refusal(RefusalCode::e_role_not_allowed,
                 {{"role", std::string(role_of(office))}, {"allowed", std::string(allowed)}});
}

Refusal wrong_agency(std::string_view competent, std::string_view agency) {
  return Refusal(RefusalCode::e_wrong_agency, {{"competent", std::string(competent)}, {"agency", std::string(agency)}});
}

Answer check_transferred(const Judging& judging) {
  namespace of = field::transition_transferred;
  if (judging.procedure == nullptr) return std::nullopt;
  const bool processed = text_or_empty(judging.event.get<Code>(of::processed)) == "YES";
  const std::string* receiver =
      policy(*judging.procedure, processed ? "transition_processed_to" : "transition_unprocessed_to");
  const std::string_view to = text_or_empty(judging.event.get<Code>(of::to));
  if (receiver != nullptr && role_of(to) == *receiver && !agency_of(to).empty()) return std::nullopt;
  return role_not_allowed(to, receiver == nullptr ? "transition" : std::string_view(*receiver));
}

// A file changes hands because its supervisor's task did: the one it was sent to, or who opened it.
Answer check_succeeded(const Judging& judging) {
  if (judging.stream.kept.empty()) return std::nullopt;
  const Kept* handed = newest_of(judging.stream, {type::case_forwarded, type::transition_transferred});
  const std::string_view holder = handed == nullptr
                                      ? std::string_view(judging.stream.kept.front().office)
                                      : text_or_empty(handed->get<Code>(field::case_forwarded::addressee));
  const StreamState* agency = judging.find("agency-" + std::string(agency_of(holder)));
  const bool passed = agency != nullptr && std::any_of(agency->kept.begin(), agency->kept.end(), [&](const Kept& kept) {
                        return kept.type == type::agency_succeeded &&
                               has_code(kept.get<Codes>(field::agency_succeeded::roles), role_of(holder));
                      });
  if (passed) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order, {{"office", std::string(holder)}, {"expected", "AgencySucceeded"}});
}

// Whether a term ran out, on the legal date or before it was stopped.
bool lapsed(const Judging& judging, const char* id) {
  const auto reading = read_term(judging, id);
  return reading.has_value() && !reading->kept(judging.event.legal_date);
}

Refusal not_overdue(const Judging& judging, const char* id) {
  Refusal refusal(RefusalCode::e_out_of_order, {{"deadline", id}, {"expected", "LAPSED"}});
  if (const auto reading = read_term(judging, id)) refusal.facts.emplace_back("until", print(reading->last_day.date));
  return refusal;
}

Answer check_overdue(const Judging& judging) {
  return lapsed(judging, "DL-06") ? std::nullopt : Answer(not_overdue(judging, "DL-06"));
}

Answer check_reprimander(const Judging& judging) {
  const std::string_view home = home_agency_of(judging.stream);
  if (home.empty() || judging.procedure == nullptr) return std::nullopt;
  const std::string_view kind = home.substr(0, home.find(':'));
  const char* role =
      policy_lists(*judging.procedure, "regional_agencies", kind) ? "REGION_REPRIMANDER" : "MINISTRY_REPRIMANDER";
  const std::string& office = powers_of(judging.event);
  return may_as(judging, role, office) ? std::nullopt : Answer(role_not_allowed(office, role));
}

Answer check_reprimand_overdue(const Judging& judging) {
  const bool reprimanded = judging.stream.last_of(type::reprimand_issued) != nullptr;
  return reprimanded && lapsed(judging, "DL-07") ? std::nullopt : Answer(not_overdue(judging, "DL-07"));
}

Refusal block_not_allowed(std::string missing) {
  return Refusal(RefusalCode::e_block_not_allowed, {{"missing", std::move(missing)}});
}

bool decided(const StreamState& kase) {
  return newest_of(kase,
                   {type::sanction_decision_issued, type::dismissal_decision_issued, type::presidential_decision_issued,
                    type::moral_sanction_decision_issued, type::violation_not_proven_by_ppk}) != nullptr;
}

// Overdue, warned as long ago as the policy says, and nothing decided.
Answer check_block(const Judging& judging) {
  if (judging.procedure == nullptr) return std::nullopt;
  if (decided(judging.stream)) return block_not_allowed("NO_DECISION");
  if (!lapsed(judging, "DL-06")) return block_not_allowed("DL-06");
  std::optional<Date> warned;
  for (const Kept& kept : judging.stream.kept) {
    if (kept.type != type::follow_up_reminder_issued && kept.type != type::reprimand_issued) continue;
    if (kept.legal_date <= judging.stream.term("DL-06")->started_on) continue;  // of an earlier recommendation
    warned = std::min(warned.value_or(kept.legal_date), kept.legal_date);
  }
  if (!warned) return block_not_allowed("FollowUpReminderIssued");
  const int wait = policy_number(*judging.procedure, "block_warning_working_days").value_or(0);
  Workdays days(judging.state, home_agency_of(judging.stream));
  if (days.add(*warned, wait).date < judging.event.legal_date) return std::nullopt;
  Refusal refusal = block_not_allowed("block_warning_working_days");
  refusal.facts.emplace_back("until", print(days.add(*warned, wait).date));
  return refusal;
}

// Which kept events may be the cause that is named.
bool is_cause(std::string_view cause, std::uint16_t event_type) {
  switch (event_type) {
    case type::sanction_decision_issued:
    case type::dismissal_decision_issued:
    case type::presidential_decision_issued:
    case type::moral_sanction_decision_issued:
    case type::violation_not_proven_by_ppk: return cause == "DECISION";
    case type::recommendation_withdrawn:
    case type::not_proven_determined: return cause == "RECOMMENDATION_WITHDRAWN";
    case type::decision_revoked_by_issuer:
    case type::objection_decided:
    case type::appeal_decided:
    case type::rehabilitation_ordered: return cause == "ANNULLED";
    case type::court_interim_order:
    case type::court_judgment_issued:
    case type::court_judgment_final: return cause == "COURT";
    default: return false;
  }
}

Answer check_unblock(const Judging& judging) {
  namespace of = field::personnel_data_unblocked;
  const Kept* newest = newest_of(judging.stream, {type::personnel_data_blocked, type::personnel_data_unblocked});
  if (newest == nullptr || newest->type != type::personnel_data_blocked) {
    return block_not_allowed("PersonnelDataBlocked");
  }
  const std::string_view cause = text_or_empty(judging.event.get<Code>(of::cause));
  const Id* event = judging.event.get<Id>(of::cause_event);
  const bool recorded = std::any_of(judging.stream.kept.begin(), judging.stream.kept.end(), [&](const Kept& kept) {
    return event != nullptr && kept.event == *event && is_cause(cause, kept.type);
  });
  return recorded ? std::nullopt : Answer(block_not_allowed(std::string(cause)));
}

Answer check_report(const Judging& judging) {
  const Kept* newest =
      newest_of(judging.stream, {type::follow_up_reported, type::follow_up_verified, type::follow_up_rejected});
  if (newest != nullptr && newest->type == type::follow_up_reported) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", newest == nullptr ? "NONE" : catalogue().row(newest->type)->shape.name},
                  {"expected", "FollowUpReported"}});
}

Answer check_elsewhere(const Judging& judging) {
  const std::string_view to = text_or_empty(judging.event.get<Code>(field::jurisdiction_transfer::to));
  if (judging.find("agency-" + std::string(to)) == nullptr) {
    return Refusal(RefusalCode::e_reference_unknown, {{"reference", "agency-" + std::string(to)}});
  }
  if (to != home_agency_of(judging.stream)) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order, {{"agency", std::string(to)}, {"expected", "another agency"}});
}

Answer check_transfer(const Judging& judging) {
  const Kept* offer = open_offer(judging.stream);
  if (offer == nullptr) {
    return Refusal(RefusalCode::e_out_of_order, {{"state", "NONE"}, {"expected", "JurisdictionTransferOffered"}});
  }
  const std::string_view to = text_or_empty(offer->get<Code>(field::jurisdiction_transfer::to));
  const std::string_view stated = text_or_empty(judging.event.get<Code>(field::jurisdiction_transfer::to));
  const std::string_view agency = agency_of(powers_of(judging.event));
  return to == agency && stated == to ? std::nullopt : Answer(wrong_agency(to, to == agency ? stated : agency));
}

Answer check_declarer(const Judging& judging) {
  const std::string_view office = text_or_empty(judging.event.get<Code>(field::conflict_of_interest_declared::office));
  const std::string& acting = powers_of(judging.event);
  if (acting == office || may_as(judging, "SUPERVISOR", acting)) return std::nullopt;
  return role_not_allowed(acting, office);
}

Answer check_substitute(const Judging& judging) {
  namespace of = field::conflict_of_interest_declared;
  const std::string_view office = text_or_empty(judging.event.get<Code>(of::office));
  const std::string_view substitute = text_or_empty(judging.event.get<Code>(of::substitute));
  const std::string_view agency = agency_of(substitute);
  const bool above = !agency.empty() && agency != agency_of(office) && is_within(judging, agency_of(office), agency) &&
                     role_of(substitute) == role_of(office);
  if (above || (!agency.empty() && may_as(judging, "SUBSTITUTE", substitute))) return std::nullopt;
  return role_not_allowed(substitute, "SUBSTITUTE");
}

}  // namespace

std::optional<Refusal> check_supervisor(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  const Kept* handed = newest_of(judging.stream, {type::case_forwarded, type::transition_transferred});
  if (handed != nullptr && handed->type == type::transition_transferred) {
    const std::string_view receiver = text_or_empty(handed->get<Code>(field::transition_transferred::to));
    if (agency_of(receiver) == agency_of(office)) return std::nullopt;
    return wrong_agency(agency_of(receiver), agency_of(office));
  }
  if (may_as(judging, "SUPERVISOR", office) || may_as(judging, "TASK_FORCE", office)) return std::nullopt;
  return role_not_allowed(office, "SUPERVISOR");
}

const Guard supervisor_of_case{"supervisor_of_case", Stage::jurisdiction, check_supervisor};
const Guard transferred_as_processed{"transferred_as_processed", Stage::role, check_transferred};
const Guard supervisor_succeeded{"supervisor_succeeded", Stage::other_streams, check_succeeded};
const Guard follow_up_overdue{"follow_up_overdue", Stage::deadline, check_overdue};
const Guard reprimander_of_agency{"reprimander_of_agency", Stage::role, check_reprimander};
const Guard reprimand_overdue{"reprimand_overdue", Stage::deadline, check_reprimand_overdue};
const Guard block_allowed{"block_allowed", Stage::deadline, check_block};
const Guard unblock_allowed{"unblock_allowed", Stage::state, check_unblock};
const Guard report_to_verify{"report_to_verify", Stage::state, check_report};
const Guard transfer_elsewhere{"transfer_elsewhere", Stage::other_streams, check_elsewhere};
const Guard transfer_is_open{"transfer_is_open", Stage::jurisdiction, check_transfer};
const Guard declares_conflict{"declares_conflict", Stage::role, check_declarer};
const Guard substitute_is_higher{"substitute_is_higher", Stage::other_streams, check_substitute};

}  // namespace jejak::guards
