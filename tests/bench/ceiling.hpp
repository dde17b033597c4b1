#pragma once
// The ceiling: libsodium's verification of the very messages that the events' signatures stand under, on all cores,
// with nothing around it.

#include "ledger/record/envelope.hpp"

namespace jejak {

class Ceiling {
 public:
  // Takes the messages out of these envelopes. Errors: malformed.
  static Result<Ceiling> make(const std::vector<std::vector<Bytes>>& cases, std::size_t events_max);

  // Checks each message once; events a second. Errors: bad_signature.
  Result<double> round() const;
  std::size_t events() const { return events_.size(); }

 private:
  struct Signed {
    Bytes message;
    std::vector<EventSignature> signatures;
  };
  std::vector<Signed> events_;
};

}  // namespace jejak
