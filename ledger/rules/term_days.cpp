#include "ledger/rules/term_days.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

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
  const Kept* decided = nullptr;
  for (const Kept& kept : judging.stream.kept) {
    if (kept.get<Code>(field::decision::sanction) == nullptr) continue;
    if (kept.type == type::sanction_decision_issued || kept.type == type::dismissal_decision_issued ||
        kept.type == type::presidential_decision_issued || kept.type == type::moral_sanction_decision_issued) {
      decided = &kept;
    }
  }
  const Date* received = judging.event.get<Date>(field::decision_delivered::received_at);
  const Sanction* imposed =
      decided == nullptr ? nullptr : penalty(judging, decided->get<Code>(field::decision::sanction));
  if (received == nullptr || imposed == nullptr || imposed->remedy != remedy) return std::nullopt;
  return *received;
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

}  // namespace jejak::terms
