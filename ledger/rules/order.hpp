#pragma once
// The order of judgement: which checks stand between a vouched event and its admission, one after the other. The
// first no is the answer. Schema, origin and unknown keys come before all of them, because they say nothing of the law.

#include "ledger/rules/signers.hpp"

namespace jejak {

struct Check {
  const char* name;  // for the mutation test
  std::optional<Refusal> (*check)(const Judging&, const Signers&);
};

std::span<const Check> whole_order();
std::span<const Check> order_of_judgement();  // that of engine version 1: the whole one

// What the rows' columns ask, each for itself. Those of keys, mandates and roles are in signers.hpp.
namespace checks {
std::optional<Refusal> revision(const Judging&);        // concurrency: what the signer must have seen
std::optional<Refusal> jurisdiction(const Judging&);    // jurisdiction
std::optional<Refusal> state(const Judging&);           // from
std::optional<Refusal> overlays(const Judging&);        // needs
std::optional<Refusal> expects(const Judging&);         // expects
std::optional<Refusal> references(const Judging&);      // touches: that there is such a stream
std::optional<Refusal> touched_states(const Judging&);  // touches: and in which state
std::optional<Refusal> guards(const Judging&, Stage stage);
}  // namespace checks

}  // namespace jejak
