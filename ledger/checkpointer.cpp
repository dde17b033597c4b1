#include "ledger/checkpointer.hpp"

#include "ledger/base/failpoint.hpp"

namespace jejak {

Checkpointer::Checkpointer(Store& store, NoteSigner key, std::optional<SignedCheckpoint> newest)
    : store_(store), key_(std::move(key)) {
  if (newest) published_ = std::make_shared<const SignedCheckpoint>(std::move(*newest));
}

std::shared_ptr<const SignedCheckpoint> Checkpointer::published() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

Result<SignedCheckpoint> Checkpointer::checkpoint(Sequencer& sequencer) {
  const StoredHead head = sequencer.head();
  const auto last = published();
  if (last != nullptr && last->checkpoint.size == head.size) return *last;
  if (sequencer.stopped()) return sequencer.stop(Error{});
  JEJAK_ASSERT(last == nullptr || last->checkpoint.size < head.size);

  const Hash by_edge = sequencer.edge().root();
  if (sequencer.frontier().root() != head.root || by_edge != head.root) {
    return sequencer.stop(Error{Errc::corrupt, "the root of " + std::to_string(head.size.value) +
                                                   " entries differs by the way it is computed; it was not signed"});
  }
  const Reader reader(store_);
  auto newest = reader.entry_bytes(Sequence{head.size.value - 1});
  if (!newest) return sequencer.stop(std::move(newest).error());
  auto proof = inclusion_proof(Sequence{head.size.value - 1}, head.size, reader);
  if (!proof) return sequencer.stop(std::move(proof).error());
  auto included = verify_inclusion(Sequence{head.size.value - 1}, head.size, leaf_hash(*newest), *proof, head.root);
  if (!included) return sequencer.stop(std::move(included).error().during("reading back the last entry"));

  failpoint("before_checkpoint");
  SignedCheckpoint fresh = sign_checkpoint(key_.name, head.size, head.root, std::span(&key_, 1));
  if (!verify(fresh.note, {key_.verifier()})) {
    return sequencer.stop(Error{Errc::corrupt, "the signature just made does not hold; it was not published"});
  }
  const std::string note = print(fresh.note);
  std::vector<Write> writes;
  writes.push_back({Table::checkpoints, key_of(head.size), copy(view(note))});
  auto persisted = store_.commit(std::move(writes));
  if (!persisted) return sequencer.stop(std::move(persisted).error().during("persisting a checkpoint"));
  failpoint("after_checkpoint_stored");
  auto filed = store_.write_head_file(note);
  if (!filed) return sequencer.stop(std::move(filed).error());
  failpoint("after_head_file");
  const std::lock_guard lock(mutex_);
  published_ = std::make_shared<const SignedCheckpoint>(fresh);
  return fresh;
}

}  // namespace jejak
