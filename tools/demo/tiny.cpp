#include "tools/demo/tiny.hpp"

#include "tools/demo/tiny_parts.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t cases = 60;
constexpr std::size_t unregistered_reports = 4;

// The plan only has to be plausible, so it knows the published holidays and no local closures.
OpenDays open_days_of(const std::vector<TinyCalendar>& calendars) {
  std::set<Date> closed;
  for (const TinyCalendar& calendar : calendars) closed.insert(calendar.days.begin(), calendar.days.end());
  return OpenDays(std::move(closed));
}

void add(std::vector<Draft>& drafts, std::vector<CaseScript> scripts) {
  for (CaseScript& script : scripts) {
    for (Draft& draft : script.drafts()) drafts.push_back(std::move(draft));
  }
}

Result<std::vector<Draft>> all_drafts(Keyring& keys, std::uint64_t seed) {
  Result<std::vector<TinyLaw>> laws = tiny_laws();
  if (!laws) return laws.error();
  Result<std::vector<TinyCalendar>> calendars = tiny_calendars();
  if (!calendars) return calendars.error();
  const OpenDays open_days = open_days_of(*calendars);
  Chance chance(seed, "registry");
  std::vector<Draft> drafts = tiny_registry(keys, chance, *laws, *calendars);
  std::vector<CaseScript> stories = tiny_stories(open_days, seed);
  const std::size_t crowd = cases - stories.size();
  add(drafts, std::move(stories));
  add(drafts, tiny_crowd(open_days, seed, crowd));
  add(drafts, tiny_unregistered(open_days, seed, unregistered_reports));
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return a.at < b.at; });
  return drafts;
}

}  // namespace

std::vector<DemoKey> secrets_of(Keyring& keys, const Genesis& genesis) {
  std::vector<std::string> names;
  for (const auto& entry : keys.all()) names.push_back(entry.first);
  std::vector<DemoKey> secrets;
  for (const std::string& name : names) {
    const std::string signs_as = name == log_key_name ? genesis.origin : name;
    secrets.push_back({name, print_secret(keys.note_signer(name, signs_as))});
  }
  return secrets;
}

Result<DemoPlan> plan_tiny(std::uint64_t seed) {
  Keyring keys(seed);
  Result<Founding> founding = found(tiny_origin, tiny_roots(), 2, keys);
  if (!founding) return founding.error();
  Result<std::vector<Draft>> drafts = all_drafts(keys, seed);
  if (!drafts) return drafts.error();

  DemoPlan plan;
  plan.genesis = founding->genesis;
  plan.genesis_note = founding->note;
  plan.policy = policy_text(plan.genesis);
  plan.founded_at = start_of(tiny_first_day(), Zone::wib);
  Rehearsal rehearsal(plan.genesis, keys, seed);
  for (const Draft& draft : *drafts) {
    Result<PlannedEvent> played = rehearsal.play(draft);
    if (!played) return played.error();
    plan.events.push_back(*std::move(played));
  }
  plan.keys = secrets_of(keys, plan.genesis);
  return plan;
}

}  // namespace jejak
