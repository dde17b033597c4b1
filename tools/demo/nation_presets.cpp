// The two data sets in numbers. Shares are those that KASN, BKN and Bawaslu published for 2020 and 2024; where they
// published none, a choice.

#include "tools/demo/nation_parts.hpp"
#include "tools/demo/published.hpp"

#include <algorithm>
#include <cmath>

namespace jejak {
namespace {

// V02 and V03 were published as one figure.
constexpr NationShare violations_2020[] = {
    {"V02", 204}, {"V11", 224}, {"V04", 126}, {"V05", 109}, {"V03", 100}, {"V15", 56}, {"V01", 50}, {"V10", 40},
    {"V16", 30},  {"V06", 15},  {"V07", 10},  {"V19", 10},  {"V08", 7},   {"V09", 6},  {"V13", 5},  {"V18", 2},
};
constexpr NationShare violations_2024[] = {
    {"V03", 158}, {"V06", 129}, {"V02", 113}, {"V11", 108}, {"V04", 100}, {"V05", 90}, {"V15", 80},
    {"V10", 40},  {"V14", 40},  {"V01", 30},  {"V12", 11},  {"V08", 10},  {"V09", 10}, {"V13", 10},
};
// Of the 1,596 recommended in 2020: 130 closed and 533 open moral sanctions, 32 light, 884 moderate, 17 severe.
constexpr NationShare sanctions_2020[] = {
    {"M1", 130}, {"M2", 533}, {"L1", 6},    {"L2", 14},   {"L3", 12},   {"T1", 420},
    {"T2", 310}, {"T3", 154}, {"P53-7", 7}, {"P53-8", 5}, {"P53-9", 4}, {"B3", 1},
};
// An estimate from the shares of the general election of 2024. Moral sanctions are drawn where the act's phase allows.
constexpr NationShare sanctions_2024[] = {
    {"M1", 130}, {"M2", 250}, {"L2", 10}, {"L3", 6},  {"T1", 240},
    {"T2", 180}, {"T3", 100}, {"B1", 15}, {"B2", 10}, {"X1", 54},
};
constexpr NationShare busy_2020[] = {
    {"kab:33.03", 56}, {"kab:74.07", 34}, {"kab:35.06", 21}, {"kab:16.13", 19}, {"kab:52.04", 18}, {"kab:71.09", 14},
    {"kab:53.11", 14}, {"kab:76.02", 13}, {"kab:82.06", 13}, {"kab:82.04", 12}, {"kab:74.09", 12}, {"kab:92.08", 11},
    {"prov:74", 18},   {"prov:52", 16},   {"prov:33", 14},   {"prov:73", 12},   {"prov:35", 10},
};
constexpr NationShare busy_2024[] = {
    {"kab:64.02", 11}, {"kota:64.72", 7}, {"kab:74.07", 6}, {"kab:73.06", 6}, {"prov:82", 5}, {"kota:63.71", 5},
};

std::span<const NationPreset> presets() {
  static const NationPreset list[] = {
      {"pilkada2020", "simulated.jejak.example/pilkada2020", 2020, 2020, date_of(2019, 12, 2), date_of(2024, 9, 30),
       date_of(2020, 9, 23), 2034, "pilkada2020", violations_2020, sanctions_2020, busy_2020},
      {"pilkada2024", "simulated.jejak.example/pilkada2024", 2024, 2024, date_of(2023, 12, 4), date_of(2026, 6, 30),
       date_of(2024, 9, 22), 480, nullptr, violations_2024, sanctions_2024, busy_2024},
  };
  return list;
}

// 433 reports and findings up to 2 December 2024, more than 400 of them forwarded by 17 September as the supervisor
// said in a press conference, 314 held to be violations: the figures of different days do not fit one curve.
Pace pace_2024() {
  Pace pace;
  pace.reported = {{date_of(2024, 2, 12), 0},   {date_of(2024, 5, 31), 90},   {date_of(2024, 8, 27), 210},
                   {date_of(2024, 9, 22), 290}, {date_of(2024, 10, 31), 400}, {date_of(2024, 11, 26), 462},
                   {date_of(2024, 12, 6), 480}};
  pace.recommended = {{date_of(2024, 3, 11), 0},
                      {date_of(2024, 6, 28), 62},
                      {date_of(2024, 9, 27), 150},
                      {date_of(2024, 11, 29), 260},
                      {date_of(2025, 1, 17), 300}};
  pace.followed_up = {{date_of(2024, 4, 29), 0},
                      {date_of(2024, 8, 30), 48},
                      {date_of(2024, 11, 29), 128},
                      {date_of(2025, 3, 28), 215},
                      {date_of(2025, 12, 19), 273}};
  return pace;
}

void add(Curve& curve, Date on, const std::optional<std::int64_t>& persons) {
  if (persons) curve.push_back({on, static_cast<std::size_t>(*persons)});
}

}  // namespace

const NationPreset* nation_preset(std::string_view name) {
  for (const NationPreset& preset : presets()) {
    if (name == preset.name) return &preset;
  }
  return nullptr;
}

const char* name_of(const NationPreset& preset) {
  return preset.name;
}

std::uint64_t seed_of(const NationPreset& preset) {
  return preset.seed;
}

Result<Pace> pace_of(const NationPreset& preset) {
  if (preset.published == nullptr) return pace_2024();
  const auto series = published_series(preset.published);
  if (!series) return series.error();
  Pace pace;
  // Nothing was published before June; the first cases of that year were reported in January.
  pace.reported.push_back({date_of(preset.year, 1, 6), 0});
  pace.recommended.push_back({date_of(preset.year, 1, 27), 0});
  pace.followed_up.push_back({date_of(preset.year, 3, 9), 0});
  for (const PublishedFigures& figures : *series) {
    // The final figures were published for a month. The last cases must have come in early enough to be recommended
    // within it.
    const bool last = figures.reported && *figures.reported == static_cast<std::int64_t>(preset.persons);
    add(pace.reported, last ? figures.as_of - 17 : figures.as_of, figures.reported);
    add(pace.recommended, last ? figures.as_of - 2 : figures.as_of, figures.recommended);
    add(pace.followed_up, figures.as_of, figures.followed_up);
  }
  return pace;
}

// Before the first figure, the beginning of a logistic curve: the pace itself grows evenly. Between two figures it is
// even.
Date day_of(const Curve& curve, double persons) {
  for (std::size_t i = 1; i < curve.size(); ++i) {
    const CurvePoint& from = curve[i - 1];
    const CurvePoint& until = curve[i];
    if (persons > static_cast<double>(until.persons)) continue;
    const double all = static_cast<double>(until.persons - from.persons);
    double share = (persons - static_cast<double>(from.persons)) / all;
    if (i == 1) share = std::sqrt(share);
    const double days = share * (until.on.days - from.on.days);
    return from.on + std::max(1, static_cast<std::int32_t>(std::ceil(days)));
  }
  return curve.back().on;
}

}  // namespace jejak
