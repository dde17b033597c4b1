#include "ledger/rules/guards_candidacy.hpp"

#include "ledger/rules/approvals.hpp"
#include "ledger/rules/decisions.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

struct Candidate {
  Id subject{};
  std::string_view home_agency;
  std::string_view rank;
};

template <class Source>  // a kept event or one that is being judged
std::optional<Candidate> read_candidate(const Source& source) {
  namespace of = field::candidacy;
  const Id* subject = source.template get<Id>(of::subject);
  if (subject == nullptr) return std::nullopt;
  return Candidate{*subject, text_or_empty(source.template get<Code>(of::home_agency)),
                   text_or_empty(source.template get<Code>(of::rank_class))};
}

// As the stream says it last; all of its first events name him.
std::optional<Candidate> candidate_of(const StreamState& candidacy) {
  for (auto at = candidacy.kept.rbegin(); at != candidacy.kept.rend(); ++at) {
    const bool names_him = at->type == type::candidacy_intent_notified ||
                           at->type == type::candidacy_resignation_submitted || at->type == type::candidate_determined;
    if (names_him) return read_candidate(*at);
  }
  return std::nullopt;
}

Refusal wrong_agency(std::string_view competent, std::string_view agency) {
  return Refusal(RefusalCode::e_wrong_agency, {{"competent", std::string(competent)}, {"agency", std::string(agency)}});
}

Answer check_registry(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  const auto named = read_candidate(judging.event);
  const auto candidate = named ? named : candidate_of(judging.stream);
  if (!candidate || agency_of(office) == candidate->home_agency) return std::nullopt;
  for (const char* role : {"NATIONAL_REGISTRY", "INTAKE", "SUPERVISOR"}) {
    // Who watches from outside has no candidates of his own.
    if (judging.procedure != nullptr && fills(*judging.procedure, role, role_of(office), judging.event.legal_date)) {
      return std::nullopt;
    }
  }
  return wrong_agency(candidate->home_agency, agency_of(office));
}

Answer check_same(const Judging& judging) {
  const auto candidate = candidate_of(judging.stream);
  const auto named = read_candidate(judging.event);
  if (!candidate || !named || candidate->subject == named->subject) return std::nullopt;
  return Refusal(RefusalCode::e_reference_unknown, {{"reference", print(named->subject)}});
}

Answer check_decider(const Judging& judging) {
  const std::string& office = powers_of(judging.event);
  const auto candidate = candidate_of(judging.stream);
  if (!candidate || agency_of(office) == candidate->home_agency) return std::nullopt;
  if (judging.procedure != nullptr &&
      fills(*judging.procedure, "HEAD_OF_STATE", role_of(office), judging.event.legal_date)) {
    return std::nullopt;
  }
  return wrong_agency(candidate->home_agency, agency_of(office));
}

Answer check_president(const Judging& judging) {
  const auto candidate = candidate_of(judging.stream);
  if (!candidate || judging.procedure == nullptr) return std::nullopt;
  const std::string_view role = role_of(powers_of(judging.event));
  for (const ApprovalRow& row : judging.procedure->approvals) {
    if (row.reason != "RANK" || row.rank != candidate->rank || suffices(row, role)) continue;
    if (!is_presidential(*judging.procedure, row, judging.event.legal_date)) continue;
    return Refusal(RefusalCode::e_president_required,
                   {{"rank", std::string(candidate->rank)}, {"need", row.need}, {"basis", row.basis}});
  }
  return std::nullopt;
}

bool has_statement(const StreamState& candidacy) {
  const Kept* submitted = candidacy.last_of(type::candidacy_resignation_submitted);
  const Kept* withdrawn = candidacy.last_of(type::candidacy_resignation_withdrawn);
  return submitted != nullptr && (withdrawn == nullptr || withdrawn->position < submitted->position);
}

