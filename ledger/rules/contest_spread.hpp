#pragma once
// How far a contested key reaches: the events that it signed in the time for which it was revoked back, and every act
// that rests on one of them, or on an act that does. A fact of the position as of which the history is read; the
// verdicts of then stand.

#include "ledger/rules/contested.hpp"
#include "ledger/rules/finding.hpp"

#include <map>
#include <set>

namespace jejak {

// An act rests on an event that it names as its cause, on one that a stream it names was moved by, and on one that
// moved its own stream before it.
class ContestSpread {
 public:
  // `state`: of the position as of which is read. Keys that were revoked after the day are taken as good.
  ContestSpread(State& state, Date on);

  bool is_needed() const { return !keys_.empty(); }

  // The next entry, from 0 to the state's position. Errors: corrupt.
  Outcome step(Sequence position, BytesView entry);

  std::vector<Finding> take() { return std::move(found_); }

 private:
  struct Cause {
    std::string key;  // stream of the contested key
    Sequence position;
  };
  const Cause* cause_of(const Event& event, const std::vector<std::string>& key_streams, bool is_act) const;

  State& state_;
  Date on_;
  std::vector<const StreamState*> keys_;
  std::map<Id, Cause> events_;                          // contested, or resting on one that is
  std::map<std::string, Cause, std::less<>> streams_;   // moved by one of those last
  std::map<std::string, std::string, std::less<>> of_;  // approval: the case it is about
  std::vector<Finding> found_;
};

}  // namespace jejak
