#pragma once
// Work for many, in bounded rounds: each has a turn after the one whose turn was last, until the round has cost enough.
// Whoever goes round does between two rounds what has waited meanwhile.

#include "api/service/kept_rows.hpp"

#include <optional>
#include <string>

namespace jejak {

struct Turn {
  std::size_t cost = 0;         // entries that were looked at or given
  bool has_more = false;        // there is work left that waits for nothing
  std::optional<Error> failed;  // what was still done is done all the same
};

struct Round {
  bool has_more = false;
  std::optional<Error> failed;  // the first one's
};

class Turns {
 public:
  static constexpr std::size_t round_cost_max = 4'000;  // the last turn may go beyond it

  // `work` gives somebody a turn, and changes nothing about who there is.
  template <class Each, class Work>
  Round round(const AllByName<Each>& all, const Work& work) {
    Round out;
    std::size_t cost = 0;
    auto next = all.upper_bound(last_);
    for (std::size_t had = 0; had < all.size(); ++had, ++next) {
      if (cost >= round_cost_max) {
        out.has_more = true;
        break;
      }
      if (next == all.end()) next = all.begin();
      last_ = next->first;
      Turn turn = work(*next->second);
      cost += turn.cost;
      out.has_more = out.has_more || turn.has_more;
      if (turn.failed && !out.failed) out.failed = std::move(turn.failed);
    }
    return out;
  }

 private:
  std::string last_;
};

}  // namespace jejak
