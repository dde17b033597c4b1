#pragma once
// One case of the demo `load`: twenty lawful events from the report to the closing, all recorded on one working day.

#include "tools/demo/chance.hpp"
#include "tools/demo/keyring.hpp"

namespace jejak {

constexpr const char* load_election = "PILKADA-2024-LOAD";
constexpr const char* load_supervisor = "BKN@kl:BKN";
Date load_day();

struct LoadRegion {
  const char* agency;   // "kab:64.01"
  const char* bawaslu;  // "bawaslu:64.01"

  std::string intake() const { return std::string("BAWASLU_KABKOTA@") + bawaslu; }
  std::string office(const char* role) const { return std::string(role) + "@" + agency; }
  std::vector<std::string> offices() const;  // all that sign, each with a key of its name
};
std::span<const LoadRegion> load_regions();

// The ring must have the keys of all offices already, so that many threads may read it.
std::vector<Bytes> write_load_case(const std::string& origin, Keyring& keys, std::uint64_t seed, std::uint64_t index,
                                   Instant recorded_at);

// The same with evidence in between, until the case has `events`; its stream is named.
std::vector<Bytes> write_long_case(const std::string& origin, Keyring& keys, std::uint64_t seed, Instant recorded_at,
                                   const std::string& stream, std::size_t events);

}  // namespace jejak
