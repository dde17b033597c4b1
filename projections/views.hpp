#pragma once
// All views of a ledger together, brought up to date: what `case`, `tally` and `replay` read from.

#include "projections/case_view.hpp"
#include "projections/runner.hpp"
#include "projections/tally_view.hpp"

namespace jejak {

class ViewDatabase;

struct ViewsOptions {
  bool from_zero = false;  // throw away what is stored and fold again
  RunnerOptions runner;    // its `say` also tells why the stored views could not be used
};

class Views {
 public:
  // Opens (or makes) the views in `folder` (see views_folder()) and brings them up to the source's head. A damaged
  // database is deleted and folded again. Where the folder cannot be used (another process has it, no permission), the
  // views are folded in memory instead. Versions of these views that this program no longer folds are deleted once the
  // new ones have caught up. Errors: those of the source; disk; interrupted. `source` must outlive the views.
  static Result<std::unique_ptr<Views>> open(const std::string& folder, const EntrySource& source,
                                             ViewsOptions options = {});

  // The same from entry 0 in memory, up to `to` entries (all, if not given): what stored views are compared with.
  static Result<std::unique_ptr<Views>> replay(const EntrySource& source, std::optional<TreeSize> to = {},
                                               RunnerOptions options = {});
  ~Views();

  bool in_memory() const { return database_ == nullptr; }

  // Answers from one moment of the views. Rows that turn out damaged are folded again once (not while following).
  // Errors: not_found (no such case), corrupt, disk. Any thread while following in a database, else one thread.
  Result<Stamped<CaseFile>> read_case(std::string_view stream, WithDigest digest);
  Result<Stamped<std::vector<CaseSummary>>> read_cases(WithDigest digest);
  Result<Stamped<Tallies>> read_tallies(WithDigest digest);
  Result<std::vector<Stamp>> stamps();  // of all views, with their digests: one line each to compare two replays by

  // Folds what was appended since. Not while following.
  Outcome catch_up() { return runner_->catch_up(); }
  Runner& runner() { return *runner_; }  // until an answer finds damage and replaces it

 private:
  Views(std::string folder, const EntrySource& source, ViewsOptions options);
  Outcome use_database();
  Outcome begin();
  Outcome begin_again(const std::string& why);
  void say(const std::string& sentence) const;
  void use_memory();
  void start(std::unique_ptr<ViewStore> cases, std::unique_ptr<ViewStore> tallies);
  Outcome drop_other_versions();
  template <class Read>
  auto answer(const std::unique_ptr<ViewStore>& store, const Read& read) -> decltype(read(*store));

  const std::string folder_;
  const EntrySource& source_;
  const ViewsOptions options_;
  const CaseView case_view_;
  const TallyView tally_view_;
  std::unique_ptr<ViewDatabase> database_;  // null: in memory
  std::unique_ptr<ViewStore> cases_;
  std::unique_ptr<ViewStore> tallies_;
  std::unique_ptr<Runner> runner_;  // dies first
};

}  // namespace jejak
