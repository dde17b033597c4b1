#include "projections/views.hpp"

#include <algorithm>

namespace jejak {
namespace {

// What only deleting the database helps against.
bool must_be_deleted(const Outcome& outcome) {
  return !outcome && (outcome.error().code == Errc::corrupt || outcome.error().code == Errc::unsupported);
}

// In somebody else's hands, or in a place where nothing can be written. Whatever else the log answers, it answers then.
bool can_do_without_views(Errc why) {
  return why == Errc::unavailable || why == Errc::permission || why == Errc::conflict || why == Errc::disk;
}

// The log as one answer reads it, so that an answer that fails can say whether the log is to blame: entries are read
// one at a time, and the first trouble ends the reading.
class AnswerLog final : public EntrySource {
 public:
  explicit AnswerLog(const EntrySource& log) : log_(log) {}
  Result<StoredHead> head() const override { return log_.head(); }
  Result<Hash> root(TreeSize size) const override { return log_.root(size); }
  Outcome entries(Sequence from, TreeSize to, const std::function<Outcome(Sequence, BytesView)>& visit) const override {
    return log_.entries(from, to, visit);
  }
  Result<Bytes> entry(Sequence position) const override {
    last_ = position;
    return log_.entry(position);
  }
  // Whether the entry that was read last cannot be read, or is none.
  bool is_damaged() const {
    if (!last_) return false;
    const auto bytes = log_.entry(*last_);
    return !bytes || !projected_entry(*last_, *bytes);
  }

