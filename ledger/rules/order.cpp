#include "ledger/rules/order.hpp"

#include "ledger/rules/conflicts.hpp"
#include "ledger/rules/terms.hpp"

namespace jejak {

namespace {

using Verdict = std::optional<Refusal>;

template <Verdict (*check)(const Judging&)>
Verdict of_row(const Judging& judging, const Signers&) {
  return check(judging);
}

template <Stage stage>
Verdict guards_of(const Judging& judging, const Signers&) {
  return checks::guards(judging, stage);
}

constexpr Check order[] = {
    {"keys", &check_keys},
    {"revision", &of_row<checks::revision>},
    {"mandates", &check_mandates},
    {"roles", &check_roles},
    {"conflicts", &of_row<check_conflict>},
    {"guards of roles", &guards_of<Stage::role>},
    {"jurisdiction", &of_row<checks::jurisdiction>},
    {"guards of jurisdiction", &guards_of<Stage::jurisdiction>},
    {"state", &of_row<checks::state>},
    {"overlays", &of_row<checks::overlays>},
    {"expects", &of_row<checks::expects>},
    {"guards of state", &guards_of<Stage::state>},
    {"references", &of_row<checks::references>},
    {"guards of other streams", &guards_of<Stage::other_streams>},
    {"touched states", &of_row<checks::touched_states>},
    {"within", &of_row<check_within>},
    {"guards of deadlines", &guards_of<Stage::deadline>},
    {"guards of duplicates", &guards_of<Stage::duplicate>},
};

}  // namespace

std::span<const Check> whole_order() {
  return order;
}

}  // namespace jejak
