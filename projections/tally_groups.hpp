#pragma once
// The groups of one dimension: which of them a case or an event belongs to, and what they are called.

#include "projections/tally.hpp"

namespace jejak {

using Group = std::uint32_t;  // 0: the property was not said

// "64.71" of "kota:64.71": numbers parted by dots; empty if the code has none.
std::string_view region_digits(std::string_view code);
// "prov:64", "kota:64.71", "kec:64.71.01": the region of that depth (1, 2, 3) in which a code's region lies; empty if
// the code names no region, or a wider one. Numbers from 71 on are cities.
std::string region_at(std::string_view code, int depth);

class Grouping {
 public:
  Grouping(TallyDimension by, const TallyWords& words, const TallyLaw& law);

  // `credited` is the agency that the counter credits. Valid until the next call.
  std::span<const Group> of(const StrandFacts& facts, Word credited);
  Group of_event(const tally_row::CounterStep& step) const;

  std::size_t size() const { return size_; }  // groups are below it
  std::string text(Group group) const;        // "-" for 0
  std::optional<Group> find(std::string_view text) const;
  std::vector<std::string> all() const;  // every name that a group can have

 private:
  Group mapped(Word word) const { return word < map_.size() ? map_[word] : 0; }
  Group named(std::string text);
  Group month_of(Date day) const;
  Group one(const StrandFacts& facts, Word credited) const;

  const TallyDimension by_;
  const TallyWords& words_;
  const TallyLaw& law_;
  std::vector<Group> map_;               // of words, where groups are not words themselves
  std::vector<std::string> texts_{"-"};  // of such groups
  std::unordered_map<std::string, Group> named_;
  std::vector<std::vector<Group>> lists_;
  std::size_t size_ = 1;
  Group only_ = 0;
};

// Up to three of the names that the text was probably meant to be, joined by commas.
std::string nearest_names(std::string_view text, const std::vector<std::string>& names);

}  // namespace jejak
