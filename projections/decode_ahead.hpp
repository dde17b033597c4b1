#pragma once
// Reads and decodes entries ahead of the fold, on a thread of its own.

#include "projections/entry_source.hpp"
#include "projections/projection.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace jejak {

struct DecodedChunk {
  std::vector<ProjectedEntry> entries;
  std::size_t bytes = 0;  // that they take in the log
};

// Entries [from, to) in order, in chunks of at most `entries_max`. The source must outlive it.
class DecodeAhead {
 public:
  DecodeAhead(const EntrySource& source, Sequence from, TreeSize to, std::size_t entries_max);
  ~DecodeAhead();  // stops reading
  DecodeAhead(const DecodeAhead&) = delete;
  DecodeAhead& operator=(const DecodeAhead&) = delete;

  // Waits for the next chunk; an empty one after the last. Errors: corrupt, naming the position; the source's. One
  // thread; not after an error.
  Result<DecodedChunk> next();

 private:
  void read(const EntrySource& source, Sequence from, TreeSize to, std::size_t entries_max);
  bool put(Result<DecodedChunk> chunk);  // false: nobody wants it any more

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Result<DecodedChunk>> ready_;  // guarded by mutex_
  bool stopping_ = false;                   // guarded by mutex_
  std::thread thread_;
};

// The same at once, for a few entries.
Result<DecodedChunk> decode_now(const EntrySource& source, Sequence from, TreeSize to);

}  // namespace jejak
