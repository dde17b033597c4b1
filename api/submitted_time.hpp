#pragma once
// When a submission reaches a simulated ledger, as it says itself: its time moves the ledger's clock, if the key that
// signed it is one of the registry's.

#include "api/host.hpp"

#include <set>

namespace jejak {

// For events that are handed in one after another. On the writer only, right before each is judged: their signatures
// have been found to hold.
class SubmittedTime {
 public:
  struct Claim {
    std::string at;  // empty: it says nothing, and the clock stays
    std::string event_id;
    std::string stream;
    std::vector<PublicKey> keys;  // that signed it
  };

  explicit SubmittedTime(Host& host) : host_(host) {}

  // Moves the clock, but not for what is in the log already: that is answered again, whatever time it names. Errors:
  // malformed (no instant, one that has passed, or the ledger is real), unknown_key, those of the reader; the clock is
  // then as it was.
  Outcome reached(const Claim& claim);

 private:
  Outcome move(const Claim& claim);
  bool is_registered(const PublicKey& key);

  Host& host_;
  std::set<PublicKey> registered_;  // known to be, or by an event before that may not be on disk yet
};

}  // namespace jejak
