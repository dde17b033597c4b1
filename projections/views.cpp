#include "projections/views.hpp"

#include "projections/view_store_rocksdb.hpp"

namespace jejak {

Views::Views(std::string folder, const EntrySource& source, ViewsOptions options)
    : folder_(std::move(folder)), source_(source), options_(std::move(options)) {}

Views::~Views() = default;

Result<std::unique_ptr<Views>> Views::open(const std::string& folder, const EntrySource& source, ViewsOptions options) {
  std::unique_ptr<Views> views(new Views(folder, source, std::move(options)));
  const auto is_corrupt = [](const Outcome& outcome) { return !outcome && outcome.error().code == Errc::corrupt; };
  auto begun = views->begin();
  bool damaged = is_corrupt(begun) && (views->runner_ == nullptr || views->runner_->store_is_damaged());
  if (begun) {
    begun = views->drop_other_versions();
    damaged = is_corrupt(begun);
  }
  if (damaged) begun = views->begin_again(begun.error().message);
  if (!begun) return std::move(begun).error();
  return views;
}

// Opens what is stored and brings it up to date; in memory where the folder cannot be used.
Outcome Views::begin() {
  const Outcome used = use_database();
  if (!used) {
    const Errc why = used.error().code;
    if (why != Errc::unavailable && why != Errc::permission) return used;
    say("the stored views cannot be used, so all entries are read: " + used.error().message);
    use_memory();
  }
  return options_.from_zero ? runner_->rebuild() : runner_->catch_up();
}

// Clearing is not enough where the files themselves are damaged: they are deleted.
Outcome Views::begin_again(const std::string& why) {
  say("the views are damaged and are folded again from entry 0: " + why);
  if (in_memory() && runner_ != nullptr) return runner_->rebuild();
  runner_.reset();
  cases_.reset();
  tallies_.reset();
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
  start(database_->view(name_of(case_view_)), database_->view(name_of(tally_view_)));
  return {};
}

void Views::use_memory() {
  start(std::make_unique<MemoryViewStore>(name_of(case_view_)),
        std::make_unique<MemoryViewStore>(name_of(tally_view_)));
}

void Views::start(std::unique_ptr<ViewStore> cases, std::unique_ptr<ViewStore> tallies) {
  cases_ = std::move(cases);
  tallies_ = std::move(tallies);
  runner_ = std::make_unique<Runner>(source_, options_.runner);
  runner_->add(case_view_, *cases_);
  runner_->add(tally_view_, *tallies_);
}

Outcome Views::drop_other_versions() {
  if (database_ == nullptr) return {};
  auto names = database_->names();
  if (!names) return std::move(names).error();
  for (const ViewName& name : *names) {
    if (name == cases_->name() || name == tallies_->name()) continue;
    if (auto dropped = database_->drop(name); !dropped) return dropped;
  }
  return {};
}

template <class Read>
auto Views::answer(const std::unique_ptr<ViewStore>& store, const Read& read) -> decltype(read(*store)) {
  const auto once = [&store, &read]() -> decltype(read(*store)) {
    auto snapshot = store->snapshot();
    if (!snapshot) return std::move(snapshot).error();
    return read(**snapshot);
  };
  auto answered = once();
  if (answered || answered.error().code != Errc::corrupt || runner_->following()) return answered;
  if (auto again = begin_again(answered.error().message); !again) return std::move(again).error();
  return once();
}

Result<Stamped<CaseFile>> Views::read_case(std::string_view stream, WithDigest digest) {
  return answer(cases_, [stream, digest](const ViewReader& view) { return jejak::read_case(view, stream, digest); });
}

Result<Stamped<std::vector<CaseSummary>>> Views::read_cases(WithDigest digest) {
  return answer(cases_, [digest](const ViewReader& view) { return jejak::read_cases(view, digest); });
}

Result<Stamped<Tallies>> Views::read_tallies(WithDigest digest) {
  return answer(tallies_, [digest](const ViewReader& view) { return jejak::read_tallies(view, digest); });
}

Result<std::vector<Stamp>> Views::stamps() {
  std::vector<Stamp> out;
  for (const auto* store : {&cases_, &tallies_}) {
    auto stamp = answer(*store, [](const ViewReader& view) { return stamp_of(view, WithDigest::yes); });
    if (!stamp) return std::move(stamp).error();
    out.push_back(std::move(*stamp));
  }
  return out;
}

}  // namespace jejak
