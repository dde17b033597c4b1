// Checkpoints, proof files, policies and tile paths: one spelling each.

#include "ledger/proof/checkpoint.hpp"
#include "ledger/proof/policy.hpp"
#include "ledger/proof/proof_file.hpp"
#include "ledger/proof/tiles.hpp"

using namespace jejak;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto checkpoint = parse_checkpoint(input)) JEJAK_ASSERT(print(*checkpoint) == input);
  if (const auto checkpoint = parse_signed_checkpoint(input)) JEJAK_ASSERT(print(*checkpoint) == input);
  if (const auto proof = parse_proof_file(input)) JEJAK_ASSERT(print(*proof) == input);
  if (const auto policy = parse_policy(input)) {
    const auto again = parse_policy(print(*policy));
    JEJAK_ASSERT(again.has_value() && *again == *policy);
  }
  if (const auto path = parse_tile_path(input)) {
    JEJAK_ASSERT((path->entries ? entries_path(path->id.index, path->width) : tile_path(path->id, path->width)) ==
                 input);
  }
  return 0;
}
