#pragma once
// What an answer about the law rests on: position, date, checkpoint, and a digest of the answer itself. The digest is
// SHA-256 over the answer's records, one a line, so it is the same in every language and whichever way they are shown,
// and can be taken again with `jejak … --plain | sha256sum`.

#include "api/answers/ground.hpp"
#include "api/answers/law_reading.hpp"
#include "ledger/proof/hash.hpp"

namespace jejak {

class RecordDigest {
 public:
  void count(const std::string& records);  // lines with their ends, in the answer's order
  bool any() const { return any_; }
  Hash finish() { return counted_.finish(); }  // once, nothing after it

 private:
  Sha256 counted_;
  bool any_ = false;
};

struct LawGround {
  TreeSize position;
  Hash root;
  Date on;
  Hash digest;
  std::optional<SignedCheckpoint> checkpoint;  // the newest
  bool simulated = false;
};

// Errors: those of reading the checkpoint.
Result<LawGround> ground_of(const LawReading& reading, const Hash& digest);

std::string ground_json(const LawGround& ground);  // the value of as_of, no newline

}  // namespace jejak
