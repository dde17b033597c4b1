#pragma once
// All views of a ledger together, brought up to date: what `case`, `tally` and `replay` read from.

#include "projections/case_reading.hpp"
#include "projections/case_view.hpp"
#include "projections/runner.hpp"
#include "projections/tally.hpp"
#include "projections/view_store_rocksdb.hpp"

namespace jejak {

struct ViewsOptions {
  bool from_zero = false;  // fold again what is stored, beside it, and let that take its place
  RunnerOptions runner;    // its `say` also tells why the stored views could not be used
};

class Views {
 public:
  // Opens (or makes) the views in `folder` (see views_folder()) and brings them up to the source's head. A view of
  // another version stays until this program's has been folded beside it; one that was left half-built is folded on
  // where it may be of use, else thrown away. A damaged database, or one laid out by another version of the program,
  // is deleted and folded again. Where the folder cannot be used (another process has it, no permission), the views
  // are folded in memory instead. Errors: those of the source; disk; interrupted. `source` must outlive the views.
  static Result<std::unique_ptr<Views>> open(const std::string& folder, const EntrySource& source,
                                             ViewsOptions options = {});

  // The same from entry 0 in memory, up to `to` entries (all, if not given): what stored views are compared with.
  static Result<std::unique_ptr<Views>> replay(const EntrySource& source, std::optional<TreeSize> to = {},
                                               RunnerOptions options = {});
  ~Views();

  bool in_memory() const { return database_ == nullptr; }

  // Answers from one moment of the views; cases as of the entries folded by then, or at coordinates. Rows that turn out
  // damaged are folded again once (not while following); an entry of the log that cannot be read is an error, and the
  // views stay. Errors: not_found (no such case, or not yet then), usage (the
  // view does not reach so far), unavailable (the view is being folded), corrupt, disk. Any thread while following in
  // a database, else one thread.
  Result<Stamped<CaseFile>> read_case(std::string_view stream, WithDigest digest, std::optional<Coordinates> at = {});
  Result<Stamped<std::vector<CaseSummary>>> read_cases(WithDigest digest, std::optional<Coordinates> at = {});
  // As read_stretch(). The stamp has no digest.
  Result<Stamped<CaseStretch>> read_cases_after(const Coordinates& at, std::string_view after,
                                                std::size_t looked_at_max);
  Result<std::vector<std::string>> case_names();  // of all that anything was ever recorded of, ascending
  // The stamp has the coordinates' size and its root, and no digest.
  Result<Stamped<TallyAnswer>> read_tally(const TallyQuestion& question);
  // A reading of what tallies are counted from; errors of `read` are handed on.
  Outcome with_tallies(const std::function<Outcome(const ViewReader&)>& read);
  Result<std::vector<Stamp>> stamps();  // of all views, with their digests: one line each to compare two replays by

  // Folds what was appended since. Not while following.
  Outcome catch_up() { return runner_->catch_up(); }
  // Folds all again from entry 0 beside the present views, which are shown and followed until the new ones take their
  // place. In memory only while not following. Whoever followed goes on with the new ones. Errors: those of open(); the
  // present views are then as they were.
  Outcome rebuild();
  Runner& runner() { return *runner_; }  // until a rebuild, or an answer that finds damage, replaces it

 private:
  struct Kept {
    const Projection* projection = nullptr;
    Build build;
    std::unique_ptr<ViewStore> store;
  };

  Views(std::string folder, const EntrySource& source, ViewsOptions options);
  Outcome use_database();
  Outcome begin();
  Outcome begin_again(const std::string& why);
  void say(const std::string& sentence) const;
  void use_memory();
  Result<std::vector<Kept>> choose(bool from_zero);
  Result<Build> choose_build(const Projection& projection, bool from_zero);
  std::unique_ptr<Runner> runner_over(const std::vector<Kept>& kept) const;
  Outcome drop_others();
  template <class Read>
  using Answer = std::invoke_result_t<const Read&, const ViewReader&, const EntrySource&>;
  template <class Read>
  auto answer(const Projection& projection, const Read& read) -> Answer<Read>;

  const std::string folder_;
  const EntrySource& source_;
  const ViewsOptions options_;
  const CaseView case_view_;
  const TallyView tally_view_;
  const std::vector<const Projection*> projections_{&case_view_, &tally_view_};
  std::unique_ptr<ViewDatabase> database_;  // null: in memory
  std::vector<Kept> kept_;                  // one a projection, in their order
  std::unique_ptr<Runner> runner_;          // dies first
};

}  // namespace jejak
