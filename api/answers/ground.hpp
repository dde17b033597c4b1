#pragma once
// What an answer from the views rests on besides its rows. Every answer says of which entries it is an answer.

#include "ledger/proof/checkpoint.hpp"
#include "ledger/record/genesis.hpp"
#include "projections/coordinates.hpp"
#include "projections/view_store.hpp"

namespace jejak {

struct Ground {
  Stamp stamp;
  Coordinates at;                              // that were asked for
  std::optional<Hash> answer;                  // digest of the answer itself
  std::optional<SignedCheckpoint> checkpoint;  // the newest, which covers the answer or a part of it
  bool simulated = false;
};

// As of the stamp's size, on every legal date, without a digest of the answer. Errors: those of reading the checkpoint.
Result<Ground> ground_of(const Reader& reader, const Genesis& genesis, Stamp stamp);

// One JSON value each, no newline.
std::string ground_json(const Ground& ground);
std::string checkpoint_json(const Checkpoint& checkpoint);
std::string answered_json(const std::string& as_of, const std::string& answer);  // both of them in one object

}  // namespace jejak