 private:
  const EntrySource& log_;
  mutable std::optional<Sequence> last_;
};

}  // namespace

Views::Views(std::string folder, const EntrySource& source, ViewsOptions options)
    : folder_(std::move(folder)), source_(source), options_(std::move(options)) {}

Views::~Views() = default;

Result<std::unique_ptr<Views>> Views::open(const std::string& folder, const EntrySource& source, ViewsOptions options) {
  std::unique_ptr<Views> views(new Views(folder, source, std::move(options)));
  auto begun = views->begin();
  bool damaged = must_be_deleted(begun) && (views->runner_ == nullptr || views->runner_->store_is_damaged());
  if (begun) {
    begun = views->drop_others();
    damaged = must_be_deleted(begun);
  }
  if (damaged) begun = views->begin_again(begun.error().message);
  if (!begun) return std::move(begun).error();
  return views;
}

// Opens what is stored and brings it up to date; in memory where the folder cannot be used.
Outcome Views::begin() {
  Outcome begun = use_database();
  if (begun) begun = runner_->catch_up();
  if (begun || !can_do_without_views(begun.error().code)) return begun;
  say("the stored views cannot be used, so all entries are read: " + begun.error().message);
  runner_.reset();
  kept_.clear();
  database_.reset();
  use_memory();
  return runner_->catch_up();
}

// Clearing is not enough where the files themselves are damaged: they are deleted.
Outcome Views::begin_again(const std::string& why) {
  say("the views are damaged or not of this program, and are folded again from entry 0: " + why);
  if (in_memory() && runner_ != nullptr) return runner_->rebuild();
  runner_.reset();
  kept_.clear();
  database_.reset();
  if (auto wiped = ViewDatabase::wipe(folder_); !wiped) return wiped;
  if (auto used = use_database(); !used) return used;
  return runner_->catch_up();
}

void Views::say(const std::string& sentence) const {
  if (options_.runner.say) options_.runner.say(sentence);
}

Result<std::unique_ptr<Views>> Views::replay(const EntrySource& source, std::optional<TreeSize> to,
                                             RunnerOptions options) {
  ViewsOptions all;
  all.runner = std::move(options);
  std::unique_ptr<Views> views(new Views({}, source, std::move(all)));
  views->use_memory();
  auto caught_up = to ? views->runner_->catch_up(*to) : views->runner_->catch_up();
  if (!caught_up) return std::move(caught_up).error();
  return views;
}

Outcome Views::use_database() {
  auto opened = ViewDatabase::open(folder_);
  if (!opened) return std::move(opened).error();
  database_ = std::move(*opened);
  auto kept = choose(options_.from_zero);
  if (!kept) return std::move(kept).error();
  kept_ = std::move(*kept);
  runner_ = runner_over(kept_);
  return {};
}

void Views::use_memory() {
  for (const Projection* each : projections_) {
    const ViewName name = name_of(*each);
    kept_.push_back({each, {name, 0}, std::make_unique<MemoryViewStore>(name)});
  }
  runner_ = runner_over(kept_);
}

Result<std::vector<Views::Kept>> Views::choose(bool from_zero) {
  std::vector<Kept> out;
  for (const Projection* each : projections_) {
    auto build = choose_build(*each, from_zero);
    if (!build) return std::move(build).error();
    auto store = database_->store(*build);
    out.push_back({each, std::move(*build), std::move(store)});
  }
  return out;
}

// The build that is shown, if it is of this version; else the last one that was begun, or a new one, beside it.
Result<Build> Views::choose_build(const Projection& projection, bool from_zero) {
  const ViewName name = name_of(projection);
  auto shown = database_->shown(name.projection);
  if (!shown) return std::move(shown).error();
  if (*shown && (*shown)->view == name && !from_zero) return std::move(**shown);
  if (*shown && (*shown)->view != name) {
    say("the view " + name.projection + " is stored in version " + std::to_string((*shown)->view.version) +
        "; this program's version " + std::to_string(name.version) + " is folded beside it");
  }
  auto builds = database_->builds();
  if (!builds) return std::move(builds).error();
  Build chosen{name, 0};
  for (const Build& each : *builds) {
    if (each.view != name) continue;
    chosen.number = each.number;
    if (!from_zero || *shown == each) continue;
    if (auto dropped = database_->drop(each); !dropped) return std::move(dropped).error();
  }
  const bool any =
      std::any_of(builds->begin(), builds->end(), [&name](const Build& each) { return each.view == name; });
  if (from_zero && any) ++chosen.number;
  return chosen;
}

std::unique_ptr<Runner> Views::runner_over(const std::vector<Kept>& kept) const {
  auto runner = std::make_unique<Runner>(source_, options_.runner);
  for (const Kept& each : kept) runner->add(*each.projection, *each.store);
  return runner;
}

Outcome Views::rebuild() {
  if (in_memory()) {
    JEJAK_ASSERT(!runner_->following());
    return runner_->rebuild();
  }
  auto fresh = choose(true);
  if (!fresh) return std::move(fresh).error();
  auto runner = runner_over(*fresh);
  if (auto folded = runner->catch_up(); !folded) return folded;
  const Feed* feed = runner_->feed();
  runner_ = std::move(runner);  // the old one stops
  kept_ = std::move(*fresh);
  if (feed != nullptr) runner_->follow(*feed);
  return drop_others();
}

Outcome Views::drop_others() {
  if (database_ == nullptr) return {};
  auto builds = database_->builds();
  if (!builds) return std::move(builds).error();
  for (const Build& each : *builds) {
    const auto is_kept = [&each](const Kept& kept) { return kept.build == each; };
    if (std::any_of(kept_.begin(), kept_.end(), is_kept)) continue;
    if (auto dropped = database_->drop(each); !dropped) return dropped;
  }
  return {};
}

template <class Read>
auto Views::answer(const Projection& projection, const Read& read) -> Answer<Read> {
  const AnswerLog log(source_);
  const auto once = [this, &projection, &read, &log]() -> Answer<Read> {
    if (database_ != nullptr) {
      auto shown = database_->read(name_of(projection));
      if (!shown) return std::move(shown).error();
      return read(**shown, log);
    }
    const auto kept = std::find_if(kept_.begin(), kept_.end(),
                                   [&projection](const Kept& each) { return each.projection == &projection; });
    if (kept == kept_.end()) return Error{Errc::unavailable, "the views could not be folded again"};
    return read(*kept->store, log);
  };
  auto answered = once();
  if (answered || answered.error().code != Errc::corrupt || log.is_damaged()) return answered;
  if (runner_ == nullptr || runner_->following()) return answered;
  if (auto again = begin_again(answered.error().message); !again) return std::move(again).error();
  return once();
}

namespace {

// The coordinates of an answer, which the view must reach.
Result<Coordinates> reached(const ViewReader& view, const std::optional<Coordinates>& at) {
  auto position = view.position();
  if (!position) return std::move(position).error();
  if (!at) return Coordinates{position->size(), std::nullopt};
  if (at->as_of <= position->size()) return *at;
  return Error{Errc::usage, "the view " + view.name().projection + " stands at " +
                                std::to_string(position->size().value) + ", not at " + std::to_string(at->as_of.value)};
}

}  // namespace

Result<Stamped<CaseFile>> Views::read_case(std::string_view stream, WithDigest digest, std::optional<Coordinates> at) {
  return answer(case_view_, [&](const ViewReader& view, const EntrySource& log) -> Result<Stamped<CaseFile>> {
    auto where = reached(view, at);
    if (!where) return std::move(where).error();
    auto file = jejak::read_case(view, log, stream, *where);
    if (!file) return std::move(file).error();
    auto stamp = stamp_of(view, digest);
    if (!stamp) return std::move(stamp).error();
    return Stamped<CaseFile>{std::move(*stamp), std::move(*file)};
  });
}

Result<Stamped<std::vector<CaseSummary>>> Views::read_cases(WithDigest digest, std::optional<Coordinates> at) {
  return answer(case_view_,
                [&](const ViewReader& view, const EntrySource& log) -> Result<Stamped<std::vector<CaseSummary>>> {
                  auto where = reached(view, at);
                  if (!where) return std::move(where).error();
                  auto listed = list_cases(view, log, *where);
                  if (!listed) return std::move(listed).error();
                  auto stamp = stamp_of(view, digest);
                  if (!stamp) return std::move(stamp).error();
                  return Stamped<std::vector<CaseSummary>>{std::move(*stamp), std::move(*listed)};
                });
}

Result<Stamped<CaseStretch>> Views::read_cases_after(const Coordinates& at, std::string_view after,
                                                     std::size_t looked_at_max) {
  return answer(case_view_, [&](const ViewReader& view, const EntrySource& log) -> Result<Stamped<CaseStretch>> {
    auto where = reached(view, at);
    if (!where) return std::move(where).error();
    auto read = read_stretch(view, log, *where, after, looked_at_max);
    if (!read) return std::move(read).error();
    auto stamp = stamp_of(view, WithDigest::no);
    if (!stamp) return std::move(stamp).error();
    return Stamped<CaseStretch>{std::move(*stamp), std::move(*read)};
  });
}

Result<std::vector<std::string>> Views::case_names() {
  return answer(case_view_, [](const ViewReader& view, const EntrySource&) { return jejak::case_names(view); });
}

Result<Stamped<TallyAnswer>> Views::read_tally(const TallyQuestion& question) {
  auto counted =
      answer(tally_view_, [&question](const ViewReader& view, const EntrySource&) -> Result<Stamped<TallyAnswer>> {
        auto tallied = tally(view, question);
        if (!tallied) return std::move(tallied).error();
        return Stamped<TallyAnswer>{Stamp{view.name(), question.at.as_of, {}, {}}, std::move(*tallied)};
      });
  if (!counted) return counted;
  auto root = source_.root(question.at.as_of);
  if (!root) return std::move(root).error();
  counted->stamp.root = *root;
  return counted;
}

Outcome Views::with_tallies(const std::function<Outcome(const ViewReader&)>& read) {
  return answer(tally_view_, [&read](const ViewReader& view, const EntrySource&) { return read(view); });
}

Result<std::vector<Stamp>> Views::stamps() {
  std::vector<Stamp> out;
  for (const Projection* each : projections_) {
    auto stamp =
        answer(*each, [](const ViewReader& view, const EntrySource&) { return stamp_of(view, WithDigest::yes); });
    if (!stamp) return std::move(stamp).error();
    out.push_back(std::move(*stamp));
  }
  return out;
}

}  // namespace jejak
