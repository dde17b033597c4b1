#pragma once
// Where a runner finds the log: an open ledger, or any other list of entries that has roots.

#include "ledger/reader.hpp"

#include <functional>

namespace jejak {

class EntrySource {
 public:
  virtual ~EntrySource() = default;
  virtual Result<StoredHead> head() const = 0;
  virtual Result<Hash> root(TreeSize size) const = 0;  // of any size up to the head's
  // Entries [from, to) in order; errors: corrupt if one is missing, disk, the visitor's.
  virtual Outcome entries(Sequence from, TreeSize to,
                          const std::function<Outcome(Sequence, BytesView)>& visit) const = 0;
  virtual Result<Bytes> entry(Sequence position) const {  // one alone; errors: corrupt if it is missing, disk
    Bytes out;
    auto read = entries(position, size_after(position), [&out](Sequence, BytesView bytes) -> Outcome {
      out = copy(bytes);
      return {};
    });
    if (!read) return std::move(read).error();
    return out;
  }
};

// The log of a ledger, open for writing or only for reading. Any thread.
class LedgerSource final : public EntrySource {
 public:
  explicit LedgerSource(const Reader& reader) : reader_(reader) {}
  Result<StoredHead> head() const override { return reader_.head(); }
  Result<Hash> root(TreeSize size) const override { return root_at(size, reader_); }
  Outcome entries(Sequence from, TreeSize to, const std::function<Outcome(Sequence, BytesView)>& visit) const override {
    return reader_.entries(from, to, visit);
  }
  Result<Bytes> entry(Sequence position) const override { return reader_.entry_bytes(position); }

 private:
  const Reader& reader_;
};

}  // namespace jejak
