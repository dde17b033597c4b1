#pragma once
// A ledger of three roots to test with: bawaslu (seed 11), bkn (12), menpanrb (13), log key 10.

#include "ledger/record/genesis.hpp"

#include <initializer_list>

namespace jejak::test {

Genesis sample_genesis();
// The note signed with these seeds, in this order; any other seed signs as a stranger.
std::string signed_genesis(std::initializer_list<std::uint8_t> seeds);
NoteSigner note_signer(std::uint8_t seed);

}  // namespace jejak::test
