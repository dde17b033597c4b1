#include "api/standing.hpp"

#include <vector>

namespace jejak {

std::shared_ptr<Standing> Standings::of(const Recipient& recipient) {
  if (!recipient.standing) return nullptr;
  const std::lock_guard lock(mutex_);
  std::weak_ptr<Standing>& known = known_[recipient.standing_key];
  auto standing = known.lock();
  if (!standing || standing->last() == May::no) {
    standing = std::make_shared<Standing>(recipient.standing);
    known = standing;
  }
  return standing;
}

bool Standings::ask_all() {
  std::vector<std::shared_ptr<Standing>> asked;
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(known_, [](const auto& known) { return known.second.expired(); });
    for (const auto& [key, known] : known_) {
      if (auto standing = known.lock(); standing) asked.push_back(std::move(standing));
    }
  }
  bool has_fallen = false;
  for (const auto& standing : asked) has_fallen = standing->ask() == May::no || has_fallen;
  return has_fallen;
}

}  // namespace jejak
