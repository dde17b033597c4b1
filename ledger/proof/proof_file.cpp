#include "ledger/proof/proof_file.hpp"

#include "ledger/base/assert.hpp"
#include "ledger/proof/lines.hpp"

#include <utility>

namespace jejak {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_prefix = "extra ";
constexpr std::string_view index_prefix = "index ";
constexpr std::size_t extra_characters_max = (proof_extra_bytes_max + 2) / 3 * 4;
constexpr std::size_t proof_bytes_max = note_bytes_max + extra_characters_max + 45 * proof_hashes_max + 100;

}  // namespace

Result<ProofFile> parse_proof_file(std::string_view bytes) {
  if (bytes.size() > proof_bytes_max) return Error{Errc::too_large, "proof file: larger than any that is needed"};
  LineReader lines(bytes);
  const auto refuse = [&lines](const char* rule) { return lines.malformed(rule).during("proof file"); };
  ProofFile proof;
  auto line = lines.next();
  if (!line || *line != first_line) return refuse("does not begin with c2sp.org/tlog-proof@v1");

  line = lines.next();
  if (line && line->starts_with(extra_prefix)) {
    const std::string_view base64 = line->substr(extra_prefix.size());
    if (base64.size() > extra_characters_max) {
      return lines.refused(Errc::too_large, "extra data is at most 48000 bytes").during("proof file");
    }
    proof.extra = from_base64(base64);
    if (!proof.extra || proof.extra->empty()) return refuse("extra data is empty or not canonical base64");
    line = lines.next();
  }
  if (!line || !line->starts_with(index_prefix)) return refuse("no index line");
  const auto index = parse_decimal(line->substr(index_prefix.size()));
  if (!index) return refuse("the index is not a decimal of at most 2^63-1 without leading zero");
  proof.index = Sequence{*index};

  for (line = lines.next(); line && !line->empty(); line = lines.next()) {
    if (proof.hashes.size() == proof_hashes_max) {
      return lines.refused(Errc::too_large, "more than 63 hashes").during("proof file");
    }
    const auto hash = hash_from_base64(*line);
    if (!hash) return refuse("a hash is not 32 bytes in canonical base64");
    proof.hashes.push_back(*hash);
  }
  if (!line) return refuse("no blank line after the hashes");

  auto checkpoint = parse_signed_checkpoint(lines.rest());
  if (!checkpoint) return std::move(checkpoint).error().during("proof file, after the hashes");
  proof.checkpoint = *std::move(checkpoint);
  return proof;
}

std::string print(const ProofFile& proof) {
  std::string out(first_line);
  out += "\n";
  if (proof.extra && !proof.extra->empty()) {
    JEJAK_ASSERT(proof.extra->size() <= proof_extra_bytes_max);
    out += extra_prefix;
    out += to_base64(*proof.extra) + "\n";
  }
  out += index_prefix;
  out += std::to_string(proof.index.value) + "\n";
  for (const Hash& hash : proof.hashes) out += to_base64(hash) + "\n";
  return out + "\n" + print(proof.checkpoint);
}

Result<PolicyHeld> verify(const ProofFile& proof, const Hash& leaf_hash, const Policy& policy) {
  auto held = check(policy, proof.checkpoint);
  if (!held) return std::move(held).error().during("checkpoint of the proof");
  const Checkpoint& head = proof.checkpoint.checkpoint;
  if (auto outcome = verify_inclusion(proof.index, head.size, leaf_hash, proof.hashes, head.root); !outcome) {
    return std::move(outcome).error().during("inclusion proof");
  }
  return held;
}

}  // namespace jejak
