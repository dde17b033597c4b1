#include "ledger/rules/guards_archive.hpp"

#include "ledger/rules/decisions.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/terms.hpp"
#include "ledger/rules/types.hpp"

#include <charconv>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

Refusal wrong_agency(std::string_view competent, std::string_view agency) {
  return Refusal(RefusalCode::e_wrong_agency, {{"competent", std::string(competent)}, {"agency", std::string(agency)}});
}

bool was_supervised(const StreamState& kase) {
  const Kept* opened = kase.last_of(type::case_opened);
  const bool by_supervisor =
      opened != nullptr && text_or_empty(opened->get<Code>(field::case_opened::origin)) == "SUPERVISOR";
  return by_supervisor || kase.last_of(type::case_forwarded) != nullptr || recommendation_of(kase) != nullptr;
}

// A completed sanction is looked at again as a completed one; whatever ended without a decision goes back to who ended
// it, as far as the case had come.
bool led_here(const StreamState& kase, std::string_view phase) {
  if (kase.state == StateCode::z09) return phase == "COMPLETED";
  if (phase == "UNDER_SUPERVISION") return was_supervised(kase);
  if (phase == "PPK_RECEIVED") return kase.state != StateCode::z02 && subject_of(kase).has_value();
  return phase == "OPENED" && kase.state != StateCode::z06;
}

Answer check_reopening(const Judging& judging) {
  const std::string_view phase = text_or_empty(judging.event.get<Code>(field::case_reopened::resumes_at));
  if (led_here(judging.stream, phase)) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", name(judging.stream.state)}, {"resumes_at", std::string(phase)}});
}

const Term* named_term(const Judging& judging) {
  return judging.stream.term(text_or_empty(judging.event.get<Code>(field::deadline_extended::deadline)));
}

Answer check_own_deadline(const Judging& judging) {
  const Term* term = named_term(judging);
  const std::string_view agency = agency_of(powers_of(judging.event));
  if (term == nullptr || is_within(judging, term->agency, agency)) return std::nullopt;
  return wrong_agency(term->agency, agency);
}

Answer check_running(const Judging& judging) {
  const std::string_view id = text_or_empty(judging.event.get<Code>(field::deadline_extended::deadline));
  const Term* term = named_term(judging);
  if (term == nullptr || term->stopped_on) {
    return Refusal(
        RefusalCode::e_out_of_order,
        {{"deadline", std::string(id)}, {"state", term == nullptr ? "NONE" : "STOPPED"}, {"expected", "RUNNING"}});
  }
  const auto reading = read_term(judging.state, *term);
  if (!reading || reading->last_day.provisional) return std::nullopt;
  const Date last = reading->last_day.date;
  const bool backdated = last < judging.recorded_date && !signed_before(judging.event, last + 1);
  if (judging.event.legal_date <= last && !backdated) return std::nullopt;
  return Refusal(RefusalCode::e_deadline_passed, {{"deadline", std::string(id)}, {"until", print(last)}});
}

// "DL-03:2,DL-03b:7": by how much each term may be lengthened in all; 0 for those that are not named.
int extension_max(const RuleSet& rules, std::string_view id) {
  for (const std::string_view part : policy_list(rules, "extendable_deadlines")) {
    const std::size_t colon = part.find(':');
    if (colon == std::string_view::npos || part.substr(0, colon) != id) continue;
    int most = 0;
    std::from_chars(part.data() + colon + 1, part.data() + part.size(), most);
    return most;
  }
  return 0;
}

Answer check_extension(const Judging& judging) {
  const std::string_view id = text_or_empty(judging.event.get<Code>(field::deadline_extended::deadline));
  const auto* added = judging.event.get<std::int64_t>(field::deadline_extended::added);
  const Term* term = named_term(judging);
  if (added == nullptr || term == nullptr || judging.procedure == nullptr) return std::nullopt;
  if (*added < 1) return Refusal(RefusalCode::e_schema, {{"field", "added"}, {"rule", "must be at least 1"}});
  const int most = extension_max(*judging.procedure, id);
  if (*added <= most - static_cast<int>(term->extended)) return std::nullopt;
  return Refusal(RefusalCode::e_deadline_passed, {{"deadline", std::string(id)}, {"allowed", std::to_string(most)}});
}

// Jurisdiction is judged of the office that acts: let it be the head's.
Answer check_head(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  if (judging.procedure == nullptr || fills(*judging.procedure, "DECIDER", role_of(office), judging.event.legal_date)) {
    return std::nullopt;
  }
  return Refusal(RefusalCode::e_role_not_allowed, {{"role", std::string(role_of(office))}, {"allowed", "DECIDER"}});
}

Answer check_final(const Judging& judging) {
  const bool imported = judging.stream.state == StateCode::imported;
  if (imported || is_final(judging.state, judging.stream, judging.event.legal_date)) return std::nullopt;
  return Refusal(RefusalCode::e_embargo, {{"until", "FINAL"}});
}

std::string_view home_of(const StreamState& kase) {
  const auto subject = subject_of(kase);
  if (subject) return subject->home_agency;
  const Kept* imported = kase.last_of(type::historical_record_imported);
  return imported == nullptr ? std::string_view()
                             : text_or_empty(imported->get<Code>(field::historical_record::home_agency));
}

// The officers of the subject's agency; of the one that opened the case while nobody knows whose the subject is.
Answer check_officers(const Judging& judging) {
  const std::string_view agency = agency_of(powers_of(judging.event));
  std::string_view keeper = home_of(judging.stream);
  if (keeper.empty() && !judging.stream.kept.empty()) keeper = agency_of(judging.stream.kept.front().office);
  if (keeper.empty() || is_within(judging, keeper, agency)) return std::nullopt;
  return wrong_agency(keeper, agency);
}

Answer check_retention(const Judging& judging) {
  namespace of = field::retention_disposition;
  const auto refuse = [](std::string missing) {
    return Refusal(RefusalCode::e_shred_not_allowed, {{"missing", std::move(missing)}});
  };
  if (judging.stream.is(StateCode::hold_yes)) return refuse(name(StateCode::hold_no));
  if (remedy_pending(judging.stream)) return refuse(name(StateCode::remedy_final));
  const Date* until = judging.event.get<Date>(of::retained_until);
  if (until == nullptr || *until < judging.event.legal_date) return std::nullopt;
  return refuse(print(*until + 1));
}

Answer check_import(const Judging& judging) {
  const std::string_view agency = agency_of(powers_of(judging.event));
  const std::string_view home = text_or_empty(judging.event.get<Code>(field::historical_record::home_agency));
  return home == agency ? std::nullopt : Answer(wrong_agency(home, agency));
}

}  // namespace

const Guard reopening_fits_end{"reopening_fits_end", Stage::state, check_reopening};
const Guard own_deadline{"own_deadline", Stage::jurisdiction, check_own_deadline};
const Guard deadline_is_running{"deadline_is_running", Stage::state, check_running};
const Guard extension_allowed{"extension_allowed", Stage::deadline, check_extension};
const Guard head_lifts{"head_lifts", Stage::role, check_head};
const Guard case_is_final{"case_is_final", Stage::state, check_final};
const Guard officers_of_case{"officers_of_case", Stage::jurisdiction, check_officers};
const Guard retention_is_over{"retention_is_over", Stage::state, check_retention};
const Guard imported_by_own{"imported_by_own", Stage::jurisdiction, check_import};

}  // namespace jejak::guards
