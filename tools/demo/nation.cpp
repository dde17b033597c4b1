#include "tools/demo/nation.hpp"

#include "tools/demo/nation_parts.hpp"

#include <algorithm>

namespace jejak {
namespace {

Result<OpenDays> open_days() {
  const Result<std::vector<TinyCalendar>> calendars = tiny_calendars();
  if (!calendars) return calendars.error();
  std::set<Date> closed;
  for (const TinyCalendar& calendar : *calendars) closed.insert(calendar.days.begin(), calendar.days.end());
  return OpenDays(std::move(closed));
}

bool is_type(const Draft& draft, std::string_view type) {
  return draft.type == type && draft.intended == RefusalCode::none;
}

// What the cases told one by one take from the sums.
Told sums_of(std::vector<CaseScript>& stories) {
  Told told;
  for (CaseScript& story : stories) {
    std::set<std::string> opened;
    std::set<std::string> away;
    for (const Draft& draft : story.drafts()) {
      if (is_type(draft, "CaseOpened")) opened.insert(draft.stream);
      if (is_type(draft, "CaseMerged") || is_type(draft, "SubjectOutOfScopeDetermined")) away.insert(draft.stream);
      if (is_type(draft, "RecommendationIssued")) ++told.recommended;
      if (is_type(draft, "RecommendationWithdrawn")) --told.recommended;
    }
    told.cases += opened.size() - away.size();
    const bool reported = std::any_of(story.drafts().begin(), story.drafts().end(),
                                      [](const Draft& draft) { return is_type(draft, "FollowUpReported"); });
    if (reported) ++told.followed_up;
  }
  return told;
}

void add(std::vector<Draft>& drafts, std::vector<CaseScript> scripts) {
  for (CaseScript& script : scripts) {
    for (Draft& draft : script.drafts()) drafts.push_back(std::move(draft));
  }
}

std::set<std::string> offices_of(const std::vector<Draft>& drafts) {
  std::set<std::string> offices = {"KPU_RI@kl:KPU", "PPK_ASN@prov:64", "PPK_ASN@kab:63.03",
                                   "PYB@prov:64",   "PYB@kab:63.03",   "BKD@kota:63.71"};
  for (const Draft& draft : drafts) {
    if (!draft.office.starts_with("LEDGER_ADMIN@")) offices.insert(draft.office);
    if (!draft.on_behalf_of.empty()) offices.insert(draft.on_behalf_of);
    for (const std::string& signer : draft.signers) {
      if (signer.find('@') != std::string::npos && signer.find('#') == std::string::npos) offices.insert(signer);
    }
  }
  return offices;
}

// A story knows whose first key was stolen, not its number.
void name_key_streams(std::vector<Draft>& drafts, Keyring& keys) {
  constexpr std::string_view prefix = "key-of:";
  for (Draft& draft : drafts) {
    if (!draft.stream.starts_with(prefix)) continue;
    draft.stream = "key-" + to_hex(keys.key(draft.stream.substr(prefix.size()) + "#1").public_key());
  }
}

Result<std::vector<Draft>> all_drafts(const NationPreset& preset, Keyring& keys, std::uint64_t seed) {
  const Result<OpenDays> open = open_days();
  if (!open) return open.error();
  const Result<Pace> pace = pace_of(preset);
  if (!pace) return pace.error();
  const NationTools tools{preset, *open, seed};
  std::vector<CaseScript> stories = nation_stories(tools);
  const std::vector<Fate> fates = draw_fates(preset, *pace, sums_of(stories), *open, seed);
  std::vector<Draft> drafts;
  add(drafts, std::move(stories));
  add(drafts, nation_crowd(tools, fates));
  add(drafts, nation_reports(tools));
  add(drafts, nation_prevention(tools));
  std::vector<Draft> registry = nation_registry(tools, keys, offices_of(drafts));
  drafts.insert(drafts.begin(), std::make_move_iterator(registry.begin()), std::make_move_iterator(registry.end()));
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return a.at < b.at; });
  name_key_streams(drafts, keys);
  return drafts;
}

}  // namespace

const Region& NationTools::region(std::string_view code) const {
  for (const Region& each : nation_script_regions()) {
    if (code == each.code) return each;
  }
  JEJAK_ASSERT(false);  // the preset names one that is not in the text
}

std::string NationTools::election(const Region& region) const {
  const std::vector<NationRegion>& regions = nation_regions();
  const auto index = static_cast<std::size_t>(&region - nation_script_regions().data());
  if (!regions[index].elects(preset.year) || regions[index].valid_from > preset.determination) return {};
  return "PILKADA-" + std::to_string(preset.year) + "-" + std::string(region.province).substr(5);
}

std::vector<const Region*> NationTools::electing() const {
  std::vector<const Region*> list;
  for (const Region& region : nation_script_regions()) {
    if (!election(region).empty()) list.push_back(&region);
  }
  return list;
}

Result<DemoPlan> plan_nation(const NationPreset& preset, std::uint64_t seed, const RehearsalProgress& progress) {
  Keyring keys(seed);
  Result<Founding> founding = found(preset.origin, tiny_roots(), 2, keys);
  if (!founding) return founding.error();
  const Result<std::vector<Draft>> drafts = all_drafts(preset, keys, seed);
  if (!drafts) return drafts.error();

  DemoPlan plan;
  plan.genesis = founding->genesis;
  plan.genesis_note = founding->note;
  plan.policy = policy_text(plan.genesis);
  plan.founded_at = start_of(preset.first_day, Zone::wib);
  Rehearsal rehearsal(plan.genesis, keys, seed);
  Result<std::vector<PlannedEvent>> played = rehearsal.play_all(*drafts, 0, progress);
  if (!played) return played.error();
  plan.events = *std::move(played);
  plan.keys = secrets_of(keys, plan.genesis);
  return plan;
}

}  // namespace jejak
