#pragma once
// Spares the writer a look into the store for ids that are surely new. An id begins with the time it was made (RFC 9562
// version 7), so nearly every one that arrives is greater than all but the newest that were recorded. One thread.

#include "ledger/record/event.hpp"

#include <optional>
#include <set>

namespace jejak {

class RecentIds {
 public:
  // `greatest` of all ids that are recorded; nothing: none is. Remembers `max` ids from then on.
  explicit RecentIds(std::optional<Id> greatest, std::size_t max = 4'096) : floor_(greatest), max_(max) {}

  // True: no recorded event has it. False: nobody knows without the store.
  bool is_new(const Id& id) const { return (!floor_ || *floor_ < id) && !ids_.contains(id); }

  // It is recorded now. An id far in the future makes is_new() say false more often, and after a restart, when it is
  // the greatest, of every id below it: then the store is asked each time, and nothing else is lost.
  void add(const Id& id);

 private:
  std::optional<Id> floor_;  // every recorded id above it is in ids_
  std::set<Id> ids_;
  std::size_t max_;
};

}  // namespace jejak
