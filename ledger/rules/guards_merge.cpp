#include "ledger/rules/guards_merge.hpp"

#include "ledger/rules/case_facts.hpp"
#include "ledger/rules/mandate.hpp"
#include "ledger/rules/rule_sets.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak::guards {

namespace {

using Answer = std::optional<Refusal>;

static_assert(field::duplicate_detected::survivor == field::case_merged::survivor);

const StreamState* survivor_of(const Judging& judging) {
  const auto* named = judging.event.get<Reference>(field::duplicate_detected::survivor);
  return named == nullptr ? nullptr : judging.find(named->stream);
}

// The duplicate that was detected and not declared separate since.
const Kept* detected(const StreamState& kase) {
  const Kept* newest = newest_of(kase, {type::duplicate_detected, type::case_split});
  return newest == nullptr || newest->type != type::duplicate_detected ? nullptr : newest;
}

Answer check_same_subject(const Judging& judging) {
  const StreamState* survivor = survivor_of(judging);
  if (survivor == nullptr) return std::nullopt;
  if (survivor->name == judging.event.stream) {
    return Refusal(RefusalCode::e_out_of_order, {{"stream", survivor->name}, {"expected", "another case"}});
  }
  const auto one = subject_of(judging.stream);
  const auto other = subject_of(*survivor);
  if (!one || !other || one->subject == other->subject) return std::nullopt;
  return Refusal(RefusalCode::e_out_of_order, {{"subject", print(one->subject)}, {"expected", print(other->subject)}});
}

Answer check_merged(const Judging& judging) {
  const auto* named = judging.event.get<Reference>(field::case_merged::survivor);
  const Kept* duplicate = detected(judging.stream);
  const auto* survivor =
      duplicate == nullptr ? nullptr : duplicate->get<Reference>(field::duplicate_detected::survivor);
  if (named == nullptr || (survivor != nullptr && survivor->stream == named->stream)) return std::nullopt;
  return Refusal(
      RefusalCode::e_out_of_order,
      {{"survivor", named->stream}, {"expected", survivor == nullptr ? "DuplicateDetected" : survivor->stream}});
}

Answer check_holds_survivor(const Judging& judging) {
  const StreamState* survivor = survivor_of(judging);
  if (survivor == nullptr || survivor->kept.empty()) return std::nullopt;
  const std::string& office = powers_of(judging.event);
  const std::string_view opener = agency_of(survivor->kept.front().office);
  const bool supervisor = judging.procedure != nullptr &&
                          fills(*judging.procedure, "SUPERVISOR", role_of(office), judging.event.legal_date);
  const std::string_view home = home_agency_of(*survivor);
  if (supervisor || is_within(judging, opener, agency_of(office)) || (!home.empty() && home == agency_of(office))) {
    return std::nullopt;
  }
  return Refusal(RefusalCode::e_wrong_agency,
                 {{"competent", std::string(opener)}, {"agency", std::string(agency_of(office))}});
}

Answer check_not_duplicate(const Judging& judging) {
  const Kept* duplicate = detected(judging.stream);
  const auto* survivor =
      duplicate == nullptr ? nullptr : duplicate->get<Reference>(field::duplicate_detected::survivor);
  if (survivor == nullptr) return std::nullopt;
  return Refusal(RefusalCode::e_duplicate, {{"duplicate", survivor->stream}});
}

Answer check_names_cases(const Judging& judging) {
  const Codes* cases = judging.event.get<Codes>(field::case_split::new_cases);
  const bool named = cases != nullptr && std::all_of(cases->begin(), cases->end(), [&](const Code& each) {
                       return stream_kind(each.text) == StreamKind::kase && each.text != judging.event.stream;
                     });
  if (named) return std::nullopt;
  return Refusal(RefusalCode::e_schema, {{"field", "new_cases"}, {"rule", "every code must name another case"}});
}

Answer check_derived(const Judging& judging) {
  const auto* named = judging.event.get<Reference>(field::derived_case_opened::derived);
  const StreamState* derived = named == nullptr ? nullptr : judging.find(named->stream);
  const auto act = derived == nullptr ? std::nullopt : act_of(*derived);
  if (derived == nullptr || judging.procedure == nullptr) return std::nullopt;
  const bool neglect = derived->name != judging.event.stream && act && act->violations != nullptr &&
                       std::any_of(act->violations->begin(), act->violations->end(), [&](const Code& violation) {
                         return policy_lists(*judging.procedure, "neglect_violations", violation.text);
                       });
  if (neglect) return std::nullopt;
  const std::string* expected = policy(*judging.procedure, "neglect_violations");
  return Refusal(RefusalCode::e_out_of_order,
                 {{"stream", derived->name}, {"expected", expected == nullptr ? "" : *expected}});
}

}  // namespace

const Guard same_subject{"same_subject", Stage::other_streams, check_same_subject};
const Guard merged_as_detected{"merged_as_detected", Stage::state, check_merged};
const Guard holds_survivor{"holds_survivor", Stage::other_streams, check_holds_survivor};
const Guard not_a_duplicate{"not_a_duplicate", Stage::duplicate, check_not_duplicate};
const Guard names_cases{"names_cases", Stage::role, check_names_cases};
const Guard derived_by_neglect{"derived_by_neglect", Stage::other_streams, check_derived};

}  // namespace jejak::guards
