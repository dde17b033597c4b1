#include "ledger/proof/cosignature.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/base/wire.hpp"
#include "ledger/proof/lines.hpp"

namespace jejak {

std::string cosignature_message(std::string_view checkpoint_text, std::uint64_t timestamp) {
  std::string message = "cosignature/v1\ntime " + std::to_string(timestamp) + "\n";
  message += checkpoint_text;
  return message;
}

NoteSignature cosign(std::string_view checkpoint_text, const NoteSigner& witness, std::uint64_t timestamp) {
  JEJAK_ASSERT(witness.type == KeyType::cosignature);
  JEJAK_ASSERT(timestamp <= cosignature_time_max);
  WireWriter blob;
  blob.u64(timestamp);
  blob.raw(witness.key.sign(view(cosignature_message(checkpoint_text, timestamp))));
  return {witness.name, witness.verifier().id, blob.take()};
}

Result<std::uint64_t> verify_cosignature(std::string_view checkpoint_text, const VerifierKey& witness,
                                         const NoteSignature& line) {
  const auto refuse = [&witness](const char* rule) {
    return Error{Errc::verification, "cosignature of " + quoted(witness.name) + ": " + rule};
  };
  if (witness.type != KeyType::cosignature) return refuse("its key is not a cosignature key");
  if (line.name != witness.name || line.key_id != witness.id) return refuse("the line is of another key");
  WireReader blob(line.blob);
  const std::uint64_t timestamp = blob.u64();
  const auto signature = blob.array<64>();
  if (!blob.finished()) return refuse("not 8 bytes of time and 64 of signature");
  if (timestamp > cosignature_time_max) return refuse("its time is above 2^63-1");
  if (!verify(witness.key, view(cosignature_message(checkpoint_text, timestamp)), signature)) {
    return refuse("the signature does not hold");
  }
  return timestamp;
}

}  // namespace jejak
