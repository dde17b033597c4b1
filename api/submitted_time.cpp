#include "api/submitted_time.hpp"

#include "ledger/proof/hash.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::string_view key_prefix = "key-";

std::optional<StreamState> stream_of(const Reader& reader, const std::string& name) {
  const auto row = reader.row(name);
  auto stream = row && *row ? decode_stream_state(name, **row) : Result<StreamState>(Error{Errc::not_found, name});
  return stream ? std::optional(std::move(*stream)) : std::nullopt;
}

bool is_on_disk(const Host& host, const PublicKey& key) {
  const auto stream = stream_of(host.reader(), std::string(key_prefix) + to_hex(key));
  if (stream && stream->events != 0) return true;
  const auto changes = stream_of(host.reader(), std::string(roots_stream));
  const Roots roots = roots_of(host.genesis(), changes ? changes->kept : KeptList(), Sequence{tree_size_max});
  return roots.of(key) != nullptr;
}

}  // namespace

Outcome SubmittedTime::reached(const Claim& claim) {
  const auto id = parse_id(claim.event_id);
  const auto known = id ? host_.reader().find_event(*id) : std::optional<Sequence>();
  if (!known) return known.error();
  if (*known) return {};  // nobody signs the instant: whoever sends again what is there may name any
  if (auto moved = move(claim); !moved) return moved;
  // If that event is turned away, no other is judged after it; what became of one that is there, the disk says.
  if (claim.stream.starts_with(key_prefix)) {
    const auto bytes = from_hex(std::string_view(claim.stream).substr(key_prefix.size()));
    if (const auto key = bytes ? to_array<32>(*bytes) : std::nullopt) registered_.insert(*key);
  }
  return {};
}

Outcome SubmittedTime::move(const Claim& claim) {
  if (claim.at.empty()) return {};
  const auto instant = parse_instant(claim.at);
  SimulatedClock* clock = host_.simulated();
  if (!instant || clock == nullptr) {
    return Error{Errc::malformed,
                 "at: \"" + claim.at + "\"" + (instant ? ": this is a real ledger" : " is not an instant")};
  }
  if (*instant < clock->now()) {
    return Error{Errc::malformed, "at: " + claim.at + " is before " + print(clock->now())};
  }
  if (std::none_of(claim.keys.begin(), claim.keys.end(), [this](const PublicKey& key) { return is_registered(key); })) {
    return Error{Errc::unknown_key, "at: no key that signed this is registered, so it does not move the clock"};
  }
  clock->advance_to(*instant);
  return {};
}

bool SubmittedTime::is_registered(const PublicKey& key) {
  if (registered_.contains(key)) return true;
  if (!is_on_disk(host_, key)) return false;
  registered_.insert(key);
  return true;
}

}  // namespace jejak
