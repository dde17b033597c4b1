#pragma once
// The demos `pilkada2020` and `pilkada2024`: the country's regional elections as a made-up history. Agencies, codes and
// calendars are real, proportions and the pace are those that were published, persons and acts are invented. The same
// seed gives the same bytes.

#include "tools/demo/tiny.hpp"

namespace jejak {

struct NationPreset;  // tools/demo/nation_parts.hpp

// By name; null for an unknown one.
const NationPreset* nation_preset(std::string_view name);
const char* name_of(const NationPreset& preset);
std::uint64_t seed_of(const NationPreset& preset);

// A governor's removal of a head of office, refused without the Minister and standing with him: in both.
constexpr const char* nation_showcase = tiny_showcase;

// Signs on all cores. Errors: verification (the law judged one event otherwise than planned; the message says which),
// interrupted.
Result<DemoPlan> plan_nation(const NationPreset& preset, std::uint64_t seed, const RehearsalProgress& progress = {});

}  // namespace jejak
