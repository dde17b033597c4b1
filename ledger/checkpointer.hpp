#pragma once
// Signs heads for the world. Order: durable entries → root by two routes → sign → verify the own signature → persist →
// file HEAD → publish; nothing leaves the process before it is persisted, so that no crash can make two roots for a
// size.

#include "ledger/sequencer.hpp"

#include <memory>
#include <mutex>

namespace jejak {

class Checkpointer {
 public:
  Checkpointer(Store& store, NoteSigner key, std::optional<SignedCheckpoint> newest);

  // Writer thread. Any doubt stops the sequencer.
  Result<SignedCheckpoint> checkpoint(Sequencer& sequencer);

  std::shared_ptr<const SignedCheckpoint> published() const;  // any thread; null before the first

 private:
  Store& store_;
  const NoteSigner key_;
  mutable std::mutex mutex_;
  std::shared_ptr<const SignedCheckpoint> published_;  // guarded by mutex_
};

}  // namespace jejak
