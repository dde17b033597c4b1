#include "api/law_desk.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::size_t kept_max = 4;
constexpr std::size_t retraced_max = 1;  // of them: such a one has all its rows in memory

}  // namespace

bool LawDesk::is_walk(const AskedCoordinates& asked, Ask ask) const {
  if (!asked.on.empty() && ask == Ask::everything) return true;
  return !asked.as_of.empty() && asked.as_of != std::to_string(host_.ledger().feed().size().value);
}

std::optional<Date> LawDesk::date_of(const LawReading& reading) {
  return reading.on_given ? std::optional(reading.on) : std::nullopt;
}

Outcome LawDesk::with(const AskedCoordinates& asked, Ask ask, const Asker& asker,
                      const std::function<Outcome(LawReading&)>& use) {
  if (auto going = asker.go_on(); !going) return going;
  auto kept = read(asked, ask, asker);
  if (!kept) return std::move(kept).error();
  auto used = use(kept->reading);
  keep(std::move(*kept));
  return used;
}

Result<LawDesk::Kept> LawDesk::read(const AskedCoordinates& asked, Ask ask, const Asker& asker) {
  if (asked.as_of.empty() && asked.on.empty()) {
    if (auto kept = take(host_.ledger().feed().size(), {}, ask)) {
      auto checkpoint = host_.reader().checkpoint();
      if (!checkpoint) return std::move(checkpoint).error();
      kept->reading.checkpoint = std::move(*checkpoint);
      return std::move(*kept);
    }
  }
  auto opened = open_law(host_.reader(), host_.genesis(), asked, asker);
  if (!opened) return std::move(opened).error();
  const TreeSize as_of = opened->head.size;
  const auto on = date_of(*opened);
  if (is_stored(*opened, Ask::everything)) ask = Ask::everything;  // the same state answers both
  if (auto kept = take(as_of, on, ask)) {
    kept->reading.checkpoint = std::move(opened->checkpoint);
    return std::move(*kept);
  }
  std::unique_lock lock(way_mutex_, std::defer_lock);
  if (!is_stored(*opened, ask)) lock.lock();
  if (auto state = read_state(*opened, ask, asker); !state) return std::move(state).error();
  return Kept{as_of, on, ask, std::move(*opened)};
}

std::optional<LawDesk::Kept> LawDesk::take(TreeSize as_of, std::optional<Date> on, Ask ask) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
    return kept.as_of == as_of && kept.on == on && (kept.ask == ask || kept.ask == Ask::everything);
  });
  if (found == kept_.end()) return std::nullopt;
  auto taken = std::make_optional(std::move(*found));
  kept_.erase(found);
  return taken;
}

void LawDesk::keep(Kept kept) {
  std::list<Kept> dropped;  // dies outside of the lock
  const std::lock_guard lock(mutex_);
  kept_.push_front(std::move(kept));
  std::size_t count = 0;
  std::size_t retraced = 0;
  for (auto at = kept_.begin(); at != kept_.end();) {
    const auto each = at++;
    if (each->reading.retrace) ++retraced;
    const bool is_over = ++count > kept_max || (each->reading.retrace && retraced > retraced_max);
    if (is_over) dropped.splice(dropped.end(), kept_, each);
  }
}

Outcome LawDesk::with_log(const AskedCoordinates& asked, const Asker& asker,
                          const std::function<Outcome(LawReading&)>& use) {
  const std::lock_guard lock(way_mutex_);
  auto reading = open_law(host_.reader(), host_.genesis(), asked, asker);
  if (!reading) return std::move(reading).error();
  return use(*reading);
}

}  // namespace jejak
