#include "tests/bench/ceiling.hpp"

#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace jejak {
namespace {

constexpr std::size_t run_events = 64;  // what a thread takes at a time

}  // namespace

Result<Ceiling> Ceiling::make(const std::vector<std::vector<Bytes>>& cases, std::size_t events_max) {
  if (sodium_init() < 0) return Error{Errc::internal, "libsodium does not start"};
  Ceiling ceiling;
  for (const std::vector<Bytes>& events : cases) {
    for (const Bytes& bytes : events) {
      if (ceiling.events_.size() >= events_max) return ceiling;
      auto envelope = decode_envelope(bytes);
      if (!envelope) return std::move(envelope).error();
      ceiling.events_.push_back(
          {pre_authentication_encoding(event_payload_type, envelope->event), std::move(envelope->signatures)});
    }
  }
  return ceiling;
}

Result<double> Ceiling::round() const {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> all_hold{true};
  const auto check_runs = [&] {
    for (;;) {
      const std::size_t first = next.fetch_add(run_events);
      if (first >= events_.size()) return;
      const std::size_t last = std::min(events_.size(), first + run_events);
      for (std::size_t i = first; i < last; ++i) {
        for (const EventSignature& signature : events_[i].signatures) {
          const Bytes& message = events_[i].message;
          if (crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(),
                                          signature.key.data()) != 0) {
            all_hold = false;
          }
        }
      }
    }
  };
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) threads.emplace_back(check_runs);
  for (std::thread& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!all_hold) return Error{Errc::bad_signature, "a signature of the load does not hold"};
  return static_cast<double>(events_.size()) / seconds;
}

}  // namespace jejak
