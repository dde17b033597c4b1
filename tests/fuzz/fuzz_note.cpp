// Notes, key texts and genesis texts print back identically what was accepted.

#include "ledger/proof/note.hpp"
#include "ledger/record/genesis.hpp"

using namespace jejak;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto note = parse_note(input)) JEJAK_ASSERT(print(*note) == input);
  if (const auto key = parse_verifier_key(input)) JEJAK_ASSERT(print(*key) == input);
  if (const auto signer = parse_signer(input)) JEJAK_ASSERT(print_secret(*signer) == input);
  if (const auto genesis = parse_genesis_text(input)) JEJAK_ASSERT(print(*genesis) == input);
  if (const auto genesis = open_genesis(input)) JEJAK_ASSERT(input.starts_with(print(*genesis)));
  return 0;
}