Answer check_statement(const Judging& judging) {
  if (has_statement(judging.stream)) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", name(judging.stream.state)}, {"expected", "CandidacyResignationSubmitted"}});
}

Answer check_no_statement(const Judging& judging) {
  if (!has_statement(judging.stream)) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", name(StateCode::submitted)}, {"expected", "CandidacyResignationAccepted"}});
}

Answer check_effect(const Judging& judging) {
  const Kept* determined = judging.stream.last_of(type::candidate_determined);
  const Date* on = determined == nullptr ? nullptr : determined->get<Date>(field::candidate_determined::determined_on);
  const Date* effective = judging.event.get<Date>(field::candidacy_discharge::effective_on);
  if (on == nullptr || effective == nullptr || judging.procedure == nullptr) return std::nullopt;
  if (!policy_is(*judging.procedure, "candidacy_discharge_on", "DETERMINATION_MONTH_END")) return std::nullopt;
  Workdays days(judging.state, agency_of(judging.event.office));
  const Date expected = days.add(*on, 0, "MONTH_END").date;
  if (*effective == expected) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order, {{"state", print(*effective)}, {"expected", print(expected)}});
}

// Said before the order of steps is: there is no state in which it could be taken back.
Answer check_irrevocable(const Judging& judging) {
  const bool revocable =
      judging.procedure != nullptr && policy_is(*judging.procedure, "candidacy_resignation_revocable", "true");
  if (revocable || !has_statement(judging.stream)) return std::nullopt;
  return Refusal(RefusalCode::e_irrevocable, {{"what", "CandidacyResignationSubmitted"}});
}

Answer check_case(const Judging& judging) {
  const bool discharge = judging.event.type == type::candidacy_resignation_accepted;
  const auto* reference = judging.event.get<Reference>(discharge ? field::candidacy_discharge::kase
                                                                 : field::resignation_duty_breached::kase);
  if (reference == nullptr) return std::nullopt;
  const StreamState* kase = judging.find(reference->stream);
  const auto subject = kase == nullptr ? std::nullopt : subject_of(*kase);
  const auto candidate = candidate_of(judging.stream);
  if (subject && candidate && subject->subject == candidate->subject) return std::nullopt;
  return Refusal(RefusalCode::e_reference_unknown, {{"reference", reference->stream}});
}

// Once the discharge is in effect, or there is none to come.
Answer check_final(const Judging& judging) {
  if (judging.stream.state != StateCode::discharged) {
    const bool over = judging.stream.state == StateCode::not_determined;
    return over ? std::nullopt : Answer(Refusal(RefusalCode::e_embargo, {{"until", name(StateCode::discharged)}}));
  }
  const Kept* discharged = judging.stream.last_of(type::candidacy_resignation_accepted);
  const Date* effective =
      discharged == nullptr ? nullptr : discharged->get<Date>(field::candidacy_discharge::effective_on);
  if (effective == nullptr || *effective <= judging.event.legal_date) return std::nullopt;
  return Refusal(RefusalCode::e_embargo, {{"until", print(*effective)}});
}

}  // namespace

const Guard candidate_of_registry{"candidate_of_registry", Stage::jurisdiction, check_registry};
const Guard same_candidate{"same_candidate", Stage::state, check_same};
const Guard decider_of_candidate{"decider_of_candidate", Stage::jurisdiction, check_decider};
const Guard president_discharges{"president_discharges", Stage::role, check_president};
const Guard statement_on_file{"statement_on_file", Stage::state, check_statement};
const Guard no_statement_on_file{"no_statement_on_file", Stage::state, check_no_statement};
const Guard discharge_at_month_end{"discharge_at_month_end", Stage::state, check_effect};
const Guard statement_irrevocable{"statement_irrevocable", Stage::jurisdiction, check_irrevocable};
const Guard case_of_candidate{"case_of_candidate", Stage::other_streams, check_case};
const Guard candidacy_is_final{"candidacy_is_final", Stage::state, check_final};

}  // namespace jejak::guards
