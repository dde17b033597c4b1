#pragma once
// The history under another policy: every event judged once more, on the history as it really was, by the same rules
// with some policies of every rule set replaced. Nothing follows from a verdict that would have been different, so that
// each difference is due to the policy alone.

#include "ledger/rules/replay.hpp"

namespace jejak {

struct PolicyChange {
  std::string name;
  std::string value;
};

// A rule set with the policies replaced, or stated where it was silent. Errors: malformed, too_large.
Result<RuleSet> with_policies(RuleSet rules, std::span<const PolicyChange> changes);

// An act that would have been judged otherwise.
struct Otherwise {
  Sequence position;
  Event event;
  Refusal was;  // code none: admitted
  Refusal would_be;
};

// Where nothing is otherwise: an empty one. A false history ends it, as it ends the replay.
using WhatIfStep = std::variant<std::optional<Otherwise>, Divergence>;

class WhatIf {
 public:
  WhatIf(const Hash& genesis_hash, std::vector<PolicyChange> changes);
  ~WhatIf();

  WhatIfStep step(Prepared&& prepared);  // the next entry, from 0
  const Replay& replay() const { return replay_; }

 private:
  Outcome learn(const std::vector<std::string>& changed);
  Result<KeptList> replace_policies(const KeptList& published) const;

  std::vector<PolicyChange> changes_;
  Replay replay_;
  std::unique_ptr<State> state_;  // reads the replay's rows; its rule sets are others
};

}  // namespace jejak
