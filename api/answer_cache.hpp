#pragma once
// Answers that are the same for everybody who may ask: what never changes, and what changes only when the views move.

#include "api/http.hpp"
#include "ledger/base/keyed_hash.hpp"
#include "ledger/base/strong.hpp"

#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace jejak {

struct CachedAnswer {
  Body body;
  std::string content_type;
  std::string etag;
  TreeSize valid_at;  // 0: for ever
  Headers headers{};  // further ones, which a client that has the body is told as well
};

// The least recently used go first. Any thread.
class AnswerCache {
 public:
  explicit AnswerCache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  // What was kept under the key, unless it was valid at another size than `now`.
  std::shared_ptr<const CachedAnswer> find(std::string_view key, TreeSize now);
  void keep(std::string key, std::shared_ptr<const CachedAnswer> answer);

 private:
  struct Kept {
    std::string key;
    std::shared_ptr<const CachedAnswer> answer;
  };
  using Order = std::list<Kept>;
  static std::size_t size_of(const Kept& kept);
  void drop(Order::iterator at);

  const std::size_t bytes_max_;
  std::mutex mutex_;
  Order order_;  // guarded by mutex_; newest first
  std::unordered_map<std::string_view, Order::iterator, KeyedHash, std::equal_to<>> known_;  // guarded by mutex_
  std::size_t bytes_ = 0;                                                                    // guarded by mutex_
};

}  // namespace jejak
