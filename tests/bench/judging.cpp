#include "tests/bench/figures.hpp"
#include "tests/bench/measures.hpp"
#include "tools/demo/tiny.hpp"

#include <sodium.h>

#include <chrono>

namespace jejak {
namespace {

constexpr int judging_rounds = 9;

using SteadyTime = std::chrono::steady_clock::time_point;

double us_since(SteadyTime begin) {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count();
}

struct Known {
  Vouched event;
  Instant at;
};

Result<std::vector<Known>> vouch_all(const DemoPlan& plan) {
  std::vector<Known> out;
  for (const PlannedEvent& planned : plan.events) {
    auto vouched = vouch(planned.envelope, plan.genesis.origin);
    if (vouched) out.push_back({std::move(*vouched), planned.at});
  }
  if (out.empty()) return Error{Errc::internal, "the demo has no event whose signatures hold"};
  return out;
}

// The whole demo through the rules, in memory: what judging costs beside the state that it keeps. Microseconds an
// event.
Result<double> judge_all(const DemoPlan& plan, const std::vector<Known>& events) {
  const MemoryRows none;
  State state(plan.genesis, none);
  auto loaded = state.load();
  if (!loaded) return std::move(loaded).error();
  Sequence position{1};
  const SteadyTime begin = std::chrono::steady_clock::now();
  for (const Known& known : events) {
    auto judged = judge(state, known.event, Moment{position, known.at});
    if (!judged) return std::move(judged).error();
    if (!judged->recorded) continue;
    state.apply(std::move(judged->changes));
    ++position.value;
  }
  return us_since(begin) / static_cast<double>(events.size());
}

// One signature check of the same events, on one core. Microseconds.
Result<double> check_all(const DemoPlan& plan) {
  std::vector<std::pair<Bytes, EventSignature>> messages;
  for (const PlannedEvent& planned : plan.events) {
    auto envelope = decode_envelope(planned.envelope);
    if (!envelope) continue;
    const Bytes message = pre_authentication_encoding(event_payload_type, envelope->event);
    for (const EventSignature& signature : envelope->signatures) messages.emplace_back(message, signature);
  }
  std::size_t held = 0;
  const SteadyTime begin = std::chrono::steady_clock::now();
  for (const auto& [message, signature] : messages) {
    const int broken =
        crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(), signature.key.data());
    if (broken == 0) ++held;
  }
  const double us = us_since(begin) / static_cast<double>(messages.size());
  if (held == 0) return Error{Errc::internal, "no signature of the demo holds"};
  return us;
}

}  // namespace

Result<Figures> measure_judging() {
  const auto plan = plan_tiny();
  if (!plan) return plan.error();
  const auto events = vouch_all(*plan);
  if (!events) return events.error();
  std::vector<double> judgings;
  std::vector<double> checks;
  for (int round = 0; round < judging_rounds; ++round) {
    auto judging = judge_all(*plan, *events);
    if (!judging) return std::move(judging).error();
    judgings.push_back(*judging);
    auto check = check_all(*plan);
    if (!check) return std::move(check).error();
    checks.push_back(*check);
  }
  Figures out;
  out.set("judge_us", median(judgings));
  out.set("signature_us", median(checks));
  out.set("judge_vs_signature", median(judgings) / median(checks));
  return out;
}

}  // namespace jejak
