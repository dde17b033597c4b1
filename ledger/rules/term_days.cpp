#include "ledger/rules/term_days.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/decisions.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"
#include "ledger/rules/windows.hpp"

namespace jejak::terms {

namespace {

// Without a named election the law of local elections counts, whose terms are the shorter ones.
bool is_general(const Judging& judging, const Reference* election) {
  const StreamState* stream = election == nullptr ? nullptr : judging.find(election->stream);
  const Kept* scheduled = stream == nullptr ? nullptr : stream->last_of(type::election_scheduled);
  return scheduled != nullptr && text_or_empty(scheduled->get<Code>(field::election::kind)) == "PEMILU";
}

std::optional<Date> known(const Judging& judging, bool general) {
  namespace of = field::report_received;
  const Date* known_at = judging.event.get<Date>(of::known_at);
  if (known_at == nullptr || is_general(judging, judging.event.get<Reference>(of::election)) != general) {
    return std::nullopt;
  }
  return *known_at;
}

std::optional<Date> registered(const Judging& judging, bool general) {
  namespace of = field::case_opened;
  const auto* report = judging.event.get<Reference>(of::report);
  const StreamState* stream = report == nullptr ? nullptr : judging.find(report->stream);
  const Kept* registration = stream == nullptr ? nullptr : stream->last_of(type::report_registered);
  if (registration == nullptr || is_general(judging, judging.event.get<Reference>(of::election)) != general) {
    return std::nullopt;
  }
  return registration->legal_date;
}

const Sanction* penalty(const Judging& judging, const Code* code) {
  const auto act = act_of(judging.stream);
  if (code == nullptr || !act || judging.penalties == nullptr) return nullptr;
  return sanction(*judging.penalties, code->text, act->date);
}

std::optional<Date> received_under(const Judging& judging, std::string_view remedy) {
  const bool by_post = judging.event.type == type::decision_dispatched;
  const Date* received = judging.event.get<Date>(by_post ? field::decision_dispatched::arrived_on
                                                         : field::decision_delivered::received_at);
  const Sanction* imposed = sanction_in_force(judging.state, judging.stream);
  if (received == nullptr || imposed == nullptr || imposed->remedy != remedy) return std::nullopt;
  return *received;
}

std::optional<Date> had_on(const Judging& judging, std::uint16_t field) {
  const Date* received = judging.event.get<Date>(field);
  return received == nullptr ? judging.event.legal_date : *received;
}

bool is_deferred(const Judging& judging) {
  return text_or_empty(judging.event.get<Code>(field::appeal_decided::outcome)) == "DITUNDA";
}

// Nobody may take this official out of his post without a yes, or the decision used one.
bool was_protected(const Judging& judging, const Kept& decided) {
  const Sanction* imposed = sanction_in_force(judging.state, judging.stream);
  if (decided.get<Reference>(field::decision::approval) != nullptr) return true;
  const RuleSet* rules = judging.state.rule_set_on(decided.legal_date);
  if (imposed == nullptr || !imposed->leaves_post || rules == nullptr) return false;
  const auto windows = protected_windows(judging.state, *rules, decided.office, decided.legal_date);
  return window_on(windows, decided.legal_date) != nullptr;
}

}  // namespace

std::optional<Date> known_local(const Judging& judging) {
  return known(judging, false);
}

std::optional<Date> known_general(const Judging& judging) {
  return known(judging, true);
}

std::optional<Date> registered_local(const Judging& judging) {
  return registered(judging, false);
}

std::optional<Date> registered_general(const Judging& judging) {
  return registered(judging, true);
}

std::optional<Date> dismissal_proposed(const Judging& judging) {
  const Sanction* proposed = penalty(judging, judging.event.get<Code>(field::sanction_proposed::sanction));
  return proposed != nullptr && proposed->dismissal ? std::optional(judging.event.legal_date) : std::nullopt;
}

std::optional<Date> follow_up_again(const Judging& judging) {
  return judging.stream.term("DL-06") == nullptr ? std::nullopt : std::optional(judging.event.legal_date);
}

std::optional<Date> sent_to_validate(const Judging& judging) {
  namespace of = field::supervisor_verification_completed;
  const bool sent = text_or_empty(judging.event.get<Code>(of::needs_bawaslu)) == "YES";
  return sent ? std::optional(judging.event.legal_date) : std::nullopt;
}

std::optional<Date> first_missed(const Judging& judging) {
  namespace of = field::non_appearance_recorded;
  const Date* missed = judging.event.get<Date>(of::missed_on);
  const bool first = text_or_empty(judging.event.get<Code>(of::summons_no)) == "1";
  return missed != nullptr && first ? std::optional(*missed) : std::nullopt;
}

std::optional<Date> objection_opens(const Judging& judging) {
  return received_under(judging, "OBJECTION");
}

std::optional<Date> appeal_opens(const Judging& judging) {
  return received_under(judging, "APPEAL");
}

std::optional<Date> executed_under_approval(const Judging& judging) {
  const Kept* decided = decision_in_force(judging.stream);
  const Date* executed = judging.event.get<Date>(field::sanction_execution::executed_on);
  if (decided == nullptr || executed == nullptr || !was_protected(judging, *decided)) return std::nullopt;
  return *executed;
}

std::optional<Date> objection_answered(const Judging& judging) {
  return had_on(judging, field::objection_decided::received_on);
}

std::optional<Date> appeal_answered(const Judging& judging) {
  return is_deferred(judging) ? std::nullopt : had_on(judging, field::appeal_decided::received_on);
}

std::optional<Date> new_version(const Judging& judging) {
  const bool named = judging.event.get<Code>(field::decision::sanction) != nullptr;
  return named ? std::optional(judging.event.legal_date) : std::nullopt;
}

std::optional<Date> appeal_decided(const Judging& judging) {
  return is_deferred(judging) ? std::nullopt : std::optional(judging.event.legal_date);
}

std::optional<Date> case_ends(const Judging& judging) {
  const bool goes_on = text_or_empty(judging.event.get<Code>(field::subject_left_service::consequence)) == "CONTINUES";
  return goes_on ? std::nullopt : std::optional(judging.event.legal_date);
}

std::optional<Date> acting_head_registers(const Judging& judging) {
  namespace of = field::candidacy_intent;
  const Date* registration = judging.event.get<Date>(of::registration_on);
  if (judging.event.get<Code>(of::acting_head_of) == nullptr || registration == nullptr) return std::nullopt;
  return *registration;
}

}  // namespace jejak::terms
