#pragma once
// Whose keys LEDGER_ADMIN is at a position: the genesis's roots, and what RootChanged has made of them since. One event
// brings in, exchanges or takes out the key of one institution, and says the threshold from then on.

#include "ledger/record/event.hpp"
#include "ledger/record/genesis.hpp"
#include "ledger/rules/kept.hpp"

#include <optional>

namespace jejak {

constexpr std::string_view roots_stream = "ledger-roots";

struct Roots {
  std::uint32_t threshold = 0;
  std::vector<VerifierKey> all;  // ascending by name; an institution has one key

  const VerifierKey* of(const PublicKey& key) const;        // null if it is none of them
  const VerifierKey* named(std::string_view agency) const;  // likewise
};

// `changes`: the kept events of roots_stream, of which those before `before` count.
Roots roots_of(const Genesis& genesis, const KeptList& changes, Sequence before);
// What the fields of a RootChanged make of them. Nothing if they would then be no roots: fewer than two or more than
// roots_max, a name that no root can have, a threshold below 2 or above their number, a key taken out that is not
// there, one brought in that is there.
std::optional<Roots> changed(Roots roots, const std::vector<Field>& fields);

}  // namespace jejak
