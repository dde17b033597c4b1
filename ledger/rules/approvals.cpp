#include "ledger/rules/approvals.hpp"

#include "ledger/rules/contested.hpp"
#include "ledger/rules/decisions.hpp"
#include "ledger/rules/holders.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

namespace {

constexpr std::int32_t validity_months_max = 1'200;

bool is_acting_kind(const RuleSet& rules, HolderKind kind) {
  if (policy(rules, "acting_holder_kinds") == nullptr) return kind != HolderKind::definitif && kind != HolderKind::none;
  return policy_lists(rules, "acting_holder_kinds", name(kind));
}

// The head in whose power the decision is made holds the office only for the time being.
bool head_is_acting(const Judging& judging) {
  const Event& event = judging.event;
  if (event.on_behalf_of.empty()) return is_acting_kind(*judging.procedure, event.holder);
  const auto heads = holdings(judging.find("office-" + event.on_behalf_of));
  const bool definitive = std::any_of(heads.begin(), heads.end(), [&](const Holding& head) {
    return head.covers(event.legal_date) && !is_acting_kind(*judging.procedure, head.kind);
  });
  return !definitive;
}

// The basis of the window that protects the post; nothing if none does, or if the policy reads the law as being about
// filling posts only.
std::optional<std::string> protecting_window(const Judging& judging) {
  const Event& event = judging.event;
  const RuleSet& rules = *judging.procedure;
  if (policy_is(rules, "approval_scope", "POST_FILLING_ONLY")) return std::nullopt;
  const std::string& office = powers_of(event);
  const auto then = protected_windows(judging.state, rules, office, event.legal_date);
  if (const Window* window = window_on(then, event.legal_date)) return window->basis;
  if (judging.recorded_date <= event.legal_date) return std::nullopt;
  const auto now = protected_windows(judging.state, rules, office, judging.recorded_date);
  const Window* begun = window_begun_between(now, event.legal_date, judging.recorded_date);
  if (begun == nullptr || signed_before(event, begun->from)) return std::nullopt;
  return begun->basis;
}

Refusal not_in_force(const Date* from, const Date* until) {
  Refusal refusal(RefusalCode::e_approval_not_in_force);
  if (from != nullptr) refusal.facts.emplace_back("from", print(*from));
  if (until != nullptr) refusal.facts.emplace_back("until", print(*until));
  return refusal;
}

Refusal out_of_scope(const char* differs) {
  return Refusal(RefusalCode::e_approval_scope, {{"differs", differs}});
}

// The head in whose power the decision is made, as he holds the office that day.
bool head_is_of(const Judging& judging, const Codes* kinds) {
  const Event& event = judging.event;
  if (event.on_behalf_of.empty()) return has_code(kinds, name(event.holder));
  const auto heads = holdings(judging.find("office-" + event.on_behalf_of));
  return std::any_of(heads.begin(), heads.end(), [&](const Holding& head) {
    return head.covers(event.legal_date) && has_code(kinds, name(head.kind));
  });
}

// The track that was recommended; in a case that nobody recommended anything in, those that the penalty belongs to.
bool is_on_track(const Judging& judging, const Codes* tracks, std::string_view action) {
  const std::string_view recommended = track_of(judging.stream);
  if (!recommended.empty()) return has_code(tracks, recommended);
  const auto act = act_of(judging.stream);
  const Sanction* penalty =
      act && judging.penalties != nullptr ? sanction(*judging.penalties, action, act->date) : nullptr;
  return penalty != nullptr && std::any_of(penalty->tracks.begin(), penalty->tracks.end(),
                                           [tracks](const std::string& track) { return has_code(tracks, track); });
}

std::optional<Refusal> check_standing_scope(const Judging& judging, const Kept& issued, std::string_view action) {
  namespace of = field::standing_approval;
  if (!has_code(issued.get<Codes>(field::approval_granted::actions), action)) return out_of_scope("action");
  if (!is_on_track(judging, issued.get<Codes>(of::tracks), action)) return out_of_scope("track");
  if (!head_is_of(judging, issued.get<Codes>(of::office_kinds))) return out_of_scope("office_kind");
  const Codes* agencies = issued.get<Codes>(of::agencies);
  if (agencies == nullptr || has_code(agencies, agency_of(powers_of(judging.event)))) return std::nullopt;
  return out_of_scope("agency");
}

std::optional<Refusal> check_scope(const Judging& judging, const StreamState& approval, const Kept& granted,
                                   const SubjectFacts& subject, std::string_view action) {
  namespace of = field::approval_granted;
  const Kept* asked = approval.last_of(type::approval_requested);
  const auto* kase = asked == nullptr ? nullptr : asked->get<Reference>(field::approval_requested::kase);
  const Id* person = granted.get<Id>(of::subject);
  if (person == nullptr || *person != subject.subject) return out_of_scope("subject");
  if (text_or_empty(granted.get<Code>(of::post)) != subject.post) return out_of_scope("post");
  if (!has_code(granted.get<Codes>(of::actions), action)) return out_of_scope("action");
  if (kase == nullptr || kase->stream != judging.event.stream) return out_of_scope("case");
  return std::nullopt;
}

// What is approved in general terms holds until it is revoked.
Date last_valid_day(const RuleSet& rules, const Kept& granted, Date from) {
  if (const Date* until = granted.get<Date>(field::approval_granted::valid_until)) return *until;
  if (granted.type == type::standing_approval_issued) return date_max;
  const auto months = policy_number(rules, "default_approval_validity_months");
  return months ? add_months(from, std::min(*months, validity_months_max)) : date_max;
}

std::optional<Refusal> check_in_force(const Judging& judging, const StreamState& approval, const Kept& granted) {
  const Event& event = judging.event;
  const Date* valid_from = granted.get<Date>(field::approval_granted::valid_from);
  const Date from = std::max(valid_from == nullptr ? granted.legal_date : *valid_from, granted.legal_date);
  Date last = last_valid_day(*judging.procedure, granted, from);
  if (const Kept* revoked = approval.last_of(type::approval_revoked)) {
    const Date* on = revoked->get<Date>(field::approval_revoked::revoked_on);
    if (on != nullptr) last = std::min(last, *on - 1);
  }
  const bool in_time = judging.recorded_date <= last || signed_before(event, last + 1);
  const bool given = approval.state == StateCode::granted || approval.state == StateCode::waived ||
                     approval.state == StateCode::standing;
  if (given && from <= event.legal_date && event.legal_date <= last && in_time) {
    return std::nullopt;
  }
  return not_in_force(&from, last == date_max ? nullptr : &last);
}

// Approval in general terms removes what is needed only because the head is an acting one, and only while no window
// protects the post: every other need wants an approval of its own.
std::optional<Refusal> check_standing(const Judging& judging, const StreamState& approval, const Kept& issued,
                                      std::string_view action, const std::vector<ApprovalNeed>& needs) {
  if (auto no = check_standing_scope(judging, issued, action)) return no;
  if (auto no = check_in_force(judging, approval, issued)) return no;
  const bool in_window =
      std::any_of(needs.begin(), needs.end(), [](const ApprovalNeed& need) { return need.row->reason == "WINDOW"; });
  std::vector<ApprovalNeed> left;
  for (const ApprovalNeed& need : needs) {
    if (in_window || need.row->reason != "ACTING_HEAD") left.push_back(need);
  }
  return left.empty() ? std::nullopt : std::optional(approval_required(left));
}

}  // namespace

