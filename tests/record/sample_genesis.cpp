#include "tests/record/sample_genesis.hpp"

#include "tests/record/sample_events.hpp"

namespace jejak::test {

NoteSigner note_signer(std::uint8_t seed) {
  const char* name = seed == 10   ? "simulated.jejak.example/tiny"
                     : seed == 11 ? "bawaslu"
                     : seed == 12 ? "bkn"
                     : seed == 13 ? "menpanrb"
                                  : "stranger";
  return NoteSigner{name, KeyType::ed25519, SigningKey::from_seed(seed_of(seed))};
}

Genesis sample_genesis() {
  Genesis genesis;
  genesis.origin = "simulated.jejak.example/tiny";
  genesis.clock = ClockKind::simulated;
  genesis.log = note_signer(10).verifier();
  genesis.threshold = 2;
  genesis.roots = {note_signer(11).verifier(), note_signer(12).verifier(), note_signer(13).verifier()};
  return genesis;
}

std::string signed_genesis(std::initializer_list<std::uint8_t> seeds) {
  Note note;
  note.text = print(sample_genesis());
  for (const std::uint8_t seed : seeds) sign(note, note_signer(seed));
  return print(note);
}

}  // namespace jejak::test
