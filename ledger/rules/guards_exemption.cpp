#include "ledger/rules/guards_exemption.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

static_assert(field::exemption_claimed::ground == field::exemption_verified::ground);

std::string_view ground_of(const Judging& judging) {
  return text_or_empty(judging.event.get<Code>(field::exemption_verified::ground));
}

bool rests_on(const Judging& judging, std::string_view policy_name) {
  return judging.penalties != nullptr && policy_lists(*judging.penalties, policy_name, ground_of(judging));
}

Refusal out_of_scope(const char* differs) {
  return Refusal(RefusalCode::e_assignment_scope, {{"differs", differs}});
}

const StreamState* paper(const Judging& judging) {
  const auto* named = judging.event.get<Reference>(field::exemption_verified::evidence);
  return named == nullptr ? nullptr : judging.find(named->stream);
}

// A ground that the rule set does not list is none; a rule set without a list leaves it to the authority.
Answer check_ground(const Judging& judging) {
  if (judging.penalties == nullptr || policy(*judging.penalties, "lawful_grounds") == nullptr) return std::nullopt;
  if (rests_on(judging, "lawful_grounds")) return std::nullopt;
  return Refusal(
      RefusalCode::e_assignment_scope,
      {{"differs", "ground"}, {"ground", std::string(ground_of(judging))}, {"ruleset", judging.penalties->id}});
}

Answer check_open(const Judging& judging) {
  const Kept* newest =
      newest_of(judging.stream, {type::exemption_claimed, type::exemption_verified, type::exemption_rejected});
  if (newest != nullptr && newest->type == type::exemption_claimed) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"state", newest == nullptr ? "NONE" : catalogue().row(newest->type)->shape.name},
                  {"expected", "ExemptionClaimed"}});
}

Answer check_claimed(const Judging& judging) {
  const Kept* claimed = judging.stream.last_of(type::exemption_claimed);
  if (claimed == nullptr) return std::nullopt;
  const std::string_view ground = text_or_empty(claimed->get<Code>(field::exemption_claimed::ground));
  if (ground == ground_of(judging)) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order,
                 {{"ground", std::string(ground_of(judging))}, {"expected", std::string(ground)}});
}

Answer check_proofs(const Judging& judging) {
  namespace of = field::exemption_verified;
  const bool letter = rests_on(judging, "assigned_grounds");
  const bool clothed = rests_on(judging, "uniformed_grounds");
  if (letter && judging.event.get<Hash>(of::letter_hash) == nullptr) return out_of_scope("letter");
  if (clothed && judging.event.get<Hash>(of::uniform_hash) == nullptr) return out_of_scope("uniform");
  if (clothed && judging.event.get<Hash>(of::id_card_hash) == nullptr) return out_of_scope("id_card");
  return std::nullopt;
}

// The letter that the ground needs; nothing if the ground needs none.
struct Assigned {
  const Kept* letter = nullptr;
  Answer refusal;
};
Assigned assigned(const Judging& judging) {
  if (!rests_on(judging, "assigned_grounds")) return {};
  const StreamState* stream = paper(judging);
  const Kept* letter = stream == nullptr ? nullptr : stream->last_of(type::duty_assignment_issued);
  if (letter == nullptr) return {nullptr, out_of_scope("assignment")};
  return {letter, std::nullopt};
}

Answer check_covers(const Judging& judging) {
  namespace of = field::duty_assignment_issued;
  const Assigned found = assigned(judging);
  const auto act = act_of(judging.stream);
  const auto subject = subject_of(judging.stream);
  if (found.letter == nullptr || !act || !subject) return found.refusal;
  const Kept& letter = *found.letter;
  if (!has_code(letter.get<Codes>(of::persons), print(subject->subject))) return out_of_scope("person");
  if (text_or_empty(letter.get<Code>(of::place)) != act->place) return out_of_scope("place");
  const Date* from = letter.get<Date>(of::valid_from);
  const Date* until = letter.get<Date>(of::valid_until);
  if (from == nullptr || until == nullptr || act->date < *from || *until < act->date) return out_of_scope("date");
  const Kept* revoked = paper(judging)->last_of(type::duty_assignment_revoked);
  const Date* ended = revoked == nullptr ? nullptr : revoked->get<Date>(field::duty_assignment_revoked::revoked_on);
  if (ended != nullptr && *ended <= act->date) return out_of_scope("date");
  const std::string_view function = text_or_empty(letter.get<Code>(of::function));
  const Kept* claimed = judging.stream.last_of(type::exemption_claimed);
  const Code* stated = claimed == nullptr ? nullptr : claimed->get<Code>(field::exemption_claimed::function);
  const bool known =
      !rests_on(judging, "uniformed_grounds") || policy_lists(*judging.penalties, "assigned_functions", function);
  if (!known || (stated != nullptr && stated->text != function)) return out_of_scope("function");
  return std::nullopt;
}

// Days are all that an act has: a letter of the same day counts as earlier.
Answer check_came_first(const Judging& judging) {
  const Assigned found = assigned(judging);
  const auto act = act_of(judging.stream);
  if (found.letter == nullptr || !act) return std::nullopt;
  const Date recorded = local_date(found.letter->recorded_at, judging.event.zone);
  if (found.letter->legal_date <= act->date && recorded <= act->date) return std::nullopt;
  return Refusal(RefusalCode::e_assignment_backdated,
                 {{"assigned", print(std::max(recorded, found.letter->legal_date))}, {"act", print(act->date)}});
}

Answer check_leave(const Judging& judging) {
  namespace of = field::spouse_leave_granted;
  if (!rests_on(judging, "leave_grounds")) return std::nullopt;
  const StreamState* stream = paper(judging);
  const Kept* leave = stream == nullptr ? nullptr : stream->last_of(type::spouse_leave_granted);
  if (leave == nullptr) return out_of_scope("leave");
  const auto act = act_of(judging.stream);
  const auto subject = subject_of(judging.stream);
  if (!act || !subject) return std::nullopt;
  const Id* person = leave->get<Id>(of::person);
  if (person == nullptr || *person != subject->subject) return out_of_scope("person");
  const Date* from = leave->get<Date>(of::valid_from);
  const Date* until = leave->get<Date>(of::valid_until);
  const bool covered = from != nullptr && until != nullptr && *from <= act->date && act->date <= *until;
  return covered ? std::nullopt : Answer(out_of_scope("date"));
}

}  // namespace

const Guard ground_is_lawful{"ground_is_lawful", Stage::state, check_ground};
const Guard exempted_as_claimed{"exempted_as_claimed", Stage::state, check_claimed};
const Guard claim_is_open{"claim_is_open", Stage::state, check_open};
const Guard proofs_are_complete{"proofs_are_complete", Stage::other_streams, check_proofs};
const Guard assignment_covers{"assignment_covers", Stage::other_streams, check_covers};
const Guard assignment_came_first{"assignment_came_first", Stage::other_streams, check_came_first};
const Guard leave_covers{"leave_covers", Stage::other_streams, check_leave};

}  // namespace jejak::guards
