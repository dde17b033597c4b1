#include "projections/decode_ahead.hpp"

namespace jejak {
namespace {

constexpr std::size_t chunks_ahead_max = 8;
constexpr std::size_t chunk_bytes_max = 1024 * 1024;

// Gathers entries into chunks and hands each full one on.
class Gatherer {
 public:
  Gatherer(TreeSize to, std::size_t entries_max, std::function<Outcome(DecodedChunk)> full)
      : to_(to), entries_max_(entries_max), full_(std::move(full)) {}

  Outcome add(Sequence position, BytesView bytes) {
    auto entry = projected_entry(position, bytes);
    if (!entry) return std::move(entry).error();
    if (chunk_.entries.empty()) chunk_.entries.reserve(std::min<std::size_t>(entries_max_, to_.value - position.value));
    chunk_.entries.push_back(std::move(*entry));
    chunk_.bytes += bytes.size();
    ++count_;
    if (chunk_.entries.size() < entries_max_ && chunk_.bytes < chunk_bytes_max) return {};
    return flush();
  }
  Outcome flush() {
    if (chunk_.entries.empty()) return {};
    return full_(std::exchange(chunk_, {}));
  }
  std::uint64_t count() const { return count_; }

 private:
  const TreeSize to_;
  const std::size_t entries_max_;
  std::function<Outcome(DecodedChunk)> full_;
  DecodedChunk chunk_;
  std::uint64_t count_ = 0;
};

Outcome read_all(const EntrySource& source, Sequence from, TreeSize to, Gatherer& gatherer) {
  auto read = source.entries(from, to,
                             [&gatherer](Sequence position, BytesView bytes) { return gatherer.add(position, bytes); });
  if (!read) return read;
  if (from.value + gatherer.count() != to.value) {
    return Error{Errc::corrupt, "entry " + std::to_string(from.value + gatherer.count()) + " is missing"};
  }
  return gatherer.flush();
}

}  // namespace

DecodeAhead::DecodeAhead(const EntrySource& source, Sequence from, TreeSize to, std::size_t entries_max)
    : thread_([this, &source, from, to, entries_max] { read(source, from, to, entries_max); }) {}

DecodeAhead::~DecodeAhead() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Result<DecodedChunk> DecodeAhead::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !ready_.empty(); });
  Result<DecodedChunk> out = std::move(ready_.front());
  ready_.pop_front();
  lock.unlock();
  changed_.notify_all();
  return out;
}

bool DecodeAhead::put(Result<DecodedChunk> chunk) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || ready_.size() < chunks_ahead_max; });
  if (stopping_) return false;
  ready_.push_back(std::move(chunk));
  lock.unlock();
  changed_.notify_all();
  return true;
}

void DecodeAhead::read(const EntrySource& source, Sequence from, TreeSize to, std::size_t entries_max) {
  Gatherer gatherer(to, entries_max, [this](DecodedChunk chunk) -> Outcome {
    if (!put(std::move(chunk))) return Error{Errc::interrupted, "nobody wants the rest"};
    return {};
  });
  auto done = read_all(source, from, to, gatherer);
  put(done ? Result<DecodedChunk>(DecodedChunk{}) : Result<DecodedChunk>(std::move(done).error()));
}

Result<DecodedChunk> decode_now(const EntrySource& source, Sequence from, TreeSize to) {
  DecodedChunk out;
  Gatherer gatherer(to, to.value - from.value, [&out](DecodedChunk chunk) -> Outcome {
    out.bytes += chunk.bytes;
    std::move(chunk.entries.begin(), chunk.entries.end(), std::back_inserter(out.entries));
    return {};
  });
  if (auto read = read_all(source, from, to, gatherer); !read) return std::move(read).error();
  return out;
}

}  // namespace jejak
