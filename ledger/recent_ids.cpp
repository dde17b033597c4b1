#include "ledger/recent_ids.hpp"

namespace jejak {

void RecentIds::add(const Id& id) {
  if (floor_ && id <= *floor_) return;
  ids_.insert(id);
  if (ids_.size() <= max_) return;
  floor_ = *ids_.begin();
  ids_.erase(ids_.begin());
}

}  // namespace jejak
