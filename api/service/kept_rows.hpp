#pragma once
// What subscriptions and webhooks do alike: each has a name, and rows that change with it.

#include "api/service/service_store.hpp"

#include <iterator>
#include <limits>
#include <map>
#include <memory>

namespace jejak {

constexpr std::uint64_t checkpoint_lag_max = 4'096;  // entries that a restart looks at again for nothing
constexpr std::int64_t row_never = std::numeric_limits<std::int64_t>::min();  // a time in a row that has not come

template <class Each>
using AllByName = std::map<std::string, std::unique_ptr<Each>, std::less<>>;

template <class Each>
std::vector<std::string> names_of(const AllByName<Each>& all) {  // ascending
  std::vector<std::string> out;
  for (const auto& [name, each] : all) out.push_back(name);
  return out;
}

// What changed of any of them, in one synced write. Errors: those of the store; the next call writes it again.
template <class Each>
Outcome flush_all(const AllByName<Each>& all, ServiceStore& store, bool closing) {
  RowChanges changes;
  std::vector<Each*> changed;
  for (const auto& [name, each] : all) {
    RowChanges rows = each->take_changes(closing);
    if (rows.empty()) continue;
    changed.push_back(each.get());
    std::move(rows.begin(), rows.end(), std::back_inserter(changes));
  }
  auto stored = store.commit(changes);
  if (!stored) {
    for (Each* each : changed) each->changes_failed();
  }
  return stored;
}

}  // namespace jejak
