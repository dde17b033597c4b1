#include "tools/verify/proof_check.hpp"

namespace jejak {
namespace {

constexpr std::size_t proof_bytes_max = note_bytes_max + 200'000;

Error false_proof(std::string message) {
  return Error{Errc::verification, std::move(message)};
}

// Whatever was wrong with the bytes, they prove nothing.
Error as_false(Error error, std::string attempt) {
  if (error.code != Errc::unsupported) error.code = Errc::verification;
  return std::move(error).during(std::move(attempt));
}

Result<Bytes> entry_of(const ProofBundle& bundle, const ProofFile& proof) {
  if (bundle.entry) return copy(view(*bundle.entry));
  if (proof.extra) return *proof.extra;
  return Error{Errc::usage, "the proof does not hold the entry itself; name its file with --entry"};
}

// That the log of `proof` begins with the trusted genesis: entry 0 hashes to it, in the same tree.
Outcome check_beginning(const ProofBundle& bundle, const ProofFile& proof, const Hash& leaf, const Trust& trust) {
  if (proof.index == Sequence{0}) {
    if (leaf == trust.genesis) return {};
    return false_proof("entry 0 is not the trusted genesis");
  }
  auto beginning = parse_proof_file(bundle.genesis);
  if (!beginning) return as_false(std::move(beginning).error(), "reading the proof of entry 0");
  if (beginning->index != Sequence{0}) return false_proof("the proof of entry 0 is of another entry");
  if (beginning->checkpoint.checkpoint != proof.checkpoint.checkpoint) {
    return false_proof("the proof of entry 0 leads to another checkpoint than the proof of the entry");
  }
  auto held = verify(*beginning, trust.genesis, trust.policy);
  if (!held) return as_false(std::move(held).error(), "the log does not begin with the trusted genesis");
  return {};
}

// The history must lead to checkpoints seen elsewhere; a single proof can only contradict one of the same size.
Outcome compare_checkpoints(const Checkpoint& proven, const Trust& trust) {
  for (const SignedCheckpoint& seen : trust.checkpoints) {
    if (seen.checkpoint.origin != proven.origin) return false_proof("the checkpoint seen elsewhere is another log's");
    if (seen.checkpoint.size == proven.size && seen.checkpoint.root != proven.root) {
      return false_proof("a checkpoint seen elsewhere has another root for the same size: the log shows two histories");
    }
  }
  return {};
}

}  // namespace

Result<ProofReport> check_proof(const ProofBundle& bundle, const Trust& trust) {
  auto proof = parse_proof_file(bundle.proof);
  if (!proof) return as_false(std::move(proof).error(), "reading the proof");
  auto bytes = entry_of(bundle, *proof);
  if (!bytes) return std::move(bytes).error();

  ProofReport report;
  const Checkpoint& checkpoint = proof->checkpoint.checkpoint;
  report.index = proof->index;
  report.size = checkpoint.size;
  report.root = checkpoint.root;
  report.origin = checkpoint.origin;
  report.simulated = checkpoint.origin.rfind(simulated_prefix, 0) == 0;
  report.leaf = leaf_hash(*bytes);

  auto held = verify(*proof, report.leaf, trust.policy);
  if (!held) return as_false(std::move(held).error(), "the proof does not hold");
  report.held = std::move(*held);
  if (auto begins = check_beginning(bundle, *proof, report.leaf, trust); !begins) return std::move(begins).error();
  if (auto agrees = compare_checkpoints(checkpoint, trust); !agrees) return std::move(agrees).error();

  auto entry = decode_entry(*bytes);
  if (!entry) return as_false(std::move(entry).error(), "the proven bytes are not an entry");
  report.entry = std::move(*entry);
  if (report.entry.kind != EntryKind::event) return report;
  auto vouched = vouch(report.entry.body, report.origin);
  if (!vouched) return as_false(std::move(vouched).error(), "the proven event does not hold");
  report.vouched = std::move(*vouched);
  return report;
}

Result<ProofBundle> read_proof_bundle(std::istream& in, const std::string& path, const std::string& entry_path) {
  ProofBundle bundle;
  auto proof = read_whole(in, path, proof_bytes_max);
  if (!proof) return std::move(proof).error().during("reading the proof");
  bundle.proof = std::move(*proof);
  if (!entry_path.empty()) {
    auto entry = read_whole_file(entry_path, entry_bytes_max);
    if (!entry) return std::move(entry).error().during("reading the entry");
    bundle.entry = std::move(*entry);
  }
  const auto parsed = parse_proof_file(bundle.proof);
  if (!parsed || parsed->index == Sequence{0}) return bundle;
  auto genesis = read_whole_file(path + std::string(genesis_proof_suffix), proof_bytes_max);
  if (!genesis)
    return std::move(genesis).error().during("reading the proof of entry 0, which `jejak prove` writes beside");
  bundle.genesis = std::move(*genesis);
  return bundle;
}

}  // namespace jejak
