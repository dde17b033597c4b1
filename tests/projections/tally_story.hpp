#pragma once
// Cases told step by step; no law stands between. For tests of what is counted.

#include "projections/tally.hpp"

namespace jejak::test {

class Story {
 public:
  struct Step {
    std::string_view type;
    std::string stream;
    std::string office;
    std::vector<std::pair<std::string_view, Value>> fields = {};
    std::uint16_t verdict = 0;
    std::string on_behalf_of = {};
  };

  Story();

  Story& step(Step step);
  Story& on(const char* date);                                // the legal date of what follows, and its recorded day
  Story& by_key(std::uint8_t key) { return by_keys({key}); }  // that signs what follows; else every office has its own
  Story& by_keys(std::vector<std::uint8_t> ascending);
  Id last_event() const { return last_; }
  TreeSize size() const { return TreeSize{entries_.size()}; }
  const std::vector<Bytes>& entries() const { return entries_; }

  MemoryViewStore view() const;
  TallyAnswer count(TallyQuestion question = {}) const;  // as of the end, if the question does not say
  Result<TallyAnswer> ask(TallyQuestion question) const;

 private:
  std::vector<Bytes> entries_;
  Date legal_;
  Id last_{};
  std::vector<std::uint8_t> keys_;
};

std::uint64_t of(const TallyAnswer& answer, std::string_view group, Counter counter);

}  // namespace jejak::test
