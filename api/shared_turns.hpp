#pragma once
// Who waits for something to be done, in turns: all who wait for the same thing have one turn together, and whoever
// comes before it is done has a part in it. First come, first served. Nothing in it is locked.

#include <list>
#include <map>
#include <set>
#include <utility>

namespace jejak {

template <class What, class Who>
class SharedTurns {
 public:
  void add(const What& what, Who who) {
    const auto [known, is_new] = known_.try_emplace(what);
    if (is_new) known->second = turns_.insert(turns_.end(), {what, {}});
    known->second->second.insert(std::move(who));
  }
  // Nothing if that one does not wait for it.
  void remove(const What& what, const Who& who) {
    const auto known = known_.find(what);
    if (known == known_.end()) return;
    known->second->second.erase(who);
    if (known->second->second.empty()) take(what);
  }
  bool empty() const { return turns_.empty(); }
  const What& next() const { return turns_.front().first; }
  // Those who wait for it, and wait no more.
  std::set<Who> take(const What& what) {
    const auto known = known_.find(what);
    if (known == known_.end()) return {};
    std::set<Who> out = std::move(known->second->second);
    turns_.erase(known->second);
    known_.erase(known);
    return out;
  }

 private:
  using Turn = std::pair<What, std::set<Who>>;
  std::list<Turn> turns_;
  std::map<What, typename std::list<Turn>::iterator> known_;
};

}  // namespace jejak
