#pragma once
// How far somebody has come in the log who finishes entries out of order: a checkpoint, everything below which is done
// or was never his; the set of those done above it; and those open. In memory; rows carry what encode() writes.
// One thread.

#include "ledger/base/bytes.hpp"
#include "ledger/base/result.hpp"
#include "ledger/base/strong.hpp"

#include <set>

namespace jejak {

class DoneSet {
 public:
  explicit DoneSet(Sequence start) : scanned_(start.value) {}

  // The first position that is not done, or that nobody has looked at.
  Sequence checkpoint() const { return {open_.empty() ? scanned_ : std::min(*open_.begin(), scanned_)}; }
  Sequence scanned() const { return {scanned_}; }  // where to look on from
  std::size_t open() const { return open_.size(); }
  std::size_t done_above() const { return done_.size(); }
  std::size_t kept() const { return open_.size() + done_.size(); }  // positions held in memory
  bool is_done(Sequence position) const;

  // An entry that is his, at or behind scanned(). False if it is done already (after a restart): there is nothing to
  // do.
  bool begin(Sequence position);
  // Everything below was looked at. Never goes back.
  void scan_to(Sequence position);
  // Requires that it is open.
  void finish(Sequence position);

  // u64 checkpoint, varint count of those done above it, then their distances: each from the one before, less one.
  void encode(Bytes& out) const;
  // What encode() wrote: everything that was open is looked at again. Advances `in`. Errors: malformed.
  static Result<DoneSet> decode(BytesView& in, std::size_t done_max);

 private:
  void trim();
  std::uint64_t scanned_;
  std::set<std::uint64_t> open_;  // below scanned_, or at it while it is being looked at
  std::set<std::uint64_t> done_;  // at the checkpoint or above
};

}  // namespace jejak
