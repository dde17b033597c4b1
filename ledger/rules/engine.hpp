#pragma once
// Which version of rules and catalogue judges (architecture: verdicts outlive the program). The genesis names the
// first; RulesEngineActivated, signed by the threshold of roots, says from which entry on another one does. A program
// judges old entries as the version in force there did, and nothing that a version newer than its own has judged.

#include "ledger/base/result.hpp"
#include "ledger/rules/judge.hpp"
#include "ledger/rules/state.hpp"

#include <optional>

namespace jejak {

constexpr std::uint32_t engine_newest = 1;  // the newest version that this program judges as
constexpr std::string_view engine_stream = "ledger-engine";

struct EngineInForce {
  std::uint32_t version = 1;
  Sequence since;  // the first entry that it judges
};

// As of the state's position. `known`: the kept events of engine_stream.
EngineInForce engine_of(const State& state);
EngineInForce engine_of(const Genesis& genesis, const KeptList& known);

// The version that an event puts in force; nothing for other events, and for a number that no version can have.
std::optional<std::uint32_t> activates(const Event& event);

// Errors: unsupported, saying from which entry on a program of `newest` cannot judge and what to do.
Outcome may_judge(const EngineInForce& engine, std::uint32_t newest);
// The same for a judged event that is to be appended: whoever activates a version must be able to go on with it.
Outcome may_append(const Event& event, const Judgement& judgement, std::uint32_t newest);

}  // namespace jejak
