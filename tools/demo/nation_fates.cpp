// What becomes of each case, drawn before any is told, so that the sums are those that were published: whose opening,
// recommendation and follow-up fall on which day.

#include "tools/demo/nation_parts.hpp"

#include <algorithm>

namespace jejak {
namespace {

// Working days that the ordinary way needs at least: from the opening to the recommendation, from there to the report
// of the follow-up. In calendar days, over an ordinary weekend.
constexpr std::int32_t study_days_min = 10;
constexpr std::int32_t follow_up_days_min = 29;

constexpr unsigned persons_a_report[] = {820, 110, 25, 20, 15, 4, 2, 2, 2};
constexpr std::size_t persons_of[] = {1, 2, 3, 4, 5, 6, 8, 11, 15};

struct WayShare {
  Way way;
  unsigned weight;
};
// Of the cases that were not recommended. The funnel's shares, counted on what is left beside the published sums.
constexpr WayShare ways[] = {
    {Way::not_proven, 400}, {Way::dismissed, 320}, {Way::internal, 230}, {Way::pending, 25}, {Way::left_service, 25},
};
// Beside the persons that count, per mille of them.
constexpr unsigned out_of_scope_per_mille = 17;
constexpr unsigned merged_per_mille = 9;

void open_reports(std::vector<Fate>& fates, const NationPreset& preset, const Pace& pace, const OpenDays& open_days,
                  std::uint64_t seed) {
  Chance chance(seed, "persons a report");
  const double scale = static_cast<double>(preset.persons) / static_cast<double>(fates.size());
  std::size_t report = 0;
  for (std::size_t first = 0; first < fates.size(); ++report) {
    const std::size_t persons = std::min(persons_of[chance.pick(persons_a_report)], fates.size() - first);
    const double middle = static_cast<double>(first) + static_cast<double>(persons) / 2;
    const Date day = open_days.open_on_or_after(day_of(pace.reported, middle * scale));
    for (std::size_t i = first; i < first + persons; ++i) {
      fates[i].opened = day;
      fates[i].report = report;
    }
    first += persons;
  }
}

// The j-th recommendation falls on the day that the published series asks for, and takes the next case that is far
// enough by then. Others are passed over in their proportion, as long as enough of them wait.
std::vector<std::size_t> recommend(std::vector<Fate>& fates, const Curve& curve, std::size_t count, std::size_t all) {
  constexpr std::size_t waiting_min = 6;
  std::vector<std::size_t> chosen;
  const std::size_t passed_over_max = fates.size() - count;
  const double share = static_cast<double>(passed_over_max) / static_cast<double>(fates.size());
  const double scale = static_cast<double>(all) / static_cast<double>(count);
  std::size_t next = 0;
  std::size_t passed_over = 0;
  std::size_t far_enough = 0;
  for (std::size_t j = 0; j < count; ++j) {
    const Date on = day_of(curve, (static_cast<double>(j) + 0.5) * scale);
    while (far_enough < fates.size() && fates[far_enough].opened + study_days_min <= on) ++far_enough;
    while (passed_over < passed_over_max && far_enough > next + waiting_min &&
           static_cast<double>(passed_over) < share * static_cast<double>(far_enough)) {
      ++next;
      ++passed_over;
    }
    fates[next].recommended_on = std::max(on, fates[next].opened + study_days_min);
    chosen.push_back(next++);
  }
  return chosen;
}

// Half of the agencies take longer than the law gives them: whoever is next is one of those that wait, seldom the
// oldest.
void follow_up(std::vector<Fate>& fates, std::vector<std::size_t> recommended, const Curve& curve, std::size_t count,
               std::size_t all, std::uint64_t seed) {
  Chance chance(seed, "who is followed up");
  std::stable_sort(recommended.begin(), recommended.end(),
                   [&](std::size_t a, std::size_t b) { return *fates[a].recommended_on < *fates[b].recommended_on; });
  const double scale = static_cast<double>(all) / static_cast<double>(count);
  std::vector<std::size_t> waiting;
  std::size_t next = 0;
  for (std::size_t k = 0; k < count; ++k) {
    Date on = day_of(curve, (static_cast<double>(k) + 0.5) * scale);
    while (next < recommended.size() && *fates[recommended[next]].recommended_on + follow_up_days_min <= on) {
      waiting.push_back(recommended[next++]);
    }
    if (waiting.empty()) {
      if (next == recommended.size()) return;
      waiting.push_back(recommended[next++]);
      on = std::max(on, *fates[waiting.front()].recommended_on + follow_up_days_min);
    }
    const auto pick = static_cast<std::ptrdiff_t>(std::min(chance.below(waiting.size()), chance.below(waiting.size())));
    fates[waiting[static_cast<std::size_t>(pick)]].followed_up_on = on;
    waiting.erase(waiting.begin() + pick);
  }
}

template <class T>
void shuffle(std::vector<T>& list, Chance& chance) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[chance.below(i)]);
}

