#include "api/law_desk.hpp"

namespace jejak {

Outcome LawDesk::with(const AskedCoordinates& asked, Ask ask, const Asker& asker,
                      const std::function<Outcome(LawReading&)>& use) {
  if (asked.as_of.empty() && asked.on.empty()) {
    const std::lock_guard lock(head_mutex_);
    const TreeSize published = host_.published()->size();
    if (!head_ || head_->head.size != host_.ledger().feed().size() || published_ != published) {
      head_.reset();
      published_ = published;
      auto reading = read_law(host_.reader(), host_.genesis(), asked, Ask::everything, asker);
      if (!reading) return std::move(reading).error();
      head_ = std::move(*reading);
    }
    return use(*head_);
  }
  const std::lock_guard lock(way_mutex_);
  auto reading = read_law(host_.reader(), host_.genesis(), asked, ask, asker);
  if (!reading) return std::move(reading).error();
  return use(*reading);
}

Outcome LawDesk::with_log(const AskedCoordinates& asked, const Asker& asker,
                          const std::function<Outcome(LawReading&)>& use) {
  const std::lock_guard lock(way_mutex_);
  auto reading = open_law(host_.reader(), host_.genesis(), asked, asker);
  if (!reading) return std::move(reading).error();
  return use(*reading);
}

}  // namespace jejak
