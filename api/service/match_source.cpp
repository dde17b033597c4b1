#include "api/service/match_source.hpp"

#include <algorithm>

namespace jejak {

Result<Matches> LogMatches::find(const EventFilter& filter, Sequence from, const MatchLimits& limits) {
  auto head = log_.head();
  if (!head) return std::move(head).error();
  Matches out{{}, TreeSize{from.value}, head->size};
  const TreeSize until{std::min(head->size.value, from.value + limits.entries_max)};
  if (until.value <= from.value) return out;
  const Error enough{Errc::interrupted, "enough was found"};
  bool is_full = false;
  auto read = log_.entries(from, until, [&](Sequence position, BytesView bytes) -> Outcome {
    is_full = out.found.size() >= limits.found_max;
    if (is_full) return enough;
    auto entry = projected_entry(position, bytes);
    if (!entry) return std::move(entry).error();
    auto matched = filter.matches(*entry, ties_);
    if (!matched) return std::move(matched).error().during("entry " + std::to_string(position.value));
    if (*matched) out.found.push_back({position, entry->event ? std::move(entry->event->stream) : std::string()});
    out.looked = size_after(position);
    return {};
  });
  // What was found before an entry that cannot be read is handed out; that entry is the next call's error.
  if (!read && !is_full && out.looked.value == from.value) return std::move(read).error();
  return out;
}

}  // namespace jejak
