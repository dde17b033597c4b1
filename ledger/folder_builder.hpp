#pragma once
// Writes what the sequencer of another machine wrote: the same entries, tiles, indexes and rows, step by step as a
// replay finds them true. Used by import and by mirrors.

#include "ledger/proof/frontier.hpp"
#include "ledger/recovery.hpp"
#include "ledger/rules/replay.hpp"
#include "ledger/store.hpp"

#include <set>

namespace jejak {

// Commits in large batches; the head moves with each, so that a crash leaves a shorter ledger and no damaged one. One
// thread. Errors: those of the store, and whatever `before_commit` gives.
class FolderBuilder {
 public:
  // Size and root of what a commit would bring the folder to; an error keeps it from being written.
  using BeforeCommit = std::function<Outcome(TreeSize, const Hash& root)>;

  // The rows as they stand after the last step; they and the store outlive the builder.
  FolderBuilder(Store& store, const RowSource& rows, BeforeCommit before_commit = {});
  // Goes on behind what a folder holds already.
  FolderBuilder(Store& store, const RowSource& rows, const Recovered& held, BeforeCommit before_commit);

  Outcome step(const Step& step);
  void checkpoint(TreeSize size, std::string note);  // the last one that is given becomes HEAD
  Outcome finish();                                  // nothing after it

 private:
  Outcome flush();

  Store& store_;
  const RowSource& rows_;
  BeforeCommit before_commit_;
  TileEdge edge_;
  Frontier frontier_;
  Instant last_recorded_at_;
  std::vector<Write> writes_;
  std::set<std::string> changed_;  // since the last flush
  std::size_t bytes_ = 0;
  std::optional<std::string> newest_;
};

// The small files beside the database: genesis note, policy, format. The last of them makes the folder a ledger.
Outcome write_folder_files(const std::string& folder, const std::string& genesis_note, const Genesis& genesis);

}  // namespace jejak
