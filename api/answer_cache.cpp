#include "api/answer_cache.hpp"

namespace jejak {

namespace {
constexpr std::size_t overhead = 256;  // of an entry, about
}

std::size_t AnswerCache::size_of(const Kept& kept) {
  std::size_t size = overhead + kept.key.size() + kept.answer->body->size();
  for (const auto& [name, value] : kept.answer->headers) size += name.size() + value.size();
  return size;
}

void AnswerCache::drop(Order::iterator at) {
  bytes_ -= size_of(*at);
  known_.erase(at->key);
  order_.erase(at);
}

std::shared_ptr<const CachedAnswer> AnswerCache::find(std::string_view key, TreeSize now) {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(key);
  if (found == known_.end()) return nullptr;
  const auto at = found->second;
  if (at->answer->valid_at.value != 0 && at->answer->valid_at != now) {
    drop(at);
    return nullptr;
  }
  order_.splice(order_.begin(), order_, at);
  return at->answer;
}

void AnswerCache::keep(std::string key, std::shared_ptr<const CachedAnswer> answer) {
  Kept kept{std::move(key), std::move(answer)};
  if (size_of(kept) > bytes_max_ / 8) return;  // one large answer must not drive out all others
  const std::lock_guard lock(mutex_);
  if (const auto before = known_.find(kept.key); before != known_.end()) drop(before->second);
  bytes_ += size_of(kept);
  order_.push_front(std::move(kept));
  known_.emplace(order_.front().key, order_.begin());
  while (bytes_ > bytes_max_) drop(std::prev(order_.end()));
}

}  // namespace jejak
