#include "ledger/rules/what_if.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/rules/types.hpp"

#include <algorithm>

namespace jejak {

namespace {

constexpr std::size_t what_if_cached_max = 16'384;
constexpr std::string_view rule_set_prefix = "ruleset-";

Divergence stored(Sequence position, const Error& error) {
  return Divergence{Divergence::Kind::stored, position, {}, error.message};
}

}  // namespace

Result<RuleSet> with_policies(RuleSet rules, std::span<const PolicyChange> changes) {
  for (const PolicyChange& change : changes) {
    const auto at = std::find_if(rules.policies.begin(), rules.policies.end(),
                                 [&](const PolicyRow& row) { return row.name == change.name; });
    if (at != rules.policies.end()) {
      at->value = change.value;
    } else {
      rules.policies.push_back({change.name, change.value, false, ""});
    }
  }
  if (auto checked = check_rule_set(rules); !checked) return std::move(checked).error();
  return rules;
}

WhatIf::WhatIf(const Hash& genesis_hash, std::vector<PolicyChange> changes)
    : changes_(std::move(changes)), replay_(genesis_hash) {}

WhatIf::~WhatIf() = default;

// Judges before the replay goes on: rows that are not in the cache are read as they stand before the entry.
WhatIfStep WhatIf::step(Prepared&& prepared) {
  const Sequence position = prepared.position;
  std::optional<Otherwise> otherwise;
  if (state_ != nullptr && prepared.vouched && prepared.entry) {
    auto judgement = judge(*state_, *prepared.vouched, Moment{position, prepared.entry->recorded_at});
    if (!judgement) return stored(position, judgement.error());
    otherwise = Otherwise{position, prepared.vouched->event(), {}, std::move(judgement->refusal)};
  }
  auto stepped = replay_.step(std::move(prepared));
  if (auto* divergence = std::get_if<Divergence>(&stepped)) return std::move(*divergence);
  Step& step = std::get<Step>(stepped);
  if (state_ == nullptr) {
    state_ = std::make_unique<State>(replay_.genesis(), replay_.rows(), what_if_cached_max);
  }
  if (auto learned = learn(step.changed); !learned) return stored(position, learned.error());
  if (!otherwise || otherwise->would_be.code == step.refusal.code) return std::optional<Otherwise>();
  otherwise->was = std::move(step.refusal);
  return otherwise;
}

// What really changed, with the policies of a rule set replaced in its table.
Outcome WhatIf::learn(const std::vector<std::string>& changed) {
  Changes changes;
  for (const std::string& name : changed) {
    const auto found = replay_.state().find(name);
    if (!found) return found.error();
    JEJAK_ASSERT(*found != nullptr);
    StreamState& stream = changes.emplace_back(**found);
    if (name.starts_with(rule_set_prefix)) {
      auto replaced = replace_policies(stream.kept);
      if (!replaced) return std::move(replaced).error();
      stream.kept = std::move(*replaced);
    }
  }
  state_->apply(std::move(changes));
  return {};
}

Result<KeptList> WhatIf::replace_policies(const KeptList& published) const {
  KeptList out;
  for (Kept kept : published) {
    for (Field& field : kept.fields) {
      auto* table = std::get_if<Bytes>(&field.value);
      if (table == nullptr) continue;
      auto rules = decode_rule_set(*table);
      if (!rules) continue;  // nobody can read it, so nobody judges by it
      auto changed = with_policies(std::move(*rules), changes_);
      if (!changed) return std::move(changed).error();
      auto bytes = encode(*changed);
      if (!bytes) return std::move(bytes).error();
      *table = std::move(*bytes);
    }
    out.push_back(std::move(kept));
  }
  return out;
}

}  // namespace jejak
