#include "ledger/rules/engine.hpp"

#include "ledger/rules/types.hpp"

#include <limits>

namespace jejak {
namespace {

std::optional<std::uint32_t> version_in(const std::int64_t* number) {
  if (number == nullptr || *number < 1 || *number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

std::string up_to(std::uint32_t newest) {
  return "this program judges up to engine " + std::to_string(newest);
}

}  // namespace

EngineInForce engine_of(const Genesis& genesis, const KeptList& known) {
  EngineInForce engine{genesis.engine, Sequence{1}};
  for (const Kept& kept : known) {
    if (kept.type != type::rules_engine_activated) continue;
    if (const auto version = version_in(kept.get<std::int64_t>(field::rules_engine_activated::engine)))
      engine = {*version, Sequence{kept.position.value + 1}};
  }
  return engine;
}

EngineInForce engine_of(const State& state) {
  for (const StreamState* stream : state.registry(engine_stream)) {  // also of every longer name
    if (stream->name == engine_stream) return engine_of(state.genesis(), stream->kept);
  }
  return engine_of(state.genesis(), KeptList());
}

std::optional<std::uint32_t> activates(const Event& event) {
  if (event.type != type::rules_engine_activated) return std::nullopt;
  return version_in(event.get<std::int64_t>(field::rules_engine_activated::engine));
}

Outcome may_judge(const EngineInForce& engine, std::uint32_t newest) {
  if (engine.version <= newest) return {};
  return Error{Errc::unsupported, "entries from position " + std::to_string(engine.since.value) +
                                      " on are judged by engine " + std::to_string(engine.version) + "; " +
                                      up_to(newest) +
                                      ". It can read them, and neither judge nor append: use a newer one"};
}

Outcome may_append(const Event& event, const Judgement& judgement, std::uint32_t newest) {
  const auto version = activates(event);
  if (!judgement.admitted() || !version || *version <= newest) return {};
  return Error{Errc::unsupported, "engine " + std::to_string(*version) + " cannot be activated here: " + up_to(newest) +
                                      ". Append it with one that knows engine " + std::to_string(*version)};
}

}  // namespace jejak
