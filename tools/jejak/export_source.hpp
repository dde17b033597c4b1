#pragma once
// An export as a list of entries for views to be folded from. Reads the file forwards; going back starts it anew.

#include "ledger/record/export.hpp"
#include "projections/entry_source.hpp"

#include <fstream>

namespace jejak {

// One thread. What the file's own frames and hash say is checked on opening; the history in it is not judged.
class ExportSource final : public EntrySource {
 public:
  static Result<std::unique_ptr<ExportSource>> open(const std::string& path);
  Result<StoredHead> head() const override { return head_; }
  Result<Hash> root(TreeSize size) const override;
  Outcome entries(Sequence from, TreeSize to, const std::function<Outcome(Sequence, BytesView)>& visit) const override;

 private:
  explicit ExportSource(std::string path) : path_(std::move(path)) {}
  Outcome restart() const;
  Result<Bytes> next_entry() const;  // not_found at the end

  std::string path_;
  StoredHead head_;
  mutable std::ifstream file_;
  mutable std::unique_ptr<ExportReader> reader_;
  mutable std::uint64_t next_ = 0;  // position of the entry that is read next
};

}  // namespace jejak
