#include "ledger/rules/guards_examination.hpp"

#include "ledger/rules/approvals.hpp"
#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/conflicts.hpp"
#include "ledger/rules/guards_decision.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

const Codes* codes_named(const Judging& judging, std::string_view name) {
  for (const FieldShape& shape : judging.row.shape.fields) {
    if (shape.name == name) return judging.event.get<Codes>(shape.number);
  }
  return nullptr;
}

Refusal composition(const char* rule, std::string_view missing) {
  return Refusal(RefusalCode::e_examiner_composition, {{"rule", rule}, {"member", std::string(missing)}});
}

// The place of a rank in the rule set's order; nothing for a rank that it does not compare.
std::optional<std::size_t> height(const RuleSet& rules, std::string_view rank) {
  const auto order = policy_list(rules, "rank_order");
  const auto at = std::find(order.begin(), order.end(), rank);
  return at == order.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - order.begin()));
}

Answer check_high_enough(const Judging& judging) {
  const Codes* ranks = codes_named(judging, "member_ranks");
  const auto subject = subject_of(judging.stream);
  if (ranks == nullptr && codes_named(judging, "members") != nullptr) {  // whoever names members says how they rank
    return Refusal(RefusalCode::e_examiner_composition, {{"rule", "LOWER_RANK"}, {"missing", "member_ranks"}});
  }
  if (ranks == nullptr || !subject || judging.procedure == nullptr) return std::nullopt;
  const auto least = height(*judging.procedure, subject->rank);
  for (const Code& rank : *ranks) {
    const auto high = height(*judging.procedure, rank.text);
    if (high && least && *high < *least) return composition("LOWER_RANK", rank.text);
  }
  return std::nullopt;
}

Answer check_not_involved(const Judging& judging) {
  const auto involved = [&](std::string_view office) { return conflict_of(judging, office) != nullptr; };
  const std::string_view examiner = text_or_empty(judging.event.get<Code>(field::examiner_appointed::examiner));
  if (involved(examiner)) return composition("INVOLVED", examiner);
  if (const Codes* members = codes_named(judging, "members")) {
    for (const Code& member : *members) {
      if (involved(member.text)) return composition("INVOLVED", member.text);
    }
  }
  return std::nullopt;
}

Answer check_ethics(const Judging& judging) {
  const std::string_view track = track_of(judging.stream);
  if (track.empty() || track == "ETHICS") return std::nullopt;
  return Refusal(RefusalCode::e_sanction_track, {{"track", std::string(track)}, {"stated", "ETHICS"}});
}

// The newest of summons and absence says whether somebody stayed away, and whether he may be blamed for it.
Answer check_summons_order(const Judging& judging) {
  namespace absent = field::non_appearance_recorded;
  const StateCode state = judging.stream.state;
  const std::string_view number = text_or_empty(judging.event.get<Code>(field::summons_issued::summons_no));
  const Kept* newest = newest_of(judging.stream, {type::summons_issued, type::non_appearance_recorded});
  const bool missed = newest != nullptr && newest->type == type::non_appearance_recorded;
  const bool excused = missed && text_or_empty(newest->get<Code>(absent::excuse)) == "VALID";
  const char* expected = "1";
  if (state == StateCode::summoned_1) expected = excused ? "1" : missed ? "2" : "NonAppearanceRecorded";
  if (state == StateCode::summoned_2) expected = excused ? "2" : "ExaminationInAbsentiaResolved";
  if (number == expected) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", name(state)}, {"summons_no", std::string(number)}, {"expected", expected}});
}

Answer check_missed(const Judging& judging) {
  namespace of = field::non_appearance_recorded;
  const Kept* newest = newest_of(judging.stream, {type::summons_issued, type::non_appearance_recorded});
  const Date* summoned = newest == nullptr || newest->type != type::summons_issued
                             ? nullptr
                             : newest->get<Date>(field::summons_issued::examined_on);
  const Date* missed = judging.event.get<Date>(of::missed_on);
  const char* number = judging.stream.state == StateCode::summoned_2 ? "2" : "1";
  const bool fits = summoned != nullptr && missed != nullptr && *summoned == *missed &&
                    text_or_empty(judging.event.get<Code>(of::summons_no)) == number;
  if (fits) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", name(judging.stream.state)},
                  {"expected", summoned == nullptr ? "SummonsIssued" : number + (" " + print(*summoned))}});
}