const Kept* given_in(const StreamState& approval) {
  const Kept* found = nullptr;
  for (const std::uint16_t type :
       {type::approval_granted, type::approval_waiver_recorded, type::standing_approval_issued}) {
    const Kept* kept = approval.last_of(type);
    if (kept != nullptr && (found == nullptr || found->position < kept->position)) found = kept;
  }
  return found;
}

Date last_day_of_approval(const State& state, const Kept& given) {
  if (const Date* until = given.get<Date>(field::approval_granted::valid_until)) return *until;
  const Date* valid_from = given.get<Date>(field::approval_granted::valid_from);
  const RuleSet* rules = state.rule_set_on(given.legal_date);
  if (rules == nullptr) return date_max;
  return last_valid_day(*rules, given,
                        std::max(valid_from == nullptr ? given.legal_date : *valid_from, given.legal_date));
}

Refusal approval_required(const std::vector<ApprovalNeed>& needs) {
  std::string need;
  for (const ApprovalNeed& each : needs) {
    if (need.find(each.row->need) == std::string::npos) need += (need.empty() ? "" : "/") + each.row->need;
  }
  return Refusal(RefusalCode::e_approval_required, {{"need", need}, {"basis", needs.front().basis}});
}

bool is_presidential(const RuleSet& rules, const ApprovalRow& row, Date on) {
  return fills(rules, "HEAD_OF_STATE", row.need, on);
}

bool suffices(const ApprovalRow& row, std::string_view role) {
  return row.need == role ||
         std::find(row.also_accepted.begin(), row.also_accepted.end(), role) != row.also_accepted.end();
}

bool concerns(const ApprovalRow& row, const SubjectFacts& subject) {
  if (!row.rank.empty() && row.rank != subject.rank) return false;
  if (row.heads_unit && subject.heads_unit.empty()) return false;
  return row.post.empty() || row.post == subject.post_class || row.post == subject.post;
}

std::vector<ApprovalNeed> approval_needs(const Judging& judging, const SubjectFacts& subject,
                                         const Sanction& sanction) {
  std::vector<ApprovalNeed> needs;
  if (judging.procedure == nullptr || !sanction.leaves_post) return needs;
  const auto window = protecting_window(judging);
  const bool acting = head_is_acting(judging);
  for (const ApprovalRow& row : judging.procedure->approvals) {
    if (!concerns(row, subject) || (row.dismissal_only && !sanction.dismissal)) continue;
    if (row.reason == "WINDOW") {
      if (window) needs.push_back({&row, *window});
    } else if (row.reason != "ACTING_HEAD" || acting) {
      needs.push_back({&row, row.basis});
    }
  }
  return needs;
}

std::optional<Refusal> check_approval(const Judging& judging, const StreamState& approval, const SubjectFacts& subject,
                                      std::string_view action, const std::vector<ApprovalNeed>& needs) {
  if (approval.state == StateCode::consumed) return Refusal(RefusalCode::e_approval_consumed);
  const Kept* granted = given_in(approval);
  if (granted == nullptr) return not_in_force(nullptr, nullptr);
  if (const StreamState* key = contesting_key(judging, *granted)) {
    return Refusal(RefusalCode::e_approval_not_in_force, {{"contested_by", key->name}});
  }
  if (granted->type == type::standing_approval_issued) {
    return check_standing(judging, approval, *granted, action, needs);
  }
  if (auto no = check_scope(judging, approval, *granted, subject, action)) return no;
  if (auto no = check_in_force(judging, approval, *granted)) return no;
  for (const ApprovalNeed& need : needs) {
    if (is_presidential(*judging.procedure, *need.row, judging.event.legal_date)) continue;
    if (suffices(*need.row, role_of(granted->office))) continue;
    return Refusal(RefusalCode::e_approver_rank, {{"role", std::string(role_of(granted->office))},
                                                  {"rank", std::string(subject.rank)},
                                                  {"need", need.row->need}});
  }
  return std::nullopt;
}

}  // namespace jejak
