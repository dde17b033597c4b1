#pragma once
// A log that is a list of streams: what subscriptions and webhooks read in tests. An empty name does not match.

#include "api/service/match_source.hpp"

namespace jejak::test {

class ListedMatches final : public MatchSource {
 public:
  void add(std::string stream) { streams_.push_back(std::move(stream)); }
  const std::vector<std::string>& streams() const { return streams_; }
  std::size_t size() const { return streams_.size(); }
  std::optional<Error> failing;        // instead of an answer
  std::optional<Sequence> unreadable;  // whoever begins there or before it gets no further

  Result<Matches> find(const EventFilter&, Sequence from, const MatchLimits& limits) override {
    if (failing) return *failing;
    if (unreadable && from <= *unreadable) return Error{Errc::disk, "broken"};
    Matches out{{}, TreeSize{from.value}, TreeSize{streams_.size()}};
    for (std::uint64_t i = from.value; i < streams_.size() && i - from.value < limits.entries_max; ++i) {
      if (!streams_[i].empty()) {
        if (out.found.size() == limits.found_max) break;
        out.found.push_back({Sequence{i}, streams_[i]});
      }
      out.looked = TreeSize{i + 1};
    }
    return out;
  }

 private:
  std::vector<std::string> streams_;
};

}  // namespace jejak::test