// Absences count from the appointment of those who examine now.
Answer check_absentia(const Judging& judging) {
  namespace of = field::non_appearance_recorded;
  bool first = false;
  bool second = false;
  for (const Kept& kept : judging.stream.kept) {
    if (kept.type == type::examiner_appointed || kept.type == type::ethics_council_formed) first = second = false;
    if (kept.type != type::non_appearance_recorded) continue;
    if (text_or_empty(kept.get<Code>(of::excuse)) != "NONE") continue;
    (text_or_empty(kept.get<Code>(of::summons_no)) == "1" ? first : second) = true;
  }
  if (first && second) return std::nullopt;
  return Refusal(RefusalCode::e_absentia_not_ready, {{"absences", std::to_string(int{first} + int{second})}});
}

Answer check_council_sanction(const Judging& judging) {
  const Code* recommended = judging.event.get<Code>(field::ethics_council_decided::recommended_sanction);
  if (recommended == nullptr) return std::nullopt;
  if (auto no = check_sanction_exists(judging, recommended->text)) return no;
  return check_sanction_track(judging, recommended->text, "ETHICS");
}

Answer check_threat(const Judging& judging) {
  const Kept* appointed = judging.stream.last_of(type::examiner_appointed);
  const std::string_view threat = appointed == nullptr
                                      ? std::string_view()
                                      : text_or_empty(appointed->get<Code>(field::examiner_appointed::threat));
  if (judging.procedure == nullptr || policy_lists(*judging.procedure, "relief_threats", threat)) return std::nullopt;
  const std::string* expected = policy(*judging.procedure, "relief_threats");
  return Refusal(RefusalCode::e_out_of_order, {{"threat", threat.empty() ? "NONE" : std::string(threat)},
                                               {"expected", expected == nullptr ? "" : *expected}});
}

// Ranks that the President appoints, he suspends; the others their own head.
Answer check_suspender(const Judging& judging) {
  const auto subject = subject_of(judging.stream);
  if (!subject) return Refusal(RefusalCode::e_jurisdiction_pending, {{"pending", "SubjectIdentified"}});
  if (judging.procedure == nullptr) return std::nullopt;
  const RuleSet& rules = *judging.procedure;
  const Date on = judging.event.legal_date;
  const std::string& office = powers_of(judging.event);
  const bool head_of_state = fills(rules, "HEAD_OF_STATE", role_of(office), on);
  for (const ApprovalRow& row : rules.approvals) {
    if (row.reason != "RANK" || row.dismissal_only || !is_presidential(rules, row, on) || !concerns(row, *subject)) {
      continue;
    }
    if (head_of_state) return std::nullopt;
    return Refusal(RefusalCode::e_president_required,
                   {{"rank", std::string(subject->rank)}, {"need", row.need}, {"basis", row.basis}});
  }
  if (agency_of(office) == subject->home_agency) return std::nullopt;
  return Refusal(RefusalCode::e_wrong_agency,
                 {{"competent", std::string(subject->home_agency)}, {"agency", std::string(agency_of(office))}});
}

}  // namespace

const Guard examiners_high_enough{"examiners_high_enough", Stage::other_streams, check_high_enough};
const Guard examiners_not_involved{"examiners_not_involved", Stage::other_streams, check_not_involved};
const Guard on_ethics_track{"on_ethics_track", Stage::state, check_ethics};
const Guard summons_in_order{"summons_in_order", Stage::state, check_summons_order};
const Guard missed_as_summoned{"missed_as_summoned", Stage::state, check_missed};
const Guard absentia_ready{"absentia_ready", Stage::state, check_absentia};
const Guard council_sanction_exists{"council_sanction_exists", Stage::state, check_council_sanction};
const Guard threat_is_severe{"threat_is_severe", Stage::state, check_threat};
const Guard suspends_own_rank{"suspends_own_rank", Stage::jurisdiction, check_suspender};

}  // namespace jejak::guards
