#include "ledger/rules/guards_approval.hpp"

#include "ledger/rules/approvals.hpp"
#include "ledger/rules/holders.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

Refusal out_of_scope(const char* differs) {
  return Refusal(RefusalCode::e_approval_scope, {{"differs", differs}});
}

Answer check_request(const Judging& judging) {
  namespace of = field::approval_requested;
  const auto* reference = judging.event.get<Reference>(of::kase);
  const StreamState* kase = reference == nullptr ? nullptr : judging.find(reference->stream);
  if (kase == nullptr || stream_kind(kase->name) != StreamKind::kase) {
    return Refusal(RefusalCode::e_reference_unknown,
                   {{"reference", reference == nullptr ? "case" : reference->stream}});
  }
  const auto subject = subject_of(*kase);
  if (!subject) return Refusal(RefusalCode::e_jurisdiction_pending, {{"pending", "SubjectIdentified"}});
  const std::string_view agency = agency_of(powers_of(judging.event));
  if (agency != subject->home_agency) {
    return Refusal(RefusalCode::e_wrong_agency,
                   {{"competent", std::string(subject->home_agency)}, {"agency", std::string(agency)}});
  }
  const Id* person = judging.event.get<Id>(of::subject);
  if (person == nullptr || *person != subject->subject) return out_of_scope("subject");
  if (text_or_empty(judging.event.get<Code>(of::post)) != subject->post) return out_of_scope("post");
  const Kept* proposed = kase->last_of(type::sanction_proposed);
  if (proposed == nullptr) return std::nullopt;  // the case's state is judged next
  const std::string_view action = text_or_empty(proposed->get<Code>(field::sanction_proposed::sanction));
  return has_code(judging.event.get<Codes>(of::actions), action) ? std::nullopt : Answer(out_of_scope("action"));
}

Answer check_rank(const Judging& judging) {
  const StreamState* kase = case_of_approval(judging, judging.stream);
  const auto subject = kase == nullptr ? std::nullopt : subject_of(*kase);
  if (!subject || judging.procedure == nullptr) return std::nullopt;
  const std::string_view role = role_of(judging.event.office);
  for (const ApprovalRow& row : judging.procedure->approvals) {
    if (!concerns(row, *subject) || suffices(row, role)) continue;
    if (is_presidential(*judging.procedure, row, judging.event.legal_date)) continue;
    return Refusal(RefusalCode::e_approver_rank,
                   {{"role", std::string(role)}, {"rank", std::string(subject->rank)}, {"need", row.need}});
  }
  return std::nullopt;
}

Answer check_two_people(const Judging& judging) {
  const Kept* asked = judging.stream.last_of(type::approval_requested);
  if (asked == nullptr) return std::nullopt;
  const Event& event = judging.event;
  const auto askers = holders_on(judging.find("office-" + asked->office), asked->holder, asked->legal_date);
  for (const Id& approver : holders_on(judging.find("office-" + event.office), event.holder, event.legal_date)) {
    if (std::find(askers.begin(), askers.end(), approver) == askers.end()) continue;
    return Refusal(RefusalCode::e_self_review, {{"holder", print(approver)}});
  }
  return std::nullopt;
}

Answer check_grant(const Judging& judging) {
  namespace of = field::approval_granted;
  namespace request = field::approval_requested;
  const Kept* asked = judging.stream.last_of(type::approval_requested);
  if (asked == nullptr) return std::nullopt;
  const Id* person = judging.event.get<Id>(of::subject);
  const Id* wanted = asked->get<Id>(request::subject);
  if (person == nullptr || wanted == nullptr || *person != *wanted) return out_of_scope("subject");
  if (text_or_empty(judging.event.get<Code>(of::post)) != text_or_empty(asked->get<Code>(request::post))) {
    return out_of_scope("post");
  }
  const Codes* actions = judging.event.get<Codes>(of::actions);
  const Codes* asked_for = asked->get<Codes>(request::actions);
  const bool within = actions != nullptr && std::all_of(actions->begin(), actions->end(), [&](const Code& action) {
                        return has_code(asked_for, action.text);
                      });
  return within ? std::nullopt : Answer(out_of_scope("action"));
}

Answer check_revoker(const Judging& judging) {
  const Kept* granted = given_in(judging.stream);
  if (granted == nullptr || granted->office == judging.event.office) return std::nullopt;
  return Refusal(RefusalCode::e_role_not_allowed, {{"role", judging.event.office}, {"allowed", granted->office}});
}

}  // namespace

const Guard request_fits_case{"request_fits_case", Stage::other_streams, check_request};
const Guard approver_rank{"approver_rank", Stage::other_streams, check_rank};
const Guard approver_not_asker{"approver_not_asker", Stage::other_streams, check_two_people};
const Guard grant_within_request{"grant_within_request", Stage::other_streams, check_grant};
const Guard revoked_by_granter{"revoked_by_granter", Stage::role, check_revoker};

}  // namespace jejak::guards