// As many of each as its share of `count`; what rounding leaves goes to the first.
std::vector<std::string> quota(std::span<const NationShare> shares, std::size_t count, Chance& chance) {
  std::size_t total = 0;
  for (const NationShare& share : shares) total += share.weight;
  std::vector<std::string> list;
  for (const NationShare& share : shares) list.insert(list.end(), share.weight * count / total, share.code);
  for (std::size_t i = 0; list.size() < count; ++i) list.push_back(shares[i % shares.size()].code);
  shuffle(list, chance);
  return list;
}

void draw_sanctions(std::vector<Fate>& fates, const std::vector<std::size_t>& recommended, const NationPreset& preset,
                    std::uint64_t seed) {
  Chance chance(seed, "sanctions");
  std::vector<std::string> sanctions = quota(preset.sanctions, recommended.size(), chance);
  for (std::size_t i = 0; i < recommended.size(); ++i) fates[recommended[i]].sanction = std::move(sanctions[i]);
}

void draw_ways(std::vector<Fate>& fates, std::uint64_t seed) {
  Chance chance(seed, "ways");
  std::vector<unsigned> weights;
  for (const WayShare& share : ways) weights.push_back(share.weight);
  for (Fate& fate : fates) {
    if (!fate.recommended_on) fate.way = ways[chance.pick(weights)].way;
  }
}

// Each with a report of its own; one that is merged stands behind the case that survives.
std::vector<Fate> with_others(std::vector<Fate> fates, std::uint64_t seed) {
  Chance chance(seed, "others");
  std::vector<Fate> all;
  std::size_t report = fates.back().report;
  for (std::size_t i = 0; i < fates.size(); ++i) {
    all.push_back(fates[i]);
    const bool last_of_report = i + 1 == fates.size() || fates[i + 1].report != fates[i].report;
    if (!last_of_report) continue;
    Fate other;
    other.opened = fates[i].opened;
    other.report = report + 1;
    if (chance.per_mille(out_of_scope_per_mille * 5 / 4)) {
      other.way = Way::out_of_scope;
    } else if (fates[i].followed_up_on && chance.per_mille(merged_per_mille * 2)) {
      other.way = Way::merged;
    } else {
      continue;
    }
    all.push_back(other);
    ++report;
  }
  return all;
}

}  // namespace

std::vector<Fate> draw_fates(const NationPreset& preset, const Pace& pace, const Told& told, const OpenDays& open_days,
                             std::uint64_t seed) {
  JEJAK_ASSERT(told.cases < preset.persons);
  std::vector<Fate> fates(preset.persons - told.cases);
  open_reports(fates, preset, pace, open_days, seed);
  const std::size_t all_recommended = pace.recommended.back().persons;
  const std::size_t all_followed_up = pace.followed_up.back().persons;
  const std::vector<std::size_t> recommended =
      recommend(fates, pace.recommended, all_recommended - told.recommended, all_recommended);
  follow_up(fates, recommended, pace.followed_up, all_followed_up - told.followed_up, all_followed_up, seed);
  draw_sanctions(fates, recommended, preset, seed);
  draw_ways(fates, seed);
  return with_others(std::move(fates), seed);
}

}  // namespace jejak
