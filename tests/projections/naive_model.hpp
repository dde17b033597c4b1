#pragma once
// What the views should say, found by walking through the whole history for every question. Slow and plain on
// purpose, and written from the definitions, not from the projections.

#include "projections/case_reading.hpp"
#include "projections/case_view.hpp"
#include "tests/projections/random_history.hpp"

#include <map>
#include <set>

namespace jejak::test {

class NaiveModel {
 public:
  // Entries of a later legal date than `on` are as if they had never been recorded.
  NaiveModel(const std::vector<Written>& history, std::size_t size, std::optional<Date> on = {});

  std::vector<std::string> cases() const;  // with an admitted event of their own, ascending
  StateCode state(const std::string& stream) const;
  std::uint64_t events(const std::string& stream) const;
  std::uint64_t refusals(const std::string& stream) const;
  std::vector<std::size_t> timeline(const std::string& kase) const;  // positions, ascending
  std::set<std::string> linked(const std::string& kase, StreamKind kind) const;
  const Event* last_of(const std::string& stream, std::string_view type) const;  // admitted
  const Event* first_of(const std::string& stream) const;                        // admitted
  std::size_t last_step(const std::string& kase) const;  // position of what last moved it or belonged to it
  // What an entry made of the states it set, its own stream's first, in the order of the catalogue's touches.
  std::vector<StateChange> changes_at(std::size_t at) const;
  StateCode state_before(std::size_t at, const std::string& stream) const;
  bool in_order(std::size_t at) const;
  std::vector<StateCode> overlays(const std::string& stream) const;  // those that left their first value, ascending

 private:
  struct Move {
    std::size_t at;
    std::string stream;
    StateCode before;
    StateCode after;
    bool changed;
  };
  const Event* newest_before(std::size_t at, const std::string& stream, std::uint16_t type) const;
  std::string reached(std::size_t at, const Touch& touch) const;
  bool exists_before(std::size_t at, const std::string& stream) const;
  void move(std::size_t at, const std::string& stream, StateCode after);

  std::vector<Written> history_;
  std::size_t size_;
  std::vector<Move> moves_;
  std::map<std::string, StateCode> states_;
};

}  // namespace jejak::test
